package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.facebridge.FaceProvider;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.InvalidImageException;
import io.facebridge.face.DetectOptions;
import io.facebridge.image.FaceImage;
import io.facebridge.image.PixelBudget;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.CallReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The contract of the work that a service's provider does before it sends an image: it is bounded, and it is part of the call.
 * No service is needed.
 */
public abstract class PreparationContract {
    private static final Duration LONG = Duration.ofSeconds(5);

    private final List<CallReport> reports = new CopyOnWriteArrayList<>();

    /** Creates the contract. */
    protected PreparationContract() {}

    /**
     * Opens a provider for an address where no server listens.
     *
     * @param policy of its calls
     * @return a new provider, which the contract closes
     */
    protected abstract FaceProvider open(CallPolicy policy);

    @Test
    void refuses_a_picture_with_too_many_scans_and_sends_nothing() {
        try (FaceProvider faces =
                open(CallPolicy.builder().listener(reports::add).build())) {
            FaceImage costly = FaceImage.of(CostlyImages.progressive(1000, 1000, 200));

            InvalidImageException refused = assertThrows(
                    InvalidImageException.class, () -> faces.detector().detect(costly));

            assertThat(refused.reason().name()).isEqualTo("TOO_MANY_SCANS");
            assertThat(reports).isEmpty();
        }
    }

    @Test
    void ends_at_the_deadline_while_it_waits_for_room_to_decode() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (FaceProvider faces = open(CallPolicy.builder()
                .deadline(Duration.ofMillis(100))
                .listener(reports::add)
                .build())) {
            Future<Boolean> holder = other.submit(() -> {
                PixelBudget budget = PixelBudget.process();
                PixelBudget.Reservation all = budget.reserve(budget.capacity());
                try {
                    held.countDown();
                    return over.await(1, TimeUnit.MINUTES);
                } finally {
                    all.close();
                }
            });
            held.await();
            FaceImage webp = FaceImage.of(CostlyImages.webp(400, 300));

            CallTimeoutException late = assertTimeoutPreemptively(
                    LONG,
                    () -> assertThrows(
                            CallTimeoutException.class, () -> faces.detector().detect(webp, DetectOptions.defaults())));

            assertThat(late.effect()).isEqualTo(Effect.NONE);
            assertThat(late).hasMessageContainingAll("100 ms", "capacity");
            assertThat(reports).isEmpty();
            over.countDown();
            assertThat(holder.get()).isTrue();
        } finally {
            over.countDown();
            other.shutdown();
        }
    }

    @Test
    void ends_at_the_deadline_while_it_decodes() {
        try (FaceProvider faces = open(CallPolicy.builder()
                .deadline(Duration.ofMillis(1))
                .listener(reports::add)
                .build())) {
            FaceImage large = FaceImage.of(CostlyImages.webp(3000, 2000));

            CallTimeoutException late = assertThrows(
                    CallTimeoutException.class, () -> faces.detector().detect(large, DetectOptions.defaults()));

            assertThat(late).hasMessageContainingAll("1 ms", "prepared");
            assertThat(reports).isEmpty();
        }
    }
}
