package io.facebridge.azure.internal;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.FaceAttributes;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks;
import io.facebridge.face.QualityReason;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.UnusableAnswerException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts the service's values: pixels of the sent image become fractions, enum values are read regardless of their case, and
 * an unknown one is treated as absent.
 */
final class AzureMapper {
    private static final Map<String, FaceTrait> ACCESSORIES =
            Map.of("headwear", FaceTrait.HEADWEAR, "glasses", FaceTrait.GLASSES, "mask", FaceTrait.MASK);

    private AzureMapper() {}

    // Places

    /** Converts the face's box in the sent image. */
    static BoundingBox box(Json face, FaceImage sent) {
        Rectangle rectangle = Rectangle.of(face.get("faceRectangle"))
                .filter(Rectangle::hasExtent)
                .orElseThrow(() -> new UnusableAnswerException("a face without a rectangle"));
        return RemoteAnswers.boundingBox(
                rectangle.left() / sent.width(),
                rectangle.top() / sent.height(),
                rectangle.width() / sent.width(),
                rectangle.height() / sent.height());
    }

    /** Returns whether the service reported a rectangle without an extent. */
    static boolean isShapeless(Json face) {
        return Rectangle.of(face.get("faceRectangle"))
                .filter(rectangle -> !rectangle.hasExtent())
                .isPresent();
    }

    // Pose and quality

    /** The vendor's own sample turns a box clockwise by the roll; of yaw and pitch it documents no signs. */
    static Optional<HeadPose> pose(Json attributes) {
        Json pose = attributes.get("headPose");
        Optional<Double> yaw = pose.get("yaw").number();
        Optional<Double> pitch = pose.get("pitch").number();
        Optional<Double> roll = pose.get("roll").number();
        return yaw.isPresent() && pitch.isPresent() && roll.isPresent()
                ? Optional.of(new HeadPose(angle(yaw.get()), angle(pitch.get()), angle(roll.get())))
                : Optional.empty();
    }

    private static double angle(double degrees) {
        return Math.max(-180, Math.min(180, degrees));
    }

    /** Sizes in pixels of the image that the caller has. */
    static FaceQuality quality(Json attributes, BoundingBox box, @Nullable Landmarks landmarks, FaceImage original) {
        FaceQuality.Builder quality =
                FaceQuality.builder().measured(box, landmarks, original.width(), original.height());
        Json blur = attributes.get("blur");
        blur.get("value").number().ifPresent(value -> quality.sharpness(1 - share(value)));
        word(blur.get("blurLevel"))
                .filter(Set.of("low", "medium", "high")::contains)
                .ifPresent(level -> quality.finding(QualityReason.TOO_BLURRED, level.equals("high")));
        Json exposure = attributes.get("exposure");
        exposure.get("value").number().ifPresent(value -> quality.brightness(share(value)));
        word(exposure.get("exposureLevel"))
                .filter(Set.of("underexposure", "goodexposure", "overexposure")::contains)
                .ifPresent(level -> quality.finding(QualityReason.TOO_DARK, level.equals("underexposure"))
                        .finding(QualityReason.TOO_BRIGHT, level.equals("overexposure")));
        occluded(attributes).ifPresent(value -> quality.finding(QualityReason.OCCLUDED, value));
        attributes
                .get("mask")
                .get("noseAndMouthCovered")
                .flag()
                .ifPresent(value -> quality.finding(QualityReason.MASKED, value));
        word(attributes.get("qualityForRecognition"))
                .flatMap(AzureMapper::usability)
                .ifPresent(quality::usability);
        return quality.build();
    }

    static Optional<FaceQuality.Usability> usability(String word) {
        return switch (word) {
            case "low" -> Optional.of(FaceQuality.Usability.LOW);
            case "medium" -> Optional.of(FaceQuality.Usability.MEDIUM);
            case "high" -> Optional.of(FaceQuality.Usability.HIGH);
            default -> Optional.empty();
        };
    }

    // Attributes

    static FaceAttributes attributes(Json said) {
        FaceAttributes.Builder attributes = FaceAttributes.builder();
        for (Json accessory : said.get("accessories").items()) {
            word(accessory.get("type"))
                    .map(ACCESSORIES::get)
                    .ifPresent(trait -> attributes.trait(trait, true, confidence(accessory)));
        }
        word(said.get("glasses"))
                .filter(Set.of("noglasses", "readingglasses", "sunglasses", "swimminggoggles")::contains)
                .ifPresent(kind -> {
                    boolean worn = !kind.equals("noglasses");
                    attributes
                            .trait(FaceTrait.GLASSES, worn, worn ? confidenceIn(said, "glasses") : null)
                            .trait(FaceTrait.SUNGLASSES, kind.equals("sunglasses"), null);
                });
        occluded(said).ifPresent(value -> attributes.trait(FaceTrait.OCCLUDED, value, null));
        word(said.get("mask").get("type"))
                .filter(Set.of("facemask", "nomask")::contains)
                .ifPresent(kind -> attributes.trait(FaceTrait.MASK, kind.equals("facemask"), null));
        return attributes.build();
    }

    /** Returns the service's confidence of an accessory; {@code null} if it lists none of that type. */
    private static @Nullable Double confidenceIn(Json said, String type) {
        return said.get("accessories").items().stream()
                .filter(accessory ->
                        word(accessory.get("type")).filter(type::equals).isPresent())
                .findFirst()
                .map(AzureMapper::confidence)
                .orElse(null);
    }

    private static @Nullable Double confidence(Json accessory) {
        return accessory.get("confidence").number().map(AzureMapper::share).orElse(null);
    }

    /** Returns whether forehead, eyes or mouth is covered; empty if the service reports on none of them. */
    private static Optional<Boolean> occluded(Json attributes) {
        Json occlusion = attributes.get("occlusion");
        return List.of("foreheadOccluded", "eyeOccluded", "mouthOccluded").stream()
                .flatMap(part -> occlusion.get(part).flag().stream())
                .reduce(Boolean::logicalOr);
    }

    // Scores

    /** Converts a score on its score scale of [0, 1], clamped to it. */
    static Score score(Json confidence, ScoreScale scale) {
        double given = confidence.number().orElseThrow(() -> new UnusableAnswerException("no confidence"));
        return new Score(Math.max(scale.min(), Math.min(scale.max(), given)), scale);
    }

    /** Returns a value of an open enumeration, in lower case. */
    static Optional<String> word(Json value) {
        return value.words().map(word -> word.toLowerCase(Locale.ROOT));
    }

    private static double share(double value) {
        return Math.max(0, Math.min(1, value));
    }

    /**
     * A face's place.
     *
     * @param left pixels
     * @param top pixels
     * @param width pixels
     * @param height pixels
     */
    private record Rectangle(double left, double top, double width, double height) {
        static Optional<Rectangle> of(Json json) {
            Optional<Double> left = json.get("left").number();
            Optional<Double> top = json.get("top").number();
            Optional<Double> width = json.get("width").number();
            Optional<Double> height = json.get("height").number();
            if (left.isEmpty() || top.isEmpty() || width.isEmpty() || height.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Rectangle(left.get(), top.get(), width.get(), height.get()));
        }

        boolean hasExtent() {
            return width > 0 && height > 0;
        }
    }
}
