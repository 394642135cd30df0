package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.error.ImageRole;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InsufficientDataException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.match.Calibration;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import io.facebridge.tuning.LabeledScores;
import io.facebridge.tuning.LabeledScores.Sample;
import io.facebridge.tuning.ThresholdTuner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTunerTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final ScoreScale SCALE = scale("v1");

    @TempDir
    private Path folder;

    private final ThresholdTuner tuner = ThresholdTuner.load().withClock(Clock.fixed(NOW, ZoneOffset.UTC));

    private static ScoreScale scale(String model) {
        return ScoreScale.of(new ProviderId("own"), model, Operation.COMPARE, 0, 100);
    }

    /**
     * Scores of persons, each of whose probes is compared with the own reference and with those of the next ten.
     *
     * @param labeled for the tuner
     * @param byHand the same for {@link Calibrations}
     */
    private record People(LabeledScores labeled, ScoreSet byHand) {
        static People of(int from, int to) {
            SplittableRandom random = new SplittableRandom(from);
            LabeledScores.Builder labeled = LabeledScores.builder(SCALE).dataset("autumn");
            ScoreSet.Builder byHand = ScoreSet.builder(ScoreSource.of(SCALE).dataset("autumn"));
            for (int probe = from; probe < to; probe++) {
                for (int k = 0; k <= 10; k++) {
                    int reference = from + (probe - from + k) % (to - from);
                    double score = k == 0 ? random.nextDouble(50, 100) : random.nextDouble(0, 60);
                    labeled.add(sample(from + "r", reference), sample(from + "p", probe), new Score(score, SCALE));
                    byHand.add(pair(from, reference, probe, score, PairStatus.OK));
                }
            }
            labeled.addFailure(sample(from + "r", from), sample(from + "p", from + 1), ImageRole.REFERENCE);
            byHand.add(pair(from, from, from + 1, Double.NaN, PairStatus.FTA_REFERENCE));
            return new People(labeled.build(), byHand.build());
        }

        private static Sample sample(String kind, int person) {
            return new Sample(kind + person, "ada" + person, "g" + person % 2);
        }

        private static ScoredPair pair(int from, int reference, int probe, double score, PairStatus status) {
            return new ScoredPair(
                    from + "p" + probe,
                    from + "r" + reference,
                    "ada" + probe,
                    "ada" + reference,
                    score,
                    reference == probe ? PairLabel.MATED : PairLabel.NON_MATED,
                    status,
                    "g" + probe % 2,
                    "g" + reference % 2);
        }
    }

    /** Twelve persons, two images each, that {@link WidthFaces} compares. */
    private Path images() {
        FolderOfPersons persons = new FolderOfPersons(folder.resolve("persons"));
        for (int i = 0; i < 12; i++) {
            int width = 11 + i * (i + 1) / 2; // differences are different
            persons.picture("ada" + i + "/1.png", width).picture("ada" + i + "/2.png", width);
        }
        return persons.picture("ada0/faceless.png", 5).root();
    }

    @Test
    void scores_in_memory_are_calibrated_as_by_hand() {
        People people = People.of(0, 200);

        ThresholdTuner.Result tuned = tuner.tune(people.labeled());

        assertThat(tuned.calibration())
                .isEqualTo(Calibrations.builder(people.byHand(), NOW).build());
        assertThat(tuned.calibration().dataSha256()).hasValue(people.byHand().contentHash());
        assertThat(tuned.calibration().subjectHashes()).hasSize(200);
        assertThat(tuned.calibration().comparisonHashes()).isNotEmpty();
    }

    @Test
    void scores_without_samples_are_calibrated_as_by_hand() {
        LabeledScores.Builder labeled = LabeledScores.builder(SCALE);
        double[] mated = uniform(1, 200, 50, 100);
        double[] nonMated = uniform(2, 3_000, 0, 60);
        for (double score : mated) {
            labeled.addMated(new Score(score, SCALE));
        }
        for (double score : nonMated) {
            labeled.addNonMated(new Score(score, SCALE));
        }

        Calibration calibration = tuner.tune(labeled.build()).calibration();

        assertThat(calibration)
                .isEqualTo(Calibrations.builder(ScoreSet.of(ScoreSource.of(SCALE), mated, nonMated), NOW)
                        .build());
    }

    private static double[] uniform(long seed, int count, double from, double to) {
        return new SplittableRandom(seed).doubles(count, from, to).toArray();
    }

    @Test
    void a_table_is_calibrated_as_by_hand() {
        Path table = folder.resolve("scores.csv");
        EvaluationRunner.of(WidthFaces.comparing()).run(EvaluationProtocol.allPairs(images()), table);
        ScoreSet scores =
                ScoreReader.of(ScoreSource.unnamed().dataset("scores.csv")).read(table);

        assertThat(tuner.tune(table).calibration())
                .isEqualTo(Calibrations.builder(scores, NOW).build());
    }

    @Test
    void a_folder_is_calibrated_as_by_hand_with_and_without_a_table_and_templates() {
        Path persons = images();
        Path byHand = folder.resolve("by-hand.csv");
        EvaluationRunner.of(WidthFaces.comparing()).run(EvaluationProtocol.allPairs(persons), byHand);
        Calibration expected = Calibrations.builder(
                        ScoreReader.of(ScoreSource.unnamed().dataset("persons")).read(byHand), NOW)
                .build();

        assertThat(expected.failures()).isEqualTo(24);
        for (WidthFaces faces : List.of(WidthFaces.comparing(), WidthFaces.extracting())) {
            assertThat(tuner.tune(faces, persons).calibration()).isEqualTo(expected);
        }
        assertThat(tuner.tune(WidthFaces.comparing(), persons, folder.resolve("scores.csv"))
                        .calibration())
                .isEqualTo(expected);
        assertThat(folder.resolve("scores.csv")).hasSameBinaryContentAs(byHand);
    }

    @Test
    void a_run_that_is_in_its_table_is_not_paid_for_again() {
        Path persons = images();
        Path table = folder.resolve("scores.csv");
        tuner.tune(WidthFaces.comparing(), persons, table);
        WidthFaces again = WidthFaces.comparing();

        tuner.tune(again, persons, table);

        assertThat(again.calls()).isZero();
    }

    @Test
    void the_report_is_that_of_the_scores_and_rates() throws IOException {
        People people = People.of(0, 200);
        People others = People.of(300, 400);
        TuningReport expected = TuningReport.builder(people.byHand())
                .targets(List.of(1e-1, 1e-2))
                .test(others.byHand())
                .date(NOW.atZone(ZoneOffset.UTC).toLocalDate())
                .title("Threshold tuning: autumn")
                .build();

        ThresholdTuner.Result tuned = tuner.withFalseMatchRates(List.of(1e-1, 1e-2))
                .withTestScores(others.labeled())
                .tune(people.labeled());
        tuned.writeReport(folder.resolve("report.html"));

        assertThat(folder.resolve("report.html")).hasContent(expected.html());
        assertThat(tuned.html()).isEqualTo(expected.html());
        assertThat(tuned.json()).isEqualTo(expected.json());
        assertThat(tuned.summary())
                .hasSize(3)
                .satisfies(lines -> assertThat(lines.get(2))
                        .startsWith("FMR 1e-02: threshold ")
                        .endsWith(expected.thresholds().get(1).support().name()));
        assertThat(tuned.warnings()).isEqualTo(expected.warnings()).isNotEmpty();
    }

    @Test
    void a_table_of_test_scores_is_measured_too() {
        Path persons = images();
        Path table = folder.resolve("test.csv");
        tuner.tune(WidthFaces.comparing(), persons, table);
        ScoreScale widths = ScoreReader.of(ScoreSource.unnamed())
                .read(table)
                .source()
                .scale()
                .orElseThrow();
        LabeledScores scores = LabeledScores.builder(widths)
                .addMated(new Score(99, widths))
                .addNonMated(new Score(1, widths))
                .build();

        assertThat(tuner.withTestScores(table).tune(scores).html()).contains("FMR, test set");
    }

    @Test
    void test_scores_of_the_same_persons_are_rejected() {
        ThresholdTuner tested = tuner.withTestScores(People.of(195, 300).labeled());

        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> tested.tune(People.of(0, 200).labeled()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SAME_DATA));
    }

    @Test
    void too_little_data_has_a_report_and_no_calibration() {
        LabeledScores few = LabeledScores.builder(SCALE)
                .addMated(new Score(90, SCALE))
                .addNonMated(new Score(10, SCALE))
                .addNonMated(new Score(11, SCALE))
                .build();

        ThresholdTuner.Result tuned = tuner.tune(few);

        assertThat(tuned.html()).contains("No threshold");
        assertThat(tuned.summary())
                .startsWith(
                        "1 mated and 2 non-mated comparisons",
                        "FMR 1e-01: UNSUPPORTED, needs 29 non-mated comparisons without an error")
                .hasSize(7);
        assertThatExceptionOfType(InsufficientDataException.class)
                .isThrownBy(tuned::calibration)
                .satisfies(e -> assertThat(e.available()).isEqualTo(2));
    }

    @Test
    void no_scores_at_all_are_insufficient() {
        LabeledScores none = LabeledScores.builder(SCALE).build();

        assertThatExceptionOfType(InsufficientDataException.class).isThrownBy(() -> tuner.tune(none));
    }

    @Test
    void both_directions_are_rejected_unless_they_are_two_questions() {
        Sample one = new Sample("1.jpg", "ada");
        Sample other = new Sample("2.jpg", "bob");
        LabeledScores.Builder scores = LabeledScores.builder(SCALE)
                .addMated(new Score(90, SCALE))
                .add(one, other, new Score(10, SCALE))
                .add(other, one, new Score(12, SCALE));

        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> tuner.tune(scores.build()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DUPLICATE_PAIR));
        assertThat(tuner.tune(scores.asymmetric().build()).html()).contains("Thresholds");
    }

    @Test
    void a_table_that_does_not_name_its_scale_has_a_report_and_no_calibration() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "score,label\n0.9,mated\n0.1,nonmated\n");

        ThresholdTuner.Result tuned = tuner.tune(table);

        assertThat(tuned.html()).contains("t.csv");
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(tuned::calibration)
                .withMessageContaining("add a column scale")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_KIND));
    }

    @Test
    void scores_of_an_unreported_model_need_an_expiry() {
        ScoreScale unversioned = scale(ScoreScale.UNVERSIONED);
        LabeledScores.Builder builder = LabeledScores.builder(unversioned);
        for (double score : uniform(1, 100, 50, 100)) {
            builder.addMated(new Score(score, unversioned));
        }
        for (double score : uniform(2, 100, 0, 60)) {
            builder.addNonMated(new Score(score, unversioned));
        }
        LabeledScores scores = builder.build();
        Instant end = NOW.plusSeconds(60);

        assertThatIllegalStateException()
                .isThrownBy(() -> tuner.tune(scores).calibration())
                .withMessageContaining("withValidUntil");
        assertThat(tuner.withValidUntil(end).tune(scores).calibration().validUntil())
                .hasValue(end);
    }

    @Test
    void an_expiry_in_the_past_is_rejected_before_anything_is_compared() {
        WidthFaces faces = WidthFaces.comparing();
        ThresholdTuner expired = tuner.withValidUntil(NOW);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> expired.tune(faces, images()))
                .withMessageContaining("validUntil");
        assertThat(faces.calls()).isZero();
    }

    @Test
    void a_table_of_test_scores_that_cannot_be_read_is_rejected_before_anything_is_compared() {
        WidthFaces faces = WidthFaces.comparing();
        ThresholdTuner tested = tuner.withTestScores(folder.resolve("missing.csv"));
        Path table = folder.resolve("scores.csv");

        assertThatExceptionOfType(InvalidScoresException.class).isThrownBy(() -> tested.tune(faces, images()));
        assertThatExceptionOfType(InvalidScoresException.class).isThrownBy(() -> tested.tune(faces, images(), table));
        assertThat(faces.calls()).isZero();
        assertThat(table).doesNotExist();
    }

    @Test
    void an_unreported_model_without_an_expiry_is_rejected_before_anything_is_compared() {
        WidthFaces faces = WidthFaces.ofModel(ScoreScale.UNVERSIONED);
        Path table = folder.resolve("scores.csv");

        assertThatIllegalStateException()
                .isThrownBy(() -> tuner.tune(faces, images()))
                .withMessageContaining("withValidUntil");
        assertThatIllegalStateException()
                .isThrownBy(() -> tuner.tune(faces, images(), table))
                .withMessageContaining("withValidUntil");
        assertThat(faces.calls()).isZero();
        assertThat(table).doesNotExist();
        assertThat(tuner.withValidUntil(NOW.plusSeconds(60))
                        .tune(faces, images())
                        .calibration()
                        .validUntil())
                .hasValue(NOW.plusSeconds(60));
    }

    @Test
    void rates_are_checked_when_they_are_set() {
        assertThatIllegalArgumentException().isThrownBy(() -> tuner.withFalseMatchRates(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tuner.withFalseMatchRates(List.of(1.5)))
                .withMessageContaining("1.5");
    }

    @Test
    void a_table_of_another_model_is_not_continued() {
        Path persons = images();
        Path table = folder.resolve("scores.csv");
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> tuner.tune(WidthFaces.comparing().failingAtCall(6), persons, table));

        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> tuner.tune(WidthFaces.ofModel("v2"), persons, table));
    }

    @Test
    void a_report_that_cannot_be_written_says_why() {
        ThresholdTuner.Result tuned = tuner.tune(People.of(0, 30).labeled());

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> tuned.writeReport(folder.resolve("missing").resolve("report.html")))
                .withMessageContaining("there is no folder");
    }

    @Test
    void no_text_contains_a_person() {
        ThresholdTuner.Result tuned = tuner.tune(People.of(0, 60).labeled());

        assertThat(tuned + tuned.html() + tuned.json() + tuned.warnings()).doesNotContain("ada");
    }
}
