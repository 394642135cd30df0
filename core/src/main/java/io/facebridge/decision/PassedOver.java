package io.facebridge.decision;

import io.facebridge.Effect;
import io.facebridge.FaceBridgeException;
import io.facebridge.ProviderError;
import org.jspecify.annotations.Nullable;

/**
 * A member of a {@link Failover} that was asked and gave no answer.
 *
 * @param member who was asked
 * @param failure the simple name of the exception's class, for example {@code CallTimeoutException}
 * @param error the service's own words, or {@code null} if there are none
 * @param effect whether the service may have carried the request out all the same, and may bill it
 */
public record PassedOver(
        FailoverMember member, String failure, @Nullable ProviderError error, Effect effect) {
    static PassedOver of(FailoverMember member, FaceBridgeException failure) {
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
