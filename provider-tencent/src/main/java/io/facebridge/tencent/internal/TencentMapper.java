package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.AttributeItem;
import com.tencentcloudapi.iai.v20200303.models.FaceAttributesInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceDetailAttributesInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceQualityCompleteness;
import com.tencentcloudapi.iai.v20200303.models.FaceQualityInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceRect;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes;
import io.facebridge.face.FaceAttributes.AgeRange;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks;
import io.facebridge.face.QualityReason;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.UnusableAnswerException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts the service's values: pixels become fractions of the image, codes become enum constants, percentages become
 * proportions. Data that was not requested is returned as zero and must not be read.
 */
final class TencentMapper {
    private static final List<String> EMOTIONS =
            List.of("neutral", "happy", "surprised", "angry", "sad", "disgusted", "fearful");
    private static final int POOR = 40;
    private static final int GOOD = 60;

    /**
     * Below, the vendor calls the image of a face very blurred, dark; above, bright. It says too that the score is what
     * counts, and the parts are for reference: blurred without more, from 40 to 60, is left to the score.
     */
    private static final int BLURRED = 40;

    private static final int DARK = 30;
    private static final int BRIGHT = 70;

    private TencentMapper() {}

    // Places

    /** Converts the box in an image of this size; the service's box may reach beyond its edges. */
    static BoundingBox box(@Nullable Long x, @Nullable Long y, @Nullable Long width, @Nullable Long height, Size size) {
        if (x == null || y == null || width == null || height == null) {
            throw new UnusableAnswerException("a face without a bounding box");
        }
        return RemoteAnswers.place(
                (double) x / size.width(),
                (double) y / size.height(),
                (double) width / size.width(),
                (double) height / size.height());
    }

    /** Returns whether a box is present but has no extent. */
    static boolean isShapeless(@Nullable Long width, @Nullable Long height) {
        return width != null && height != null && (width <= 0 || height <= 0);
    }

    static boolean isShapeless(@Nullable FaceRect rect) {
        return rect != null && isShapeless(rect.getWidth(), rect.getHeight());
    }

    static BoundingBox box(FaceInfo face, Size size) {
        return box(face.getX(), face.getY(), face.getWidth(), face.getHeight(), size);
    }

    static BoundingBox box(@Nullable FaceRect rect, Size size) {
        FaceRect place = UnusableAnswerException.require("place of a face", rect);
        return box(place.getX(), place.getY(), place.getWidth(), place.getHeight(), size);
    }

    /** With its size in pixels of the image that the caller has. */
    static DetectedFace face(@Nullable FaceRect rect, TencentImages picture) {
        BoundingBox box = box(rect, picture.sent());
        return DetectedFace.at(box)
                .quality(FaceQuality.builder()
                        .measured(
                                box,
                                null,
                                picture.original().width(),
                                picture.original().height())
                        .build())
                .vendor(VendorResponse.of(UnusableAnswerException.require("place of a face", rect)))
                .build();
    }

    // Pose and quality

    static Optional<HeadPose> pose(@Nullable FaceAttributesInfo attributes) {
        if (attributes == null
                || attributes.getYaw() == null
                || attributes.getPitch() == null
                || attributes.getRoll() == null) {
            return Optional.empty();
        }
        return Optional.of(
                new HeadPose(angle(attributes.getYaw()), angle(attributes.getPitch()), angle(attributes.getRoll())));
    }

    private static double angle(long degrees) {
        return Math.max(-180, Math.min(180, degrees));
    }

    /** Sizes in pixels of the image that the caller has. */
    static FaceQuality quality(
            @Nullable FaceQualityInfo measured, BoundingBox box, @Nullable Landmarks landmarks, FaceImage image) {
        FaceQuality.Builder quality = FaceQuality.builder().measured(box, landmarks, image.width(), image.height());
        if (measured != null) {
            if (measured.getSharpness() != null) {
                quality.sharpness(share(measured.getSharpness()));
                quality.finding(QualityReason.TOO_BLURRED, measured.getSharpness() < BLURRED);
            }
            if (measured.getBrightness() != null) {
                quality.brightness(share(measured.getBrightness()));
                quality.finding(QualityReason.TOO_DARK, measured.getBrightness() < DARK);
                quality.finding(QualityReason.TOO_BRIGHT, measured.getBrightness() > BRIGHT);
            }
            if (measured.getScore() != null) {
                quality.usability(usability(measured.getScore()));
            }
            occluded(measured.getCompleteness())
                    .ifPresent(occluded -> quality.finding(QualityReason.OCCLUDED, occluded));
        }
        return quality.build();
    }

