package io.facebridge.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on the loopback interface that resets every connection: before the request is read, or after its first bytes have
 * arrived. For tests of providers of services.
 */
public final class ConnectionResetServer implements AutoCloseable {
    private final ServerSocket server;
    private final boolean readFirst;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    private ConnectionResetServer(ServerSocket server, boolean readFirst) {
        this.server = server;
        this.readFirst = readFirst;
        thread.execute(this::cut);
    }

    /**
     * Starts a server that resets connections before it reads anything.
     *
     * @return a listening server, which the caller closes
     */
    public static ConnectionResetServer beforeReading() {
        return open(false);
    }

    /**
     * Starts a server that resets connections after their first bytes have arrived.
     *
     * @return a listening server, which the caller closes
     */
    public static ConnectionResetServer whileReading() {
        return open(true);
    }

    /**
     * Returns an address on which no server listens.
     *
     * @return an address of the loopback interface
     * @throws UncheckedIOException if no port is free
     */
    public static URI unusedAddress() {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + taken.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the address of the server.
     *
     * @return an address of the loopback interface
     */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.shutdownNow();
        }
    }

    private static ConnectionResetServer open(boolean readFirst) {
        try {
            return new ConnectionResetServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), readFirst);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cut() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                if (readFirst) {
                    InputStream request = connection.getInputStream();
                    request.readNBytes(64);
                }
                connection.setSoLinger(true, 0); // closing sends a reset
            } catch (IOException e) {
                // The port was closed, or the client hung up first: no client is left to answer.
            }
        }
    }
}
