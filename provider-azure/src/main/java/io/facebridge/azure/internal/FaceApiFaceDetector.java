package io.facebridge.azure.internal;

import io.facebridge.FaceDetector;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.Landmarks;
import io.facebridge.image.FaceImage;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.spi.SelectedFace;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Detects faces by Detect, without ids of faces, or with ids for an immediate comparison. */
public final class FaceApiFaceDetector implements FaceDetector {
    /** The features that a quality gate judges; one request returns all of them. */
    private static final Set<FaceFeature> JUDGED = EnumSet.of(FaceFeature.QUALITY, FaceFeature.POSE);

    private static final Comparator<IdentifiableFace> LARGEST_FIRST = Comparator.comparingDouble(
                    (IdentifiableFace seen) -> seen.face().box().area())
            .reversed();
    private static final long MIN_LIFETIME = 60;
    private static final long MAX_LIFETIME = 86_400;

    private final ProviderId provider;
    private final AzureCalls calls;
    private final DetectionModel model;
    private final String recognitionModel;

    FaceApiFaceDetector(ProviderId provider, AzureCalls calls, DetectionModel model, String recognitionModel) {
        this.provider = provider;
        this.calls = calls;
        this.model = model;
        this.recognitionModel = recognitionModel;
    }

    @Override
    public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
        FaceDetector.requireFeatures(provider, model.features(), options.features());
        try (CallScope call = calls.begin()) {
            Deadline deadline = call.deadline();
            AzureImages prepared = AzureImages.prepare(image, deadline);
            AzureRequest request =
                    request(prepared, options.features(), recognitionModel).with("returnFaceId", "false");
            return see(prepared, request, options.features(), deadline).stream()
                    .limit(options.maxFaces())
                    .map(IdentifiableFace::face)
                    .toList();
        }
    }

    @Override
    public Set<FaceFeature> features() {
        return model.features();
    }

    String model() {
        return model.name();
    }

    /** Detects faces, largest first, with all features that a gate judges; stores nothing at the service. */
    List<IdentifiableFace> detectWithoutId(AzureImages image, String recognition, Deadline deadline) {
        Set<FaceFeature> features = model.those(JUDGED);
        return see(image, request(image, features, recognition).with("returnFaceId", "false"), features, deadline);
    }

    /**
     * Detects faces, largest first, with all features that a gate judges. The service stores each face for as long as the call
     * may take, at least a minute, so that it can be compared.
     */
    List<IdentifiableFace> detectWithId(AzureImages image, String recognition, Deadline deadline) {
        Set<FaceFeature> features = model.those(JUDGED);
        AzureRequest request = request(image, features, recognition)
                .with("returnFaceId", "true")
                .with("faceIdTimeToLive", Long.toString(life(deadline.duration())));
        return see(image, request, features, true, deadline);
    }

    private AzureRequest request(AzureImages image, Set<FaceFeature> features, String recognition) {
        AzureRequest request = AzureRequest.post("detect")
                .with("detectionModel", model.name())
                .with("recognitionModel", recognition)
                .picture(image.bytes());
        List<String> attributes = model.attributes(features, recognition);
        if (!attributes.isEmpty()) {
            request.with("returnFaceAttributes", String.join(",", attributes));
        }
        if (model.needsLandmarks(features)) {
            request.with("returnFaceLandmarks", "true");
        }
        return request;
    }

    private List<IdentifiableFace> see(
            AzureImages image, AzureRequest request, Set<FaceFeature> features, Deadline deadline) {
        return see(image, request, features, false, deadline);
    }

    private List<IdentifiableFace> see(
            AzureImages image, AzureRequest request, Set<FaceFeature> features, boolean remembered, Deadline deadline) {
        return calls.send(AzureOperations.DETECT, request, deadline, answer -> {
            List<Json> items = answer.list().items();
            // A face without an extent does not affect the others.
            List<IdentifiableFace> seen = items.stream()
                    .filter(face -> !AzureMapper.isShapeless(face))
                    .map(face -> new IdentifiableFace(
                            face(face, image, features, answer.vendor(face)), idOf(face, remembered)))
                    .sorted(LARGEST_FIRST)
                    .toList();
            if (seen.isEmpty() && !items.isEmpty()) {
                throw new UnusableAnswerException("no face with an extent");
            }
            return seen;
        });
    }

    private static DetectedFace face(Json said, AzureImages image, Set<FaceFeature> features, VendorResponse vendor) {
        BoundingBox box = AzureMapper.box(said, image.sent());
        Json attributes = said.get("faceAttributes");
        @Nullable Landmarks landmarks = Landmarks27.of(said, image.sent()).orElse(null);
        DetectedFace.Builder face = DetectedFace.at(box).vendor(vendor);
        if (landmarks != null && features.contains(FaceFeature.CONTOURS)) {
            face.landmarks(landmarks);
        } else if (landmarks != null && features.contains(FaceFeature.LANDMARKS)) {
            face.landmarks(landmarks.withoutContours());
        }
        if (features.contains(FaceFeature.POSE)) {
            AzureMapper.pose(attributes).ifPresent(face::pose);
        }
        if (features.contains(FaceFeature.QUALITY)) {
            face.quality(AzureMapper.quality(attributes, box, landmarks, image.original()));
        }
        if (features.contains(FaceFeature.ATTRIBUTES)) {
            face.attributes(AzureMapper.attributes(attributes));
        }
        return face.build();
    }

    private static @Nullable String idOf(Json face, boolean remembered) {
        return remembered ? AzureNames.answered("id of a face", face.get("faceId")) : null;
    }

    private static long life(Duration call) {
        return Math.max(MIN_LIFETIME, Math.min(MAX_LIFETIME, call.toSeconds() + 1));
    }

    /**
     * A face of an image.
     *
     * @param face the detected face
     * @param id the service's temporary id of it; {@code null} if none was requested
     */
    record IdentifiableFace(DetectedFace face, @Nullable String id) {
        /** Returns the id by which the service compares the face. */
        String requireId() {
            return Objects.requireNonNull(id, "a face that was detected without an id");
        }
    }

    /**
     * The selected face.
     *
     * @param identifiable the face
     * @param rivalled whether the caller did not say which face is meant, and another is nearly as high
     */
    record Selection(IdentifiableFace identifiable, boolean rivalled) {
        static Selection of(
                List<IdentifiableFace> faces, @Nullable FaceSelection choice, FaceImage image, ImageRole role) {
            if (faces.isEmpty()) {
                throw new FaceNotFoundException(role, null);
            }
            SelectedFace chosen =
                    SelectedFace.of(faces.stream().map(IdentifiableFace::face).toList(), choice, image, role);
            return new Selection(faces.get(chosen.index()), chosen.rivalled());
        }

        DetectedFace face() {
            return identifiable.face();
        }
    }
}
