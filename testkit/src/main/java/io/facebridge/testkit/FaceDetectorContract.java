package io.facebridge.testkit;

import static io.facebridge.face.FaceFeature.ATTRIBUTES;
import static io.facebridge.face.FaceFeature.CONTOURS;
import static io.facebridge.face.FaceFeature.LANDMARKS;
import static io.facebridge.face.FaceFeature.POSE;
import static io.facebridge.face.FaceFeature.QUALITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.FaceDetector;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.face.Point;
import io.facebridge.image.FaceImage;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contract of {@link FaceDetector}. */
public abstract class FaceDetectorContract extends ProviderContract {
    private static final double FRAME_TOLERANCE = 0.02;
    private static final double CLEARLY_TURNED = 20;

    private @Nullable List<AnalyzedImage> analyzed;

    /** Creates the contract. */
    protected FaceDetectorContract() {}

    /**
     * Returns whether {@link FaceFeature#LANDMARKS} is supported.
     *
     * @return {@code true} unless overridden
     */
    protected boolean supportsLandmarks() {
        return true;
    }

    /**
     * Returns whether {@link FaceFeature#CONTOURS} is supported.
     *
     * @return {@code true} unless overridden
     */
    protected boolean supportsContours() {
        return true;
    }

    /**
     * Returns whether {@link FaceFeature#POSE} is supported.
     *
     * @return {@code true} unless overridden
     */
    protected boolean supportsPose() {
        return true;
    }

    /**
     * Returns whether {@link FaceFeature#QUALITY} is supported.
     *
     * @return {@code true} unless overridden
     */
    protected boolean supportsQuality() {
        return true;
    }

    /**
     * Returns whether {@link FaceFeature#ATTRIBUTES} is supported.
     *
     * @return {@code true} unless overridden
     */
    protected boolean supportsAttributes() {
        return true;
    }

    /**
     * Returns whether images that are stored rotated, with an EXIF orientation, are supported.
     *
     * @return {@code true} unless overridden
     */
    protected boolean supportsExifOrientation() {
        return true;
    }

    /**
     * Returns whether every face has a confidence.
     *
     * @return {@code true} unless overridden
     */
    protected boolean reportsConfidence() {
        return true;
    }

    // Which faces

    @TestFactory
    Stream<DynamicTest> finds_every_face_of_each_photograph() {
        return testImages().counted().stream()
                .map(photograph -> DynamicTest.dynamicTest(
                        photograph.name(),
                        () -> assertThat(detect(photograph.image())).hasSize(photograph.faces())));
    }

    @Test
    void finds_the_one_face_of_a_portrait() {
        assertThat(detect(testImages().portrait())).hasSize(1);
        assertThat(detect(testImages().samePerson())).hasSize(1);
        assertThat(detect(testImages().otherPerson())).hasSize(1);
        assertThat(detect(testImages().lookingDown())).hasSize(1);
    }

    @Test
    void answers_with_an_empty_list_when_there_is_no_face() {
        assertThat(detect(testImages().withoutFace())).isEmpty();
    }

    @Test
    void puts_the_largest_face_first() {
        assertThat(analyzed())
                .allSatisfy(photograph -> assertThat(photograph.faces()).isSortedAccordingTo(Faces.LARGEST_FIRST));
    }

    @Test
    void keeps_the_largest_faces_up_to_the_requested_number() {
        FaceImage image = testImages().group().image();
        List<BoundingBox> all = Faces.boxes(detect(image));

        for (int limit = 1; limit <= all.size(); limit++) {
            List<DetectedFace> kept =
                    detector().detect(image, DetectOptions.defaults().atMost(limit));
            assertThat(Faces.boxes(kept)).isEqualTo(all.subList(0, limit));
        }
    }

    // Where they are

    @Test
    void draws_boxes_within_the_frame() {
        for (DetectedFace face : everyFace()) {
            BoundingBox box = face.box();
            assertThat(List.of(box.left(), box.top(), 1 - box.right(), 1 - box.bottom()))
                    .as("distances of %s from the edges of the frame", box)
                    .allSatisfy(distance -> assertThat(distance).isGreaterThan(-FRAME_TOLERANCE));
        }
    }

