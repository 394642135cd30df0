package io.facebridge.azure.internal;

import io.facebridge.remote.RateLimit;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The service's default quota of paid tiers, ten requests per second for one resource (quotas and limits page of the vendor's
 * documentation, 2026). The service counts all operations together, so that a provider which performs several operations
 * concurrently may still be throttled; throttled requests are retried.
 */
final class AzureQuotas {
    private static final int PAID_TIER = 10;

    private AzureQuotas() {}

    /** Returns the quotas by the names of the operations. */
    static Map<String, RateLimit> defaults() {
        return AzureOperations.names().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> RateLimit.perSecond(PAID_TIER)));
    }
}
