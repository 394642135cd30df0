package io.facebridge.local.internal;

import io.facebridge.face.FaceFeature;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import io.facebridge.templates.PersonScoring;
import io.facebridge.templates.TemplateStore;
import java.util.Set;

/**
 * The parts that the capabilities of galleries have in common: the store, the models, and on which scales persons are scored.
 *
 * @param store where templates are kept
 * @param pipeline makes them
 * @param templates names their model
 * @param dimension how many numbers one has
 * @param scoring how the templates of a person make one score
 * @param exact whether every template is looked at in full
 */
public record LocalSearch(
        TemplateStore store,
        Pipeline pipeline,
        LocalFaceTemplates templates,
        int dimension,
        PersonScoring scoring,
        boolean exact) {
    /** What a decision needs to know of a face. */
    static final Set<FaceFeature> TO_JUDGE = Set.of(FaceFeature.POSE, FaceFeature.QUALITY);

    private static final String SEVERAL = "Measured on comparisons of two templates. The best of a person's templates"
            + " counts: false matches are then up to as many times as frequent as the person has templates.";

    /** What the templates are of. */
    String model() {
        return templates.scale().model();
    }

    /** The gallery, which must be there. */
    GalleryId require(GalleryId gallery) {
        pipeline.requireOpen();
        LocalNames.gallery(gallery);
        store.info(gallery);
        return gallery;
    }

    /** A mean of several is another score than the best: it gets a model of its own, and no published rates. */
    ScoreScale scale(ScoreScale.Operation operation) {
        ScoreScale compared = templates.scale();
        PersonScoring counted = operation == ScoreScale.Operation.DUPLICATE ? PersonScoring.BEST : scoring;
        ProviderId provider = compared.provider();
        if (counted.templates() > 1) {
            return ScoreScale.of(
                    provider,
                    compared.model() + "-mean-of-" + counted.templates(),
                    operation,
                    compared.min(),
                    compared.max());
        }
        ScoreScale scale = ScoreScale.of(provider, compared.model(), operation, compared.min(), compared.max());
        return compared.falseMatchTable()
                .map(table -> scale.with(table.withCaveat(SEVERAL)))
                .orElse(scale);
    }
}
