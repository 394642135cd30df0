package io.facebridge.aws.internal;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes;
import io.facebridge.face.FaceAttributes.AgeRange;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceAttributes.Gaze;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.UnusableAnswerException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rekognition.model.ComparedFace;
import software.amazon.awssdk.services.rekognition.model.EyeDirection;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.FaceDetail;
import software.amazon.awssdk.services.rekognition.model.ImageQuality;
import software.amazon.awssdk.services.rekognition.model.Pose;
import software.amazon.awssdk.services.rekognition.model.RekognitionResponse;

/**
 * Converts Rekognition's values. Its left is the viewer's left and its angles have the same signs as ours; its percentages
 * become proportions. Values outside of their documented range are clamped to it.
 */
final class AwsMapper {
    private AwsMapper() {}

    /** Converts box and confidence, and the requested features. */
    static DetectedFace face(FaceDetail detail, Set<FaceFeature> features, @Nullable FaceImage image) {
        DetectedFace.Builder face = faceAt(detail.boundingBox(), detail.confidence());
        Optional<Landmarks> landmarks = Landmarks30.of(detail.landmarks());
        if (features.contains(FaceFeature.CONTOURS)) {
            landmarks.ifPresent(face::landmarks);
        } else if (features.contains(FaceFeature.LANDMARKS)) {
            landmarks.map(Landmarks::withoutContours).ifPresent(face::landmarks);
        }
        if (features.contains(FaceFeature.POSE) && detail.pose() != null) {
            face.pose(pose(detail.pose()));
        }
        if (features.contains(FaceFeature.QUALITY) && detail.quality() != null) {
            face.quality(quality(detail.quality(), face.build().box(), landmarks.orElse(null), image));
        }
        if (features.contains(FaceFeature.ATTRIBUTES)) {
            face.attributes(attributes(detail));
        }
        return face.vendor(VendorResponse.of(detail)).build();
    }

    /** Converts box and confidence, landmarks, pose and quality, which a comparison always returns. */
    static DetectedFace face(ComparedFace compared, @Nullable FaceImage image) {
        DetectedFace.Builder face = faceAt(compared.boundingBox(), compared.confidence());
        Optional<Landmarks> landmarks = Landmarks30.of(compared.landmarks());
        landmarks.map(Landmarks::withoutContours).ifPresent(face::landmarks);
        if (compared.pose() != null) {
            face.pose(pose(compared.pose()));
        }
        face.quality(quality(compared.quality(), face.build().box(), landmarks.orElse(null), image));
        return face.vendor(VendorResponse.of(compared)).build();
    }

    /** Converts the searched face of a probe: box, confidence, and the pose and quality that a search always returns. */
    static DetectedFace searched(FaceDetail detail, FaceImage image) {
        DetectedFace.Builder face = faceAt(detail.boundingBox(), detail.confidence());
        if (detail.pose() != null) {
            face.pose(pose(detail.pose()));
        }
        face.quality(quality(
                detail.quality(),
                face.build().box(),
                Landmarks30.of(detail.landmarks()).orElse(null),
                image));
        return face.vendor(VendorResponse.of(detail)).build();
    }

    /** Converts box and confidence. */
    static DetectedFace face(Face stored) {
        return faceAt(stored.boundingBox(), stored.confidence())
                .vendor(VendorResponse.of(stored))
                .build();
    }

    static DetectedFace.Builder faceAt(
            software.amazon.awssdk.services.rekognition.model.@Nullable BoundingBox box, @Nullable Float confidence) {
        if (box == null || box.left() == null || box.top() == null || box.width() == null || box.height() == null) {
            throw new UnusableAnswerException("a face without a bounding box");
        }
        DetectedFace.Builder face =
                DetectedFace.at(RemoteAnswers.boundingBox(box.left(), box.top(), box.width(), box.height()));
        return confidence == null ? face : face.confidence(share(confidence));
    }

    static VendorResponse answer(RekognitionResponse response) {
        return new AwsAnswer(response);
    }

    /** Converts a similarity or confidence on its score scale of [0, 100], clamped to it. */
    static Score score(float percent, ScoreScale scale) {
        return new Score(Math.max(scale.min(), Math.min(scale.max(), decimal(percent))), scale);
    }

    /**
     * Returns the decimal that the service wrote. It computes in single precision and writes the number in double:
     * 99.97913360595703, for which {@code Float.toString} returns 99.97913.
     */
    static double decimal(float number) {
        return number;
    }

    /**
     * Returns the faces with an extent. One without, such as a box of no height, does not affect the others.
     *
     * @throws UnusableAnswerException if there are faces and none has an extent
     */
    static <F> List<F> placed(
            List<F> faces, Function<F, software.amazon.awssdk.services.rekognition.model.@Nullable BoundingBox> box) {
        List<F> placed = placedOrNone(faces, box);
        if (placed.isEmpty() && !faces.isEmpty()) {
            faceAt(box.apply(faces.get(0)), null);
        }
        return placed;
    }

