package io.facebridge.benchmarks;

import io.facebridge.evaluation.OperatingPoint;
import io.facebridge.evaluation.ScoreReader;
import io.facebridge.evaluation.ScoreSet;
import io.facebridge.evaluation.ScoreSource;
import io.facebridge.evaluation.TuningReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures thresholds and reports of very many scores. With {@code -prof gc} it also reports the allocation: a threshold must
 * need less than 8 MB besides the scores.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class TuningBenchmark {
    /** Creates the instance; called by JMH. */
    public TuningBenchmark() {}

    /** Scores in memory. */
    @State(Scope.Benchmark)
    public static class Scores {
        /** The number of non-mated scores. */
        @Param({"10000000", "100000000"})
        public int nonMated;

        private double[] mated = {};
        private double[] others = {};

        /** Creates the instance; called by JMH. */
        public Scores() {}

        /** Draws the scores. */
        @Setup
        public void draw() {
            SplittableRandom random = new SplittableRandom(1);
            mated = TuningBenchmark.draw(random, Math.min(1_000_000, nonMated / 100), 0.7, 0.09);
            others = TuningBenchmark.draw(random, nonMated, 0.01, 0.097);
        }
    }

    /** Ten million scores in memory and in a file. */
    @State(Scope.Benchmark)
    public static class File {
        private double[] mated = {};
        private double[] others = {};
        private Path csv = Path.of("");

        /** Creates the instance; called by JMH. */
        public File() {}

        /**
         * Draws and writes the scores.
         *
         * @throws IOException if the disk is full
         */
        @Setup(Level.Trial)
        public void write() throws IOException {
            SplittableRandom random = new SplittableRandom(2);
            mated = TuningBenchmark.draw(random, 100_000, 0.7, 0.09);
            others = TuningBenchmark.draw(random, 9_900_000, 0.01, 0.097);
            csv = Files.createTempFile("scores", ".csv");
            try (BufferedWriter out = Files.newBufferedWriter(csv)) {
                out.write("probe_id,reference_id,probe_subject,reference_subject,score,label\n");
                for (int i = 0; i < mated.length + others.length; i++) {
                    boolean same = i < mated.length;
                    int probe = i % 5000;
                    int reference = 5000 + i / 5000 % 5000;
                    out.write("p" + probe + ",r" + reference + ",s" + probe + ",s" + (same ? probe : reference) + ","
                            + (same ? mated[i] : others[i - mated.length]) + "," + (same ? "mated\n" : "nonmated\n"));
                }
            }
        }

        /**
         * Deletes the file.
         *
         * @throws IOException if the file cannot be deleted
         */
        @TearDown(Level.Trial)
        public void delete() throws IOException {
            Files.deleteIfExists(csv);
        }
    }

    private static double[] draw(SplittableRandom random, int count, double mean, double deviation) {
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int k = 0; k < 12; k++) {
                sum += random.nextDouble();
            }
            scores[i] = mean + deviation * (sum - 6);
        }
        return scores;
    }

    /**
     * Computes the threshold at a false match rate of 1e-4, from arrays: counting only. Aims: 50 ms for 1e7, 500 ms for 1e8.
     *
     * @param scores in memory
     * @return the operating point
     */
    @Benchmark
    public OperatingPoint threshold(Scores scores) {
        return ScoreSet.viewOf(ScoreSource.unnamed(), scores.mated, scores.others)
                .evaluate()
                .atFmr(1e-4)
                .orThrow();
    }

    /**
     * Writes the whole report of ten million scores, as a page and as JSON. Aim: 3 s.
     *
     * @param file the scores
     * @return the length of both
     */
    @Benchmark
    public int report(File file) {
        TuningReport report = TuningReport.builder(ScoreSet.viewOf(ScoreSource.unnamed(), file.mated, file.others))
                .build();
        return report.html().length() + report.json().length();
    }

    /**
     * Reads ten million rows with names from a table, in the cache of the system. Aim: 100 MB/s; the file has about 520 MB.
     *
     * @param file the table
     * @return the scores
     */
    @Benchmark
    public ScoreSet read(File file) {
        return ScoreReader.of(ScoreSource.unnamed()).read(file.csv);
    }
}
