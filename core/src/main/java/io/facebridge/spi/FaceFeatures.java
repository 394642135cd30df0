package io.facebridge.spi;

import io.facebridge.ProviderId;
import io.facebridge.UnsupportedCapabilityException;
import io.facebridge.face.FaceFeature;
import java.util.Set;
import java.util.TreeSet;

/** Refuses what a detector does not offer, before the picture is looked at: what is refused never depends on what it shows. */
public final class FaceFeatures {
    private FaceFeatures() {}

    /**
     * Lets the features pass that are offered.
     *
     * @param provider who is asked
     * @param offered what its detector can report
     * @param asked what the caller wants
     * @throws UnsupportedCapabilityException if something else is asked for; names it
     */
    public static void require(ProviderId provider, Set<FaceFeature> offered, Set<FaceFeature> asked) {
        Set<FaceFeature> missing = new TreeSet<>(asked);
        missing.removeAll(offered);
        if (!missing.isEmpty()) {
            throw new UnsupportedCapabilityException(provider, "the features " + missing);
        }
    }
}
