package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.AttributeItem;
import com.tencentcloudapi.iai.v20200303.models.FaceAttributesInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceDetailAttributesInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceQualityCompleteness;
import com.tencentcloudapi.iai.v20200303.models.FaceQualityInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceRect;
import com.tencentcloudapi.iai.v20200303.models.FaceShape;
import com.tencentcloudapi.iai.v20200303.models.Point;
import io.facebridge.LowQualityException.Reason;
import io.facebridge.VendorResponse;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes;
import io.facebridge.face.FaceAttributes.AgeRange;
import io.facebridge.face.FacePart;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.FaceTrait;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The service's values as ours: pixels become fractions of the picture, codes become words, percentages become shares. What
 * is not a face's, because it was not asked for, comes as a zero and must not be read.
 */
final class TencentMapper {
    private static final List<String> EMOTIONS =
            List.of("neutral", "happy", "surprised", "angry", "sad", "disgusted", "fearful");
    private static final int EYE_POINTS = 8;
    private static final int EYEBROW_POINTS = 8;
    private static final int PROFILE_POINTS = 21;
    private static final int MOUTH_POINTS = 22;
    private static final int NOSE_POINTS = 13;
    private static final int POOR = 40;
    private static final int GOOD = 60;

    /**
     * Below, the vendor calls the picture of a face very blurred, dark; above, bright. It says too that the score is what
     * counts, and the parts are for reference: blurred without more, from 40 to 60, is left to the score.
     */
    private static final int BLURRED = 40;

    private static final int DARK = 30;
    private static final int BRIGHT = 70;

    private TencentMapper() {}

    // Places

    /** The box in a picture of this size; the service's may reach beyond its edges. */
    static BoundingBox box(@Nullable Long x, @Nullable Long y, @Nullable Long width, @Nullable Long height, Size size) {
        if (x == null || y == null || width == null || height == null) {
            throw new UnusableAnswerException("a face without a bounding box");
        }
        try {
            return new BoundingBox(
                    (double) x / size.width(),
                    (double) y / size.height(),
                    (double) width / size.width(),
                    (double) height / size.height());
        } catch (IllegalArgumentException e) {
            throw new UnusableAnswerException("a bounding box of " + width + " x " + height);
        }
    }

    static BoundingBox box(FaceInfo face, Size size) {
        return box(face.getX(), face.getY(), face.getWidth(), face.getHeight(), size);
    }

    static BoundingBox box(@Nullable FaceRect rect, Size size) {
        FaceRect place = UnusableAnswerException.require("place of a face", rect);
        return box(place.getX(), place.getY(), place.getWidth(), place.getHeight(), size);
    }

    /** With its size in pixels of the picture that the caller has. */
    static DetectedFace face(@Nullable FaceRect rect, TencentImages picture) {
        BoundingBox box = box(rect, picture.sent());
        return DetectedFace.at(box)
                .quality(FaceQuality.builder()
                        .measured(box, null, picture.original())
                        .build())
                .vendor(VendorResponse.of(UnusableAnswerException.require("place of a face", rect)))
                .build();
    }

    // Landmarks

    /**
     * The 90 points. The eyes are the middles of their contours, and not the pupils, which the service gives elsewhere at
     * times; the tip of the nose is the first of its points.
     */
    static Optional<Landmarks> landmarks(FaceShape shape, Size size) {
        List<io.facebridge.face.Point> leftEye = points(shape.getLeftEye(), EYE_POINTS, size);
        List<io.facebridge.face.Point> rightEye = points(shape.getRightEye(), EYE_POINTS, size);
        List<io.facebridge.face.Point> nose = points(shape.getNose(), NOSE_POINTS, size);
        List<io.facebridge.face.Point> mouth = points(shape.getMouth(), MOUTH_POINTS, size);
        List<io.facebridge.face.Point> profile = points(shape.getFaceProfile(), PROFILE_POINTS, size);
        List<io.facebridge.face.Point> leftBrow = points(shape.getLeftEyeBrow(), EYEBROW_POINTS, size);
        List<io.facebridge.face.Point> rightBrow = points(shape.getRightEyeBrow(), EYEBROW_POINTS, size);
        if (leftEye.isEmpty() || rightEye.isEmpty() || nose.isEmpty() || mouth.isEmpty()) {
            return Optional.empty();
        }
        Map<FacePart, List<io.facebridge.face.Point>> contours = new EnumMap<>(FacePart.class);
        if (!profile.isEmpty()) {
            contours.put(FacePart.FACE_OUTLINE, profile);
        }
        if (!leftBrow.isEmpty()) {
            contours.put(FacePart.LEFT_EYEBROW, pick(leftBrow, 0, 7, 6, 5, 4));
        }
        if (!rightBrow.isEmpty()) {
            contours.put(FacePart.RIGHT_EYEBROW, pick(rightBrow, 4, 5, 6, 7, 0));
        }
        contours.put(FacePart.NOSE_BRIDGE, pick(nose, 1, 0));
        contours.put(FacePart.NOSE_BASE, pick(nose, 5, 6, 7, 8, 9));
        // The service goes counterclockwise from the outer corner of the left eye, clockwise from that of the right
        // one.
        contours.put(FacePart.LEFT_EYE, pick(leftEye, 0, 7, 6, 5, 4, 3, 2, 1));
        contours.put(FacePart.RIGHT_EYE, pick(rightEye, 4, 5, 6, 7, 0, 1, 2, 3));
        contours.put(FacePart.OUTER_LIPS, pick(mouth, 0, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1));
        contours.put(FacePart.INNER_LIPS, pick(mouth, 12, 21, 20, 19, 18, 17, 16, 15, 14, 13));
        return Optional.of(
                new Landmarks(middle(leftEye), middle(rightEye), nose.get(0), mouth.get(0), mouth.get(6), contours));
    }

