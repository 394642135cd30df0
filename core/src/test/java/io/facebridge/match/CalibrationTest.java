package io.facebridge.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.InvalidCalibrationException;
import io.facebridge.error.UncalibratedException;
import io.facebridge.match.Calibration.Point;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    private static final Instant MEASURED = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-02-20T12:00:00Z");
    private static final ScoreScale UNVERSIONED = Scales.scale("vendor", ScoreScale.UNVERSIONED);

    private final Calibration calibration = measured(Scales.PLAIN)
            .dataSha256("ab".repeat(32))
            .subjects(450)
            .failures(12)
            .validUntil(UNTIL)
            .resolution(0.5)
            .caveats(List.of("measured in winter"))
            .build();

    @TempDir
    private Path folder;

    @Test
    void comes_back_from_its_file_as_it_was() {
        Path file = folder.resolve("calibration.json");

        calibration.write(file);

        assertThat(Calibration.read(file)).isEqualTo(calibration).hasSameHashCodeAs(calibration);
        assertThat(Calibration.parse(calibration.toJson()).toJson()).isEqualTo(calibration.toJson());
        assertThat(folder).isDirectoryContaining("glob:**calibration.json");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void a_byte_order_mark_changes_nothing_and_another_encoding_is_named() throws IOException {
        Path file = folder.resolve("calibration.json");
        Files.writeString(file, "\uFEFF" + calibration.toJson());
        assertThat(Calibration.read(file)).isEqualTo(calibration);

        Files.write(file, ("\uFEFF" + calibration.toJson()).getBytes(StandardCharsets.UTF_16LE));
        assertThatExceptionOfType(InvalidCalibrationException.class)
                .isThrownBy(() -> Calibration.read(file))
                .withMessageContaining("calibration.json is in UTF-16");
    }

    @Test
    void replaces_an_older_file() {
        Path file = folder.resolve("calibration.json");
        measured(Scales.PLAIN).build().write(file);

        calibration.write(file);

        assertThat(Calibration.read(file)).isEqualTo(calibration);
    }

    @Test
    void gives_a_policy_its_thresholds() {
        MatchPolicy policy = MatchPolicy.falseMatchRate(1e-3).calibratedBy(calibration, at(UNTIL.minusNanos(1)));

        Threshold threshold = policy.thresholdFor(Scales.PUBLISHED);

        assertThat(threshold.value()).isEqualTo(61.5);
        assertThat(threshold.basis()).isEqualTo(Threshold.Basis.OWN_CALIBRATION);
        assertThat(threshold.source()).contains("our door").contains("2026-11-20");
    }

    @Test
    void between_its_points_the_threshold_is_log_linear_and_rounded_to_the_strict_side() {
        MatchPolicy policy = MatchPolicy.falseMatchRate(2e-3).calibratedBy(calibration, at(MEASURED));

        Threshold threshold = policy.thresholdFor(Scales.PLAIN);

        // 50 + 11.5 * log10(5) = 58.04, in steps of 0.5
        assertThat(threshold.value()).isEqualTo(58.5);
        assertThat(threshold.interpolated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {9e-4, 2e-2})
    void outside_of_its_points_it_is_refused_and_no_published_table_steps_in(double rate) {
        MatchPolicy policy = MatchPolicy.falseMatchRate(rate).calibratedBy(calibration, at(MEASURED));

        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> policy.thresholdFor(Scales.PUBLISHED))
                .withMessageContaining("rate " + rate)
                .withMessageContaining("from 0.001 to 0.01");
    }

    @Test
    void another_model_than_the_one_measured_is_refused_with_both_models() {
        MatchPolicy policy = MatchPolicy.falseMatchRate(1e-3).calibratedBy(calibration, at(MEASURED));
        ScoreScale next = Scales.scale("vendor", "v2").with(Scales.TABLE);

        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> policy.judge(new Score(99, next)))
                .withMessageContaining("vendor/v1/COMPARE")
                .withMessageContaining("vendor/v2/COMPARE")
                .withMessageContaining("measure this one too");
    }

    @Test
    void another_provider_and_another_operation_keep_their_published_tables() {
        MatchPolicy policy = MatchPolicy.falseMatchRate(1e-3).calibratedBy(calibration, at(MEASURED));
        ScoreScale verification = ScoreScale.of(new ProviderId("vendor"), "v1", Operation.VERIFY, 0, 100)
                .with(Scales.TABLE);

        assertThat(policy.thresholdFor(Scales.scale("other", "v1").with(Scales.TABLE))
                        .basis())
                .isEqualTo(Threshold.Basis.PUBLISHED_TABLE);
        assertThat(policy.thresholdFor(verification).basis()).isEqualTo(Threshold.Basis.PUBLISHED_TABLE);
    }

    @Test
    void expires_by_the_clock() {
        Instant[] now = {UNTIL.minusNanos(1)};
        MatchPolicy policy = MatchPolicy.falseMatchRate(1e-3).calibratedBy(calibration, new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        });
        assertThat(policy.thresholdFor(Scales.PLAIN).value()).isEqualTo(61.5);

        now[0] = UNTIL;

        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> policy.thresholdFor(Scales.PUBLISHED))
                .withMessageContaining("until " + UNTIL);
    }

    @Test
    void a_scale_without_a_model_needs_an_expiry() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured(UNVERSIONED).build())
                .withMessageContaining("validUntil");
        assertThat(measured(UNVERSIONED).validUntil(UNTIL).build().scale()).isEqualTo(UNVERSIONED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MatchPolicy.falseMatchRate(1e-4).calibratedBy(UNVERSIONED, Scales.TABLE))
                .withMessageContaining("validUntil");
        assertThat(MatchPolicy.falseMatchRate(1e-4)
                        .calibratedBy(UNVERSIONED, Scales.TABLE.validUntil(Instant.MAX))
                        .thresholdFor(UNVERSIONED)
                        .value())
                .isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"threshold\" : 61.5', '\"threshold\" : 31.5'",
        "'\"v1\"', '\"v2\"'",
        "'\"falseMatches\" : 9', '\"falseMatches\" : 8'",
        "'2027-02-20', '2037-02-20'",
        "'measured in winter', 'measured in summer'",
        "'\"failures\" : 12', '\"failures\" : 12.0'",
        "'\"subjects\" : 450,', '\"subjects\" : 450, \"more\" : 1,'"
    })
    void a_file_that_was_changed_is_refused(String written, String changed) {
        String json = calibration.toJson();
        assertThat(json).contains(written);

        assertThatExceptionOfType(InvalidCalibrationException.class)
                .isThrownBy(() -> Calibration.parse(json.replace(written, changed)))
                .withMessageContaining("changed after it was written");
    }

    @Test
    void a_file_that_was_only_indented_anew_is_taken() {
        String dense = calibration.toJson().replaceAll("\\R *", "");

        assertThat(Calibration.parse(dense)).isEqualTo(calibration);
    }

    @Test
    void a_later_schema_is_refused() {
        String later = calibration.toJson().replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2");

        assertThatExceptionOfType(InvalidCalibrationException.class)
                .isThrownBy(() -> Calibration.parse(later))
                .withMessageContaining("schema version 2")
                .withMessageContaining("reads version 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{}", "{\"schemaVersion\":\"1\"}", "{\"schemaVersion\":1}", "null"})
    void what_is_no_calibration_is_refused(String text) {
        assertThatExceptionOfType(InvalidCalibrationException.class).isThrownBy(() -> Calibration.parse(text));
    }

    @Test
    void a_document_that_is_cut_or_goes_on_is_refused() {
        String json = calibration.toJson();

        assertThatExceptionOfType(InvalidCalibrationException.class)
                .isThrownBy(() -> Calibration.parse(json.substring(0, json.length() / 2)));
        assertThatExceptionOfType(InvalidCalibrationException.class)
                .isThrownBy(() -> Calibration.parse(json + "{}"))
                .withMessageContaining("goes on");
    }

    @Test
    void a_file_that_is_not_there_is_refused() throws IOException {
        Path bytes = Files.write(folder.resolve("bytes.json"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatExceptionOfType(InvalidCalibrationException.class)
                .isThrownBy(() -> Calibration.read(folder.resolve("nowhere.json")))
                .withMessageContaining("nowhere.json");
        assertThatExceptionOfType(InvalidCalibrationException.class).isThrownBy(() -> Calibration.read(bytes));
    }

    @Test
    void a_lower_rate_needs_a_higher_threshold() {
        Calibration.Builder builder = measured(Scales.PLAIN).point(new Point(5e-3, 62, 9, 10_000, 0, 100));

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("62");
    }

    @Test
    void a_rate_that_the_data_does_not_support_is_refused_with_the_numbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Point(1e-4, 70, 0, 29_999, 5, 100))
                .withMessageContaining("30000")
                .withMessageContaining("29999");
        assertThat(new Point(1e-4, 70, 0, 30_000, 5, 100).rate()).isEqualTo(1e-4);
    }

    @Test
    void counts_that_contradict_the_rate_or_each_other_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Point(1e-3, 60, 11, 10_000, 0, 100))
                .withMessageContaining("more than the rate");
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(1e-3, 60, -1, 10_000, 0, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(1e-3, 60, 0, 10_000, 101, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(1e-3, Double.NaN, 0, 10_000, 0, 100));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured(Scales.PLAIN).point(new Point(1e-2, 101, 0, 10_000, 0, 100)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured(Scales.PLAIN).ofSearches(10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured(Scales.PLAIN).validUntil(MEASURED));
    }

    @Test
    void a_calibration_of_searches_says_among_how_many() {
        ScoreScale searches = ScoreScale.of(new ProviderId("vendor"), "v1", Operation.IDENTIFY, 0, 100);
        Calibration measured =
                Calibration.parse(measured(searches).ofSearches(5_000).build().toJson());

        Threshold threshold = MatchPolicy.falsePositiveIdentificationRate(1e-3)
                .amongReferences(4_000)
                .calibratedBy(measured)
                .thresholdFor(searches);

        assertThat(measured.references()).hasValue(5_000);
        assertThat(threshold.value()).isEqualTo(61.5);
        assertThat(threshold.basis()).isEqualTo(Threshold.Basis.OWN_CALIBRATION);
    }

    private static Calibration.Builder measured(ScoreScale scale) {
        return Calibration.builder(scale, "our door, autumn", MEASURED)
                .point(new Point(1e-2, 50, 97, 10_000, 3, 400))
                .point(new Point(1e-3, 61.5, 9, 10_000, 11, 400));
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
