package io.facebridge.remote;

import io.facebridge.error.FaceBridgeException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/**
 * Translates exceptions of a vendor's client into exceptions of FaceBridge. Each provider implements it once.
 * Implementations must be thread-safe.
 */
public interface FailureTranslator {
    /**
     * Translates a failure. Never called with a {@link FaceBridgeException}, which is thrown unchanged.
     *
     * @param failure the exception of the attempt
     * @param operation the operation that was called
     * @return the exception for the caller; its {@link FaceBridgeException#retryable()} and {@link
     *     FaceBridgeException#effect()} decide whether another attempt follows
     */
    FaceBridgeException translate(Throwable failure, RemoteOperation operation);

    /**
     * Returns the service's id of a request that succeeded, for reports.
     *
     * @param answer the answer of the attempt
     * @return the id; empty if there is none; by default always empty
     */
    default Optional<String> requestId(Object answer) {
        return Optional.empty();
    }

    /**
     * Returns whether a failure means that no connection was established, so that nothing was sent.
     *
     * @param cause a failure or one of its causes
     * @return {@code true} for the JDK's exceptions for a refused connection, no route, an unknown host or a failed TLS
     *     handshake
     */
    static boolean neverConnected(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || cause instanceof SSLHandshakeException;
    }
}
