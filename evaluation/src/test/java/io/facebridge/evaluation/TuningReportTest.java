package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.error.InvalidScoresException;
import io.facebridge.evaluation.SharedAnswers.Node;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class TuningReportTest {
    private static TuningReport report(String name) {
        return TuningReport.builder(Synthetic.set(name)).build();
    }

    /** Of four groups, with searches, attacks, zones and a test set. */
    private static TuningReport full() {
        AttackSet.Builder attacks = AttackSet.builder(ScoreSource.unnamed());
        Synthetic random = new Synthetic(20);
        for (int i = 0; i < 400; i++) {
            attacks.bonaFide(3 + random.normal()).attack("print <A4>", random.normal());
        }
        return TuningReport.builder(Synthetic.set("syn-groups"))
                .title("Report of \"A\" & <B>")
                .date(LocalDate.of(2026, 11, 25))
                .searches(Synthetic.searches())
                .attacks(attacks.build())
                .zones(1e-3, 1e-3, 0.05)
                .test(Synthetic.set("syn-a"))
                .build();
    }

    @Test
    void json_has_the_agreed_fields_and_the_numbers_of_the_evaluation() throws IOException {
        TuningReport report = report("syn-a");
        Evaluation evaluation = report.evaluation();
        Node json = SharedAnswers.json(report.json());

        assertThat(json.names())
                .containsExactly(
                        "mated",
                        "nonMated",
                        "failures",
                        "auc",
                        "dPrime",
                        "eer",
                        "minCllr",
                        "title",
                        "source",
                        "scoresSha256",
                        "failuresAtEnrollment",
                        "persons",
                        "pairsOfPersons",
                        "intervalsAssumeIndependence",
                        "warnings",
                        "recommended",
                        "test",
                        "groups",
                        "searches",
                        "attacks",
                        "curve",
                        "histogram",
                        "thresholds");
        assertThat(json.count("nonMated")).isEqualTo(20000);
        assertThat(json.number("auc")).isEqualTo(evaluation.auc());
        assertThat(json.at("eer").number("rocch")).isEqualTo(evaluation.eer().rocch());
        assertThat(json.at("eer").at("fvc").number("value"))
                .isEqualTo(evaluation.eer().fvc());
        Node first = json.at("thresholds").items().get(0);
        assertThat(first.names())
                .containsExactly(
                        "targetFmr",
                        "threshold",
                        "falseMatches",
                        "fmr",
                        "falseNonMatches",
                        "fnmr",
                        "support",
                        "fmrInterval95",
                        "fnmrInterval95",
                        "upperBound95",
                        "fmrIndependentInterval95",
                        "fnmrIndependentInterval95",
                        "effectiveNonMated",
                        "recall",
                        "precision",
                        "precisionAtMatedShare",
                        "neededNonMated");
        assertThat(first.number("threshold")).isEqualTo(1.3142314382322597);
        Node last = json.at("thresholds").items().get(5);
        assertThat(last.at("threshold").isNull()).isTrue();
        assertThat(last.text("support")).isEqualTo("UNSUPPORTED");
        assertThat(last.count("neededNonMated")).isEqualTo(2995731);
    }

    @Test
    void json_has_no_number_that_json_does_not_know() throws IOException {
        ScoreSet without = ScoreSet.of(ScoreSource.unnamed(), new double[] {1, 1}, new double[] {0, 0});

        Node json = SharedAnswers.json(TuningReport.builder(without).build().json());

        assertThat(json.at("dPrime").isNull()).isTrue();
    }

    @Test
    void mistake_22_a_report_says_that_rates_are_from_the_scores_that_set_the_threshold() {
        assertThat(report("syn-a").html()).contains("resubstitution");
        assertThat(full().html()).doesNotContain("resubstitution").contains("FMR, test set");
    }

    @Test
    void recommends_the_strictest_rate_that_is_supported_and_names_the_strictest_that_is_well_supported() {
        ThresholdAtRate best = report("syn-a").recommended().orElseThrow();

        assertThat(best.target()).isEqualTo(1e-3);
        assertThat(best.support()).isEqualTo(StatisticalSupport.WEAK);
        assertThat(report("syn-a").html())
                .contains(
                        "class=\"verdict weak\"",
                        "At FMR 1e-3 the threshold is",
                        "The strictest rate that is well supported is 1e-2");
        assertThat(report("syn-g-tiny").recommended()).isEmpty();
        assertThat(report("syn-g-tiny").html()).contains("No threshold", "25 non-mated comparisons");
    }

    @Test
    void a_threshold_is_shown_with_as_many_digits_as_decide() {
        ScoreSet scores = ScoreSet.of(ScoreSource.unnamed(), new double[] {0.9, 0.8}, new double[] {
            0.1, 0.2, 0.31415926535, 0.31415811111, 0.7123456789, -1e-7, 1234567.5
        });
        TuningReport report = TuningReport.builder(scores).build();

        assertThat(report.shortened(0.7123456789)).isEqualTo("0.7123");
        assertThat(report.shortened(0.31415926535)).isEqualTo("0.314159");
        assertThat(report.shortened(-1e-7)).isEqualTo("-1E-7");
        assertThat(report.shortened(1234567.5)).isEqualTo("1234000");
        for (double threshold : new double[] {0.7123456789, 0.31415926535, 0.31415811111}) {
            OperatingPoint shown = report.evaluation().at(Double.parseDouble(report.shortened(threshold)));
            assertThat(shown.falseMatches())
                    .isEqualTo(report.evaluation().at(threshold).falseMatches());
        }
    }

    @Test
    void more_failures_than_one_in_twenty_are_an_alert() {
        assertThat(withFailures(6).html()).contains("class=\"alert\"", "5.66 % of all comparisons failed");
        assertThat(withFailures(5).html()).doesNotContain("class=\"alert\"").contains("Failed comparisons: 5");
    }

    private static TuningReport withFailures(int failures) {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        for (int i = 0; i < 50; i++) {
            set.add(ScoredPair.of(null, null, i + 40, PairLabel.MATED));
            set.add(ScoredPair.of(null, null, i, PairLabel.NON_MATED));
        }
        for (int i = 0; i < failures; i++) {
            set.add(ScoredPair.failed(null, null, PairStatus.FTA_PROBE, PairLabel.MATED));
        }
        return TuningReport.builder(set.build()).targets(List.of(0.1)).build();
    }

    @Test
    void precision_is_given_with_the_share_that_it_depends_on() throws IOException {
        TuningReport report = TuningReport.builder(Synthetic.set("syn-a"))
                .targets(List.of(0.1))
                .matedShare(0.001)
                .build();
        OperatingPoint point = report.thresholds().get(0).orThrow();
        Node json = SharedAnswers.json(report.json()).at("thresholds").items().get(0);

        double right = 0.001 * (1 - point.fnmr());
        assertThat(json.number("precision"))
                .isEqualTo(right / (right + 0.999 * point.fmr()))
                .isLessThan(0.01);
        assertThat(json.number("precisionAtMatedShare")).isEqualTo(0.001);
        assertThat(json.number("recall")).isEqualTo(1 - point.fnmr());
        assertThat(point.precision(1000 / 21000.0))
                .isCloseTo((1000 - point.falseNonMatches()) / (1000.0 - point.falseNonMatches() + 2000), within(1e-12));
    }

    @Test
    void json_has_the_tables_of_the_page() throws IOException {
        Node json = SharedAnswers.json(full().json());

        assertThat(json.at("test").at("thresholds").items()).isNotEmpty();
        assertThat(json.at("groups").at("groups").items()).hasSize(4);
        assertThat(json.at("groups").at("cells").items()).hasSize(10);
        assertThat(json.at("searches").count("references")).isEqualTo(200);
        assertThat(json.at("searches").at("hitRates").items()).hasSize(20);
        assertThat(json.at("attacks").at("bpcer10").at("species").items()).hasSize(1);
        assertThat(json.at("zones").number("matedReview")).isPositive();
        assertThat(json.at("curve").items()).hasSizeGreaterThan(50);
        assertThat(json.at("histogram").at("mated").items()).hasSize(60);
    }

    @Test
    void testing_on_the_same_scores_or_persons_is_refused() {
        ScoreSet scores = people("a", 0, 10);

        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> TuningReport.builder(scores).test(people("a", 0, 10)))
                .withMessageContaining("the scores that set the thresholds")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(InvalidScoresException.Reason.SAME_DATA));
        assertThatExceptionOfType(InvalidScoresException.class)
                .isThrownBy(() -> TuningReport.builder(scores).test(people("b", 9, 19)))
                .withMessageContaining("1 of the 10 persons");
        TuningReport.builder(scores).test(people("b", 10, 20));
    }

    @Test
    void names_that_stand_for_other_pictures_in_a_test_set_are_warned_of_and_not_refused() {
        ScoreSet scores = people("a", 0, 10);
        ScoreSet.Builder others = ScoreSet.builder(ScoreSource.unnamed());
        for (int i = 0; i < 10; i++) {
            others.add(ScoredPair.of("a" + i, "a" + i + "x", 60 + i, PairLabel.MATED)
                    .subjects("p" + i, "p" + i));
            others.add(ScoredPair.of("a" + i, "a" + (i + 1), 30 + i, PairLabel.NON_MATED)
                    .subjects("p" + i, "p" + (i + 1) % 10));
        }

        TuningReport report = TuningReport.builder(scores)
                .targets(List.of(0.3))
                .test(others.build())
                .build();

        assertThat(report.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("10 of the 10 names of persons in the test set"));
    }

    /** Each with a second picture, and compared with the next one. */
    private static ScoreSet people(String pictures, int from, int to) {
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed());
        for (int i = from; i < to; i++) {
            int next = i + 1 == to ? from : i + 1;
            set.add(ScoredPair.of(pictures + i, pictures + i + "x", 90 + i, PairLabel.MATED)
                    .subjects("p" + i, "p" + i));
            set.add(ScoredPair.of(pictures + i, pictures + (i + 1), i, PairLabel.NON_MATED)
                    .subjects("p" + i, "p" + next));
        }
        return set.build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"syn-a", "syn-b-ties", "syn-c-0to100-int", "syn-d-separable", "syn-g-tiny", "syn-groups"})
    void a_page_is_well_formed_and_needs_nothing_else(String name) throws Exception {
        assertSound(report(name).html());
    }

    @Test
    void a_page_with_everything_has_every_section() throws Exception {
        String page = full().html();

        assertSound(page);
        assertThat(page)
                .contains(
                        "<h2>Thresholds</h2>",
                        "<h2>Detection error tradeoff</h2>",
                        "<h2>ROC</h2>",
                        "<h2>Scores</h2>",
                        "<h2>Error rates over the threshold</h2>",
                        "<h2>Groups</h2>",
                        "<h2>Searches (1:N)</h2>",
                        "<h2>Presentation attacks</h2>",
                        "<h2>Decision zones</h2>",
                        "<h2>Methods</h2>",
                        "report of 2026-11-25")
                .contains("Report of &quot;A&quot; &amp; &lt;B&gt;", "print &lt;A4&gt;");
    }

    private static void assertSound(String page) throws Exception {
        assertThat(page)
                .contains("prefers-color-scheme:dark", "@media print")
                .doesNotContain("<script", "<link", "<img", "url(", "http:", "https:", "@import", "NaN", "Infinity");
        Matcher drawings = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (drawings.find()) {
            count++;
            var unused = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(drawings.group())));
        }
        assertThat(count).isGreaterThanOrEqualTo(4);
        for (String tag : List.of("div", "table", "tr", "td", "figure", "dl", "ul", "p")) {
            assertThat(count(page, "<" + tag + "[ >]")).as(tag).isEqualTo(count(page, "</" + tag + ">"));
        }
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void the_same_scores_give_the_same_page_in_every_locale() {
        String page = report("syn-b-ties").html();
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(report("syn-b-ties").html()).isEqualTo(page);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_table_has_the_numbers_of_the_json() {
        assertThat(report("syn-a").csv().lines())
                .hasSize(7)
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(15))
                .anySatisfy(line -> assertThat(line).startsWith("0.01,OK,2.357554968631101,200,20000,0.01,"));
    }

    @Test
    void scores_that_cannot_be_used_make_no_report() {
        assertThatExceptionOfType(InvalidScoresException.class).isThrownBy(() -> report("syn-f-inverted"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TuningReport.builder(Synthetic.set("syn-a")).targets(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TuningReport.builder(Synthetic.set("syn-a")).targets(List.of(0.1, 1.0)));
    }

    @Test
    void a_test_set_is_of_the_same_scale() {
        ScoreScale scale = ScoreScale.of(new ProviderId("local"), "m", ScoreScale.Operation.COMPARE, -1, 1);
        ScoreSet other = ScoreSet.of(ScoreSource.of(scale), new double[] {1}, new double[] {0});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TuningReport.builder(Synthetic.set("syn-a")).test(other))
                .withMessageContaining("local/m/COMPARE");
    }

    @Test
    void a_hash_tells_data_from_other_data_and_not_their_order() {
        ScoreSet set = ScoreSet.of(ScoreSource.unnamed(), new double[] {1, 2}, new double[] {0, -0.0, 3});

        assertThat(set.contentHash())
                .hasSize(64)
                .isEqualTo(ScoreSet.of(ScoreSource.unnamed(), new double[] {2, 1}, new double[] {3, 0, 0})
                        .contentHash())
                .isNotEqualTo(ScoreSet.of(ScoreSource.unnamed(), new double[] {1, 2, 0}, new double[] {0, 3})
                        .contentHash());
    }
}
