package io.facebridge.decision;

import io.facebridge.FaceProvider;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderError;
import io.facebridge.provider.ProviderId;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A provider that decides, and the regions in which it processes images.
 *
 * @param provider the provider's id
 * @param regions the regions in which images are processed, as the vendor names them; {@link FaceProvider#IN_PROCESS} alone
 *     if they do not leave the JVM; empty if no region is known; unmodifiable
 */
public record FailoverMember(ProviderId provider, Set<String> regions) {
    /**
     * Copies the regions in.
     *
     * @param provider see the record
     * @param regions see the record
     */
    public FailoverMember {
        regions = Set.copyOf(regions);
    }

    /**
     * Names a provider as it names itself.
     *
     * @param faces the provider; makes no remote call
     * @return its id and its regions
     */
    public static FailoverMember of(FaceProvider faces) {
        return new FailoverMember(faces.id(), faces.regions());
    }

    @Override
    public String toString() {
        return regions.isEmpty() ? provider.value() : provider + " in " + String.join(" and ", new TreeSet<>(regions));
    }

    /**
     * A provider that was called before another one in a failover, and failed.
     *
     * @param member who was asked
     * @param failure the simple name of the exception's class, for example {@code CallTimeoutException}
     * @param error the service's own words, or {@code null} if there are none
     * @param effect whether the service may have carried the request out all the same, and may bill it
     */
    public record FailedMember(
            FailoverMember member, String failure, @Nullable ProviderError error, Effect effect) {
        /**
         * Records a failure.
         *
         * @param member the provider that was called
         * @param failure what it threw; only its class, the service's own words and its effect are kept
         * @return the record
         */
        public static FailedMember of(FailoverMember member, FaceBridgeException failure) {
            return new FailedMember(
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
}
