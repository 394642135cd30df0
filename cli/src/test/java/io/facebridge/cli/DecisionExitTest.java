package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.match.MatchDecision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exit codes of decisions with {@code --exit-code}; without it they stay 0. */
class DecisionExitTest {
    private static final String RESULT = "liveness-session result --subject s --expires-at 2030-01-31T12:00:00Z ";

    private final Path one;
    private final Path several;
    private final Path poor;

    DecisionExitTest(@TempDir Path folder) {
        one = Run.picture(folder, "one.png", 120, 100);
        several = Run.picture(folder, "several.png", 120, 300);
        poor = Run.picture(folder, "poor.png", 444, 100);
    }

    private Run run(String commandLine, Object... more) {
        List<Object> words = new ArrayList<>();
        for (String word : List.of(commandLine.split(" "))) {
            words.add(
                    switch (word) {
                        case "ONE" -> one;
                        case "SEVERAL" -> several;
                        case "POOR" -> poor;
                        default -> word;
                    });
        }
        words.addAll(List.of(more));
        words.addAll(List.of("--provider", "scripted"));
        return Run.of(words.toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "compare ONE ONE --threshold 0.4, MATCH, 0",
        "compare ONE ONE --fmr 1e-2, MATCH, 0",
        "compare ONE ONE --threshold 0.6, NO_MATCH, 1",
        "compare ONE SEVERAL --threshold 0.4, INCONCLUSIVE, 5",
        "compare ONE ONE --fmr 1e-2 --failover scripted, MATCH, 0",
        "compare ONE ONE --fmr 1e-4 --failover scripted, NO_MATCH, 1",
        "verify staff ada ONE --threshold 0.4, MATCH, 0",
        "verify staff ada ONE --threshold 0.6, NO_MATCH, 1",
        "verify staff ada SEVERAL --threshold 0.4, INCONCLUSIVE, 5",
        "verify staff bob ONE --threshold 0.4, INCONCLUSIVE, 5",
        "identify staff ONE --threshold 0.4, MATCH, 0",
        "identify staff ONE --threshold 0.6, NO_MATCH, 1",
        "identify empty ONE --threshold 0.4, no candidates, 1",
        "identify staff SEVERAL --threshold 0.4, INCONCLUSIVE, 5",
        "identify staff POOR --threshold 0.4, INCONCLUSIVE, 5",
        "identify staff ONE --threshold 0.1, MATCH, 5"
    })
    void an_outcome_is_the_exit_code_only_where_it_is_asked_for(String commandLine, String outcome, int exitCode) {
        Run plain = run(commandLine);
        Run asked = run(commandLine, "--exit-code");
        Run json = run(commandLine, "--exit-code", "--json");

        assertThat(plain.exitCode()).as(plain.err()).isZero();
        assertThat(asked.exitCode()).as(asked.err()).isEqualTo(exitCode);
        assertThat(json.exitCode()).isEqualTo(exitCode);
        assertThat(asked.out()).isEqualTo(plain.out()).contains(outcome);
        assertThat(asked.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "waiting, 5",
        "done, 5",
        "done --min-confidence 0.5, 0",
        "done --min-confidence 0.9, 1",
        "done --min-confidence 0.5 --verify-against ONE --threshold 0.4, 0",
        "done --min-confidence 0.5 --verify-against ONE --threshold 0.6, 1",
        "done --min-confidence 0.9 --verify-against ONE --threshold 0.4, 1",
        "done --verify-against ONE --threshold 0.4, 5",
        "done --verify-against ONE --threshold 0.6, 1",
        "waiting --verify-against ONE --threshold 0.4, 5"
    })
    void a_person_of_a_session_has_to_be_live_and_where_compared_to_match(String arguments, int exitCode) {
        assertThat(run(RESULT + arguments).exitCode()).isZero();
        assertThat(run(RESULT + arguments, "--exit-code").exitCode()).isEqualTo(exitCode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compare ONE ONE --exit-code",
                "verify staff ada ONE --exit-code",
                "identify staff ONE --exit-code",
                RESULT + "done --verify-against ONE --exit-code"
            })
    void without_a_decision_the_exit_code_of_one_is_wrong_usage_with_the_remedy(String commandLine) {
        Run run = run(commandLine);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .startsWith("--exit-code requires a decision; give --f")
                .contains("--fmr RATE", "--threshold X");
    }

    @Test
    void a_failure_keeps_its_exit_code() {
        assertThat(run("compare nowhere.png ONE --fmr 1e-2 --exit-code").exitCode())
                .isEqualTo(3);
        assertThat(run("verify staff nemo ONE --fmr 1e-2 --exit-code").exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(MatchDecision.Outcome.class)
    void every_outcome_has_an_exit_code_of_its_own_kind(MatchDecision.Outcome outcome) {
        assertThat(DecisionExit.codeOf(outcome))
                .isEqualTo(
                        switch (outcome) {
                            case MATCH -> 0;
                            case NO_MATCH -> 1;
                            case REVIEW, INCONCLUSIVE -> 5;
                        });
    }

    @Test
    @Tag("models")
    void liveness_of_images_succeeds_only_if_every_face_is_live(@TempDir Path folder) {
        Path photographs = Path.of(System.getProperty("facebridge.photographs"));
        Path empty = Run.picture(folder, "empty.png", 300, 300);
        List<Integer> codes = new ArrayList<>();
        for (String name : List.of("sample1.jpg", "sample2.jpg", "sample3.jpg", "sample4.jpg", "sample5.jpg")) {
            Run run = Run.of("liveness", "--exit-code", "--json", photographs.resolve(name));
            codes.add(run.exitCode());
            assertThat(run.exitCode()).isEqualTo(run.out().contains("\"live\":true") ? 0 : 1);
        }

        Run all = Run.of(
                "liveness", "--exit-code", photographs.resolve("sample1.jpg"), photographs.resolve("sample2.jpg"));
        assertThat(all.exitCode()).isEqualTo(Math.max(codes.get(0), codes.get(1)));
        assertThat(Run.of("liveness", photographs.resolve("sample1.jpg")).exitCode())
                .isZero();
        assertThat(Run.of("liveness", "--exit-code", empty, photographs.resolve("sample1.jpg"))
                        .exitCode())
                .isEqualTo(3);
    }
}
