package io.facebridge.evaluation;

import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A provider to which faces are as alike as their pictures are wide: 100 less the difference of the widths. Pictures narrower
 * than 10 pixels show no face, those wider than 90 two faces of one size.
 */
final class WidthFaces implements FaceProvider, FaceComparer, FaceDetector {
    private final boolean withTemplates;
    private final String model;
    private int calls;
    private int failAtCall = Integer.MAX_VALUE;
    private int noRoomAtCall = Integer.MAX_VALUE;

    private WidthFaces(boolean withTemplates, String model) {
        this.withTemplates = withTemplates;
        this.model = model;
    }

    static WidthFaces comparing() {
        return new WidthFaces(false, "v1");
    }

    static WidthFaces extracting() {
        return new WidthFaces(true, "v1");
    }

    static WidthFaces ofModel(String model) {
        return new WidthFaces(false, model);
    }

    WidthFaces failingAtCall(int number) {
        failAtCall = number;
        return this;
    }

    WidthFaces withoutRoomAtCall(int number) {
        noRoomAtCall = number;
        return this;
    }

    int calls() {
        return calls;
    }

    private void called() {
        calls++;
        if (calls == failAtCall) {
            throw new ProviderUnavailableException("the script breaks off", null, Effect.NONE, null, null);
        }
        if (calls == noRoomAtCall) {
            throw new OutOfMemoryError("the script has no room");
        }
    }

    private ScoreScale of(Operation operation) {
        return ScoreScale.of(id(), model, operation, 0, 100);
    }

    @Override
    public ProviderId id() {
        return new ProviderId("widths");
    }

    @Override
    public FaceDetector detector() {
        return this;
    }

    @Override
    public FaceComparer comparer() {
        return this;
    }

    @Override
    public <C extends FaceCapability> Optional<C> find(Class<C> capability) {
        List<FaceCapability> all = withTemplates ? List.of(this, new Templates()) : List.of(this);
        return all.stream().filter(capability::isInstance).map(capability::cast).findFirst();
    }

    @Override
    public Set<FaceFeature> features() {
        return Set.of();
    }

    @Override
    public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
        List<DetectedFace> faces = new ArrayList<>();
        if (image.width() >= 10) {
            faces.add(DetectedFace.at(new BoundingBox(0.1, 0.2, 0.3, 0.5)).build());
        }
        if (image.width() > 90) {
            faces.add(DetectedFace.at(new BoundingBox(0.5, 0.2, 0.3, 0.4)).build());
        }
        return faces;
    }

    @Override
    public Comparison compare(FaceImage reference, FaceImage probe, CompareOptions options) {
        called();
        requireFace(reference, ImageRole.REFERENCE);
        requireFace(probe, ImageRole.PROBE);
        Comparison.Builder comparison =
                Comparison.builder(new Score(100 - Math.abs(reference.width() - probe.width()), of(Operation.COMPARE)));
        if (reference.width() > 90 && options.referenceFace().isEmpty()) {
            comparison.rivalledIn(ImageRole.REFERENCE);
        }
        if (probe.width() > 90 && options.probeFace().isEmpty()) {
            comparison.rivalledIn(ImageRole.PROBE);
        }
        return comparison.build();
    }

    @Override
    public Optional<ScoreScale> scale() {
        return Optional.of(of(Operation.COMPARE));
    }

    private void requireFace(FaceImage image, ImageRole role) {
        if (detect(image, DetectOptions.defaults()).isEmpty()) {
            throw new FaceNotFoundException(role, null);
        }
    }

    @Override
    public void close() {}

    /** A template is the direction that the width says. */
    private final class Templates implements FaceTemplates {
        @Override
        public List<ExtractedFace> extract(FaceImage image) {
            called();
            return faces(image);
        }

        private List<ExtractedFace> faces(FaceImage image) {
            double angle = Math.toRadians(image.width());
            FaceTemplate template =
                    FaceTemplate.of(model, new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
            return detect(image, DetectOptions.defaults()).stream()
                    .map(face -> new ExtractedFace(face, template))
                    .toList();
        }

        @Override
        public ExtractedFace extract(FaceImage image, FaceSelection choice) {
            called();
            requireFace(image, ImageRole.PROBE);
            return faces(image).get(0);
        }

        @Override
        public Score compare(FaceTemplate reference, FaceTemplate probe) {
            double difference = Math.toDegrees(angle(reference) - angle(probe));
            return new Score(100 - Math.abs(Math.rint(difference)), of(Operation.COMPARE));
        }

        private static double angle(FaceTemplate template) {
            float[] vector = template.toArray();
            return Math.atan2(vector[1], vector[0]);
        }
    }
}
