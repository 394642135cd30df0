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
 * A loopback port that resets every connection: before the request is read, or once its first bytes have come. For tests of
 * providers of services.
 */
public final class CutLine implements AutoCloseable {
    private final ServerSocket server;
    private final boolean readFirst;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    private CutLine(ServerSocket server, boolean readFirst) {
        this.server = server;
        this.readFirst = readFirst;
        thread.execute(this::cut);
    }

    /**
     * Resets before anything is read.
     *
     * @return listening; close it
     */
    public static CutLine beforeReading() {
        return open(false);
    }

    /**
     * Resets once the first bytes have come.
     *
     * @return listening; close it
     */
    public static CutLine whileReading() {
        return open(true);
    }

    /**
     * Returns an address on which no server listens.
     *
     * @return an address of the loopback interface
     */
    public static URI nobodysAddress() {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + taken.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where it listens.
     *
     * @return on loopback
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

    private static CutLine open(boolean readFirst) {
        try {
            return new CutLine(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), readFirst);
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
