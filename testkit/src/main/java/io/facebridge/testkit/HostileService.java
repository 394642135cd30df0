package io.facebridge.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback interface that answers every request with a given response, byte for byte, even if it is not HTTP.
 * It counts the bytes that it sent and the connections that the client has not closed. Thread-safe.
 */
public final class HostileService implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final String PASSWORD = "of-tests";

    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final @Nullable Path certificate;
    private final Set<Socket> open = new HashSet<>();
    private Answer answer = out -> {};
    private long sent;
    private int requests;
    private boolean closed;

    private HostileService(@Nullable SSLContext tls, @Nullable Path certificate) throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        this.tls = tls;
        this.certificate = certificate;
        daemon("hostile-service", this::accept);
    }

    /**
     * Starts a server with plain HTTP.
     *
     * @return a running server, which the caller closes
     * @throws UncheckedIOException if the server cannot be started
     */
    public static HostileService start() {
        try {
            return new HostileService(null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a server with HTTPS, by a key created for this server.
     *
     * @param folder the folder to write key and certificate to
     * @return a running server, which the caller closes
     * @throws UncheckedIOException if the key cannot be written or the server cannot be started
     * @throws IllegalStateException if keytool creates no key, or the JDK cannot use it
     */
    public static HostileService startSecure(Path folder) {
        Path keys = folder.resolve("hostile.p12");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=hostile",
                            "-ext",
                            "san=ip:127.0.0.1,dns:localhost",
                            "-startdate",
                            "-1d",
                            "-validity",
                            "36500",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            keys.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.txt").toFile())
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(
                        "keytool made no key: " + Files.readString(folder.resolve("keytool.txt")));
            }
            KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            Path pem = folder.resolve("hostile.pem");
            Files.writeString(
                    pem,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(
                                            store.getCertificate("server").getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
            return new HostileService(context, pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot use a key of its own", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a key was made", e);
        }
    }

    /**
     * Returns the address of the server.
     *
     * @return for example {@code http://127.0.0.1:40123}
     */
    public URI endpoint() {
        return URI.create((tls == null ? "http" : "https") + "://127.0.0.1:" + server.getLocalPort());
    }

    /**
     * Returns the certificate that a client has to trust.
     *
     * @return a PEM file
     * @throws IllegalStateException if the server uses plain HTTP
     */
    public Path certificate() {
        if (certificate == null) {
            throw new IllegalStateException("a service that speaks plain HTTP has no certificate");
        }
        return certificate;
    }

    /**
     * Sets the response to all later requests, and resets the counts to 0.
     *
     * @param next the response, written for each request
     */
    public synchronized void answer(Answer next) {
        answer = next;
        sent = 0;
        requests = 0;
    }

    /**
     * Returns how much of the responses was sent, before encryption.
     *
     * @return the number of bytes since {@link #answer}
     */
    public synchronized long sent() {
        return sent;
    }

    /**
     * Returns how many requests arrived.
     *
     * @return the number since {@link #answer}
     */
    public synchronized int requests() {
        return requests;
    }

    /**
     * Waits until the client has closed its connections.
     *
     * @param atMost the number of connections that may remain
     * @param patience the maximum wait
     * @return the number of connections that remain
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized int awaitOpen(int atMost, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (open.size() > atMost) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return open.size();
    }

    @Override
    public void close() {
        try {
            server.close();
            synchronized (this) {
                closed = true;
                for (Socket socket : open) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Creates a response that is well-formed HTTP.
     *
     * @param status of the response
     * @param headers lines, each with its end
     * @param body of the response
     * @return a response after which the connection stays open
     */
    public static Answer of(int status, String headers, byte[] body) {
        return out -> {
            out.write(bytes("HTTP/1.1 " + status + " Whatever\r\nContent-Type: application/json\r\n" + headers
                    + "Content-Length: " + body.length + "\r\n\r\n"));
            out.write(body);
        };
    }

    /**
     * Creates a response with the status 200.
     *
     * @param body JSON or not
     * @return a response after which the connection stays open
     */
    public static Answer of(String body) {
        return of(200, "", body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Creates a response of bytes that need not be HTTP, after which the server waits for the client to close.
     *
     * @param text of ASCII
     * @return a response after which the connection stays open
     */
    public static Answer raw(String text) {
        return out -> out.write(bytes(text));
    }

    /**
     * Creates a response of some bytes, then others repeatedly, then some at the end.
     *
     * @param head the first bytes
     * @param filling the repeated bytes
     * @param bytes the total number of repeated bytes
     * @param tail the last bytes
     * @return a response after which the connection stays open
     */
    public static Answer padded(String head, String filling, long bytes, String tail) {
        return out -> {
            out.write(bytes(head));
            byte[] block = bytes(filling.repeat(BUFFER / filling.length()));
            for (long left = bytes; left > 0; left -= block.length) {
                out.write(block);
            }
            out.write(bytes(tail));
        };
    }

    /**
     * Creates a response of few bytes that decompress to many spaces between others.
     *
     * @param head of the body
     * @param spaces the number of spaces
     * @param tail of the body
     * @return a response compressed with gzip
     */
    public static Answer bomb(String head, long spaces, String tail) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            padded(head, " ", spaces, tail).write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(200, "Content-Encoding: gzip\r\n", packed.toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                synchronized (this) {
                    if (closed) {
                        socket.close();
                        return;
                    }
                    open.add(socket);
                }
                daemon("hostile-connection", () -> converse(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            Socket spoken = secured(socket);
            InputStream in = spoken.getInputStream();
            OutputStream out = spoken.getOutputStream();
            while (readRequest(in, out)) {
                Answer next;
                synchronized (this) {
                    next = answer;
                    requests++;
                }
                next.write(new Counting(out));
                out.flush();
            }
        } catch (IOException e) {
            // The other side went away.
        } finally {
            synchronized (this) {
                open.remove(socket);
                notifyAll();
            }
        }
    }

    /** Closing the socket beneath cuts the connection, whatever is being written to it. */
    private Socket secured(Socket socket) throws IOException {
        if (tls == null) {
            return socket;
        }
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
        secure.setUseClientMode(false);
        return secure;
    }

    /** Reads a request to its end; {@code false} if there is none. */
    private static boolean readRequest(InputStream in, OutputStream out) throws IOException {
        long length = 0;
        boolean any = false;
        for (String line = line(in); line != null && !(line.isEmpty() && any); line = line(in)) {
            any = true;
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            } else if (lower.equals("expect: 100-continue")) {
                out.write(bytes("HTTP/1.1 100 Continue\r\n\r\n"));
                out.flush();
            }
        }
        in.skipNBytes(length);
        return any;
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line.write(next);
        }
        return null;
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A response. */
    @FunctionalInterface
    public interface Answer {
        /**
         * Writes the whole response, status line and headers included.
         *
         * @param out the stream to the client
         * @throws IOException if the client has closed the connection
         */
        void write(OutputStream out) throws IOException;
    }

    private final class Counting extends OutputStream {
        private final OutputStream out;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b});
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(Arrays.copyOfRange(b, off, off + len));
            synchronized (HostileService.this) {
                sent += len;
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
