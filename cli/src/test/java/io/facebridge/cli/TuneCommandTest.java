package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.match.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TuneCommandTest {
    private final Path folder;
    private final Path scores;

    /** 1,000 non-mated scores from 0 to 999, and 100 mated ones from 950 in steps of 10. */
    TuneCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        StringBuilder rows = new StringBuilder("score,label\n");
        for (int i = 0; i < 1000; i++) {
            rows.append(i).append(",nonmated\n");
        }
        for (int i = 0; i < 100; i++) {
            rows.append(950 + 10 * i).append(",mated\n");
        }
        rows.append("nan,mated\n");
        scores = Files.writeString(folder.resolve("scores.csv"), rows);
    }

    @Test
    void json_has_every_number_of_the_evaluation_and_of_each_rate() {
        Run run = Run.of("tune", scores, "--rates", "1e-2,1e-3", "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("{\"mated\":100,\"nonMated\":1000,\"failures\":1,\"auc\":0.998525,\"dPrime\":")
                .contains("\"eer\":{\"rocch\":")
                .contains(
                        "\"fvc\":{\"low\":0.02,\"high\":0.03,\"value\":0.025},\"nearest\":{\"threshold\":971.0,\"value\":0.0295}")
                .contains("\"minCllr\":")
                .contains("\"thresholds\":[{\"targetFmr\":0.01,\"threshold\":990.0,\"falseMatches\":10,\"fmr\":0.01,"
                        + "\"falseNonMatches\":4,\"fnmr\":0.04,\"support\":\"WEAK\",\"fmrInterval95\":[0.0048")
                .contains(
                        "{\"targetFmr\":0.001,\"threshold\":null,\"falseMatches\":null,\"fmr\":null,\"falseNonMatches\":null,"
                                + "\"fnmr\":null,\"support\":\"UNSUPPORTED\",\"fmrInterval95\":null,\"fnmrInterval95\":null,"
                                + "\"upperBound95\":0.0029912")
                .endsWith("\"neededNonMated\":2995}]}" + System.lineSeparator());
    }

    @Test
    void text_has_a_row_for_each_rate_and_says_what_is_missing() {
        Run run = Run.in(Locale.GERMANY, "tune", scores);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("scores     100 mated, 1000 non-mated, 1 failure" + System.lineSeparator())
                .containsPattern("1e-1 +900\\.0 +100 of 1000 +8\\.2105e-2 to 1\\.2029e-1 +0\\.00 % +OK")
                .contains("intervals  assume independent comparisons, because the people are unknown")
                .containsPattern("1e-1 +100 % +\\d+\\.\\d %")
                .containsPattern("1e-6 +- .*UNSUPPORTED: needs 2995731 non-mated")
                .contains("! Thresholds and rates are from the same scores (resubstitution)")
                .contains("! Failed comparisons: 1");
    }

    @Test
    void where_equal_scores_are_the_cause_no_more_comparisons_are_asked_for() throws IOException {
        StringBuilder rows = new StringBuilder("score,label\n");
        for (int i = 0; i < 1000; i++) {
            rows.append(i < 40 ? 900 : i % 900).append(",nonmated\n");
        }
        for (int i = 0; i < 100; i++) {
            rows.append(850 + i).append(",mated\n");
        }
        Path tied = Files.writeString(folder.resolve("tied.csv"), rows);
        Path page = folder.resolve("report.html");
        String cause = "FMR 0.01 allows 10 of 1000 non-mated comparisons to match, but the highest non-mated score"
                + " alone was given 40 times, so that no threshold achieves the rate; use scores with more digits, or a"
                + " higher rate";

        Run run = Run.of("tune", tied, "--rates", "1e-2,1e-4", "--report", page);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("UNSUPPORTED: " + cause)
                .contains("UNSUPPORTED: needs 29956 non-mated without a false match")
                .doesNotContain("needs 299 ");
        assertThat(Files.readString(page))
                .contains("any rate of the table</b>" + cause + ".")
                .doesNotContain("More non-mated comparisons are needed");
    }

    @Test
    void writes_the_report_as_one_page() throws IOException {
        Path page = folder.resolve("report.html");

        Run run = Run.of("tune", scores, "--report", page, "--test", others());

        assertThat(run.out()).contains("report     " + page).doesNotContain("resubstitution");
        assertThat(Files.readString(page))
                .startsWith("<!doctype html>")
                .contains("<svg", "Threshold tuning: scores.csv", "FMR, test set")
                .doesNotContain("<script", "http://", "https://");
    }

    @Test
    void scores_that_point_the_other_way_are_refused_unless_they_are_distances() throws IOException {
        Path distances = Files.writeString(
                folder.resolve("distances.csv"),
                Files.readString(scores)
                        .replace(",nonmated", ",x")
                        .replace(",mated", ",nonmated")
                        .replace(",x", ",mated"));

        Run refused = Run.of("tune", distances, "--json");
        Run taken = Run.of("tune", distances, "--distances");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.errorLines())
                .singleElement()
                .asString()
                .startsWith("{\"error\":{\"type\":\"InvalidScores\"")
                .contains("AUC 0.0");
        assertThat(taken.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-1e-3", "often", "1e-3,,1e-4", "1e-3;1e-4", "NaN"})
    void a_malformed_rate_is_wrong_usage(String rate) {
        Run run = Run.of("tune", scores, "--rates=" + rate);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("--rates");
    }

    @Test
    void a_missing_or_malformed_file_is_named() throws IOException {
        Path malformed = Files.writeString(folder.resolve("wrong.csv"), "score,label\nhigh,mated\n");

        assertThat(Run.of("tune", folder.resolve("gone.csv")).err()).contains("gone.csv cannot be read");
        Run run = Run.of("tune", malformed);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Line 2 of wrong.csv").doesNotContain("high");
    }

    @Test
    void writes_a_calibration_by_which_another_command_decides() throws IOException {
        Path table = named("scripted/script-1/COMPARE/0.0/1.0");
        Path calibration = folder.resolve("calibration.json");
        Path picture = Run.picture(folder, "one.png", 200, 100);

        Run run = Run.of("tune", table, "--calibration-out", calibration, "--valid-until", "2999-12-31");
        Run decided = Run.of(
                "compare",
                "--provider",
                "scripted",
                "--json",
                "--fmr",
                "1e-2",
                "--calibration",
                calibration,
                picture,
                picture);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("calibrated " + calibration);
        assertThat(Calibration.read(calibration).dataSha256()).isPresent();
        assertThat(decided.out()).contains("\"threshold\":0.99,\"basis\":\"OWN_CALIBRATION\"");
    }

    @Test
    void a_calibration_of_unnamed_scores_or_of_an_unnamed_model_without_an_end_is_wrong_usage() throws IOException {
        Path calibration = folder.resolve("calibration.json");

        Run unnamed = Run.of("tune", scores, "--calibration-out", calibration);
        Run endless = Run.of("tune", named("aws/unversioned/COMPARE/0.0/100.0"), "--calibration-out", calibration);

        assertThat(unnamed.exitCode()).isEqualTo(2);
        assertThat(unnamed.err()).contains("column scale");
        assertThat(endless.exitCode()).isEqualTo(2);
        assertThat(endless.err()).contains("--valid-until");
        assertThat(calibration).doesNotExist();
    }

    /** The same scores divided by 1,000 and cut at 1, on a named scale. */
    private Path named(String scale) throws IOException {
        StringBuilder rows = new StringBuilder("score,label,scale\n");
        for (String row : Files.readAllLines(scores)) {
            if (Character.isDigit(row.charAt(0))) {
                List<String> fields = List.of(row.split(",", -1));
                double score = Math.min(1, Double.parseDouble(fields.get(0)) / 1000);
                rows.append(score)
                        .append(',')
                        .append(fields.get(1))
                        .append(',')
                        .append(scale)
                        .append('\n');
            }
        }
        return Files.writeString(folder.resolve("named.csv"), rows);
    }

    @Test
    void a_set_of_one_label_is_refused() throws IOException {
        Path one = Files.writeString(folder.resolve("one.csv"), "score,label\n1,mated\n2,mated\n");

        Run run = Run.of("tune", one, "--json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("\"type\":\"InsufficientData\"").contains("2 mated and 0 non-mated");
    }

    @Test
    void reports_on_searches_and_attacks_too() throws IOException {
        Path searches = Files.writeString(
                folder.resolve("searches.csv"),
                "probe,subject,rank,candidate,score,enrolled\np1,ada,1,ada,9,true\np2,eve,1,ada,2,false\n");
        Path attacks = Files.writeString(
                folder.resolve("attacks.csv"), "label,pai_species,score\nbonafide,,9\nattack,print,1\n");
        Path page = folder.resolve("report.html");

        Run run = Run.of("tune", scores, "--searches", searches, "--attacks", attacks, "--report", page);

        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(page))
                .contains("Searches (1:N)", "Presentation attacks", "1 attack of species print");
    }

    /** Scores of other people: 1,000 non-mated from 0.5 to 1998.5 in steps of 2, and 50 mated ones. */
    private Path others() throws IOException {
        StringBuilder rows = new StringBuilder("score,label\n");
        for (int i = 0; i < 1000; i++) {
            rows.append(i * 2 + 0.5).append(",nonmated\n");
        }
        for (int i = 0; i < 50; i++) {
            rows.append(900 + 10 * i).append(",mated\n");
        }
        return Files.writeString(folder.resolve("others.csv"), rows);
    }

    @Test
    void rates_of_the_test_set_are_shown_in_text_json_and_page() throws IOException {
        Path others = others();
        Path page = folder.resolve("report.html");

        Run text = Run.of("tune", scores, "--rates", "1e-1", "--test", others, "--report", page);
        Run json = Run.of("tune", scores, "--rates", "1e-1", "--test", others, "--json");

        assertThat(text.out()).contains("test set").contains("550 of 1000").doesNotContain("resubstitution");
        assertThat(json.out()).contains("\"test\":{").contains("\"falseMatches\":550,");
        assertThat(Files.readString(page)).contains("FMR, test set").contains("550");
    }

    @Test
    void testing_on_the_scores_that_set_the_thresholds_is_refused() {
        Run run = Run.of("tune", scores, "--test", scores);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--test");
    }

    @Test
    void searches_carry_the_number_of_their_references() {
        Path lists = Path.of(
                System.getProperty("facebridge.shared", "none"), "cases", "tables", "search-150-references-top10.csv");
        assumeTrue(Files.exists(lists), "shared folder missing: cases");

        Run said = Run.of("tune", scores, "--searches", lists, "--references", "150", "--json");
        Run unsaid = Run.of("tune", scores, "--searches", lists, "--json");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("\"references\":150");
        assertThat(unsaid.out()).contains("\"references\":null").contains("--references");
    }

    @Test
    void json_has_what_the_page_has() throws IOException {
        Path searches = Files.writeString(
                folder.resolve("searches.csv"),
                "probe,subject,rank,candidate,score,enrolled\np1,ada,1,ada,9,true\np2,eve,1,ada,2,false\n");
        Path attacks = Files.writeString(
                folder.resolve("attacks.csv"), "label,pai_species,score\nbonafide,,9\nattack,print,1\n");

        Run run = Run.of("tune", scores, "--searches", searches, "--attacks", attacks, "--json");

        assertThat(run.out())
                .contains("\"searches\":{", "\"attacks\":{", "\"warnings\":[", "\"recommended\":{", "\"precision\":");
    }
}