    @TestFactory
    Stream<DynamicTest> gives_the_same_boxes_however_the_picture_is_stored() {
        Gate.open(supportsExifOrientation(), "EXIF orientations are understood");
        FaceImage image = testImages().group().image();
        List<DetectedFace> upright = detect(SyntheticVariants.stored(image, 1));
        return IntStream.rangeClosed(1, 8)
                .mapToObj(orientation -> DynamicTest.dynamicTest("orientation " + orientation, () -> {
                    List<DetectedFace> found = detect(SyntheticVariants.stored(image, orientation));
                    assertThat(found).hasSameSizeAs(upright);
                    assertThat(upright)
                            .allSatisfy(face -> assertThat(Faces.largestShift(
                                            face.box(),
                                            Faces.at(face.box(), found).box()))
                                    .isLessThanOrEqualTo(FRAME_TOLERANCE));
                }));
    }

    @Test
    void finds_the_same_faces_in_a_webp() {
        FaceImage image = testImages().group().image();
        List<DetectedFace> expected = detect(image);

        List<DetectedFace> found = detect(SyntheticVariants.webp(image));

        assertThat(found).hasSameSizeAs(expected);
        assertThat(expected)
                .allSatisfy(face -> assertThat(Faces.largestShift(
                                face.box(), Faces.at(face.box(), found).box()))
                        .isLessThanOrEqualTo(FRAME_TOLERANCE));
    }

    @Test
    void refuses_a_picture_stored_turned_when_it_does_not_understand_exif() {
        Gate.closed(supportsExifOrientation(), "EXIF orientations are not understood");
        FaceImage turned = SyntheticVariants.stored(testImages().portrait(), 6);

        assertThatExceptionOfType(UnsupportedCapabilityException.class).isThrownBy(() -> detect(turned));
    }

    // What is said about them

    @Test
    void lists_the_features_it_supports_and_no_others() {
        Set<FaceFeature> supported = EnumSet.noneOf(FaceFeature.class);
        for (FaceFeature feature : FaceFeature.values()) {
            if (supports(feature)) {
                supported.add(feature);
            }
        }

        assertThat(detector().features()).isEqualTo(supported);
    }

    @Test
    void says_nothing_when_nothing_was_asked_for() {
        assertThat(detect(testImages().portrait())).allSatisfy(face -> assertSaysOnly(Set.of(), face));
    }

    @TestFactory
    Stream<DynamicTest> says_only_what_was_asked_for() {
        return detector().features().stream()
                .map(feature -> DynamicTest.dynamicTest(
                        feature.name(),
                        () -> assertSaysOnly(Set.of(feature), only(testImages().portrait(), feature))));
    }

    @Test
    void reports_a_confidence_of_every_face() {
        Gate.open(reportsConfidence(), "faces have a confidence");

        assertThat(everyFace()).allSatisfy(face -> assertThat(face.confidence()).isPresent());
    }

    @Test
    void reports_no_confidence_when_it_has_none() {
        Gate.closed(reportsConfidence(), "faces have no confidence");

        assertThat(everyFace()).allSatisfy(face -> assertThat(face.confidence()).isEmpty());
    }

    @Test
    void reports_landmarks_of_every_face() {
        Gate.open(supportsLandmarks(), "landmarks are supported");

        for (DetectedFace face : everyFace()) {
            Landmarks landmarks = face.landmarks().orElseThrow();
            assertThat(fivePoints(landmarks))
                    .as("landmarks of the face at %s", face.box())
                    .allSatisfy(point ->
                            assertThat(Faces.isNear(point, face.box(), 0.2)).isTrue());
        }
    }

    @Test
    void means_the_viewers_left_and_right_by_left_and_right() {
        Gate.open(supportsLandmarks(), "landmarks are supported");

        for (FaceImage image : List.of(testImages().portrait(), testImages().otherPerson())) {
            Landmarks landmarks = only(image, LANDMARKS).landmarks().orElseThrow();
            assertThat(landmarks.leftEye().x()).isLessThan(landmarks.rightEye().x());
            assertThat(landmarks.mouthLeft().x())
                    .isLessThan(landmarks.mouthRight().x());
            assertThat(Math.max(landmarks.leftEye().y(), landmarks.rightEye().y()))
                    .isLessThan(landmarks.nose().y());
            assertThat(landmarks.nose().y())
                    .isLessThan(Math.min(
                            landmarks.mouthLeft().y(), landmarks.mouthRight().y()));
        }
    }

