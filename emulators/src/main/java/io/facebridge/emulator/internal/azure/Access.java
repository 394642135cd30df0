package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.Hashes;
import io.facebridge.emulator.internal.HttpCall;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which requests are accepted: those with the key or the token, or all if there is neither.
 *
 * @param key of the resource
 * @param bearerToken of an identity
 * @param limitedAccessToken stands for the vendor's approval for another customer
 */
public record Access(
        @Nullable String key,
        @Nullable String bearerToken,
        @Nullable String limitedAccessToken) {
    /**
     * Checks a request.
     *
     * @throws RefusedException if the service rejects it
     */
    void check(HttpCall call) {
        boolean open = key == null && bearerToken == null;
        if (!open
                && !same(key, call.header("Ocp-Apim-Subscription-Key"))
                && !isBearer(bearerToken, call.header("Authorization"))) {
            throw RefusedException.unauthorized();
        }
    }

    /** Whether a request brings the token that stands for an approval. */
    boolean isApproved(HttpCall call) {
        return isBearer(limitedAccessToken, call.header("LimitedAccessToken"));
    }

    private static boolean isBearer(@Nullable String token, @Nullable String header) {
        return token != null && same("Bearer " + token, header);
    }

    private static boolean same(@Nullable String expected, @Nullable String given) {
        return expected != null && given != null && Hashes.same(expected, given);
    }

    @Override
    public String toString() {
        return "Access[]";
    }
}
