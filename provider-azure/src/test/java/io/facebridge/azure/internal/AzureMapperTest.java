package io.facebridge.azure.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.azure.AzureRates;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.FaceAttributes.Estimate;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.face.Point;
import io.facebridge.face.QualityReason;
import io.facebridge.image.FaceImage;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.testkit.PaintedFaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureMapperTest {
    private static final ProviderId AZURE = new ProviderId("azure");
    private static final FaceImage SENT = FaceImage.of(PaintedFaces.image(400, 200));
    private static final FaceImage ORIGINAL = FaceImage.of(PaintedFaces.image(800, 400));
    private static final BoundingBox BOX = new BoundingBox(0.25, 0.25, 0.5, 0.5);
    private static final String PLACE = "'left':100,'top':50,'width':200,'height':100";

    private static final List<String> POINTS = List.of(
            "pupilLeft",
            "pupilRight",
            "noseTip",
            "mouthLeft",
            "mouthRight",
            "eyebrowLeftOuter",
            "eyebrowLeftInner",
            "eyeLeftOuter",
            "eyeLeftTop",
            "eyeLeftBottom",
            "eyeLeftInner",
            "eyebrowRightInner",
            "eyebrowRightOuter",
            "eyeRightInner",
            "eyeRightTop",
            "eyeRightBottom",
            "eyeRightOuter",
            "noseRootLeft",
            "noseRootRight",
            "noseLeftAlarOutTip",
            "noseRightAlarOutTip",
            "upperLipTop",
            "upperLipBottom",
            "underLipTop",
            "underLipBottom");

    /** An answer, whose quotes are single. */
    private static Json json(String json) {
        try {
            return Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Json face(String rectangle) {
        return json("{'faceRectangle':{" + rectangle + "}}");
    }

    private static void assertUnusable(ThrowingCallable call) {
        assertThatExceptionOfType(UnusableAnswerException.class).isThrownBy(call);
    }

    // Places

    @Test
    void pixels_become_fractions_of_the_picture_that_was_sent() {
        assertThat(AzureMapper.box(face(PLACE), SENT)).isEqualTo(BOX);
        assertThat(AzureMapper.isShapeless(face(PLACE))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"left", "top", "width", "height"})
    void a_face_without_a_whole_place_is_unusable_and_not_shapeless(String missing) {
        Json face = face(PLACE.replace(missing, "other"));

        assertUnusable(() -> AzureMapper.box(face, SENT));
        assertThat(AzureMapper.isShapeless(face)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "200, 0", "-1, 100", "200, -1"})
    void a_place_that_leaves_no_room_for_a_face_is_shapeless(int width, int height) {
        Json face = face("'left':100,'top':50,'width':" + width + ",'height':" + height);

        assertThat(AzureMapper.isShapeless(face)).isTrue();
        assertUnusable(() -> AzureMapper.box(face, SENT));
    }

    // Pose and quality

    @Test
    void a_pose_has_the_services_angles_and_none_beyond_a_half_turn() {
        assertThat(AzureMapper.pose(json("{'headPose':{'yaw':30,'pitch':-20,'roll':10}}")))
                .contains(new HeadPose(30, -20, 10));
        assertThat(AzureMapper.pose(json("{'headPose':{'yaw':181,'pitch':-181,'roll':0}}")))
                .contains(new HeadPose(180, -180, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaw", "pitch", "roll", "headPose"})
    void a_pose_of_which_an_angle_is_missing_is_none(String missing) {
        assertThat(AzureMapper.pose(json("{'headPose':{'yaw':30,'pitch':-20,'roll':10}}".replace(missing, "other"))))
                .isEmpty();
    }

    private static FaceQuality quality(String attributes) {
        return AzureMapper.quality(json("{" + attributes + "}"), BOX, null, ORIGINAL);
    }

    @Test
    void a_face_of_which_no_quality_is_known_has_its_size_alone() {
        for (String nothing : new String[] {
            "", "'blur':{'blurLevel':'new'},'exposure':{'exposureLevel':'new'},'qualityForRecognition':'new'"
        }) {
            FaceQuality quality = quality(nothing);

            assertThat(quality.faceWidth()).hasValue(400);
            assertThat(quality.faceHeight()).hasValue(200);
            assertThat(quality.sharpness()).isEmpty();
            assertThat(quality.brightness()).isEmpty();
            assertThat(quality.usability()).isEmpty();
            assertThat(quality.findings()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0.25, Low, 0.75, false", "0, medium, 1, false", "1, HIGH, 0, true", "2, High, 0, true"})
    void sharpness_is_the_opposite_of_blur_and_a_picture_is_blurred_at_the_highest_level(
            double value, String level, double sharpness, boolean blurred) {
        FaceQuality quality = quality("'blur':{'value':" + value + ",'blurLevel':'" + level + "'}");

        assertThat(quality.sharpness()).hasValue(sharpness);
        assertThat(quality.findings()).containsExactly(Map.entry(QualityReason.TOO_BLURRED, blurred));
    }

    @ParameterizedTest
    @CsvSource({"0.25, UnderExposure, true, false", "0.5, goodExposure, false, false", "0.75, overExposure, false, true"
    })
    void a_picture_is_dark_or_bright_as_its_exposure_says(double value, String level, boolean dark, boolean bright) {
        FaceQuality quality = quality("'exposure':{'value':" + value + ",'exposureLevel':'" + level + "'}");

        assertThat(quality.brightness()).hasValue(value);
        assertThat(quality.findings())
                .containsOnly(Map.entry(QualityReason.TOO_DARK, dark), Map.entry(QualityReason.TOO_BRIGHT, bright));
    }

    @ParameterizedTest
    @CsvSource({"Low, LOW", "medium, MEDIUM", "High, HIGH"})
    void a_face_is_as_usable_as_the_service_says(String word, FaceQuality.Usability usability) {
        assertThat(quality("'qualityForRecognition':'" + word + "'").usability())
                .contains(usability);
    }

    @ParameterizedTest
    @CsvSource({
        "foreheadOccluded, true, true",
        "eyeOccluded, true, true",
        "mouthOccluded, true, true",
        "mouthOccluded, false, false"
    })
    void a_face_is_occluded_where_any_part_is(String part, boolean covered, boolean occluded) {
        String said = "'occlusion':{'eyeOccluded':false,'" + part + "':" + covered + "}";

        assertThat(quality(said).findings()).containsExactly(Map.entry(QualityReason.OCCLUDED, occluded));
        assertThat(AzureMapper.attributes(json("{" + said + "}")).traits())
                .containsExactly(Map.entry(FaceTrait.OCCLUDED, new Estimate<>(occluded, null)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_face_is_masked_where_nose_and_mouth_are_covered(boolean covered) {
        assertThat(quality("'mask':{'type':'faceMask','noseAndMouthCovered':" + covered + "}")
                        .findings())
                .containsExactly(Map.entry(QualityReason.MASKED, covered));
    }

    // Attributes

    private static Map<FaceTrait, Estimate<Boolean>> traits(String said) {
        return AzureMapper.attributes(json("{" + said + "}")).traits();
    }

    @Test
    void an_accessory_is_worn_with_the_services_confidence_and_one_that_is_not_known_says_nothing() {
        assertThat(traits("'accessories':[{'type':'HeadWear','confidence':0.75},{'type':'glasses','confidence':1.5},"
                        + "{'type':'mask'},{'type':'new','confidence':0.5},{'confidence':0.5}]"))
                .containsOnly(
                        Map.entry(FaceTrait.HEADWEAR, new Estimate<>(true, 0.75)),
                        Map.entry(FaceTrait.GLASSES, new Estimate<>(true, 1.0)),
                        Map.entry(FaceTrait.MASK, new Estimate<>(true, null)));
    }

    @ParameterizedTest
    @CsvSource({
        "NoGlasses, false, false",
        "ReadingGlasses, true, false",
        "Sunglasses, true, true",
        "SwimmingGoggles, true, false"
    })
    void glasses_are_worn_in_every_kind_but_none(String kind, boolean worn, boolean sunglasses) {
        assertThat(traits("'glasses':'" + kind + "'"))
                .containsOnly(
                        Map.entry(FaceTrait.GLASSES, new Estimate<>(worn, null)),
                        Map.entry(FaceTrait.SUNGLASSES, new Estimate<>(sunglasses, null)));
    }

    @Test
    void glasses_that_are_worn_have_the_accessorys_confidence() {
        String accessory = ",'accessories':[{'type':'mask','confidence':0.5},{'type':'Glasses','confidence':0.75}]";

        assertThat(traits("'glasses':'sunglasses'" + accessory))
                .containsEntry(FaceTrait.GLASSES, new Estimate<>(true, 0.75));
        assertThat(traits("'glasses':'noGlasses'" + accessory))
                .containsEntry(FaceTrait.GLASSES, new Estimate<>(false, null));
    }

    @ParameterizedTest
    @CsvSource({"FaceMask, true", "noMask, false"})
    void a_mask_is_worn_or_not(String kind, boolean worn) {
        assertThat(traits("'mask':{'type':'" + kind + "'}"))
                .containsExactly(Map.entry(FaceTrait.MASK, new Estimate<>(worn, null)));
    }

    @Test
    void words_that_are_not_known_say_nothing() {
        assertThat(traits("'glasses':'new','mask':{'type':'otherMaskOrOcclusion'}"))
                .isEmpty();
    }

    // Scores

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "1.1, 1", "-0.1, 0"})
    void a_score_is_on_its_scale_and_what_is_outside_is_brought_back(String confidence, double score) {
        ScoreScale scale = ScoreScale.of(AZURE, "1", Operation.COMPARE, 0, 1);

        assertThat(AzureMapper.score(json(confidence), scale).value()).isEqualTo(score);
        assertThat(AzureMapper.score(json(confidence), scale).scale()).isEqualTo(scale);
        assertUnusable(() -> AzureMapper.score(Json.ABSENT, scale));
    }

    @Test
    void every_operation_of_every_model_has_a_scale_of_its_own_from_0_to_1() {
        AzureScales scales = new AzureScales(AZURE);

        assertScale(scales.compare("recognition_04"), "recognition_04", Operation.COMPARE);
        assertScale(scales.verify("recognition_03"), "recognition_03", Operation.VERIFY);
        assertScale(scales.identify("recognition_03"), "recognition_03", Operation.IDENTIFY);
        assertScale(scales.compareInSession(), ScoreScale.UNVERSIONED, Operation.COMPARE);
    }

    private static void assertScale(ScoreScale scale, String model, Operation operation) {
        assertThat(scale).isEqualTo(ScoreScale.of(AZURE, model, operation, 0, 1));
        assertThat(scale.falseMatchTable()).isEmpty();
    }

    @Test
    void comparisons_carry_the_rates_of_the_only_model_with_published_ones() {
        assertThat(AzureRates.comparison("recognition_03")).hasValueSatisfying(table -> {
            assertThat(table.thresholdAt(1e-3)).isEqualTo(0.3);
            assertThat(table.points()).hasSize(9);
        });
        assertThat(new AzureScales(AZURE).compare("recognition_03").falseMatchTable())
                .isEqualTo(AzureRates.comparison("recognition_03"));
        for (String model : List.of("recognition_01", "recognition_02", "recognition_04")) {
            assertThat(AzureRates.comparison(model)).isEmpty();
        }
    }

    // Landmarks

    /** Every point at a place of its own: its number across and twice its number down. */
    private static Json landmarks(@Nullable String missing, String coordinate) {
        StringBuilder points = new StringBuilder();
        for (String name : POINTS) {
            int at = POINTS.indexOf(name);
            String point = "{'x':" + at + ",'y':" + 2 * at + "}";
            points.append(points.length() == 0 ? "" : ",")
                    .append("'")
                    .append(name)
                    .append("':")
                    .append(name.equals(missing) ? point.replace("'" + coordinate + "'", "'other'") : point);
        }
        return json("{'faceLandmarks':{" + points + "}}");
    }

    private static Point at(String name) {
        return new Point(POINTS.indexOf(name) / 400.0, 2 * POINTS.indexOf(name) / 200.0);
    }

    private static List<Point> at(String... names) {
        return List.of(names).stream().map(AzureMapperTest::at).toList();
    }

    @Test
    void landmarks_are_the_services_in_fractions_of_the_picture_that_was_sent() {
        Landmarks points = Landmarks27.of(landmarks(null, ""), SENT).orElseThrow();

        assertThat(points.leftEye()).isEqualTo(at("pupilLeft"));
        assertThat(points.rightEye()).isEqualTo(at("pupilRight"));
        assertThat(points.nose()).isEqualTo(at("noseTip"));
        assertThat(points.mouthLeft()).isEqualTo(at("mouthLeft"));
        assertThat(points.mouthRight()).isEqualTo(at("mouthRight"));
        assertThat(points.contours()).hasSize(8);
        assertThat(points.contours().get(FaceContour.LEFT_EYE))
                .isEqualTo(at("eyeLeftOuter", "eyeLeftTop", "eyeLeftInner", "eyeLeftBottom"));
        assertThat(points.contours().get(FaceContour.NOSE_BRIDGE))
                .containsExactly(new Point(17.5 / 400, 35.0 / 200), at("noseTip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pupilLeft", "pupilRight", "noseTip", "mouthLeft", "mouthRight"})
    void a_face_without_one_of_the_five_points_has_none(String missing) {
        for (String coordinate : new String[] {"x", "y"}) {
            assertThat(Landmarks27.of(landmarks(missing, coordinate), SENT)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "eyebrowLeftOuter, LEFT_EYEBROW",
        "eyebrowRightInner, RIGHT_EYEBROW",
        "eyeLeftTop, LEFT_EYE",
        "eyeRightBottom, RIGHT_EYE",
        "noseLeftAlarOutTip, NOSE_BASE",
        "noseRootLeft, NOSE_BRIDGE",
        "noseRootRight, NOSE_BRIDGE",
        "upperLipTop, OUTER_LIPS",
        "underLipTop, INNER_LIPS"
    })
    void a_contour_of_which_a_point_is_missing_is_left_out(String missing, FaceContour contour) {
        assertThat(Landmarks27.of(landmarks(missing, "x"), SENT).orElseThrow().contours())
                .hasSize(7)
                .doesNotContainKey(contour);
    }
}