    @Test
    void refuses_landmarks_when_it_has_none() {
        Gate.closed(supportsLandmarks(), "landmarks are not supported");
        refuses(LANDMARKS);
    }

    @Test
    void reports_contours_of_every_face_and_the_five_points_with_them() {
        Gate.open(supportsContours(), "contours are supported");

        for (DetectedFace face : everyFace()) {
            Landmarks landmarks = face.landmarks().orElseThrow();
            assertThat(landmarks.contours()).isNotEmpty();
            assertThat(landmarks.contours().values())
                    .allSatisfy(points -> assertThat(points)
                            .isNotEmpty()
                            .allSatisfy(point -> assertThat(Faces.isNear(point, face.box(), 0.4))
                                    .isTrue()));
        }
    }

    @Test
    void names_contours_from_the_viewers_side() {
        Gate.open(supportsContours(), "contours are supported");

        Landmarks landmarks =
                only(testImages().portrait(), CONTOURS).landmarks().orElseThrow();
        List<Point> left = landmarks.contours().getOrDefault(FaceContour.LEFT_EYE, List.of(landmarks.leftEye()));
        List<Point> right = landmarks.contours().getOrDefault(FaceContour.RIGHT_EYE, List.of(landmarks.rightEye()));
        List<Point> lips = landmarks.contours().getOrDefault(FaceContour.OUTER_LIPS, List.of(landmarks.mouthLeft()));
        assertThat(mean(left, Point::x)).isCloseTo(landmarks.leftEye().x(), within(0.02));
        assertThat(mean(right, Point::x)).isCloseTo(landmarks.rightEye().x(), within(0.02));
        assertThat(mean(lips, Point::y)).isGreaterThan(landmarks.nose().y());
    }

    @Test
    void refuses_contours_when_it_has_none() {
        Gate.closed(supportsContours(), "contours are not supported");
        refuses(CONTOURS);
    }

    @Test
    void reports_the_pose_of_every_face() {
        Gate.open(supportsPose(), "pose is supported");

        assertThat(everyFace()).allSatisfy(face -> assertThat(face.pose()).isPresent());
    }

    @Test
    void roll_grows_when_a_synthetic_variant_is_turned_clockwise() {
        Gate.open(supportsPose(), "pose is supported");
        FaceImage portrait = testImages().portrait();

        double straight = pose(portrait).roll();

        assertThat(pose(SyntheticVariants.rotated(portrait, 20)).roll() - straight)
                .isBetween(10.0, 30.0);
        assertThat(pose(SyntheticVariants.rotated(portrait, -20)).roll() - straight)
                .isBetween(-30.0, -10.0);
    }

    @Test
    void yaw_changes_its_sign_in_a_synthetic_mirror() {
        Gate.open(supportsPose(), "pose is supported");
        for (AnalyzedImage photograph : analyzed()) {
            List<DetectedFace> mirrored = detector()
                    .detect(
                            SyntheticVariants.mirrored(photograph.image()),
                            DetectOptions.defaults().with(POSE));
            for (DetectedFace face : photograph.faces()) {
                double yaw = face.pose().orElseThrow().yaw();
                DetectedFace there = Faces.at(Faces.mirrored(face.box()), mirrored);
                if (Math.abs(yaw) > CLEARLY_TURNED) {
                    assertThat(there.pose().orElseThrow().yaw() * yaw)
                            .as("%s, face at %s", photograph.name(), face.box())
                            .isNegative();
                }
            }
        }
    }

    @Test
    void yaw_is_positive_when_the_nose_points_to_the_right_edge() {
        Gate.open(supportsPose() && supportsLandmarks(), "pose and landmarks are supported");
        for (AnalyzedImage photograph : analyzed()) {
            for (DetectedFace face : photograph.faces()) {
                double yaw = face.pose().orElseThrow().yaw();
                double nose = noseBesideTheEyes(face.landmarks().orElseThrow(), photograph.image());
                if (Math.abs(yaw) > CLEARLY_TURNED && Math.abs(nose) > 0.2) {
                    assertThat(Math.signum(yaw))
                            .as("%s, face at %s", photograph.name(), face.box())
                            .isEqualTo(Math.signum(nose));
                }
            }
        }
    }

