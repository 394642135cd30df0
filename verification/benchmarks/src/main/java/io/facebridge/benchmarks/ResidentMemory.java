package io.facebridge.benchmarks;

import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures whether many comparisons leave the size of the process unchanged: prints its resident memory (Linux) at regular
 * intervals, and at the end the largest deviation from the value after the first tenth.
 */
public final class ResidentMemory {
    private ResidentMemory() {}

    /**
     * Runs the measurement.
     *
     * @param args the number of comparisons (20000 by default), and of threads (2 by default)
     * @throws Exception if a comparison fails
     */
    public static void main(String[] args) throws Exception {
        int comparisons = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        int step = comparisons / 20;
        FaceImage portrait = Portrait.ofSide(400);
        double settled = 0;
        double worst = 0;
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try (LocalFaces faces = LocalFaces.create()) {
            for (int done = step; done <= comparisons; done += step) {
                compare(workers, threads, step, faces, portrait);
                double resident = residentMebibytes();
                if (done == 2 * step) {
                    settled = resident;
                } else if (settled > 0) {
                    worst = Math.max(worst, Math.abs(resident / settled - 1));
                }
                System.out.printf(Locale.ROOT, "%6d comparisons: %.0f MiB resident%n", done, resident);
            }
        } finally {
            workers.shutdown();
        }
        System.out.printf(
                Locale.ROOT,
                "largest deviation from the value after the first tenth: %.1f %% (JDK %s)%n",
                100 * worst,
                Runtime.version());
    }

    private static void compare(ExecutorService workers, int threads, int count, LocalFaces faces, FaceImage portrait)
            throws InterruptedException, ExecutionException {
        Future<?>[] shares = new Future<?>[threads];
        for (int i = 0; i < threads; i++) {
            shares[i] = workers.submit(() -> {
                for (int k = 0; k < count / threads; k++) {
                    faces.comparer().compare(portrait, portrait);
                }
            });
        }
        for (Future<?> share : shares) {
            share.get();
        }
    }

    private static double residentMebibytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("\\D+", "")) / 1024;
            }
        }
        throw new IOException("the resident memory of a process is not available on this system");
    }
}
