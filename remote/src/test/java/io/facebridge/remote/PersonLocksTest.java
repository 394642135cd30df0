package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.provider.Deadline;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PersonLocksTest {
    private final PersonLocks locks = new PersonLocks();

    @Test
    void gives_what_the_writes_return_and_lets_a_thread_in_again() {
        assertThat(locks.callExclusively(
                        "staff", "ada", in(10), () -> locks.callExclusively("staff", "ada", in(10), () -> "written")))
                .isEqualTo("written");
    }

    @Test
    void waits_for_others_no_longer_than_the_call_may_take_and_says_that_nothing_was_written() throws Exception {
        whileAnotherThreadWrites(() -> assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> locks.callExclusively("staff", "ada", in(1), () -> "written"))
                .satisfies(e -> assertThat(e.effect()).isEqualTo(Effect.NONE)));
    }

    @Test
    void an_interrupted_thread_does_not_wait_and_stays_interrupted() throws Exception {
        whileAnotherThreadWrites(() -> {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(CallInterruptedException.class)
                    .isThrownBy(() -> locks.callExclusively("staff", "ada", in(10_000), () -> "written"))
                    .satisfies(e -> assertThat(e.effect()).isEqualTo(Effect.NONE));
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    void is_free_again_for_every_thread_after_writes_that_failed() throws Exception {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> locks.callExclusively("staff", "ada", in(10), () -> {
                    throw new IllegalStateException("failed");
                }));

        assertThat(locks.callExclusively("staff", "ada", in(10), () -> "written"))
                .isEqualTo("written");
        whileAnotherThreadWrites(() -> assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> locks.callExclusively("staff", "ada", in(1), () -> "written")));
    }

    private void whileAnotherThreadWrites(Runnable test) throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<String> written = other.submit(() -> locks.callExclusively("staff", "ada", in(10_000), () -> {
                writing.countDown();
                try {
                    done.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return "written";
            }));
            writing.await();
            test.run();
            done.countDown();
            assertThat(written.get()).isEqualTo("written");
        } finally {
            done.countDown();
            other.shutdown();
        }
    }

    private static Deadline in(long millis) {
        return new Deadline(Duration.ofMillis(millis), System::nanoTime);
    }
}