    @Test
    void pitch_is_lower_when_the_face_looks_down() {
        Gate.open(supportsPose(), "pose is supported");

        assertThat(pose(testImages().lookingDown()).pitch())
                .isLessThan(pose(testImages().portrait()).pitch() - 5);
    }

    @Test
    void refuses_the_pose_when_it_has_none() {
        Gate.closed(supportsPose(), "pose is not supported");
        refuses(POSE);
    }

    @Test
    void reports_the_quality_of_every_face() {
        Gate.open(supportsQuality(), "quality is supported");

        assertThat(everyFace()).allSatisfy(face -> assertThat(face.quality()).isPresent());
    }

    @Test
    void measures_sizes_in_pixels() {
        Gate.open(supportsQuality(), "quality is supported");
        for (AnalyzedImage photograph : analyzed()) {
            for (DetectedFace face : photograph.faces()) {
                FaceQuality quality = face.quality().orElseThrow();
                double width = face.box().width() * photograph.image().width();
                double height = face.box().height() * photograph.image().height();
                quality.faceWidth().ifPresent(pixels -> assertThat(pixels).isCloseTo(width, within(1.0)));
                quality.faceHeight().ifPresent(pixels -> assertThat(pixels).isCloseTo(height, within(1.0)));
                quality.eyeDistance().ifPresent(pixels -> assertThat(pixels).isBetween(0.0, 1.2 * width));
            }
        }
    }

    @Test
    void a_darkened_synthetic_variant_is_less_bright() {
        Gate.open(supportsQuality(), "quality is supported");
        FaceImage portrait = testImages().portrait();
        FaceQuality bright = quality(portrait);
        FaceQuality dark = quality(SyntheticVariants.darkened(portrait, 0.5));

        assertThat(dark.brightness().isPresent()).isEqualTo(bright.brightness().isPresent());
        dark.brightness()
                .ifPresent(value ->
                        assertThat(value).isLessThan(bright.brightness().orElseThrow()));
    }

    @Test
    void a_blurred_synthetic_variant_is_less_sharp() {
        Gate.open(supportsQuality(), "quality is supported");
        FaceImage portrait = testImages().portrait();
        FaceQuality sharp = quality(portrait);
        FaceQuality blurred = quality(SyntheticVariants.blurred(portrait, 8));

        assertThat(blurred.sharpness().isPresent()).isEqualTo(sharp.sharpness().isPresent());
        blurred.sharpness()
                .ifPresent(
                        value -> assertThat(value).isLessThan(sharp.sharpness().orElseThrow()));
    }

    @Test
    void refuses_the_quality_when_it_has_none() {
        Gate.closed(supportsQuality(), "quality is not supported");
        refuses(QUALITY);
    }

    @Test
    void reports_the_attributes_of_every_face() {
        Gate.open(supportsAttributes(), "attributes are supported");

        assertThat(everyFace()).allSatisfy(face -> assertThat(face.attributes()).isPresent());
    }

    @Test
    void refuses_the_attributes_when_it_has_none() {
        Gate.closed(supportsAttributes(), "attributes are not supported");
        refuses(ATTRIBUTES);
    }

    // What holds for every call

    @TestFactory
    Stream<DynamicTest> refuses_what_is_no_picture() {
        return BrokenImages.areRefusedBy(image -> detect(image), testImages().portrait());
    }

    @Test
    void gives_the_same_answer_to_the_same_picture() {
        FaceImage image = testImages().group().image();
        DetectOptions everything = everything();

        assertThat(Faces.numbers(detector().detect(image, everything)))
                .isEqualTo(Faces.numbers(detector().detect(image, everything)));
    }

    @Test
    void gives_ten_threads_the_same_numbers_as_one() throws Exception {
        FaceImage image = testImages().group().image();
        DetectOptions everything = everything();
        List<List<Object>> alone = Faces.numbers(detector().detect(image, everything));

        assertThat(TenThreads.call(() -> Faces.numbers(detector().detect(image, everything))))
                .hasSize(10)
                .allSatisfy(together -> assertThat(together).isEqualTo(alone));
    }

