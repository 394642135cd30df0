package io.facebridge.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes;
import io.facebridge.face.FaceAttributes.AgeRange;
import io.facebridge.face.FaceAttributes.Estimate;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceAttributes.Gaze;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.image.FaceImage;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.provider.ProviderId;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.testkit.PaintedFaces;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.services.rekognition.model.BoundingBox;
import software.amazon.awssdk.services.rekognition.model.CompareFacesResponse;
import software.amazon.awssdk.services.rekognition.model.ComparedFace;
import software.amazon.awssdk.services.rekognition.model.DetectFacesResponse;
import software.amazon.awssdk.services.rekognition.model.Emotion;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.FaceDetail;
import software.amazon.awssdk.services.rekognition.model.ImageQuality;
import software.amazon.awssdk.services.rekognition.model.Landmark;
import software.amazon.awssdk.services.rekognition.model.LandmarkType;
import software.amazon.awssdk.services.rekognition.model.Pose;
import software.amazon.awssdk.services.rekognition.model.RekognitionResponse;
import software.amazon.awssdk.services.rekognition.model.Smile;

class AwsMapperTest {
    private static final ScoreScale SCALE =
            ScoreScale.of(new ProviderId("aws"), "1", ScoreScale.Operation.COMPARE, 0, 100);

