package io.facebridge.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceQuality.Usability;
import io.facebridge.face.QualityGate.Severity;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QualityGateTest {
    private static final BoundingBox BOX = new BoundingBox(0.25, 0.25, 0.5, 0.5);

    private enum Preset {
        ENROLL,
        PROBE,
        LENIENT;

        QualityGate gate() {
            return switch (this) {
                case ENROLL -> QualityGate.enrollment();
                case PROBE -> QualityGate.probe();
                case LENIENT -> QualityGate.lenient();
            };
        }
    }

    private enum Verdict {
        PASS,
        WARN,
        REFUSE
    }

    @ParameterizedTest
    @CsvSource({
        "ENROLL, 79.999, REFUSE", "ENROLL, 80, WARN", "ENROLL, 199.999, WARN", "ENROLL, 200, PASS",
        "PROBE, 35.999, REFUSE", "PROBE, 36, WARN", "PROBE, 79.999, WARN", "PROBE, 80, PASS",
        "LENIENT, 35.999, REFUSE", "LENIENT, 36, PASS"
    })
    void judges_the_smaller_side_of_the_face(Preset preset, double pixels, Verdict expected) {
        assertThat(verdict(preset, QualityReason.TOO_SMALL, quality -> quality.faceSize(pixels, 500)))
                .isEqualTo(expected);
        assertThat(verdict(preset, QualityReason.TOO_SMALL, quality -> quality.faceSize(500, pixels)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ENROLL, 39.999, REFUSE",
        "ENROLL, 40, WARN",
        "ENROLL, 99.999, WARN",
        "ENROLL, 100, PASS",
        "PROBE, 0, WARN",
        "PROBE, 39.999, WARN",
        "PROBE, 40, PASS",
        "LENIENT, 0, PASS"
    })
    void judges_the_distance_between_the_eyes(Preset preset, double pixels, Verdict expected) {
        assertThat(verdict(preset, QualityReason.EYES_TOO_CLOSE, quality -> quality.eyeDistance(pixels)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ENROLL, 35, PASS",
        "ENROLL, 35.001, REFUSE",
        "PROBE, 35, PASS",
        "PROBE, 35.001, REFUSE",
        "LENIENT, 35, PASS",
        "LENIENT, 35.001, WARN"
    })
    void judges_yaw_and_pitch_either_way(Preset preset, double degrees, Verdict expected) {
        for (HeadPose pose : new HeadPose[] {
            new HeadPose(degrees, 0, 0),
            new HeadPose(-degrees, 0, 0),
            new HeadPose(0, degrees, 0),
            new HeadPose(0, -degrees, 0)
        }) {
            QualityVerdict verdict =
                    preset.gate().judge(DetectedFace.at(BOX).pose(pose).build());
            assertThat(of(verdict, QualityReason.EXTREME_POSE)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void roll_does_not_matter(Preset preset) {
        QualityVerdict verdict = preset.gate()
                .judge(DetectedFace.at(BOX).pose(new HeadPose(0, 0, 180)).build());

        assertThat(of(verdict, QualityReason.EXTREME_POSE)).isEqualTo(Verdict.PASS);
        assertThat(verdict.unjudged()).doesNotContain(QualityReason.EXTREME_POSE);
    }

    @ParameterizedTest
    @CsvSource({
        "ENROLL, LOW, REFUSE", "ENROLL, MEDIUM, WARN", "ENROLL, HIGH, PASS",
        "PROBE, LOW, REFUSE", "PROBE, MEDIUM, PASS", "PROBE, HIGH, PASS",
        "LENIENT, LOW, WARN", "LENIENT, MEDIUM, PASS", "LENIENT, HIGH, PASS"
    })
    void judges_the_providers_own_verdict(Preset preset, Usability usability, Verdict expected) {
        assertThat(verdict(preset, QualityReason.LOW_USABILITY, quality -> quality.usability(usability)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ENROLL, TOO_BLURRED, REFUSE",
        "ENROLL, TOO_DARK, WARN",
        "ENROLL, TOO_BRIGHT, WARN",
        "ENROLL, OCCLUDED, REFUSE",
        "ENROLL, MASKED, REFUSE",
        "PROBE, TOO_BLURRED, WARN",
        "PROBE, TOO_DARK, WARN",
        "PROBE, TOO_BRIGHT, WARN",
        "PROBE, OCCLUDED, WARN",
        "PROBE, MASKED, WARN",
        "LENIENT, TOO_BLURRED, WARN",
        "LENIENT, TOO_DARK, WARN",
        "LENIENT, TOO_BRIGHT, WARN",
        "LENIENT, OCCLUDED, WARN",
        "LENIENT, MASKED, WARN"
    })
    void judges_what_the_provider_found_and_what_it_did_not_find(
            Preset preset, QualityReason reason, Verdict expected) {
        assertThat(verdict(preset, reason, quality -> quality.finding(reason, true)))
                .isEqualTo(expected);
        assertThat(verdict(preset, reason, quality -> quality.finding(reason, false)))
                .isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @CsvSource({"OCCLUDED, OCCLUDED", "MASK, MASKED"})
    void what_the_face_looks_like_counts_as_found_and_is_not_outweighed(FaceTrait trait, QualityReason reason) {
        DetectedFace looks = DetectedFace.at(BOX)
                .attributes(FaceAttributes.builder().trait(trait, true, null).build())
                .quality(FaceQuality.builder().finding(reason, false).build())
                .build();

        assertThat(QualityGate.enrollment().judge(looks).rejections()).containsExactly(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, REFUSE",
        "false, true, REFUSE",
        "true, true, REFUSE",
        "false, false, PASS",
        "true, , REFUSE",
        "false, , PASS",
        ", true, REFUSE",
        ", false, PASS"
    })
    void a_face_is_covered_if_a_finding_or_its_looks_say_so(
            @Nullable Boolean finding, @Nullable Boolean looks, Verdict expected) {
        FaceQuality.Builder quality = FaceQuality.builder();
        if (finding != null) {
            quality.finding(QualityReason.OCCLUDED, finding);
        }
        FaceAttributes.Builder attributes = FaceAttributes.builder();
        if (looks != null) {
            attributes.trait(FaceTrait.OCCLUDED, looks, null);
        }
        QualityVerdict verdict = QualityGate.enrollment()
                .judge(DetectedFace.at(BOX)
                        .quality(quality.build())
                        .attributes(attributes.build())
                        .build());

        assertThat(of(verdict, QualityReason.OCCLUDED)).isEqualTo(expected);
        assertThat(verdict.unjudged()).doesNotContain(QualityReason.OCCLUDED);
    }

    @Test
    void a_head_may_be_turned_not_at_all_or_all_the_way() {
        DetectedFace turned = DetectedFace.at(BOX).pose(new HeadPose(180, 0, 0)).build();
        DetectedFace straight = DetectedFace.at(BOX).pose(new HeadPose(0, 0, 0)).build();

        assertThat(QualityGate.probe()
                        .withMaxTurn(180, Severity.REFUSE)
                        .judge(turned)
                        .accepted())
                .isTrue();
        assertThat(QualityGate.probe()
                        .withMaxTurn(0, Severity.REFUSE)
                        .judge(straight)
                        .accepted())
                .isTrue();
        assertThat(QualityGate.probe()
                        .withMaxTurn(0, Severity.REFUSE)
                        .judge(turned)
                        .accepted())
                .isFalse();
    }

    @Test
    void a_border_may_be_nothing_and_then_nothing_is_judged() {
        DetectedFace face = DetectedFace.at(BOX).build();

        assertThat(QualityGate.probe().withFaceSize(0, 0).judge(face).unjudged())
                .doesNotContain(QualityReason.TOO_SMALL)
                .contains(QualityReason.EYES_TOO_CLOSE);
    }

    @Test
    void a_gate_says_in_words_what_it_asks_for() {
        assertThat(QualityGate.lenient())
                .hasToString("QualityGate[face 36.0/36.0 px, eyes 0.0/0.0 px, turned beyond 35.0 degrees WARN,"
                        + " usability LOW/MEDIUM, {TOO_BLURRED=WARN, TOO_DARK=WARN, TOO_BRIGHT=WARN, OCCLUDED=WARN,"
                        + " MASKED=WARN, SEVERAL_FACES=IGNORE}]");
    }

    @Test
    void verdicts_are_equal_by_what_they_say() {
        DetectedFace small = sized(79);
        QualityVerdict verdict = QualityGate.enrollment().judge(small);

        assertThat(verdict)
                .isEqualTo(QualityGate.enrollment().judge(sized(78)))
                .hasSameHashCodeAs(QualityGate.enrollment().judge(sized(78)))
                .isNotEqualTo(QualityGate.enrollment().judge(sized(80)))
                .isNotEqualTo(QualityGate.enrollment().judge(small, 0))
                .isNotEqualTo(QualityGate.probe().judge(small));
    }

    private static DetectedFace sized(double pixels) {
        return DetectedFace.at(BOX)
                .quality(FaceQuality.builder().faceSize(pixels, pixels).build())
                .build();
    }

    @ParameterizedTest
    @CsvSource({"ENROLL, REFUSE", "PROBE, WARN", "LENIENT, PASS"})
    void judges_other_faces_where_they_were_counted(Preset preset, Verdict expected) {
        DetectedFace face = DetectedFace.at(BOX).build();

        assertThat(of(preset.gate().judge(face, 1), QualityReason.SEVERAL_FACES))
                .isEqualTo(expected);
        assertThat(of(preset.gate().judge(face, 0), QualityReason.SEVERAL_FACES))
                .isEqualTo(Verdict.PASS);
        assertThat(preset.gate().judge(face, 0).unjudged()).doesNotContain(QualityReason.SEVERAL_FACES);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void what_is_unknown_is_never_held_against_a_face_and_is_named(Preset preset) {
        QualityVerdict verdict = preset.gate().judge(DetectedFace.at(BOX).build());

        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.warnings()).isEmpty();
        assertThat(verdict.unjudged())
                .contains(QualityReason.TOO_SMALL, QualityReason.EXTREME_POSE, QualityReason.OCCLUDED);
    }

    @Test
    void what_has_no_rule_is_not_called_unjudged() {
        assertThat(QualityGate.lenient().judge(DetectedFace.at(BOX).build()).unjudged())
                .doesNotContain(QualityReason.EYES_TOO_CLOSE, QualityReason.SEVERAL_FACES);
    }

    @Test
    void sharpness_and_brightness_as_numbers_are_not_judged() {
        QualityVerdict verdict = QualityGate.enrollment()
                .judge(DetectedFace.at(BOX)
                        .quality(
                                FaceQuality.builder().sharpness(0).brightness(0).build())
                        .build());

        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.unjudged())
                .contains(QualityReason.TOO_BLURRED, QualityReason.TOO_DARK, QualityReason.TOO_BRIGHT);
    }

    @Test
    void every_rule_can_be_changed_alone() {
        DetectedFace face = DetectedFace.at(BOX)
                .pose(new HeadPose(20, 0, 0))
                .quality(FaceQuality.builder()
                        .faceSize(100, 100)
                        .eyeDistance(45)
                        .usability(Usability.MEDIUM)
                        .finding(QualityReason.TOO_DARK, true)
                        .build())
                .build();
        QualityGate gate = QualityGate.enrollment();

        assertThat(gate.judge(face).accepted()).isTrue();
        assertThat(gate.withFaceSize(101, 101).judge(face).rejections()).containsExactly(QualityReason.TOO_SMALL);
        assertThat(gate.withEyeDistance(46, 46).judge(face).rejections()).containsExactly(QualityReason.EYES_TOO_CLOSE);
        assertThat(gate.withMaxTurn(19, Severity.REFUSE).judge(face).rejections())
                .containsExactly(QualityReason.EXTREME_POSE);
        assertThat(gate.withUsability(Usability.HIGH, Usability.HIGH)
                        .judge(face)
                        .rejections())
                .containsExactly(QualityReason.LOW_USABILITY);
        assertThat(gate.with(QualityReason.TOO_DARK, Severity.REFUSE)
                        .judge(face)
                        .rejections())
                .containsExactly(QualityReason.TOO_DARK);
        assertThat(gate.with(QualityReason.TOO_DARK, Severity.IGNORE)
                        .judge(face)
                        .warnings())
                .doesNotContain(QualityReason.TOO_DARK);
        assertThat(gate).isEqualTo(QualityGate.enrollment()).isNotEqualTo(gate.withFaceSize(1, 2));
    }

    @Test
    void refuses_rules_that_make_no_sense() {
        QualityGate gate = QualityGate.probe();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate.withFaceSize(-1, 5))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate.withFaceSize(90, 80))
                .withMessageContaining("90.0 and 80.0");
        assertThatIllegalArgumentException().isThrownBy(() -> gate.withEyeDistance(Double.NaN, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate.withMaxTurn(181, Severity.WARN))
                .withMessageContaining("181");
        assertThatIllegalArgumentException().isThrownBy(() -> gate.withUsability(Usability.HIGH, Usability.LOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate.with(QualityReason.TOO_SMALL, Severity.WARN))
                .withMessageContaining("TOO_SMALL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate.judge(DetectedFace.at(BOX).build(), -1))
                .withMessageContaining("-1");
    }

    @Test
    void every_reason_has_a_key_to_translate() {
        assertThat(Arrays.stream(QualityReason.values()).map(QualityReason::guidanceKey))
                .allMatch(key -> key.matches("facebridge\\.guidance\\.[a-z_]+"));
        assertThat(QualityReason.TOO_SMALL.guidanceKey()).isEqualTo("facebridge.guidance.move_closer");
    }

    @Test
    void a_verdict_tells_no_measure() {
        QualityVerdict verdict = QualityGate.enrollment()
                .judge(DetectedFace.at(BOX)
                        .quality(FaceQuality.builder().faceSize(71.5, 71.5).build())
                        .build());

        assertThat(verdict.rejections()).isEqualTo(Set.of(QualityReason.TOO_SMALL));
        assertThat(verdict.toString())
                .startsWith("QualityVerdict[refusals=[TOO_SMALL], warnings=[], unjudged=[TOO_BLURRED, ")
                .doesNotContain("71");
    }

    private static Verdict verdict(Preset preset, QualityReason reason, UnaryOperator<FaceQuality.Builder> known) {
        return of(
                preset.gate()
                        .judge(DetectedFace.at(BOX)
                                .quality(known.apply(FaceQuality.builder()).build())
                                .build()),
                reason);
    }

    private static Verdict of(QualityVerdict verdict, QualityReason reason) {
        if (verdict.rejections().contains(reason)) {
            return Verdict.REFUSE;
        }
        return verdict.warnings().contains(reason) ? Verdict.WARN : Verdict.PASS;
    }
}