    private FaceDetector detector() {
        return provider().detector();
    }

    private List<DetectedFace> detect(FaceImage image) {
        return detector().detect(image);
    }

    /** Returns the counted photographs with all supported features of their faces; detected once. */
    private List<AnalyzedImage> analyzed() {
        List<AnalyzedImage> answers = analyzed;
        if (answers == null) {
            answers = testImages().counted().stream()
                    .map(photograph -> new AnalyzedImage(
                            photograph.name(), photograph.image(), detector().detect(photograph.image(), everything())))
                    .toList();
            analyzed = answers;
        }
        return answers;
    }

    private List<DetectedFace> everyFace() {
        List<DetectedFace> faces = analyzed().stream()
                .flatMap(photograph -> photograph.faces().stream())
                .toList();
        assertThat(faces).isNotEmpty();
        return faces;
    }

    private static void assertSaysOnly(Set<FaceFeature> asked, DetectedFace face) {
        boolean contours = asked.contains(CONTOURS);
        assertThat(face.landmarks().isPresent()).as("landmarks").isEqualTo(contours || asked.contains(LANDMARKS));
        assertThat(face.landmarks().map(found -> !found.contours().isEmpty()).orElse(false))
                .as("contours")
                .isEqualTo(contours);
        assertThat(face.pose().isPresent()).as("pose").isEqualTo(asked.contains(POSE));
        assertThat(face.quality().isPresent()).as("quality").isEqualTo(asked.contains(QUALITY));
        assertThat(face.attributes().isPresent()).as("attributes").isEqualTo(asked.contains(ATTRIBUTES));
    }

    private DetectedFace only(FaceImage image, FaceFeature feature) {
        List<DetectedFace> faces =
                detector().detect(image, DetectOptions.defaults().with(feature));
        assertThat(faces).hasSize(1);
        return faces.get(0);
    }

    private HeadPose pose(FaceImage image) {
        return only(image, POSE).pose().orElseThrow();
    }

    private FaceQuality quality(FaceImage image) {
        return only(image, QUALITY).quality().orElseThrow();
    }

    private DetectOptions everything() {
        return DetectOptions.defaults().with(detector().features().toArray(FaceFeature[]::new));
    }

    private boolean supports(FaceFeature feature) {
        return switch (feature) {
            case LANDMARKS -> supportsLandmarks();
            case CONTOURS -> supportsContours();
            case POSE -> supportsPose();
            case QUALITY -> supportsQuality();
            case ATTRIBUTES -> supportsAttributes();
        };
    }

    /** Also applies to an image without a face: a rejection must not depend on the content of the image. */
    private void refuses(FaceFeature feature) {
        for (FaceImage image : List.of(testImages().portrait(), testImages().withoutFace())) {
            assertThatExceptionOfType(UnsupportedCapabilityException.class)
                    .isThrownBy(() ->
                            detector().detect(image, DetectOptions.defaults().with(feature)))
                    .withMessageContaining(feature.name());
        }
    }

    private static List<Point> fivePoints(Landmarks landmarks) {
        return List.of(
                landmarks.leftEye(),
                landmarks.rightEye(),
                landmarks.nose(),
                landmarks.mouthLeft(),
                landmarks.mouthRight());
    }

    private static double mean(List<Point> points, ToDoubleFunction<Point> coordinate) {
        return points.stream().mapToDouble(coordinate).average().orElseThrow();
    }

    /** How far the tip of the nose lies to the right of the middle between the eyes, in distances between the eyes. */
    private static double noseBesideTheEyes(Landmarks landmarks, FaceImage image) {
        Point left = landmarks.leftEye();
        Point right = landmarks.rightEye();
        double across = (right.x() - left.x()) * image.width();
        double down = (right.y() - left.y()) * image.height();
        double noseX = (landmarks.nose().x() - (left.x() + right.x()) / 2) * image.width();
        double noseY = (landmarks.nose().y() - (left.y() + right.y()) / 2) * image.height();
        return (noseX * across + noseY * down) / (across * across + down * down);
    }

    private record AnalyzedImage(String name, FaceImage image, List<DetectedFace> faces) {}
}
