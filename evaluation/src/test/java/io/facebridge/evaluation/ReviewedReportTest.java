package io.facebridge.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reports of small sets, in all forms, are those that were reviewed and kept beside this test: every word of them, and every number but
 * for rounding. After a change on purpose the new reports are reviewed and kept.
 */
class ReviewedReportTest {
    private static final Pattern NUMBER =
            Pattern.compile("(?<![0-9A-Za-z.])-?\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?(?![0-9A-Za-z])");
    private static final int PERSONS = 60;

    @ParameterizedTest
    @CsvSource({"by-persons", "of-scores-alone", "without-threshold"})
    void json_is_the_reviewed_one(String name) throws IOException {
        requireAlike(report(name).json(), reviewed(name + ".json"));
    }

    @ParameterizedTest
    @CsvSource({"by-persons", "of-scores-alone", "without-threshold"})
    void page_is_the_reviewed_one(String name) throws IOException {
        requireAlike(withoutStyle(report(name).html()), reviewed(name + ".html"));
    }

    /** One element in a line. */
    static String withoutStyle(String page) {
        return page.replaceAll("(?s)<style>.*?</style>", "").replace("><", ">\n<");
    }

    @ParameterizedTest
    @CsvSource({"by-persons", "of-scores-alone", "without-threshold"})
    void table_and_summary_are_the_reviewed_ones(String name) throws IOException {
        TuningReport report = report(name);

        requireAlike(
                report.csv() + String.join("\n", report.summary()) + "\n" + String.join("\n", report.warnings()),
                reviewed(name + ".txt"));
    }

    @Test
    void two_texts_are_alike_that_differ_by_rounding_alone() {
        requireAlike("FMR 0.1000000000001 of 20", "FMR 0.1 of 20");
    }

    /** The words are the same, and so are the numbers up to the rounding of the machine. */
    private static void requireAlike(String actual, String expected) {
        assertThat(NUMBER.matcher(actual).replaceAll("#").lines())
                .containsExactlyElementsOf(
                        NUMBER.matcher(expected).replaceAll("#").lines().toList());
        Matcher found = NUMBER.matcher(actual);
        Matcher reviewed = NUMBER.matcher(expected);
        while (found.find() && reviewed.find()) {
            double number = Double.parseDouble(reviewed.group());
            String around = expected.substring(Math.max(0, reviewed.start() - 60), reviewed.end());
            assertThat(Double.parseDouble(found.group()))
                    .as(around)
                    .isCloseTo(number, within(Math.abs(number) * 1e-9 + lastDigit(reviewed.group())));
        }
    }

    /** What rounding on another machine may change of a number that is shown with few decimals. */
    private static double lastDigit(String number) {
        int decimals = number.length() - 1 - number.indexOf('.');
        return number.indexOf('.') < 0 || number.indexOf('e') >= 0 || decimals > 4 ? 1e-12 : Math.pow(10, -decimals);
    }

    private static String reviewed(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ReviewedReportTest.class.getResourceAsStream("report-" + file), "no reviewed report " + file)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    static TuningReport report(String name) {
        return switch (name) {
            case "by-persons" -> byPersons();
            case "of-scores-alone" -> ofScoresAlone();
            default -> withoutThreshold();
        };
    }

    /** With everything that a report can have, of persons in three groups. */
    private static TuningReport byPersons() {
        return TuningReport.builder(people(41, "p"))
                .targets(List.of(0.1, 0.03, 0.01, 0.001))
                .title("Autumn <1> & \"more\"")
                .date(LocalDate.of(2026, 11, 25))
                .test(people(42, "q"))
                .matedShare(0.01)
                .zones(0.03, 0.02, 0.05)
                .searches(searchesOfPeople())
                .attacks(attacks())
                .build();
    }

