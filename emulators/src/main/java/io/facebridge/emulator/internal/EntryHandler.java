package io.facebridge.emulator.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import wiremock.jakarta.servlet.AsyncContext;
import wiremock.jakarta.servlet.ReadListener;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.ServletInputStream;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletRequestWrapper;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.server.handler.HandlerWrapper;

/**
 * Handles every request before all other handlers. Rejects requests to host names other than this machine's, so that a page in
 * a browser cannot send requests by a name of its own that resolves to loopback. Receives bodies without a waiting thread, up
 * to the service's limit, before it passes the request on.
 */
final class EntryHandler extends HandlerWrapper {
    private static final Pattern OF_THIS_MACHINE = Pattern.compile(
            "localhost|.+\\.localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[?::1]?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final String BODY = EntryHandler.class.getName();
    private static final int MISDIRECTED = 421;
    private static final int TIMED_OUT = 408;
    private static final int AT_ONCE = 1 << 14;

    /** How much of a rejected body is read and dropped, so that a client which sends before it reads receives the reason. */
    private static final long DROPPED = 16L << 20;

    private final EmulatedService service;

    EntryHandler(EmulatedService service) {
        this.service = service;
    }

    @Override
    public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (base.getAttribute(BODY) instanceof byte[] body) {
            super.handle(target, base, new Received(request, body), response);
        } else if (!isForThisMachine(base)) {
            base.setHandled(true);
            write(
                    service.error(
                            MISDIRECTED,
                            "MisdirectedRequest",
                            "The emulator answers requests to 127.0.0.1 and localhost only."),
                    response);
        } else if (lacksBody(base)) {
            super.handle(target, base, request, response);
        } else {
            base.setHandled(true);
            AsyncContext async = base.startAsync();
            async.setTimeout(0); // the connection's own ends a silent one
            base.getInputStream().setReadListener(new Taking(base, response, async));
        }
    }

    private static boolean isForThisMachine(Request request) {
        String host = request.getHeader("Host");
        return OF_THIS_MACHINE.matcher(request.getServerName()).matches()
                && (host == null
                        || OF_THIS_MACHINE
                                .matcher(PORT.matcher(host).replaceFirst(""))
                                .matches());
    }

    private static boolean lacksBody(Request request) {
        return request.getContentLengthLong() == 0
                || (request.getContentLengthLong() < 0
                        && request.getHeader("Transfer-Encoding") == null
                        && request.getProtocol().toUpperCase(Locale.ROOT).startsWith("HTTP/1"));
    }

    private static void write(EmulatedResponse answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader("Connection", "close");
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
        response.flushBuffer();
    }

    /** Receives a body as it arrives. */
    private final class Taking implements ReadListener {
        private final Request request;
        private final HttpServletResponse response;
        private final AsyncContext async;
        private final ServletInputStream in;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final byte[] part = new byte[AT_ONCE];
        private long dropped = -1;

        Taking(Request request, HttpServletResponse response, AsyncContext async) throws IOException {
            this.request = request;
            this.response = response;
            this.async = async;
            in = request.getInputStream();
            if (request.getContentLengthLong() > service.maxBytes()) {
                reject();
            }
        }

        private boolean isRefused() {
            return dropped >= 0;
        }

        private void reject() throws IOException {
            dropped = 0;
            body.reset();
            write(service.tooLarge(), response);
        }

        @Override
        public void onDataAvailable() throws IOException {
            while (in.isReady() && !in.isFinished()) {
                int length = in.read(part);
                if (length < 0) {
                    return;
                }
                if (!isRefused() && body.size() + length > service.maxBytes()) {
                    reject();
                }
                if (!isRefused()) {
                    body.write(part, 0, length);
                } else if ((dropped += length) > DROPPED) {
                    async.complete();
                    return;
                }
            }
        }

        @Override
        public void onAllDataRead() {
            if (isRefused()) {
                async.complete();
            } else {
                request.setAttribute(BODY, body.toByteArray());
                async.dispatch();
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (!response.isCommitted()) {
                response.setStatus(TIMED_OUT);
                response.setHeader("Connection", "close");
            }
            async.complete();
        }
    }

    /** A request whose body has arrived. */
    private static final class Received extends HttpServletRequestWrapper {
        private final ServletInputStream body;

        Received(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = new Body(body);
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }
    }

    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Body(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body is here already");
        }
    }
}
