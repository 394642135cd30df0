package io.facebridge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables on which the statistics were wrong once, with what is right. */
class StatisticsCasesTest {
    private static final Path TABLES = Path.of(System.getProperty("facebridge.shared", "none"), "cases", "tables");

    @BeforeEach
    void skip_where_the_tables_are_not_there() {
        assumeTrue(Files.isDirectory(TABLES), "shared folder missing: cases");
    }

    private static Evaluation read(String name) {
        return ScoreReader.of(ScoreSource.unnamed()).read(TABLES.resolve(name)).evaluate();
    }

    @Test
    void what_is_assured_of_25_persons_is_kept_by_25_others() {
        Evaluation measured = read("assured-cal.csv.gz");
        Evaluation others = read("assured-test.csv.gz");
        SoftAssertions softly = new SoftAssertions();

        for (double rate : new double[] {1e-1, 3e-2, 1e-2, 3e-3}) {
            measured.atFmrAssured(rate, 0.95)
                    .point()
                    .ifPresent(point -> softly.assertThat(
                                    others.at(point.threshold()).fmr())
                            .as("realized rate of the threshold assured for %s", rate)
                            .isLessThanOrEqualTo(rate));
        }

        softly.assertAll();
    }

    @Test
    void a_rate_of_25_persons_is_not_called_ok_where_others_have_twice_as_much() {
        ThresholdAtRate found = read("assured-cal.csv.gz").atFmr(1e-2);

        double realized =
                read("assured-test.csv.gz").at(found.orThrow().threshold()).fmr();

        assertThat(realized).isGreaterThan(2 * found.orThrow().fmr());
        assertThat(found.support()).isEqualTo(StatisticalSupport.WEAK);
    }

    @Test
    void groups_that_were_drawn_by_lot_do_not_differ() {
        Evaluation evaluation = read("groups-by-lot.csv.gz");

        for (double rate : new double[] {1e-1, 1e-2, 1e-3}) {
            GroupRates groups =
                    evaluation.byGroup(evaluation.atFmr(rate).orThrow().threshold(), rate);
            assertThat(groups.groups()).hasSizeGreaterThan(1).allSatisfy(group -> {
                assertThat(group.fmrDiffersP()).as("p of FMR at %s", rate).isGreaterThan(0.05);
                assertThat(group.fnmrDiffersP()).as("p of FNMR at %s", rate).isGreaterThan(0.05);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dprime-1e15.csv,   3.3166635620835720",
        "dprime-tiny.csv,   1.8950412563259576",
        "dprime-offset.csv, 59.5",
    })
    void d_prime_is_right_at_any_offset_and_magnitude(String name, double expected) {
        assertThat(read(name).dPrime()).isCloseTo(expected, within(expected * 1e-12));
    }

    @Test
    void lists_of_10_candidates_of_150_references_are_no_calibration_for_10() {
        ScoreScale scale = ScoreScale.of(new ProviderId("own"), "v1", Operation.IDENTIFY, -100, 100);
        SearchSet searches =
                ScoreReader.of(ScoreSource.of(scale)).readSearches(TABLES.resolve("search-150-references-top10.csv"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibrations.builder(searches, Instant.EPOCH))
                .withMessageContaining("references")
                .withMessageContaining("at least 10");
    }
}