    private static final BoundingBox BOX = box(0.125f, 0.25f, 0.25f, 0.5f);
    private static final io.facebridge.face.BoundingBox PLACE =
            new io.facebridge.face.BoundingBox(0.125, 0.25, 0.25, 0.5);
    private static final FaceImage PICTURE = FaceImage.of(PaintedFaces.image(400, 200));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99.97913360595703",
                "99.88186645507812",
                "98.66607666015625",
                "99.0999984741211",
                "40.0",
                "100.0"
            })
    void a_score_is_the_decimal_that_the_service_wrote_and_matches_at_a_threshold_of_the_same(String written) {
        Score score = AwsMapper.score(Float.parseFloat(written), SCALE);

        assertThat(score.value()).isEqualTo(Double.parseDouble(written));
        assertThat(Threshold.explicit(Double.parseDouble(written), SCALE)
                        .judge(score)
                        .outcome())
                .isEqualTo(Outcome.MATCH);
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 0", "100.1, 100"})
    void what_is_outside_of_the_scale_is_brought_back(float given, double score) {
        assertThat(AwsMapper.score(given, SCALE).value()).isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "25, 0.25", "100, 1", "101, 1"})
    void a_percentage_is_a_share(double percent, double share) {
        assertThat(AwsMapper.share(percent)).isEqualTo(share);
    }

    // Places

    private static BoundingBox box(
            @Nullable Float left, @Nullable Float top, @Nullable Float width, @Nullable Float height) {
        return BoundingBox.builder()
                .left(left)
                .top(top)
                .width(width)
                .height(height)
                .build();
    }

    @Test
    void a_place_is_the_services_with_its_confidence_as_a_share() {
        DetectedFace face = AwsMapper.faceAt(BOX, 75f).build();

        assertThat(face.box()).isEqualTo(PLACE);
        assertThat(face.confidence()).hasValue(0.75);
        assertThat(AwsMapper.faceAt(BOX, null).build().confidence()).isEmpty();
    }

    static Stream<@Nullable BoundingBox> notPlaces() {
        return Stream.of(
                null,
                box(null, 0f, 1f, 1f),
                box(0f, null, 1f, 1f),
                box(0f, 0f, null, 1f),
                box(0f, 0f, 1f, null),
                box(0f, 0f, 0f, 1f));
    }

    @ParameterizedTest
    @MethodSource("notPlaces")
    void a_face_without_a_whole_place_is_unusable_and_does_not_cost_the_others(@Nullable BoundingBox none) {
        FaceDetail placed = FaceDetail.builder().boundingBox(BOX).build();
        FaceDetail other = FaceDetail.builder().boundingBox(none).build();

        assertUnusable(() -> AwsMapper.faceAt(none, null));
        assertThat(AwsMapper.placed(List.of(other, placed), FaceDetail::boundingBox))
                .containsExactly(placed);
        assertUnusable(() -> AwsMapper.placed(List.of(other), FaceDetail::boundingBox));
        assertThat(AwsMapper.placedOrNone(List.of(other), FaceDetail::boundingBox))
                .isEmpty();
        assertThat(AwsMapper.placed(List.<FaceDetail>of(), FaceDetail::boundingBox))
                .isEmpty();
    }

    private static void assertUnusable(ThrowingCallable call) {
        assertThatExceptionOfType(UnusableAnswerException.class).isThrownBy(call);
    }

    // Faces

    private static List<Landmark> landmarks() {
        return List.of(
                landmark(LandmarkType.EYE_LEFT, 0.25f),
                landmark(LandmarkType.EYE_RIGHT, 0.375f),
                landmark(LandmarkType.NOSE, 0.3125f),
                landmark(LandmarkType.MOUTH_LEFT, 0.25f),
                landmark(LandmarkType.MOUTH_RIGHT, 0.375f),
                landmark(LandmarkType.NOSE_LEFT, 0.28125f),
                landmark(LandmarkType.NOSE_RIGHT, 0.34375f));
    }

    private static Landmark landmark(LandmarkType type, float x) {
        return Landmark.builder().type(type).x(x).y(0.5f).build();
    }

    private static FaceDetail detail() {
        return FaceDetail.builder()
                .boundingBox(BOX)
                .confidence(75f)
                .landmarks(landmarks())
                .pose(Pose.builder().yaw(30f).pitch(-20f).roll(10f).build())
                .quality(ImageQuality.builder().brightness(50f).sharpness(25f).build())
                .smile(Smile.builder().value(true).confidence(50f).build())
                .build();
    }

    @Test
    void a_face_tells_what_was_asked_for_and_nothing_else() {
        DetectedFace nothing = AwsMapper.face(detail(), Set.of(), PICTURE);
        assertThat(nothing.box()).isEqualTo(PLACE);
        assertThat(nothing.confidence()).hasValue(0.75);
        assertThat(nothing.landmarks()).isEmpty();
        assertThat(nothing.pose()).isEmpty();
        assertThat(nothing.quality()).isEmpty();
        assertThat(nothing.attributes()).isEmpty();
        assertThat(nothing.vendor().as(FaceDetail.class)).contains(detail());

        DetectedFace points = AwsMapper.face(detail(), Set.of(FaceFeature.LANDMARKS), PICTURE);
        assertThat(points.landmarks().orElseThrow().contours()).isEmpty();

        DetectedFace all = AwsMapper.face(detail(), EnumSet.allOf(FaceFeature.class), PICTURE);
        assertThat(all.landmarks().orElseThrow().contours()).containsOnlyKeys(FaceContour.NOSE_BASE);
        assertThat(all.pose()).contains(new HeadPose(30, -20, 10));
        assertThat(all.attributes().orElseThrow().traits()).containsOnlyKeys(FaceTrait.SMILE);
        assertQuality(all);
    }

    private static void assertQuality(DetectedFace face) {
        FaceQuality quality = face.quality().orElseThrow();
        assertThat(quality.brightness()).hasValue(0.5);
        assertThat(quality.sharpness()).hasValue(0.25);
        assertThat(quality.faceWidth()).as("of the picture's 400 pixels").hasValue(100);
        assertThat(quality.faceHeight()).as("of the picture's 200 pixels").hasValue(100);
        assertThat(quality.eyeDistance()).as("of the picture's 400 pixels").hasValue(50);
    }

    @Test
    void a_face_without_pose_quality_or_landmarks_has_none() {
        DetectedFace face = AwsMapper.face(
                FaceDetail.builder().boundingBox(BOX).build(), EnumSet.allOf(FaceFeature.class), PICTURE);

        assertThat(face.landmarks()).isEmpty();
        assertThat(face.pose()).isEmpty();
        assertThat(face.quality()).isEmpty();
        assertThat(face.attributes().orElseThrow().traits()).isEmpty();
    }

    @Test
    void the_size_of_a_face_in_pixels_needs_the_picture() {
        DetectedFace face = AwsMapper.face(detail(), Set.of(FaceFeature.QUALITY), null);

        assertThat(face.quality().orElseThrow().brightness()).hasValue(0.5);
        assertThat(face.quality().orElseThrow().faceWidth()).isEmpty();
    }

    @Test
    void a_compared_face_has_points_pose_and_quality() {
        ComparedFace compared = ComparedFace.builder()
                .boundingBox(BOX)
                .confidence(75f)
                .landmarks(landmarks())
                .pose(detail().pose())
                .quality(detail().quality())
                .build();

        DetectedFace face = AwsMapper.face(compared, PICTURE);

        assertThat(face.box()).isEqualTo(PLACE);
        assertThat(face.confidence()).hasValue(0.75);
        assertThat(face.landmarks().orElseThrow().contours()).isEmpty();
        assertThat(face.pose()).contains(new HeadPose(30, -20, 10));
        assertThat(face.vendor().as(ComparedFace.class)).contains(compared);
        assertQuality(face);

        DetectedFace bare =
                AwsMapper.face(ComparedFace.builder().boundingBox(BOX).build(), PICTURE);
        assertThat(bare.landmarks()).isEmpty();
        assertThat(bare.pose()).isEmpty();
        assertThat(bare.quality().orElseThrow().brightness()).isEmpty();
        assertThat(bare.quality().orElseThrow().sharpness()).isEmpty();
    }

    @Test
    void a_searched_face_has_pose_and_quality() {
        DetectedFace face = AwsMapper.searched(detail(), PICTURE);

        assertThat(face.landmarks()).isEmpty();
        assertThat(face.pose()).contains(new HeadPose(30, -20, 10));
        assertThat(face.vendor().as(FaceDetail.class)).contains(detail());
        assertQuality(face);
        assertThat(AwsMapper.searched(FaceDetail.builder().boundingBox(BOX).build(), PICTURE)
                        .pose())
                .isEmpty();
    }

    @Test
    void a_stored_face_has_its_place() {
        Face stored = Face.builder().boundingBox(BOX).confidence(75f).build();

        DetectedFace face = AwsMapper.face(stored);

        assertThat(face.box()).isEqualTo(PLACE);
        assertThat(face.confidence()).hasValue(0.75);
        assertThat(face.vendor().as(Face.class)).contains(stored);
    }

    @Test
    void an_angle_that_is_not_known_is_0_and_none_is_beyond_a_half_turn() {
        FaceDetail face = FaceDetail.builder()
                .boundingBox(BOX)
                .pose(Pose.builder().yaw(181f).pitch(-181f).build())
                .build();

        assertThat(AwsMapper.searched(face, PICTURE).pose()).contains(new HeadPose(180, -180, 0));
    }

    // Attributes

    private static FaceAttributes attributes(Consumer<FaceDetail.Builder> said) {
        FaceDetail.Builder face = FaceDetail.builder().boundingBox(BOX);
        said.accept(face);
        return AwsMapper.face(face.build(), Set.of(FaceFeature.ATTRIBUTES), null)
                .attributes()
                .orElseThrow();
    }

    @Test
    void attributes_are_what_the_service_says_with_its_confidence_as_a_share() {
        FaceAttributes attributes =
                attributes(face -> face.ageRange(range -> range.low(30).high(40))
                        .gender(gender -> gender.value("Female").confidence(75f))
                        .emotions(
                                Emotion.builder().type("CALM").confidence(50f).build(),
                                Emotion.builder().type("HAPPY").confidence(25f).build())
                        .eyeDirection(eyes -> eyes.yaw(10f).pitch(-5f).confidence(75f)));

        assertThat(attributes.age()).contains(new AgeRange(30, 40));
        assertThat(attributes.gender()).contains(new Estimate<>("female", 0.75));
        assertThat(attributes.emotions()).containsOnly(Map.entry("calm", 0.5), Map.entry("happy", 0.25));
        assertThat(attributes.gaze()).contains(new Estimate<>(new Gaze(10, -5), 0.75));
    }

    @Test
    void traits_are_yes_or_no_with_the_confidence_of_either() {
        Map<FaceTrait, Estimate<Boolean>> traits = attributes(
                        face -> face.smile(it -> it.value(true).confidence(10f))
                                .eyeglasses(it -> it.value(false).confidence(20f))
                                .sunglasses(it -> it.value(true).confidence(30f))
                                .beard(it -> it.value(false).confidence(40f))
                                .mustache(it -> it.value(true).confidence(50f))
                                .eyesOpen(it -> it.value(false).confidence(60f))
                                .mouthOpen(it -> it.value(true).confidence(70f))
                                .faceOccluded(it -> it.value(false)))
                .traits();

        assertThat(traits)
                .containsOnly(
                        Map.entry(FaceTrait.SMILE, new Estimate<>(true, 0.1)),
                        Map.entry(FaceTrait.GLASSES, new Estimate<>(false, 0.2)),
                        Map.entry(FaceTrait.SUNGLASSES, new Estimate<>(true, 0.3)),
                        Map.entry(FaceTrait.BEARD, new Estimate<>(false, 0.4)),
                        Map.entry(FaceTrait.MUSTACHE, new Estimate<>(true, 0.5)),
                        Map.entry(FaceTrait.EYES_OPEN, new Estimate<>(false, 0.6)),
                        Map.entry(FaceTrait.MOUTH_OPEN, new Estimate<>(true, 0.7)),
                        Map.entry(FaceTrait.OCCLUDED, new Estimate<>(false, null)));
    }

    @Test
    void what_is_known_by_half_is_left_out() {
        FaceAttributes attributes = attributes(face -> face.ageRange(range -> range.low(30))
                .gender(gender -> gender.confidence(75f))
                .emotions(
                        Emotion.builder().confidence(50f).build(),
                        Emotion.builder().type("HAPPY").build())
                .smile(it -> it.confidence(50f))
                .eyeDirection(eyes -> eyes.yaw(10f)));

        assertThat(attributes.age()).isEmpty();
        assertThat(attributes.gender()).isEmpty();
        assertThat(attributes.emotions()).isEmpty();
        assertThat(attributes.traits()).isEmpty();
        assertThat(attributes.gaze()).isEmpty();
        assertThat(attributes(face -> face.ageRange(range -> range.high(40))).age())
                .isEmpty();
        assertThat(attributes(face -> face.eyeDirection(eyes -> eyes.pitch(10f)))
                        .gaze())
                .isEmpty();
    }

    // Answers

    @Test
    void an_answer_is_the_sdks_object_with_the_request_id_and_shows_nothing_of_it() {
        RekognitionResponse response = DetectFacesResponse.builder()
                .responseMetadata(DefaultAwsResponseMetadata.create(Map.of("AWS_REQUEST_ID", "17")))
                .build();
        VendorResponse answer = AwsMapper.answer(response);

        assertThat(answer.requestId()).contains("17");
        assertThat(answer.as(RekognitionResponse.class)).containsSame(response);
        assertThat(answer.as(CompareFacesResponse.class)).isEmpty();
        assertThat(answer).hasToString("DetectFacesResponse");
        assertThat(AwsMapper.answer(DetectFacesResponse.builder().build()).requestId())
                .isEmpty();
    }
}
