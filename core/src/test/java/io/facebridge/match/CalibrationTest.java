package io.facebridge.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

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

    private static final Calibration EVERYTHING = complete().build();

    /** For the files that applications keep: neither the words nor the hash may change while the schema version stays. */
    private static final String WRITTEN = """
            {
              "schemaVersion" : 1,
              "scale" : {
                "provider" : "vendor",
                "model" : "v1",
                "operation" : "IDENTIFY",
                "min" : -1.0,
                "max" : 1.0
              },
              "references" : 5000,
              "resolution" : 0.001,
              "data" : {
                "name" : "our door, autumn",
                "sha256" : "abababababababababababababababababababababababababababababababab",
                "subjects" : 450,
                "failures" : 12,
                "subjectHashes" : [ "0123456789abcdef", "fedcba9876543210" ],
                "comparisonHashes" : [ "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f", "f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0" ]
              },
              "created" : "2026-11-20T12:00:00Z",
              "validUntil" : "2027-02-20T12:00:00Z",
              "caveats" : [ "measured in winter", "adults only" ],
              "points" : [ {
                "rate" : 0.01,
                "threshold" : 0.25,
                "falseMatches" : 97,
                "nonMated" : 10000,
                "falseNonMatches" : 3,
                "mated" : 400,
                "effectiveNonMated" : 4321.5
              }, {
                "rate" : 0.001,
                "threshold" : 0.375,
                "falseMatches" : 9,
                "nonMated" : 10000,
                "falseNonMatches" : 11,
                "mated" : 400
              } ],
              "sha256" : "39a6877b9d424d8df61c544b8975e8d1e95833deb355842ce5ffa550b117a4bb"
            }""";

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
                .withMessageContaining(rate < 1e-3 ? "rate 0.0009 " : "rate 0.02 ")
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
                .withMessageContaining("expired at " + UNTIL);
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

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "score,label", "[]", "{\"schemaVersion\":2}", "{\"schemaVersion\":1}"})
    void what_is_no_calibration_is_refused_with_the_name_of_the_file(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), text);

        assertThatExceptionOfType(InvalidCalibrationException.class)
                .isThrownBy(() -> Calibration.read(file))
                .withMessageStartingWith("the calibration " + file + " ");
    }

    @Test
    void a_changed_or_continued_file_is_refused_with_its_name() throws IOException {
        String json = calibration.toJson();
        Path file = folder.resolve("other.json");

        for (String text : List.of(json + "{}", json.replace("our door", "their door"))) {
            Files.writeString(file, text);
            assertThatExceptionOfType(InvalidCalibrationException.class)
                    .isThrownBy(() -> Calibration.read(file))
                    .withMessageStartingWith("the calibration " + file + " ");
        }
    }

    @Test
    void a_document_that_is_cut_or_goes_on_is_refused() {
        String json = calibration.toJson();

        assertThatExceptionOfType(InvalidCalibrationException.class)
                .isThrownBy(() -> Calibration.parse(json.substring(0, json.length() / 2)));
        assertThatExceptionOfType(InvalidCalibrationException.class)
                .isThrownBy(() -> Calibration.parse(json + "{}"))
                .withMessage("the calibration is followed by more text; take the file as it was written");
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
                .withReferenceCount(4_000)
                .calibratedBy(measured)
                .thresholdFor(searches);

        assertThat(measured.references()).hasValue(5_000);
        assertThat(threshold.value()).isEqualTo(61.5);
        assertThat(threshold.basis()).isEqualTo(Threshold.Basis.OWN_CALIBRATION);
    }

    @Test
    void is_written_and_read_to_the_letter() {
        assertThat(EVERYTHING.toJson()).isEqualToNormalizingNewlines(WRITTEN);
        assertThat(Calibration.parse(WRITTEN)).isEqualTo(EVERYTHING).hasSameHashCodeAs(EVERYTHING);
    }

    @Test
    void comes_back_with_every_hash_in_ascending_order() {
        Calibration read = Calibration.parse(WRITTEN);

        assertThat(read.subjectHashes()).containsExactly("0123456789abcdef", "fedcba9876543210");
        assertThat(read.comparisonHashes()).containsExactly("0f".repeat(16), "f0".repeat(16));
        assertThat(read.points())
                .extracting(Point::rate, Point::effectiveNonMated)
                .containsExactly(tuple(1e-2, 4_321.5), tuple(1e-3, 10_000.0));
    }

    @Test
    void is_equal_by_everything_that_it_says() {
        assertThat(complete().build()).isEqualTo(EVERYTHING).hasSameHashCodeAs(EVERYTHING);
        assertThat(List.of(
                        searched(Scales.SEARCHES, "another door", MEASURED).build(),
                        searched(Scales.SEARCHES, "our door, autumn", MEASURED.plusSeconds(1))
                                .build(),
                        searched(
                                        ScoreScale.of(new ProviderId("vendor"), "v2", Operation.IDENTIFY, -1, 1),
                                        "our door, autumn",
                                        MEASURED)
                                .build(),
                        complete().ofSearches(5_001).build(),
                        complete().resolution(0.002).build(),
                        complete().dataSha256("ac".repeat(32)).build(),
                        complete().subjects(451).build(),
                        complete().subjectHashes(List.of()).build(),
                        complete().comparisonHashes(List.of()).build(),
                        complete().failures(13).build(),
                        complete().validUntil(UNTIL.plusSeconds(1)).build(),
                        complete().caveats(List.of()).build(),
                        complete()
                                .point(new Point(5e-4, 0.5, 0, 10_000, 12, 400))
                                .build()))
                .doesNotContain(EVERYTHING);
    }

    @Test
    void says_in_words_what_it_is_of_and_how_long_it_holds() {
        assertThat(measured(Scales.PLAIN).build())
                .hasToString("Calibration[vendor/v1/COMPARE, our door, autumn, 2 points]");
        assertThat(EVERYTHING)
                .hasToString("Calibration[vendor/v1/IDENTIFY, searches among 5000, our door, autumn, 2 points,"
                        + " until 2027-02-20T12:00:00Z]");
    }

    @Test
    void steps_by_a_millionth_of_the_scale_if_nothing_is_said() {
        ScoreScale cosine = ScoreScale.of(new ProviderId("vendor"), "v1", Operation.COMPARE, -1, 3);
        Calibration.Builder builder = Calibration.builder(cosine, "our door, autumn", MEASURED)
                .point(new Point(1e-2, 0.1, 97, 10_000, 3, 400))
                .point(new Point(1e-3, 0.2, 9, 10_000, 11, 400));

        assertThat(builder.build().resolution()).isEqualTo(4e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void a_resolution_that_is_no_step_is_refused(double step) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured(Scales.PLAIN).resolution(step))
                .withMessageContaining("but was " + step);
    }

    @Test
    void data_shows_two_people_or_more_and_failures_are_not_negative() {
        assertThat(measured(Scales.PLAIN).subjects(2).failures(0).build().subjects())
                .hasValue(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured(Scales.PLAIN).subjects(1))
                .withMessageContaining("but was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured(Scales.PLAIN).failures(-1))
                .withMessageContaining("but was -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "0123456789abcdeg"})
    void a_hash_of_another_form_is_refused_with_its_name(String hash) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured(Scales.PLAIN).subjectHashes(List.of("0123456789abcdef", hash)))
                .withMessageContaining("subjectHashes must have 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured(Scales.PLAIN).comparisonHashes(List.of(hash)))
                .withMessageContaining("comparisonHashes must have 32");
    }

    @Test
    void counts_are_taken_up_to_what_they_are_of_and_not_one_further() {
        assertThat(new Point(1e-3, 60, 10, 10_000, 0, 0, 10_000).falseMatches()).isEqualTo(10);
        assertThat(new Point(1e-3, 60, 0, 10_000, 100, 100, Double.MIN_VALUE).falseNonMatches())
                .isEqualTo(100);
        for (double effective : new double[] {0, -1, Math.nextUp(10_000.0), Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Point(1e-3, 60, 0, 10_000, 0, 100, effective))
                    .withMessageContaining("but was " + effective);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(1e-3, 60, 0, 10_000, -1, 100));
    }

    @Test
    void a_threshold_of_zero_is_the_same_with_either_sign() {
        assertThat(new Point(1e-3, -0.0, 0, 10_000, 0, 100)).isEqualTo(new Point(1e-3, 0.0, 0, 10_000, 0, 100));
    }

    private static Calibration.Builder complete() {
        return searched(Scales.SEARCHES, "our door, autumn", MEASURED);
    }

    private static Calibration.Builder searched(ScoreScale scale, String data, Instant created) {
        return Calibration.builder(scale, data, created)
                .point(new Point(1e-2, 0.25, 97, 10_000, 3, 400, 4_321.5))
                .point(new Point(1e-3, 0.375, 9, 10_000, 11, 400))
                .ofSearches(5_000)
                .dataSha256("ab".repeat(32))
                .subjects(450)
                .subjectHashes(List.of("fedcba9876543210", "0123456789abcdef"))
                .comparisonHashes(List.of("f0".repeat(16), "0f".repeat(16)))
                .failures(12)
                .validUntil(UNTIL)
                .resolution(0.001)
                .caveats(List.of("measured in winter", "adults only"));
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
