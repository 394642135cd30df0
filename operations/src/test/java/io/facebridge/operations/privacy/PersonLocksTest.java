package io.facebridge.operations.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.gallery.PersonId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PersonLocksTest {
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");

    private final PersonLocks locks = new PersonLocks();

    @Test
    void keeps_a_lock_only_while_it_is_held() {
        int whileHeld = locks.callExclusively(ADA, () -> locks.callExclusively(BOB, locks::count));

        assertThat(whileHeld).isEqualTo(2);
        assertThat(locks.count()).isZero();
    }

    @Test
    void an_inner_action_of_the_same_person_does_not_release_the_lock() throws InterruptedException {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch started = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            started.countDown();
            locks.callExclusively(ADA, () -> order.add("other"));
        });

        locks.callExclusively(ADA, () -> {
            locks.callExclusively(ADA, () -> order.add("inner"));
            other.start();
            awaitBlocked(other, started);
            return order.add("outer");
        });
        other.join();

        assertThat(order).containsExactly("inner", "outer", "other");
        assertThat(locks.count()).isZero();
    }

    /** Ends when the thread waits for the lock, or has ended because it did not need to. */
    private static void awaitBlocked(Thread thread, CountDownLatch started) {
        try {
            started.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }
}
