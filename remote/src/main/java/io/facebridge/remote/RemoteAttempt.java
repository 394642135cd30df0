package io.facebridge.remote;

import java.time.Duration;

/**
 * Sends one request and reads its answer, on the caller's thread. A provider passes it to {@link
 * RemoteCallExecutor#execute}, which may call it several times.
 *
 * @param <T> the type of the answer
 */
@FunctionalInterface
public interface RemoteAttempt<T> {
    /**
     * Sends the request once. Retries of the vendor's client must be disabled.
     *
     * @param remaining the maximum total time of the request, connecting and reading included; greater than 0
     * @return the answer
     * @throws Exception if the request fails; {@link FailureTranslator} translates every exception that is not an {@link
     *     io.facebridge.error.FaceBridgeException}
     */
    T send(Duration remaining) throws Exception;
}
