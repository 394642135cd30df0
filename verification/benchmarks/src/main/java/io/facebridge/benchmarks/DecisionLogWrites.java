package io.facebridge.benchmarks;

import io.facebridge.gallery.PersonId;
import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.audit.DecisionLogKey;
import io.facebridge.operations.audit.DecisionLogVerdict;
import io.facebridge.operations.audit.DecisionLogVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures how fast records are written durably to a log and verified, signed and unsigned, alternating for each record and
 * each verification of a round. Prints the median of the rounds' ratios, and their quartiles.
 */
public final class DecisionLogWrites {
    private static final DecisionLogKey KEY = DecisionLogKey.of("k1", new byte[DecisionLogKey.MIN_BYTES]);
    private static final int VERIFICATIONS = 10;

    private DecisionLogWrites() {}

    /**
     * Runs the benchmark.
     *
     * @param args rounds (15), records in each round (1000), the folder (the system's temporary one)
     * @throws IOException if a file cannot be written or read
     */
    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        int records = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
        Path folder = args.length > 2
                ? Files.createTempDirectory(Path.of(args[2]), "facebridge-log")
                : Files.createTempDirectory("facebridge-log");
        double[] writing = new double[rounds];
        double[] verifying = new double[rounds];
        try {
            for (int round = -2; round < rounds; round++) { // the first two warm up
                Path unsigned = folder.resolve("unsigned" + round);
                Path signed = folder.resolve("signed" + round);
                long[] written = written(unsigned, signed, records);
                long[] verified = verified(unsigned, signed, records);
                if (round >= 0) {
                    writing[round] = (double) written[0] / written[1];
                    verifying[round] = (double) verified[0] / verified[1];
                    System.out.printf(
                            Locale.ROOT,
                            "round %2d: written signed %.0f/s, unsigned %.0f/s; verified signed %.0f/s, unsigned %.0f/s%n",
                            round + 1,
                            1e9 * records / written[1],
                            1e9 * records / written[0],
                            1e9 * records * VERIFICATIONS / verified[1],
                            1e9 * records * VERIFICATIONS / verified[0]);
                }
            }
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        print("written", writing);
        print("verified", verifying);
    }

    private static long[] written(Path unsigned, Path signed, int records) {
        long[] nanos = new long[2];
        try (DecisionLog one = DecisionLog.open(unsigned);
                DecisionLog other = DecisionLog.builder(signed).key(KEY).open()) {
            for (int i = 0; i < 2 * records; i++) {
                AuditEvent event = AuditEvent.builder(AuditEvent.Kind.ENROLLMENT, Instant.EPOCH)
                        .withRequester("operator")
                        .person(new PersonId("person-" + i / 2))
                        .build();
                int which = (i + i / 2) % 2; // each is first in every other pair
                long start = System.nanoTime();
                (which == 0 ? one : other).onEvent(event);
                nanos[which] += System.nanoTime() - start;
            }
        }
        return nanos;
    }

    private static long[] verified(Path unsigned, Path signed, int records) {
        long[] nanos = new long[2];
        for (int i = 0; i < 2 * VERIFICATIONS; i++) {
            int which = i % 2;
            long start = System.nanoTime();
            DecisionLogVerdict verdict = which == 0
                    ? DecisionLogVerifier.verify(unsigned)
                    : DecisionLogVerifier.of(signed).keys(KEY).verify();
            nanos[which] += System.nanoTime() - start;
            if (verdict.last().records() != records || !verdict.inOrder()) {
                throw new IllegalStateException(verdict.toString());
            }
        }
        return nanos;
    }

    private static void print(String what, double[] ratios) {
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%s, signed records a second / unsigned ones: median %.2f, quartiles %.2f to %.2f%n",
                what,
                ratios[ratios.length / 2],
                ratios[ratios.length / 4],
                ratios[ratios.length * 3 / 4]);
    }
}