    /** Returns whether a part of the face is occluded, by the limit that the vendor documents for that part. */
    private static Optional<Boolean> occluded(@Nullable FaceQualityCompleteness visible) {
        if (visible == null) {
            return Optional.empty();
        }
        List<Boolean> covered = Stream.of(
                        part(visible.getEyebrow(), 80),
                        part(visible.getEye(), 80),
                        part(visible.getNose(), 60),
                        part(visible.getCheek(), 70),
                        part(visible.getMouth(), 50),
                        part(visible.getChin(), 70))
                .flatMap(Optional::stream)
                .toList();
        return covered.isEmpty() ? Optional.empty() : Optional.of(covered.contains(true));
    }

    private static Optional<Boolean> part(@Nullable Long visible, long covered) {
        return visible == null ? Optional.empty() : Optional.of(visible <= covered);
    }

    private static FaceQuality.Usability usability(long score) {
        if (score < POOR) {
            return FaceQuality.Usability.LOW;
        }
        return score < GOOD ? FaceQuality.Usability.MEDIUM : FaceQuality.Usability.HIGH;
    }

    // Attributes

    /**
     * Converts the attributes of DetectFace, the only ones of model 2.0: gender and smile on scales of [0, 100], the others
     * without confidence.
     */
    static FaceAttributes attributes(FaceAttributesInfo info) {
        FaceAttributes.Builder attributes = FaceAttributes.builder();
        age(attributes, info.getAge());
        Long gender = info.getGender();
        if (gender != null) {
            // 0 to 49 is female, 50 to 100 male, and the ends are sure.
            double male = share(gender);
            attributes.gender(gender >= 50 ? "male" : "female", Math.max(male, 1 - male));
        }
        smile(attributes, info.getExpression());
        trait(attributes, FaceTrait.GLASSES, info.getGlass(), null);
        trait(attributes, FaceTrait.EYES_OPEN, info.getEyeOpen(), null);
        trait(attributes, FaceTrait.MASK, info.getMask(), null);
        trait(attributes, FaceTrait.HEADWEAR, info.getHat(), null);
        if (Boolean.TRUE.equals(info.getMask())) {
            attributes.trait(FaceTrait.OCCLUDED, true, null);
        }
        if (info.getHair() != null && info.getHair().getBang() != null) {
            attributes.trait(FaceTrait.FRINGE, info.getHair().getBang() == 0, null);
        }
        return attributes.build();
    }

