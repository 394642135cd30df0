package io.facebridge.error;

import io.facebridge.provider.ProviderId;
import org.jspecify.annotations.Nullable;

/**
 * The service's description of a failure, as the vendor's support requests it.
 *
 * @param provider the provider of the service
 * @param code the service's error code, as it was sent
 * @param requestId the service's id of the request, or {@code null} if it returned none
 * @param httpStatus the HTTP status, or {@code null} if there was no HTTP response
 */
public record ProviderError(
        ProviderId provider,
        String code,
        @Nullable String requestId,
        @Nullable Integer httpStatus) {}
