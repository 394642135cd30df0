package io.facebridge.error;

import io.facebridge.provider.ProviderId;
import org.jspecify.annotations.Nullable;

/**
 * The service's own words for a failure, as its support will ask for them.
 *
 * @param provider who answered
 * @param code the service's error code, as it was sent
 * @param requestId the service's id of the request, or {@code null} if it gave none
 * @param httpStatus the HTTP status, or {@code null} if there was no HTTP answer
 */
public record ProviderError(
        ProviderId provider,
        String code,
        @Nullable String requestId,
        @Nullable Integer httpStatus) {}
