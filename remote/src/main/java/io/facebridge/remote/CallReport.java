package io.facebridge.remote;

import io.facebridge.error.Effect;
import io.facebridge.provider.ProviderId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of one call. Contains no images, templates, tokens, identifiers of persons, or scores, so that it may be logged and
 * counted as it is.
 *
 * @param provider the provider whose service was called
 * @param operation the vendor's name of the operation
 * @param duration from the start of the call to the answer or the exception
 * @param waitTime the part of the duration spent waiting: for a concurrency permit, for the rate limit, before a retry
 * @param attempts the number of requests sent; 0 if the call failed while it waited for a permit
 * @param outcome whether the call succeeded
 * @param failure the simple name of the exception's class, or {@code null} if the call succeeded
 * @param vendorCode the service's own error code, or {@code null} if there is none
 * @param httpStatus the HTTP status of the error, or {@code null} if there is none
 * @param requestId the service's id of the last request, or {@code null} if there is none
 * @param effect the possible effect of the failed call, or {@code null} if it succeeded
 */
public record CallReport(
        ProviderId provider,
        String operation,
        Duration duration,
        Duration waitTime,
        int attempts,
        Outcome outcome,
        @Nullable String failure,
        @Nullable String vendorCode,
        @Nullable Integer httpStatus,
        @Nullable String requestId,
        @Nullable Effect effect) {

    /** The outcome of a call. */
    public enum Outcome {
        /** The call returned an answer. */
        SUCCEEDED,
        /** The call threw an exception. */
        FAILED
    }
}
