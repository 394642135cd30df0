package io.facebridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
    /** The origin means nothing, and the count may overflow. */
    @ParameterizedTest
    @ValueSource(longs = {0, -7, Long.MAX_VALUE - 3})
    void has_passed_when_nothing_remains_and_not_a_nanosecond_before(long start) {
        long[] now = {start};
        Deadline deadline = new Deadline(Duration.ofNanos(10), () -> now[0]);
        assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(10));

        now[0] = start + 9;
        assertThat(deadline.remainingNanos()).isEqualTo(1);
        assertThat(deadline.expired()).isFalse();

        now[0] = start + 10;
        assertThat(deadline.remaining()).isZero();
        assertThat(deadline.expired()).isTrue();

        now[0] = start + 12;
        assertThat(deadline.remainingNanos()).isEqualTo(-2);
        assertThat(deadline.expired()).isTrue();
    }

    @Test
    void keeps_how_long_it_was_from_the_start() {
        assertThat(new Deadline(Duration.ofSeconds(3), () -> 5).duration()).isEqualTo(Duration.ofSeconds(3));
    }
}
