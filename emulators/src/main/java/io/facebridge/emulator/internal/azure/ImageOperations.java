package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Output;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Detection. */
final class ImageOperations {
    private static final int MIN_LIFETIME = 60;
    private static final int MAX_LIFETIME = 86_400;

    private final Store store;
    private final VisibleFaces visibleFaces;
    private final LivenessSessions sessions;

    ImageOperations(Store store, VisibleFaces visibleFaces, LivenessSessions sessions) {
        this.store = store;
        this.visibleFaces = visibleFaces;
        this.sessions = sessions;
    }

    /** Returns whether a request selects ids of faces, which needs the vendor's approval. */
    static boolean keepsFaces(Input input) {
        return input.queryFlag("returnFaceId", true);
    }

    Reply detect(Input input) {
        DetectionModel detection = DetectionModel.of(input.query("detectionModel"));
        RecognitionModel recognition = RecognitionModel.of(input.query("recognitionModel"));
        boolean kept = keepsFaces(input);
        boolean marked = input.queryFlag("returnFaceLandmarks", false);
        boolean named = input.queryFlag("returnRecognitionModel", false);
        int life = input.queryInteger("faceIdTimeToLive", MAX_LIFETIME, MIN_LIFETIME, MAX_LIFETIME);
        Attributes attributes = Attributes.of(input.query("returnFaceAttributes"), detection, recognition);
        if (marked && !detection.hasLandmarks()) {
            throw RefusedException.argument("'returnLandmarks' is not supported by " + detection.word() + ".");
        }
        FaceImage image = image(input);
        Set<FaceFeature> features = EnumSet.noneOf(FaceFeature.class);
        features.addAll(attributes.features());
        if (marked) {
            features.add(FaceFeature.LANDMARKS);
            features.add(FaceFeature.CONTOURS);
        }
        List<DetectedFace> faces = visibleFaces.detect(image, features);
        List<String> ids =
                kept ? keep(visibleFaces.describe(image, faces), recognition, Duration.ofSeconds(life)) : List.of();
        List<Output> outputs = new ArrayList<>();
        for (DetectedFace face : faces) {
            outputs.add(new Output()
                    .with("faceId", kept ? ids.get(outputs.size()) : null)
                    .with("recognitionModel", named ? recognition.word() : null)
                    .with("faceRectangle", FaceOutput.rectangle(face, image))
                    .with(
                            "faceLandmarks",
                            marked
                                    ? face.landmarks()
                                            .map(points -> LandmarkOutput.of(points, image))
                                            .orElse(null)
                                    : null)
                    .with("faceAttributes", attributes.of(face, image)));
        }
        return Reply.of(outputs);
    }

    private FaceImage image(Input input) {
        if (input.isJson()) {
            String session = input.optionalText("sessionImageId");
            if (session != null) {
                return sessions.image(session);
            }
        }
        return Images.read(input);
    }

    private List<String> keep(List<AnalyzedFace> seen, RecognitionModel model, Duration life) {
        synchronized (store) {
            return seen.stream()
                    .map(face -> store.keep(face.vector(), model, life))
                    .toList();
        }
    }
}
