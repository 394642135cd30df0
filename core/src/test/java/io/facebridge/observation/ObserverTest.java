package io.facebridge.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.observation.Observer.Kind;
import io.facebridge.observation.Observer.Stage;
import io.facebridge.provider.ProviderId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserverTest {
    private static final Stage OUTER = new Stage(Kind.DECISION, new ProviderId("scripted"), "compare");
    private static final Stage INNER = new Stage(Kind.LOCAL, new ProviderId("scripted"), "decode");

    private final List<String> seen = new ArrayList<>();
    private final Observer observer = stage -> {
        seen.add("begin " + stage.operation());
        return (outcome, failure) -> seen.add("end " + stage.operation() + " " + outcome
                + (failure == null ? "" : " " + failure.getClass().getSimpleName()));
    };

    @Test
    void stages_nest_and_end_with_their_outcome() {
        String result = observer.observe(OUTER, () -> observer.observe(INNER, () -> "pixels"), ignored -> "NO_MATCH");

        assertThat(result).isEqualTo("pixels");
        assertThat(seen)
                .containsExactly("begin compare", "begin decode", "end decode SUCCEEDED", "end compare NO_MATCH");
    }

    @Test
    void an_exception_ends_every_stage_around_it_and_is_thrown() {
        assertThatIllegalStateException()
                .isThrownBy(() -> observer.observe(
                        OUTER,
                        () -> observer.observe(INNER, () -> {
                            throw new IllegalStateException("closed");
                        })));

        assertThat(seen)
                .containsExactly(
                        "begin compare",
                        "begin decode",
                        "end decode FAILED IllegalStateException",
                        "end compare FAILED IllegalStateException");
    }

    @Test
    void what_an_observer_throws_changes_nothing() {
        Observer failingFirst = stage -> {
            throw new IllegalArgumentException("no timer");
        };
        Observer failingLast = stage -> (outcome, failure) -> {
            throw new IllegalArgumentException("no timer");
        };

        assertThat(failingFirst.observe(INNER, () -> 1)).isEqualTo(1);
        assertThat(failingLast.observe(INNER, () -> 2)).isEqualTo(2);
        assertThat(Observer.NONE.observe(INNER, () -> 3)).isEqualTo(3);
    }

    @Test
    void an_error_of_an_observer_changes_nothing_either() {
        Observer failingFirst = stage -> {
            throw new NoClassDefFoundError("a library of metrics is missing");
        };
        Observer failingLast = stage -> (outcome, failure) -> {
            throw new NoClassDefFoundError("a library of metrics is missing");
        };

        assertThat(failingFirst.observe(INNER, () -> 1)).isEqualTo(1);
        assertThat(failingLast.observe(INNER, () -> 2)).isEqualTo(2);
        assertThatIllegalStateException()
                .isThrownBy(() -> failingLast.observe(INNER, () -> {
                    throw new IllegalStateException("closed");
                }))
                .withMessage("closed");
    }

    @Test
    void a_stage_whose_outcome_cannot_be_named_ends_all_the_same() {
        String result = observer.observe(OUTER, () -> "pixels", ignored -> {
            throw new IllegalArgumentException("no word for it");
        });

        assertThat(result).isEqualTo("pixels");
        assertThat(seen).containsExactly("begin compare", "end compare SUCCEEDED");
    }
}
