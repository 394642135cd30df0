package io.facebridge.decision;

import io.facebridge.FaceProvider;
import io.facebridge.provider.ProviderId;
import java.util.Set;
import java.util.TreeSet;

/**
 * A provider that decides, and where.
 *
 * @param provider who
 * @param regions where pictures are processed, as the vendor calls its regions; {@link FaceProvider#IN_PROCESS} alone if they
 *     do not leave the JVM; empty if nobody says; unmodifiable
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
}
