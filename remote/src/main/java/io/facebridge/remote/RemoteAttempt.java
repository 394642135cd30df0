package io.facebridge.remote;

import java.time.Duration;

/**
 * Sends one request and reads its answer, on the thread of the caller. May be called several times for one call.
 *
 * @param <T> the answer
 */
@FunctionalInterface
public interface RemoteAttempt<T> {
    /**
     * Sends the request once. Retries of the vendor's client must be off.
     *
     * @param remaining how long it may take in all: the client's total time-out, connecting and reading included; more
     *     than nothing
     * @return the answer
     * @throws Exception anything; what is no {@link io.facebridge.error.FaceBridgeException} goes through the
     *     {@link FailureTranslator}
     */
    T send(Duration remaining) throws Exception;
}
