package io.facebridge.aws.internal;

import io.facebridge.FaceDetector;
import io.facebridge.aws.AwsFaceDetector;
import io.facebridge.aws.S3Location;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.UnusableAnswerException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.rekognition.model.Attribute;
import software.amazon.awssdk.services.rekognition.model.DetectFacesRequest;
import software.amazon.awssdk.services.rekognition.model.DetectFacesResponse;
import software.amazon.awssdk.services.rekognition.model.FaceDetail;

/** Detects faces by DetectFaces. */
public final class RekognitionFaceDetector implements AwsFaceDetector {
    private static final Set<FaceFeature> FEATURES = Set.copyOf(EnumSet.allOf(FaceFeature.class));
    private static final Set<FaceFeature> TO_JUDGE =
            Set.of(FaceFeature.QUALITY, FaceFeature.POSE, FaceFeature.ATTRIBUTES);
    private static final Comparator<DetectedFace> LARGEST_FIRST =
            Comparator.comparingDouble((DetectedFace face) -> face.box().area()).reversed();

    private final ProviderId provider;
    private final AwsCalls calls;

    /** Detects by these calls. */
    RekognitionFaceDetector(ProviderId provider, AwsCalls calls) {
        this.provider = provider;
        this.calls = calls;
    }

    @Override
    public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
        FaceDetector.requireFeatures(provider, FEATURES, options.features());
        try (CallScope call = calls.begin()) {
            Deadline deadline = call.deadline();
            return detect(AwsImages.prepare(image, deadline), options, deadline);
        }
    }

    @Override
    public List<DetectedFace> detectInS3(S3Location picture, DetectOptions options) {
        FaceDetector.requireFeatures(provider, FEATURES, options.features());
        try (CallScope call = calls.begin()) {
            return detect(AwsImages.in(picture), options, call.deadline());
        }
    }

    @Override
    public Set<FaceFeature> features() {
        return FEATURES;
    }

    List<DetectedFace> detect(AwsImages image, DetectOptions options, Deadline deadline) {
        Set<FaceFeature> features = options.features();
        Attribute attributes = features.contains(FaceFeature.ATTRIBUTES) || features.contains(FaceFeature.CONTOURS)
                ? Attribute.ALL
                : Attribute.DEFAULT;
        return detect(image, features, List.of(attributes), deadline).stream()
                .limit(options.maxFaces())
                .toList();
    }

    /** What a quality gate judges, largest first. */
    List<DetectedFace> detectToJudge(AwsImages image, Deadline deadline) {
        return detect(image, TO_JUDGE, List.of(Attribute.DEFAULT, Attribute.FACE_OCCLUDED), deadline);
    }

    private List<DetectedFace> detect(
            AwsImages image, Set<FaceFeature> features, List<Attribute> attributes, Deadline deadline) {
        return calls.send(
                AwsOperations.DETECT_FACES,
                DetectFacesRequest.builder()
                        .image(image.sent())
                        .attributes(attributes)
                        .build(),
                deadline,
                answer -> faces(answer, features, image));
    }

    private static List<DetectedFace> faces(DetectFacesResponse answer, Set<FaceFeature> features, AwsImages image) {
        if (!answer.hasFaceDetails()) {
            throw new UnusableAnswerException("no list of faces");
        }
        return AwsMapper.placed(answer.faceDetails(), FaceDetail::boundingBox).stream()
                .map(face -> AwsMapper.face(face, features, image.original()))
                .sorted(LARGEST_FIRST)
                .toList();
    }
}
