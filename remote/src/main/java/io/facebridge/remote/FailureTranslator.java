package io.facebridge.remote;

import io.facebridge.error.FaceBridgeException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/** Translates what a vendor's client throws into exceptions of this library. Safe for use by many threads. */
public interface FailureTranslator {
    /**
     * Translates a failure. Never called with a {@link FaceBridgeException}, which passes through as it is.
     *
     * @param failure what the attempt threw
     * @param operation what was called
     * @return the exception for the caller, whose {@link FaceBridgeException#retryable()} and
     *     {@link FaceBridgeException#effect()} decide whether there is another attempt
     */
    FaceBridgeException translate(Throwable failure, RemoteOperation operation);

    /**
     * The service's id of a request that succeeded, for reports.
     *
     * @param answer what the attempt returned
     * @return empty if there is none
     */
    default Optional<String> requestId(Object answer) {
        return Optional.empty();
    }

    /**
     * Returns whether a failure means that there was no connection, so that nothing was sent.
     *
     * @param cause a failure or one of its causes
     * @return whether it is the JDK's for a refused connection, no route, an unknown host or a failed TLS handshake
     */
    static boolean neverConnected(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || cause instanceof SSLHandshakeException;
    }
}
