package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.HttpCall;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which requests are accepted: those with the key's signature, or all without a key; those for the region, or for any
 * without one.
 *
 * @param accessKey the key's id
 * @param secretKey the key
 * @param region the only one
 */
public record Access(
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String region) {
    /**
     * Checks a request.
     *
     * @throws RefusedException if the service rejects it
     */
    void check(HttpCall call, Clock clock) {
        if (accessKey != null && secretKey != null) {
            new SignatureCheck(accessKey, secretKey, region, clock).check(call);
        }
    }

    /** The region that a request is for. */
    String regionOf(HttpCall call) {
        return region == null ? SignatureCheck.region(call) : region;
    }

    @Override
    public String toString() {
        return "Access[" + region + "]";
    }
}
