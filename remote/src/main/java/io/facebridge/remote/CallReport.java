package io.facebridge.remote;

import io.facebridge.error.Effect;
import io.facebridge.provider.ProviderId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a call went. Holds no images, templates, tokens, identifiers of persons, or scores, so that it may be logged and
 * counted as it is.
 *
 * @param provider whose service was called
 * @param operation the vendor's name of the operation
 * @param duration from the moment the caller asked until the answer or the exception
 * @param waited how much of the duration was spent waiting: for a place, for the rate, before a retry
 * @param attempts how many requests were sent; 0 if the call failed while it waited for its turn
 * @param outcome whether there was an answer
 * @param failure the simple name of the exception's class, or {@code null} if the call succeeded
 * @param vendorCode the service's own error code, or {@code null} if there is none
 * @param httpStatus the HTTP status of the error, or {@code null} if there is none
 * @param requestId the service's id of the last request, or {@code null} if there is none
 * @param effect what the failed call may have left behind, or {@code null} if it succeeded
 */
public record CallReport(
        ProviderId provider,
        String operation,
        Duration duration,
        Duration waited,
        int attempts,
        Outcome outcome,
        @Nullable String failure,
        @Nullable String vendorCode,
        @Nullable Integer httpStatus,
        @Nullable String requestId,
        @Nullable Effect effect) {

    /** How a call ended. */
    public enum Outcome {
        /** With an answer. */
        SUCCEEDED,
        /** With an exception. */
        FAILED
    }
}