    private static ScoreSet people(long seed, String name) {
        Synthetic random = new Synthetic(seed);
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.unnamed().dataset("made up"));
        for (int i = 0; i < PERSONS; i++) {
            for (int k = 0; k < 4; k++) {
                add(set, name, i, i, PairLabel.MATED, 60 - 3 * (i % 3) + 8 * random.normal());
            }
            for (int k = 1; k <= 20; k++) {
                int other = (i + k * k) % PERSONS;
                if (other != i) {
                    add(set, name, i, other, PairLabel.NON_MATED, 20 + 4 * (i % 3) + 8 * random.normal());
                }
            }
        }
        for (int i = 0; i < 5; i++) {
            set.add(ScoredPair.failed(null, null, i < 2 ? PairStatus.FTE : PairStatus.FTA_PROBE, PairLabel.NON_MATED));
        }
        return set.build();
    }

    private static void add(ScoreSet.Builder set, String name, int one, int other, PairLabel label, double score) {
        set.add(ScoredPair.of(null, null, Math.rint(score), label)
                .subjects(name + one, name + other)
                .groups("group " + one % 3, "group " + other % 3));
    }

    private static SearchSet searchesOfPeople() {
        Synthetic random = new Synthetic(43);
        SearchSet.Builder set = SearchSet.builder(ScoreSource.unnamed()).gallerySize(30);
        for (int i = 0; i < 200; i++) {
            SearchSet.Search search = set.search(i < 80, "p" + i % PERSONS);
            for (int k = 0; k < 3; k++) {
                search.candidate(Math.rint(30 + 8 * random.normal()), false, "r" + random.below(30));
            }
            if (i < 80) {
                search.candidate(Math.rint(50 + 10 * random.normal()), true, "p" + i % PERSONS);
            }
            if (i % 40 == 0) {
                search.failed();
            }
        }
        return set.build();
    }

    private static AttackSet attacks() {
        Synthetic random = new Synthetic(44);
        AttackSet.Builder set = AttackSet.builder(ScoreSource.unnamed());
        for (int i = 0; i < 120; i++) {
            set.bonaFide(3 + random.normal()).attack("print <A4>", random.normal());
            set.attack("mask", 0.5 + random.normal());
        }
        return set.bonaFideWithoutResponse().attackWithoutResponse("mask").build();
    }

    /** Nothing but scores on a named scale, many of them failed, with searches that name no person. */
    private static TuningReport ofScoresAlone() {
        ScoreScale scale = ScoreScale.of(new ProviderId("own"), "v1", Operation.COMPARE, 0, 100);
        Synthetic random = new Synthetic(45);
        ScoreSet.Builder set = ScoreSet.builder(ScoreSource.of(scale));
        for (int i = 0; i < 400; i++) {
            set.add(ScoredPair.of(null, null, within100(25 + 9 * random.normal()), PairLabel.NON_MATED)
                    .groups("g" + i % 2, "g" + i / 2 % 2));
        }
        for (int i = 0; i < 100; i++) {
            set.add(ScoredPair.of(null, null, within100(55 + 9 * random.normal()), PairLabel.MATED)
                    .groups("g" + i % 2, "g" + i % 2));
        }
        for (int i = 0; i < 40; i++) {
            set.add(ScoredPair.failed(null, null, PairStatus.FTA_REFERENCE, PairLabel.MATED));
        }
        SearchSet.Builder searches = SearchSet.builder(ScoreSource.of(scale));
        for (int i = 0; i < 60; i++) {
            SearchSet.Search search = searches.search(i % 2 == 0).candidate(20 + i / 2.0, false);
            if (i % 2 == 0) {
                search.candidate(30 + i / 2.0, true);
            }
        }
        return TuningReport.builder(set.build()).searches(searches.build()).build();
    }

    private static double within100(double score) {
        return Math.max(0, Math.min(100, Math.rint(2 * score) / 2));
    }

    /** Too few comparisons for any rate of the table. */
    private static TuningReport withoutThreshold() {
        return TuningReport.builder(Synthetic.set("syn-g-tiny"))
                .targets(List.of(0.1, 1e-4))
                .build();
    }
}
