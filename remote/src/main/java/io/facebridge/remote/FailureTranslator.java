package io.facebridge.remote;

import io.facebridge.error.FaceBridgeException;
import java.util.Optional;

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
}
