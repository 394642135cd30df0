package io.facebridge.decision;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderError;
import org.jspecify.annotations.Nullable;

/**
 * A provider that was called before another one in a failover, and failed.
 *
 * @param member who was asked
 * @param failure the simple name of the exception's class, for example {@code CallTimeoutException}
 * @param error the service's own words, or {@code null} if there are none
 * @param effect whether the service may have carried the request out all the same, and may bill it
 */
public record PassedOver(
        FailoverMember member, String failure, @Nullable ProviderError error, Effect effect) {
    /**
     * Records a failure.
     *
     * @param member the provider that was called
     * @param failure what it threw; only its class, the service's own words and its effect are kept
     * @return the record
     */
    public static PassedOver of(FailoverMember member, FaceBridgeException failure) {
        return new PassedOver(
                member,
                failure.getClass().getSimpleName(),
                failure.providerError().orElse(null),
                failure.effect());
    }

    @Override
    public String toString() {
        return member + ": " + failure + (error == null ? "" : " (" + error.code() + ")");
    }
}
