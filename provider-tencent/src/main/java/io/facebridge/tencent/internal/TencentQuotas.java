package io.facebridge.tencent.internal;

import io.facebridge.remote.RateLimit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The service's default quotas in requests per second, for one account in one region, for accounts that pay per call (product
 * documentation 867/50269 of 2025-02-21, and 1061/54556 for liveness sessions). An account may have bought higher ones.
 */
final class TencentQuotas {
    private static final int FACE_RECOGNITION = 50;
    private static final int LIVENESS_SESSIONS = 20;

    private TencentQuotas() {}

    /** Returns the quotas by the vendor's names of the operations. */
    static Map<String, RateLimit> defaults() {
        Map<String, RateLimit> quotas = new HashMap<>();
        TencentOperations.names().forEach(name -> quotas.put(name, RateLimit.perSecond(FACE_RECOGNITION)));
        List.of(TencentOperations.GET_FACE_ID_TOKEN, TencentOperations.GET_FACE_ID_RESULT)
                .forEach(operation -> quotas.put(operation.name(), RateLimit.perSecond(LIVENESS_SESSIONS)));
        return Map.copyOf(quotas);
    }
}
