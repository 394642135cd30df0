package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.provider.ProviderId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ProviderCallsTest {
    private final AtomicBoolean inProgress = new AtomicBoolean();
    private final AtomicBoolean closedInProgress = new AtomicBoolean();
    private final AtomicInteger closed = new AtomicInteger();
    private final Calls calls = new Calls();

    @Test
    void begin_with_the_deadline_of_the_policy() {
        try (CallScope call = calls.begin()) {
            assertThat(call.deadline().duration()).isEqualTo(Duration.ofSeconds(7));
            assertThat(call.deadline()).isSameAs(call.deadline());
        }
        assertThat(calls.<Duration>call(deadline -> deadline.duration())).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void are_rejected_after_the_provider_was_closed() {
        calls.close();

        assertThatIllegalStateException()
                .isThrownBy(calls::begin)
                .withMessage("this NameFaces is closed; create one at start-up and close it at shutdown");
        assertThatIllegalStateException().isThrownBy(() -> calls.call(deadline -> deadline));
        calls.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void are_rejected_on_every_thread_after_one_of_them_closed_the_provider() throws InterruptedException {
        Thread closer = new Thread(calls::close);
        closer.start();
        closer.join();

        assertThatIllegalStateException().isThrownBy(calls::begin);
    }

    @Test
    void end_before_the_provider_closes() throws InterruptedException {
        Thread closer = new Thread(calls::close);
        try (CallScope call = calls.begin()) {
            inProgress.set(!call.deadline().remaining().isNegative());
            closer.start();
            while (closer.getState() != Thread.State.WAITING && closer.isAlive()) {
                Thread.onSpinWait();
            }
            inProgress.set(false);
        }
        closer.join();

        assertThat(closed).hasValue(1);
        assertThat(closedInProgress).isFalse();
    }

    @Test
    void close_the_executor_and_the_client_once() {
        calls.close();
        calls.close();

        assertThat(closed).hasValue(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> calls.pause(Duration.ZERO, calls.executor().startDeadline()));
    }

    private final class Calls extends ProviderCalls {
        Calls() {
            super(
                    "NameFaces",
                    RemoteCallExecutor.create(
                            new ProviderId("name"),
                            CallPolicy.builder().deadline(Duration.ofSeconds(7)).build(),
                            Map.of(),
                            (failure, operation) -> new FaceBridgeException("failed", null, Effect.NONE, failure)),
                    () -> {
                        closedInProgress.compareAndSet(false, inProgress.get());
                        closed.incrementAndGet();
                    });
        }
    }
}
