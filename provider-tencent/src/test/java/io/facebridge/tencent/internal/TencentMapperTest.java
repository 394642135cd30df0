package io.facebridge.tencent.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.iai.v20200303.models.FaceAttributesInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceDetailAttributesInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceQualityInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceRect;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes;
import io.facebridge.face.FaceAttributes.AgeRange;
import io.facebridge.face.FaceAttributes.Estimate;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.HeadPose;
import io.facebridge.face.QualityReason;
import io.facebridge.image.FaceImage;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.provider.ProviderId;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.tencent.internal.TencentMapper.Size;
import io.facebridge.testkit.PaintedFaces;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TencentMapperTest {
    private static final ScoreScale SCALE =
            ScoreScale.of(new ProviderId("tencent"), "1", ScoreScale.Operation.COMPARE, 0, 100);
    private static final Size SIZE = new Size(1000, 500);
    private static final FaceImage PICTURE = FaceImage.of(PaintedFaces.image(2000, 1000));
    private static final BoundingBox BOX = new BoundingBox(0.1, 0.2, 0.3, 0.4);

    /** The SDK's object of this JSON, whose quotes are single. */
    private static <T> T read(Class<T> type, String members) {
        return AbstractModel.fromJsonString("{" + members.replace('\'', '"') + "}", type);
    }

    private static void assertUnusable(ThrowingCallable call) {
        assertThatExceptionOfType(UnusableAnswerException.class).isThrownBy(call);
    }

    // Scores

    @ParameterizedTest
    @ValueSource(strings = {"99.1", "99.9", "80.3", "0.1", "40.0", "99.99999"})
    void a_score_is_the_decimal_that_the_service_wrote_and_matches_at_a_threshold_of_the_same(String written) {
        Score score = TencentMapper.score(Float.parseFloat(written), SCALE);

        assertThat(score.value()).isEqualTo(Double.parseDouble(written));
        assertThat(Threshold.explicit(Double.parseDouble(written), SCALE)
                        .judge(score)
                        .outcome())
                .isEqualTo(Outcome.MATCH);
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 0", "100.1, 100"})
    void what_is_outside_of_the_scale_is_brought_back(float given, double score) {
        assertThat(TencentMapper.score(given, SCALE).value()).isEqualTo(score);
    }

    @Test
    void an_answer_without_a_score_is_unusable() {
        assertUnusable(() -> TencentMapper.score(null, SCALE));
    }

    // Places

    @Test
    void pixels_become_fractions_of_the_picture_that_was_sent() {
        String place = "'X':100,'Y':50,'Width':200,'Height':300";

        assertThat(TencentMapper.box(read(FaceInfo.class, place), SIZE)).isEqualTo(new BoundingBox(0.1, 0.1, 0.2, 0.6));
        assertThat(TencentMapper.box(read(FaceRect.class, place), SIZE)).isEqualTo(new BoundingBox(0.1, 0.1, 0.2, 0.6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'X'", "'Y'", "'Width'", "'Height'"})
    void a_face_without_a_whole_place_is_unusable(String missing) {
        String place = "'X':100,'Y':50,'Width':200,'Height':300".replace(missing, "'Other'");

        assertUnusable(() -> TencentMapper.box(read(FaceInfo.class, place), SIZE));
        assertUnusable(() -> TencentMapper.box(read(FaceRect.class, place), SIZE));
        assertUnusable(() -> TencentMapper.box((FaceRect) null, SIZE));
    }

    @ParameterizedTest
    @CsvSource({"0,9,true", "9,0,true", "-1,9,true", "9,-1,true", "1,1,false", ",0,false", "0,,false", ",,false"})
    void only_a_place_that_leaves_no_room_for_a_face_is_shapeless(
            @Nullable Long width, @Nullable Long height, boolean shapeless) {
        FaceRect rect = new FaceRect();
        rect.setWidth(width);
        rect.setHeight(height);

        assertThat(TencentMapper.isShapeless(rect)).isEqualTo(shapeless);
    }

    @Test
    void a_place_that_is_not_known_is_not_shapeless() {
        assertThat(TencentMapper.isShapeless(null)).isFalse();
    }

    @Test
    void a_face_that_is_a_place_alone_has_its_size_in_pixels_of_the_callers_picture() {
        FaceRect rect = read(FaceRect.class, "'X':100,'Y':50,'Width':200,'Height':300");

        DetectedFace face = TencentMapper.face(rect, new TencentImages("", SIZE, PICTURE));

        assertThat(face.box()).isEqualTo(new BoundingBox(0.1, 0.1, 0.2, 0.6));
        assertThat(face.quality().orElseThrow().faceWidth()).hasValue(400);
        assertThat(face.quality().orElseThrow().faceHeight()).hasValue(600);
        assertThat(face.vendor().as(FaceRect.class)).containsSame(rect);
    }

    @Test
    void the_smallest_picture_has_one_pixel() {
        assertThat(Size.of(1L, 1L)).isEqualTo(new Size(1, 1));
        assertThat(Size.of(640L, 480L)).isEqualTo(new Size(640, 480));
        assertUnusable(() -> Size.of(0L, 1L));
        assertUnusable(() -> Size.of(1L, 0L));
        assertUnusable(() -> Size.of(null, 1L));
        assertUnusable(() -> Size.of(1L, null));
    }

    // Pose and quality

    @Test
    void a_pose_has_the_services_angles_and_none_beyond_a_half_turn() {
        assertThat(TencentMapper.pose(read(FaceAttributesInfo.class, "'Yaw':30,'Pitch':-20,'Roll':10")))
                .contains(new HeadPose(30, -20, 10));
        assertThat(TencentMapper.pose(read(FaceAttributesInfo.class, "'Yaw':181,'Pitch':-181,'Roll':0")))
                .contains(new HeadPose(180, -180, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Yaw", "Pitch", "Roll"})
    void a_pose_of_which_an_angle_is_missing_is_none(String missing) {
        String angles = "'Yaw':30,'Pitch':-20,'Roll':10".replace(missing, "Other");

        assertThat(TencentMapper.pose(read(FaceAttributesInfo.class, angles))).isEmpty();
        assertThat(TencentMapper.pose(null)).isEmpty();
    }

    private static FaceQuality quality(String measured) {
        return TencentMapper.quality(read(FaceQualityInfo.class, measured), BOX, null, PICTURE);
    }

    @Test
    void a_face_of_which_no_quality_is_known_has_its_size_alone() {
        FaceQuality quality = TencentMapper.quality(null, BOX, null, PICTURE);

        assertThat(quality.faceWidth()).hasValue(600);
        assertThat(quality.faceHeight()).hasValue(400);
        assertThat(quality.sharpness()).isEmpty();
        assertThat(quality.brightness()).isEmpty();
        assertThat(quality.usability()).isEmpty();
        assertThat(quality.findings()).isEmpty();
        assertThat(quality("'Completeness':{}").findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "39, 0.39, true", "40, 0.4, false", "100, 1, false", "101, 1, false", "-1, 0, true"})
    void a_picture_of_a_face_is_blurred_below_a_sharpness_of_40(long said, double share, boolean blurred) {
        FaceQuality quality = quality("'Sharpness':" + said);

        assertThat(quality.sharpness()).hasValue(share);
        assertThat(quality.findings()).containsExactly(Map.entry(QualityReason.TOO_BLURRED, blurred));
    }

    @ParameterizedTest
    @CsvSource({"29, 0.29, true, false", "30, 0.3, false, false", "70, 0.7, false, false", "71, 0.71, false, true"})
    void a_picture_of_a_face_is_dark_below_30_and_bright_above_70(
            long said, double share, boolean dark, boolean bright) {
        FaceQuality quality = quality("'Brightness':" + said);

        assertThat(quality.brightness()).hasValue(share);
        assertThat(quality.findings())
                .containsOnly(Map.entry(QualityReason.TOO_DARK, dark), Map.entry(QualityReason.TOO_BRIGHT, bright));
    }

    @ParameterizedTest
    @CsvSource({"39, LOW", "40, MEDIUM", "59, MEDIUM", "60, HIGH"})
    void a_face_is_as_usable_as_the_vendors_borders_of_its_score_say(long score, FaceQuality.Usability usability) {
        assertThat(quality("'Score':" + score).usability()).contains(usability);
    }

    @ParameterizedTest
    @CsvSource({
        "Eyebrow, 80, true",
        "Eyebrow, 81, false",
        "Eye, 80, true",
        "Eye, 81, false",
        "Nose, 60, true",
        "Nose, 61, false",
        "Cheek, 70, true",
        "Cheek, 71, false",
        "Mouth, 50, true",
        "Mouth, 51, false",
        "Chin, 70, true",
        "Chin, 71, false"
    })
    void a_face_is_occluded_where_a_part_is_seen_no_more_than_the_vendors_border_of_it(
            String part, long visible, boolean occluded) {
        assertThat(quality("'Completeness':{'" + part + "':" + visible + "}").findings())
                .containsExactly(Map.entry(QualityReason.OCCLUDED, occluded));
        assertThat(quality("'Completeness':{'Eyebrow':100,'Chin':100,'" + part + "':" + visible + "}")
                        .findings())
                .containsExactly(Map.entry(QualityReason.OCCLUDED, occluded));
    }

    // Attributes

    private static FaceAttributes older(String said) {
        return TencentMapper.attributes(read(FaceAttributesInfo.class, said));
    }

    private static FaceAttributes detailed(String said) {
        return TencentMapper.attributes(read(FaceDetailAttributesInfo.class, said));
    }

    @ParameterizedTest
    @CsvSource({"0, female, 1", "49, female, 0.51", "50, male, 0.5", "100, male, 1"})
    void the_older_models_gender_is_a_number_whose_ends_are_sure(long said, String word, double confidence) {
        assertThat(older("'Gender':" + said).gender()).hasValueSatisfying(gender -> {
            assertThat(gender.value()).isEqualTo(word);
            assertThat(gender.confidence()).hasValue(confidence);
        });
    }

    @ParameterizedTest
    @CsvSource({"49, false", "50, true"})
    void a_smile_begins_in_the_middle_of_the_scale(long degree, boolean smiles) {
        Estimate<Boolean> smile = new Estimate<>(smiles, null);

        assertThat(older("'Expression':" + degree).traits()).containsExactly(Map.entry(FaceTrait.SMILE, smile));
        assertThat(detailed("'Smile':" + degree).traits()).containsExactly(Map.entry(FaceTrait.SMILE, smile));
    }

    @Test
    void an_age_is_one_year_and_not_below_0() {
        assertThat(older("'Age':0").age()).contains(new AgeRange(0, 0));
        assertThat(detailed("'Age':31").age()).contains(new AgeRange(31, 31));
        assertThat(detailed("'Age':-1").age()).isEmpty();
    }

    @Test
    void the_older_models_traits_are_words_without_confidence() {
        Estimate<Boolean> yes = new Estimate<>(true, null);
        Estimate<Boolean> no = new Estimate<>(false, null);

        assertThat(older("'Glass':true,'EyeOpen':false,'Mask':true,'Hat':false,'Hair':{'Bang':0}")
                        .traits())
                .containsOnly(
                        Map.entry(FaceTrait.GLASSES, yes),
                        Map.entry(FaceTrait.EYES_OPEN, no),
                        Map.entry(FaceTrait.MASK, yes),
                        Map.entry(FaceTrait.OCCLUDED, yes),
                        Map.entry(FaceTrait.HEADWEAR, no),
                        Map.entry(FaceTrait.FRINGE, yes));
        assertThat(older("'Mask':false,'Hair':{'Bang':1}").traits())
                .containsOnly(Map.entry(FaceTrait.MASK, no), Map.entry(FaceTrait.FRINGE, no));
        assertThat(older("'Hair':{'Length':1}").traits()).isEmpty();
    }

    @Test
    void the_detailed_models_codes_are_words_with_their_probability() {
        FaceAttributes attributes = detailed("'Gender':{'Type':0,'Probability':0.75},"
                + "'Emotion':{'Type':1,'Probability':0.5},'Moustache':{'Type':1,'Probability':0.25},"
                + "'Eye':{'Glass':{'Type':2,'Probability':0.75},'EyeOpen':{'Type':0,'Probability':0.5}},"
                + "'Mouth':{'MouthOpen':{'Type':1,'Probability':0.75}},'Hat':{'Style':{'Type':3,'Probability':0.5}},"
                + "'Hair':{'Bang':{'Type':1,'Probability':0.25}},'Mask':{'Type':3,'Probability':0.5}");

        assertThat(attributes.gender()).contains(new Estimate<>("male", 0.75));
        assertThat(attributes.emotions()).containsExactly(Map.entry("happy", 0.5));
        assertThat(attributes.traits())
                .containsOnly(
                        Map.entry(FaceTrait.MUSTACHE, new Estimate<>(true, 0.25)),
                        Map.entry(FaceTrait.GLASSES, new Estimate<>(true, 0.75)),
                        Map.entry(FaceTrait.SUNGLASSES, new Estimate<>(true, 0.75)),
                        Map.entry(FaceTrait.EYES_OPEN, new Estimate<>(true, 0.5)),
                        Map.entry(FaceTrait.MOUTH_OPEN, new Estimate<>(true, 0.75)),
                        Map.entry(FaceTrait.HEADWEAR, new Estimate<>(true, 0.5)),
                        Map.entry(FaceTrait.FRINGE, new Estimate<>(true, 0.25)),
                        Map.entry(FaceTrait.MASK, new Estimate<>(true, 0.5)),
                        Map.entry(FaceTrait.OCCLUDED, new Estimate<>(true, 0.5)));
    }

    @Test
    void the_detailed_models_other_codes_are_the_opposite() {
        FaceAttributes attributes = detailed("'Gender':{'Type':1},'Moustache':{'Type':0},"
                + "'Eye':{'Glass':{'Type':0},'EyeOpen':{'Type':1}},'Mouth':{'MouthOpen':{'Type':0}},"
                + "'Hat':{'Style':{'Type':0}},'Hair':{'Bang':{'Type':0}},'Mask':{'Type':0}");
        Estimate<Boolean> no = new Estimate<>(false, null);

        assertThat(attributes.gender()).contains(new Estimate<>("female", null));
        assertThat(attributes.traits())
                .containsOnly(
                        Map.entry(FaceTrait.MUSTACHE, no),
                        Map.entry(FaceTrait.GLASSES, no),
                        Map.entry(FaceTrait.SUNGLASSES, no),
                        Map.entry(FaceTrait.EYES_OPEN, no),
                        Map.entry(FaceTrait.MOUTH_OPEN, no),
                        Map.entry(FaceTrait.HEADWEAR, no),
                        Map.entry(FaceTrait.FRINGE, no),
                        Map.entry(FaceTrait.MASK, no));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, true", "4, true"})
    void a_mask_occludes_a_face_where_it_covers_the_mouth(long code, boolean occludes) {
        assertThat(detailed("'Mask':{'Type':" + code + "}").traits().containsKey(FaceTrait.OCCLUDED))
                .isEqualTo(occludes);
    }

    @Test
    void ordinary_glasses_are_no_sunglasses() {
        assertThat(detailed("'Eye':{'Glass':{'Type':1,'Probability':0.5}}").traits())
                .containsOnly(
                        Map.entry(FaceTrait.GLASSES, new Estimate<>(true, 0.5)),
                        Map.entry(FaceTrait.SUNGLASSES, new Estimate<>(false, 0.5)));
    }

    @ParameterizedTest
    @CsvSource({"0, neutral", "6, fearful"})
    void an_emotion_without_a_probability_is_sure(long code, String word) {
        assertThat(detailed("'Emotion':{'Type':" + code + "}").emotions()).containsExactly(Map.entry(word, 1.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "7"})
    void an_emotion_that_the_vendor_does_not_list_says_nothing(String code) {
        assertThat(detailed("'Emotion':{'Type':" + code + "}").emotions()).isEmpty();
    }

    @Test
    void a_code_that_is_not_known_says_nothing_and_a_probability_is_a_share() {
        FaceAttributes nothing = detailed("'Gender':{'Probability':0.5},'Eye':{},'Mouth':{},'Hat':{},'Hair':{}");
        assertThat(nothing.gender()).isEmpty();
        assertThat(nothing.traits()).isEmpty();

        assertThat(detailed("'Gender':{'Type':0,'Probability':1.5}").gender()).contains(new Estimate<>("male", 1.0));
        assertThat(detailed("'Gender':{'Type':0,'Probability':-0.5}").gender()).contains(new Estimate<>("male", 0.0));
    }

    // Answers

    @Test
    void an_answer_is_the_sdks_object_with_the_request_id_and_shows_nothing_of_it() {
        FaceRect rect = new FaceRect();
        VendorResponse answer = TencentMapper.answer(rect, "17");

        assertThat(answer.requestId()).contains("17");
        assertThat(answer.as(FaceRect.class)).containsSame(rect);
        assertThat(answer.as(FaceInfo.class)).isEmpty();
        assertThat(answer).hasToString("FaceRect");
        assertThat(TencentMapper.answer(rect, null).requestId()).isEmpty();
    }
}
