package io.facebridge.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.VerifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.Effort;
import io.facebridge.testkit.PaintedFaces;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mixed load that lasts, with faults among it: memory, threads and open connections stay as they are. 1,320 calls, times what
 * {@link Effort} says: about an hour with 480.
 */
@Tag("slow")
class SoakTest {
    private static final int CALLS_EACH = Effort.times(30);
    private static final int THREADS = 4;
    private static final int SAMPLES = 10;
    private static final GalleryId GALLERY = GalleryId.portable("soak");

    /** The emulators' server takes threads from a pool of a fixed size, which it fills as it goes along. */
    private static final String POOL_OF_SERVERS = "qtp";

    /** What must not grow. */
    private record Sample(long heap, int threads, long files) {
        static Sample taken() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return new Sample(
                    runtime.totalMemory() - runtime.freeMemory(),
                    (int) Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> !thread.getName().startsWith(POOL_OF_SERVERS))
                            .count(),
                    ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                            ? unix.getOpenFileDescriptorCount()
                            : 0);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%d MB, %d threads, %d files and connections", heap >> 20, threads, files);
        }
    }

    private static CallPolicy policy() {
        return CallPolicy.builder()
                .deadline(Duration.ofSeconds(5))
                .backoff(Duration.ofMillis(5), Duration.ofMillis(20))
                .noCircuitBreaker()
                .unlimitedRate()
                .build();
    }

    @Test
    void memory_threads_and_connections_stay_as_they_are() throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        PaintedFaces painted = new PaintedFaces();
        AtomicLong calls = new AtomicLong();
        AtomicLong failures = new AtomicLong();
        List<Sample> samples = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (AwsEmulator rekognition = AwsEmulator.backedBy(painted)
                        .userUpdatingFor(Duration.ZERO)
                        .credentials(Stand.ID, Stand.SECRET)
                        .start();
                TencentEmulator iai = TencentEmulator.backedBy(painted)
                        .credentials(Stand.ID, Stand.SECRET)
                        .region(Stand.TENCENT_REGION)
                        .start();
                FaceProvider aws = Stand.aws(rekognition.endpoint(), policy());
                FaceProvider tencent = Stand.tencent(iai.endpoint(), policy())) {
            List<FaceProvider> providers = List.of(aws, tencent);
            providers.forEach(provider -> {
                FaceGallery gallery = provider.require(FaceGalleries.class).create(GALLERY);
                for (int person = 0; person < 20; person++) {
                    gallery.enroll(
                            EnrollRequest.of(person(person), painted(person, 1)).withoutQualityGate());
                }
            });
            for (int sample = 0; sample <= SAMPLES; sample++) {
                if (sample % 2 == 1) {
                    rekognition.faults().next(20).html(500);
                    iai.faults().next(20).resetAfter();
                }
                List<Future<?>> running = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    long seed = 31L * sample + thread;
                    int own = 100 + thread;
                    running.add(threads.submit(() -> load(providers, seed, own, calls, failures)));
                }
                for (Future<?> one : running) {
                    one.get();
                }
                rekognition.faults().clear();
                iai.faults().clear();
                samples.add(Sample.taken());
            }
        } finally {
            threads.shutdownNow();
        }

        Sample first = samples.get(1); // the first one warms up
        Sample last = samples.get(samples.size() - 1);
        assertThat(calls.get()).isEqualTo((SAMPLES + 1L) * THREADS * CALLS_EACH);
        assertThat(failures.get()).isBetween(1L, calls.get() / 10);
        assertThat(last.heap()).as("%s", samples).isLessThan(first.heap() + first.heap() / 2 + (20L << 20));
        assertThat(last.threads()).as("%s", samples).isLessThanOrEqualTo(first.threads() + 4);
        assertThat(last.files()).as("%s", samples).isLessThanOrEqualTo(first.files() + 16);
        System.out.printf(
                Locale.ROOT,
                "%d calls in %d s, %d of them failed; %s, then %s%n",
                calls.get(),
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                failures.get(),
                first,
                last);
    }

    private static PersonId person(int number) {
        return PersonId.portable("p" + number);
    }

    private static FaceImage painted(int person, int photograph) {
        return FaceImage.of(PaintedFaces.portrait(person, photograph));
    }

    /** A person of its own for each thread comes and goes. */
    private static void load(List<FaceProvider> providers, long seed, int own, AtomicLong calls, AtomicLong failures) {
        Random random = new Random(seed);
        for (int call = 0; call < CALLS_EACH; call++) {
            FaceProvider provider = providers.get(random.nextInt(providers.size()));
            FaceGallery gallery = provider.require(FaceGalleries.class).open(GALLERY);
            int known = random.nextInt(20);
            calls.incrementAndGet();
            try {
                switch (random.nextInt(7)) {
                    case 0 ->
                        assertThat(provider.detector().detect(painted(known, 2)))
                                .hasSize(1);
                    case 1 -> provider.comparer().compare(painted(known, 1), painted(known, 2));
                    case 2 ->
                        provider.require(FaceVerifier.class)
                                .verify(VerifyRequest.of(painted(known, 2), GALLERY, person(known)));
                    case 3 ->
                        assertThat(provider.require(FaceIdentifier.class)
                                        .identify(IdentifyRequest.of(painted(known, 2), GALLERY)))
                                .hasSize(1);
                    case 4 ->
                        gallery.enroll(
                                EnrollRequest.of(person(own), painted(own, 1)).withoutQualityGate());
                    case 5 -> gallery.remove(person(own));
                    default -> assertThat(gallery.find(person(known))).isPresent();
                }
            } catch (FaceBridgeException e) {
                failures.incrementAndGet();
            }
        }
    }
}
