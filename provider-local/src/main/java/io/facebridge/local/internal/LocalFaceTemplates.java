package io.facebridge.local.internal;

import io.facebridge.FaceTemplates;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.error.ImageRole;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.local.internal.Pipeline.Extent;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.spi.SelectedFace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Templates of one pipeline, on one scale. */
public final class LocalFaceTemplates implements FaceTemplates {
    private final Pipeline pipeline;
    private final ScoreScale scale;

    /** Makes templates with these networks, named by the scale's model. */
    public LocalFaceTemplates(Pipeline pipeline, ScoreScale scale) {
        this.pipeline = pipeline;
        this.scale = scale;
    }

    ScoreScale scale() {
        return scale;
    }

    /** The template of the face that is meant, and whether another one rivals it. */
    record Selection(ExtractedFace face, boolean rivalled) {}

    @Override
    public List<ExtractedFace> extract(FaceImage image) {
        return pipeline.analyze(image, Extent.ALL, scene -> {
            List<ExtractedFace> faces = new ArrayList<>();
            for (int i = 0; i < scene.size(); i++) {
                faces.add(extract(scene, i, Set.of()));
            }
            return faces;
        });
    }

    @Override
    public ExtractedFace extract(FaceImage image, FaceSelection choice) {
        return extract(image, Objects.requireNonNull(choice, "choice"), ImageRole.SINGLE, Set.of())
                .face();
    }

    Selection extract(FaceImage image, @Nullable FaceSelection choice, ImageRole role, Set<FaceFeature> features) {
        Extent extent = choice == null || choice == FaceSelection.LARGEST ? Extent.LARGEST : Extent.ALL;
        return pipeline.analyze(image, extent, scene -> {
            SelectedFace chosen = SelectedFace.of(scene.faces(Set.of(), scene.size()), choice, image, role);
            return new Selection(extract(scene, chosen.index(), features), chosen.rivalled());
        });
    }

    /** Every face, largest first; none rivals another when all are meant. */
    List<Selection> extractAll(FaceImage image, Set<FaceFeature> features) {
        return pipeline.analyze(image, Extent.ALL, scene -> {
            List<Selection> faces = new ArrayList<>();
            for (int i = 0; i < scene.size(); i++) {
                faces.add(new Selection(extract(scene, i, features), false));
            }
            return faces;
        });
    }

    private ExtractedFace extract(Pipeline.Scene scene, int index, Set<FaceFeature> features) {
        return new ExtractedFace(scene.face(index, features), FaceTemplate.of(scale.model(), scene.embed(index)));
    }

    @Override
    public Score compare(FaceTemplate reference, FaceTemplate probe) {
        pipeline.requireOpen();
        requireOurs(reference);
        requireOurs(probe);
        return new Score(reference.cosine(probe), scale);
    }

    private void requireOurs(FaceTemplate template) {
        if (!template.model().equals(scale.model())) {
            throw new IncompatibleScaleException("the template was made by model " + template.model()
                    + " but this provider's is " + scale.model() + "; extract it again from the image");
        }
    }
}