    /** Returns the faces with an extent, in their order; empty if none has one. */
    static <F> List<F> placedOrNone(
            List<F> faces, Function<F, software.amazon.awssdk.services.rekognition.model.@Nullable BoundingBox> box) {
        return faces.stream().filter(face -> isPlace(box.apply(face))).toList();
    }

    private static boolean isPlace(software.amazon.awssdk.services.rekognition.model.@Nullable BoundingBox box) {
        try {
            faceAt(box, null);
            return true;
        } catch (UnusableAnswerException e) {
            return false;
        }
    }

    /** Converts a percentage to a proportion, clamped to [0, 1]. */
    static double share(double percent) {
        return Math.max(0, Math.min(100, percent)) / 100;
    }

    private static HeadPose pose(Pose pose) {
        return new HeadPose(angle(pose.yaw()), angle(pose.pitch()), angle(pose.roll()));
    }

    private static double angle(@Nullable Float degrees) {
        return degrees == null ? 0 : Math.max(-180, Math.min(180, degrees));
    }

    private static FaceQuality quality(
            @Nullable ImageQuality measured, BoundingBox box, @Nullable Landmarks points, @Nullable FaceImage image) {
        FaceQuality.Builder quality = FaceQuality.builder();
        if (measured != null && measured.brightness() != null) {
            quality.brightness(share(measured.brightness()));
        }
        if (measured != null && measured.sharpness() != null) {
            quality.sharpness(share(measured.sharpness()));
        }
        if (image != null) {
            quality.measured(box, points, image.width(), image.height());
        }
        return quality.build();
    }

    private static FaceAttributes attributes(FaceDetail detail) {
        FaceAttributes.Builder attributes = FaceAttributes.builder();
        if (detail.ageRange() != null
                && detail.ageRange().low() != null
                && detail.ageRange().high() != null) {
            attributes.age(
                    new AgeRange(detail.ageRange().low(), detail.ageRange().high()));
        }
        if (detail.gender() != null && detail.gender().valueAsString() != null) {
            attributes.gender(
                    detail.gender().valueAsString(), shareOrNull(detail.gender().confidence()));
        }
        detail.emotions().stream()
                .filter(emotion -> emotion.typeAsString() != null && emotion.confidence() != null)
                .forEach(emotion -> attributes.emotion(emotion.typeAsString(), share(emotion.confidence())));
        if (detail.smile() != null) {
            trait(
                    attributes,
                    FaceTrait.SMILE,
                    detail.smile().value(),
                    detail.smile().confidence());
        }
        if (detail.eyeglasses() != null) {
            trait(
                    attributes,
                    FaceTrait.GLASSES,
                    detail.eyeglasses().value(),
                    detail.eyeglasses().confidence());
        }
        if (detail.sunglasses() != null) {
            trait(
                    attributes,
                    FaceTrait.SUNGLASSES,
                    detail.sunglasses().value(),
                    detail.sunglasses().confidence());
        }
        if (detail.beard() != null) {
            trait(
                    attributes,
                    FaceTrait.BEARD,
                    detail.beard().value(),
                    detail.beard().confidence());
        }
        if (detail.mustache() != null) {
            trait(
                    attributes,
                    FaceTrait.MUSTACHE,
                    detail.mustache().value(),
                    detail.mustache().confidence());
        }
        if (detail.eyesOpen() != null) {
            trait(
                    attributes,
                    FaceTrait.EYES_OPEN,
                    detail.eyesOpen().value(),
                    detail.eyesOpen().confidence());
        }
        if (detail.mouthOpen() != null) {
            trait(
                    attributes,
                    FaceTrait.MOUTH_OPEN,
                    detail.mouthOpen().value(),
                    detail.mouthOpen().confidence());
        }
        if (detail.faceOccluded() != null) {
            trait(
                    attributes,
                    FaceTrait.OCCLUDED,
                    detail.faceOccluded().value(),
                    detail.faceOccluded().confidence());
        }
        EyeDirection eyes = detail.eyeDirection();
        if (eyes != null && eyes.yaw() != null && eyes.pitch() != null) {
            attributes.gaze(new Gaze(eyes.yaw(), eyes.pitch()), shareOrNull(eyes.confidence()));
        }
        return attributes.build();
    }

    private static void trait(
            FaceAttributes.Builder attributes, FaceTrait trait, @Nullable Boolean value, @Nullable Float confidence) {
        if (value != null) {
            attributes.trait(trait, value, shareOrNull(confidence));
        }
    }

    private static @Nullable Double shareOrNull(@Nullable Float percent) {
        return percent == null ? null : share(percent);
    }

    private record AwsAnswer(RekognitionResponse response) implements VendorResponse {
        @Override
        public Optional<String> requestId() {
            return response.responseMetadata() == null
                    ? Optional.empty()
                    : Optional.ofNullable(response.responseMetadata().requestId());
        }

        @Override
        public <T> Optional<T> as(Class<T> vendorType) {
            return vendorType.isInstance(response) ? Optional.of(vendorType.cast(response)) : Optional.empty();
        }

        @Override
        public String toString() {
            return Objects.toString(response.getClass().getSimpleName());
        }
    }
}
