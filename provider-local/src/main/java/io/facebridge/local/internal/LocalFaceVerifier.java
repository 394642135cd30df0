package io.facebridge.local.internal;

import io.facebridge.FaceVerifier;
import io.facebridge.error.ImageRole;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.internal.LocalFaceTemplates.Selection;
import io.facebridge.match.Comparison;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.VerifyRequest;
import java.util.Optional;

/** Compares the template of a probe with those of an enrolled person. */
public final class LocalFaceVerifier implements FaceVerifier {
    private final LocalSearch search;

    /** Verifies against the persons of that store. */
    public LocalFaceVerifier(LocalSearch search) {
        this.search = search;
    }

    @Override
    public Comparison verify(VerifyRequest request) {
        GalleryId gallery = search.require(request.gallery());
        PersonId claimed = LocalNames.person(request.claimed());
        Selection probe = search.templates()
                .extract(request.probe(), request.face().orElse(null), ImageRole.PROBE, LocalSearch.TO_JUDGE);
        double score = search.store()
                .score(gallery, claimed, probe.face().template(), search.scoring())
                .orElseThrow(() -> new NotFoundException(NotFoundException.Kind.PERSON, null, null, null));
        Comparison.Builder comparison = Comparison.builder(new Score(score, scale()))
                .probeFace(probe.face().face());
        if (probe.rivalled()) {
            comparison.rivalledIn(ImageRole.PROBE);
        }
        return comparison.build();
    }

    @Override
    public ScoreScale scale(GalleryId gallery) {
        search.require(gallery);
        return scale();
    }

    @Override
    public Optional<ScoreScale> knownScale(GalleryId gallery) {
        return Optional.of(scale());
    }

    private ScoreScale scale() {
        return search.scale(ScoreScale.Operation.VERIFY);
    }
}
