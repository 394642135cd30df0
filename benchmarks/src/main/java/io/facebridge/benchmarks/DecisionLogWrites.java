package io.facebridge.benchmarks;

import io.facebridge.decision.AuditEvent;
import io.facebridge.decision.DecisionLog;
import io.facebridge.decision.DecisionLogKey;
import io.facebridge.decision.DecisionLogVerdict;
import io.facebridge.decision.DecisionLogVerifier;
import io.facebridge.gallery.PersonId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How fast records are written durably to a log and verified, signed and unsigned. In turn, round by round; the median of the rounds'
 * ratios, and their quartiles.
 */
public final class DecisionLogWrites {
    private static final DecisionLogKey KEY = DecisionLogKey.of("k1", new byte[DecisionLogKey.MIN_BYTES]);

    private DecisionLogWrites() {}

    /**
     * Runs.
     *
     * @param args rounds (15), records in each round (2000), the folder (the system's temporary one)
     * @throws IOException if something fails
     */
    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        int records = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
        Path folder = args.length > 2
                ? Files.createTempDirectory(Path.of(args[2]), "facebridge-log")
                : Files.createTempDirectory("facebridge-log");
        double[] writing = new double[rounds];
        double[] verifying = new double[rounds];
        try {
            for (int round = -1; round < rounds; round++) { // the first one warms up
                Rates bare = rates(folder.resolve("bare" + round), records, false);
                Rates signed = rates(folder.resolve("signed" + round), records, true);
                if (round >= 0) {
                    writing[round] = signed.written / bare.written;
                    verifying[round] = signed.verified / bare.verified;
                }
                System.out.printf(
                        Locale.ROOT,
                        "round %2d: written signed %.0f/s, unsigned %.0f/s; verified signed %.0f/s, unsigned %.0f/s%n",
                        round + 1,
                        signed.written,
                        bare.written,
                        signed.verified,
                        bare.verified);
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

    private record Rates(double written, double verified) {}

    private static Rates rates(Path log, int records, boolean isSigned) {
        DecisionLog.Builder builder = DecisionLog.builder(log);
        if (isSigned) {
            builder.key(KEY);
        }
        long start;
        long written;
        try (DecisionLog open = builder.open()) {
            start = System.nanoTime();
            for (int i = 0; i < records; i++) {
                open.onEvent(AuditEvent.builder(AuditEvent.Kind.ENROLLMENT, Instant.EPOCH)
                        .askedBy("operator")
                        .person(new PersonId("person-" + i))
                        .build());
            }
            written = System.nanoTime();
        }
        DecisionLogVerifier verifier = DecisionLogVerifier.of(log);
        long before = System.nanoTime();
        DecisionLogVerdict verdict = (isSigned ? verifier.keys(KEY) : verifier).verify();
        long verified = System.nanoTime();
        if (verdict.last().records() != records || !verdict.inOrder()) {
            throw new IllegalStateException(verdict.toString());
        }
        return new Rates(1e9 * records / (written - start), 1e9 * records / (verified - before));
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