    /** Converts the attributes of DetectFaceAttributes, which model 3.0 supports: codes, each with its probability. */
    static FaceAttributes attributes(FaceDetailAttributesInfo info) {
        FaceAttributes.Builder attributes = FaceAttributes.builder();
        age(attributes, info.getAge());
        smile(attributes, info.getSmile());
        code(info.getGender()).ifPresent(code -> attributes.gender(code.is(0) ? "male" : "female", code.probability()));
        code(info.getEmotion())
                .filter(code -> code.value() >= 0 && code.value() < EMOTIONS.size())
                .ifPresent(code -> attributes.emotion(
                        EMOTIONS.get((int) code.value()), code.probability() == null ? 1 : code.probability()));
        code(info.getMoustache())
                .ifPresent(code -> attributes.trait(FaceTrait.MUSTACHE, !code.is(0), code.probability()));
        if (info.getEye() != null) {
            code(info.getEye().getGlass()).ifPresent(code -> {
                attributes.trait(FaceTrait.GLASSES, !code.is(0), code.probability());
                attributes.trait(FaceTrait.SUNGLASSES, code.is(2), code.probability());
            });
            code(info.getEye().getEyeOpen())
                    .ifPresent(code -> attributes.trait(FaceTrait.EYES_OPEN, code.is(0), code.probability()));
        }
        if (info.getMouth() != null) {
            code(info.getMouth().getMouthOpen())
                    .ifPresent(code -> attributes.trait(FaceTrait.MOUTH_OPEN, code.is(1), code.probability()));
        }
        code(info.getMask()).ifPresent(code -> {
            attributes.trait(FaceTrait.MASK, !code.is(0), code.probability());
            // 3 and 4 cover the mouth; 1 and 2 are worn without covering the face.
            if (code.value() >= 3) {
                attributes.trait(FaceTrait.OCCLUDED, true, code.probability());
            }
        });
        if (info.getHat() != null) {
            code(info.getHat().getStyle())
                    .ifPresent(code -> attributes.trait(FaceTrait.HEADWEAR, !code.is(0), code.probability()));
        }
        if (info.getHair() != null) {
            // Here 0 is none, while DetectFace says 0 for hair over the forehead.
            code(info.getHair().getBang())
                    .ifPresent(code -> attributes.trait(FaceTrait.FRINGE, code.is(1), code.probability()));
        }
        return attributes.build();
    }

    private static void age(FaceAttributes.Builder attributes, @Nullable Long years) {
        if (years != null && years >= 0) {
            attributes.age(new AgeRange(years.intValue(), years.intValue()));
        }
    }

    /** 0 is a straight face, 50 a smile, 100 a laugh. */
    private static void smile(FaceAttributes.Builder attributes, @Nullable Long degree) {
        if (degree != null) {
            attributes.trait(FaceTrait.SMILE, degree >= 50, null);
        }
    }

    private static void trait(
            FaceAttributes.Builder attributes, FaceTrait trait, @Nullable Boolean value, @Nullable Double confidence) {
        if (value != null) {
            attributes.trait(trait, value, confidence);
        }
    }

    private static Optional<Code> code(@Nullable AttributeItem item) {
        return item == null || item.getType() == null
                ? Optional.empty()
                : Optional.of(new Code(
                        item.getType(),
                        item.getProbability() == null
                                ? null
                                : Math.max(0, Math.min(1, (double) item.getProbability()))));
    }

    // Scores

    /** Converts a score on its score scale of [0, 100], clamped to it. */
    static Score score(@Nullable Float score, ScoreScale scale) {
        double given = decimal(UnusableAnswerException.require("score", score));
        return new Score(Math.max(scale.min(), Math.min(scale.max(), given)), scale);
    }

    /** Returns the decimal that the service wrote: 99.1, for which the cast to a double gives 99.0999985. */
    private static double decimal(float number) {
        return Double.parseDouble(Float.toString(number));
    }

    static VendorResponse answer(Object response, @Nullable String requestId) {
        return new TencentAnswer(response, requestId);
    }

    /** Converts a percentage to a proportion, clamped to [0, 1]. */
    private static double share(double percent) {
        return Math.max(0, Math.min(100, percent)) / 100;
    }

    /**
     * The size of the image that the service analyzed.
     *
     * @param width pixels
     * @param height pixels
     */
    record Size(int width, int height) {
        static Size of(@Nullable Long width, @Nullable Long height) {
            if (width == null || height == null || width < 1 || height < 1) {
                throw new UnusableAnswerException("no size of the image");
            }
            return new Size(width.intValue(), height.intValue());
        }
    }

    private record Code(long value, @Nullable Double probability) {
        boolean is(long other) {
            return value == other;
        }
    }

    private record TencentAnswer(Object response, @Nullable String id) implements VendorResponse {
        @Override
        public Optional<String> requestId() {
            return Optional.ofNullable(id);
        }

        @Override
        public <T> Optional<T> as(Class<T> vendorType) {
            return vendorType.isInstance(response) ? Optional.of(vendorType.cast(response)) : Optional.empty();
        }

        @Override
        public String toString() {
            return response.getClass().getSimpleName();
        }
    }
}
