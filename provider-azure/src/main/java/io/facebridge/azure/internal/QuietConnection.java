package io.facebridge.azure.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionOutputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A pooled connection that writes to no log: Apache's own can log every header and byte, and so the key and the image. The size
 * of headers is limited. The path of a request, which the client logs too, may be given in a header that is not sent.
 */
final class QuietConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    private static final String PATH = "X-FaceBridge-Path";
    private static final int MAX_LINE = 1 << 16;
    private static final int MAX_HEADERS = 500;
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(MAX_LINE)
            .setMaxHeaderCount(MAX_HEADERS)
            .build();

    private volatile boolean isClosed;
    private Timeout timeout = Timeout.DISABLED;

    private QuietConnection() {
        super(LIMITS, null, null, null, null, () -> new PathRestoringWriter(), null);
    }

    /** Has the client log a request without its path, which is sent all the same. */
    static void hidePath(ClassicHttpRequest request) {
        request.setHeader(PATH, request.getPath());
        request.setPath("/");
    }

    /** A new one, connected already unless the socket is {@code null}. */
    static QuietConnection of(@Nullable Socket socket) throws IOException {
        QuietConnection connection = new QuietConnection();
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }

    @Override
    public void bind(Socket socket) throws IOException {
        requireOpen(socket);
        super.bind(socket);
        timeout = Timeout.ofMilliseconds(socket.getSoTimeout());
        requireOpen(socket);
    }

    @Override
    public void bind(SSLSocket secured, Socket plain) throws IOException {
        requireOpen(secured);
        super.bind(secured, plain);
        timeout = Timeout.ofMilliseconds(plain.getSoTimeout());
        requireOpen(secured);
    }

    /** A request may be given up while its connection is being made. */
    private void requireOpen(Socket socket) throws IOException {
        if (isClosed) {
            socket.close();
            throw new InterruptedIOException("the connection was given up while it was made");
        }
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    @Override
    public void setSocketTimeout(Timeout limit) {
        super.setSocketTimeout(limit);
        timeout = limit;
    }

    @Override
    public void passivate() {
        super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(timeout);
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        super.close();
    }

    @Override
    public void close(CloseMode mode) {
        isClosed = true;
        super.close(mode);
    }

    /** Puts the path where it belongs when everything has been logged. */
    private static final class PathRestoringWriter extends DefaultHttpRequestWriter {
        @Override
        public void write(ClassicHttpRequest request, SessionOutputBuffer buffer, OutputStream out)
                throws IOException, HttpException {
            Header path = request.getFirstHeader(PATH);
            if (path != null) {
                request.removeHeader(path);
                request.setPath(path.getValue());
            }
            super.write(request, buffer, out);
        }
    }
}
