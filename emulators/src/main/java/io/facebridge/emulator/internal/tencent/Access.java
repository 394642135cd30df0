package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.HttpCall;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which requests are accepted: those with the key's signature, or all without a key; those for the region, or for any
 * without one.
 *
 * @param secretId the key's id
 * @param secretKey the key
 * @param region the only one
 */
public record Access(
        @Nullable String secretId,
        @Nullable String secretKey,
        @Nullable String region) {
    /**
     * Checks a request.
     *
     * @throws RefusedException if the service rejects it
     */
    void check(HttpCall call, Clock clock) {
        if (secretId != null && secretKey != null) {
            new SignatureCheck(secretId, secretKey, clock).check(call);
        }
        String sent = call.header("X-TC-Region");
        if (sent == null || sent.isEmpty()) {
            throw new RefusedException("MissingParameter", "The parameter Region is required.");
        }
        if (region != null && !region.equals(sent)) {
            throw new RefusedException("UnsupportedRegion", "The region is not supported.");
        }
    }

    @Override
    public String toString() {
        return "Access[" + region + "]";
    }
}
