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
     * Creates a member. Copies the regions.
     *
     * @param provider the provider's id
     * @param regions the regions in which images are processed, as the vendor names them; {@link
     * FaceProvider#IN_PROCESS} alone if they do not leave the JVM; empty if no region is known; unmodifiable
     */
    public FailoverMember {
        regions = Set.copyOf(regions);
    }

    /**
     * Creates the member of a provider. Makes no remote call.
     *
     * @param faces the provider
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
     * @param member the provider that was called
     * @param failure the simple name of the exception's class, for example {@code CallTimeoutException}
     * @param error the service's error, or {@code null} if there is none
     * @param effect whether the service may have carried out the request nevertheless, and may bill it
     */
    public record FailedMember(
            FailoverMember member, String failure, @Nullable ProviderError error, Effect effect) {
        /**
         * Creates the record of a failure.
         *
         * @param member the provider that was called
         * @param failure the exception that it threw; only its class, the service's error and its effect are kept
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
