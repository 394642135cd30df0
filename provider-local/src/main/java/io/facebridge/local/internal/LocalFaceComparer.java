package io.facebridge.local.internal;

import io.facebridge.FaceComparer;
import io.facebridge.error.ImageRole;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import io.facebridge.local.internal.LocalFaceTemplates.Selection;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.ScoreScale;
import java.util.Optional;
import java.util.Set;

/** Compares the templates of the chosen faces. One image is decoded at a time. */
public final class LocalFaceComparer implements FaceComparer {
    /** What a decision needs to know of the probe. */
    private static final Set<FaceFeature> TO_JUDGE = Set.of(FaceFeature.POSE, FaceFeature.QUALITY);

    private final LocalFaceTemplates templates;

    /** Compares these templates. */
    public LocalFaceComparer(LocalFaceTemplates templates) {
        this.templates = templates;
    }

    @Override
    public Comparison compare(FaceImage reference, FaceImage probe, CompareOptions options) {
        Selection first =
                templates.extract(reference, options.referenceFace().orElse(null), ImageRole.REFERENCE, Set.of());
        Selection second = templates.extract(probe, options.probeFace().orElse(null), ImageRole.PROBE, TO_JUDGE);
        Comparison.Builder comparison = Comparison.builder(
                        templates.compare(first.face().template(), second.face().template()))
                .referenceFace(first.face().face())
                .probeFace(second.face().face());
        if (first.rivalled()) {
            comparison.rivalledIn(ImageRole.REFERENCE);
        }
        if (second.rivalled()) {
            comparison.rivalledIn(ImageRole.PROBE);
        }
        return comparison.build();
    }

    @Override
    public Optional<ScoreScale> scale() {
        return Optional.of(templates.scale());
    }
}