    /** The smallest box around a face's landmarks. */
    static Optional<BoundingBox> around(FaceShape shape, Size size) {
        List<io.facebridge.face.Point> all = Stream.of(
                        points(shape.getFaceProfile(), PROFILE_POINTS, size),
                        points(shape.getLeftEyeBrow(), EYEBROW_POINTS, size),
                        points(shape.getRightEyeBrow(), EYEBROW_POINTS, size),
                        points(shape.getMouth(), MOUTH_POINTS, size))
                .flatMap(List::stream)
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        double left =
                all.stream().mapToDouble(io.facebridge.face.Point::x).min().orElseThrow();
        double top = all.stream().mapToDouble(io.facebridge.face.Point::y).min().orElseThrow();
        double right =
                all.stream().mapToDouble(io.facebridge.face.Point::x).max().orElseThrow();
        double bottom =
                all.stream().mapToDouble(io.facebridge.face.Point::y).max().orElseThrow();
        return right > left && bottom > top
                ? Optional.of(new BoundingBox(left, top, right - left, bottom - top))
                : Optional.empty();
    }

    private static List<io.facebridge.face.Point> points(Point @Nullable [] points, int expected, Size size) {
        if (points == null || points.length != expected) {
            return List.of();
        }
        List<io.facebridge.face.Point> all = new ArrayList<>();
        for (Point point : points) {
            if (point == null || point.getX() == null || point.getY() == null) {
                return List.of();
            }
            all.add(new io.facebridge.face.Point(
                    (double) point.getX() / size.width(), (double) point.getY() / size.height()));
        }
        return all;
    }

    private static List<io.facebridge.face.Point> pick(List<io.facebridge.face.Point> points, int... indices) {
        return IntStream.of(indices).mapToObj(points::get).toList();
    }

    private static io.facebridge.face.Point middle(List<io.facebridge.face.Point> points) {
        return new io.facebridge.face.Point(
                points.stream()
                        .mapToDouble(io.facebridge.face.Point::x)
                        .average()
                        .orElseThrow(),
                points.stream()
                        .mapToDouble(io.facebridge.face.Point::y)
                        .average()
                        .orElseThrow());
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

    /** Sizes in pixels of the picture that the caller has. */
    static FaceQuality quality(
            @Nullable FaceQualityInfo measured, BoundingBox box, @Nullable Landmarks landmarks, FaceImage image) {
        FaceQuality.Builder quality = FaceQuality.builder().measured(box, landmarks, image);
        if (measured != null) {
            if (measured.getSharpness() != null) {
                quality.sharpness(share(measured.getSharpness()));
                quality.finding(Reason.TOO_BLURRED, measured.getSharpness() < BLURRED);
            }
            if (measured.getBrightness() != null) {
                quality.brightness(share(measured.getBrightness()));
                quality.finding(Reason.TOO_DARK, measured.getBrightness() < DARK);
                quality.finding(Reason.TOO_BRIGHT, measured.getBrightness() > BRIGHT);
            }
            if (measured.getScore() != null) {
                quality.usability(usability(measured.getScore()));
            }
            occluded(measured.getCompleteness()).ifPresent(occluded -> quality.finding(Reason.OCCLUDED, occluded));
        }
        return quality.build();
    }

    /** Whether a part of the face is, by the border that the vendor gives for that part. */
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

    /** Of DetectFace, the only ones of model 2.0: gender and smile on scales from 0 to 100, the rest without confidence. */
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
        if (Boolean.TRUE.equals(info.getMask())) {
            attributes.trait(FaceTrait.OCCLUDED, true, null);
        }
        if (info.getHair() != null && info.getHair().getBang() != null) {
            attributes.trait(FaceTrait.FRINGE, info.getHair().getBang() == 0, null);
        }
        return attributes.build();
    }

    /** Of DetectFaceAttributes, which model 3.0 has: codes, each with its probability. */
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
                .ifPresent(code -> attributes.trait(FaceTrait.MOUSTACHE, !code.is(0), code.probability()));
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

    /** A score on its scale of 0 to 100, with what is outside brought back. */
    static Score score(@Nullable Float score, ScoreScale scale) {
        double given = decimal(UnusableAnswerException.require("score", score));
        return new Score(Math.max(scale.min(), Math.min(scale.max(), given)), scale);
    }

    /** The decimal that the service wrote: 99.1, where the cast to a double gives 99.0999985. */
    private static double decimal(float number) {
        return Double.parseDouble(Float.toString(number));
    }

    static VendorResponse answer(Object response, @Nullable String requestId) {
        return new TencentAnswer(response, requestId);
    }

    /** Percent as a share, with what is outside brought back. */
    private static double share(double percent) {
        return Math.max(0, Math.min(100, percent)) / 100;
    }

    /**
     * How large the picture is that the service saw.
     *
     * @param width pixels
     * @param height pixels
     */
    record Size(int width, int height) {
        static Size of(@Nullable Long width, @Nullable Long height) {
            if (width == null || height == null || width < 1 || height < 1) {
                throw new UnusableAnswerException("no size of the picture");
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
