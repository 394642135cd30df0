package io.facebridge.azure.internal;

import io.facebridge.remote.RateLimit;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The service's default quota of paid tiers, ten requests a second of one resource (quotas and limits page of the vendor's
 * documentation, 2026). The service counts all operations together, so that a provider which does several things at once may
 * still be throttled; what is throttled is retried.
 */
final class AzureQuotas {
    private static final int PAID_TIER = 10;

    private AzureQuotas() {}

    /** By the name of the operation. */
    static Map<String, RateLimit> defaults() {
        return AzureOperations.names().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> RateLimit.perSecond(PAID_TIER)));
    }
}
