package io.facebridge.evaluation;

import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import io.facebridge.match.Calibration;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Hashes of a set's persons and comparisons, so that thresholds are not tested on their own data. Immutable. */
final class DataIdentity {
    static final DataIdentity UNKNOWN = new DataIdentity(new long[0], new PairSample());

    private static final int MAX_PERSONS = 10_000;
    private static final int MAX_COMPARISONS = 256;
    private static final MathContext DIGITS = new MathContext(4);

    private final long[] persons;
    private final PairSample comparisons;

    /**
     * Creates an identity.
     *
     * @param persons the keys of the persons' names; empty if they are not known
     * @param comparisons a sample of the comparisons; empty if the images are not known
     */
    DataIdentity(long[] persons, PairSample comparisons) {
        this.persons = persons;
        this.comparisons = comparisons;
    }

    /** The kind of data that two sets share. */
    enum Kind {
        NOTHING,
        SCORES,
        COMPARISONS,
        PERSONS,
        /** Names only: the scores show that they denote different persons. */
        NAMES
    }

    /**
     * The overlap of two sets.
     *
     * @param kind the kind of shared data
     * @param shared the number of shared comparisons or persons
     * @param of the number of comparisons or persons inspected
     */
    record Overlap(Kind kind, long shared, long of) {
        void reject(String training) {
            String what =
                    switch (kind) {
                        case NOTHING, NAMES -> "";
                        case SCORES -> "the test scores equal " + training;
                        case COMPARISONS ->
                            shared + " of " + of + " inspected comparisons are among " + training
                                    + " too, with the same scores";
                        case PERSONS -> shared + " of the " + of + " persons of the test set are among " + training;
                    };
            if (!what.isEmpty()) {
                throw new InvalidScoresException(
                        Reason.SAME_DATA, what + ", which makes rates optimistic; test on scores of other persons");
            }
        }
    }

    Overlap overlapWith(DataIdentity training, boolean sameScores) {
        if (sameScores) {
            return new Overlap(Kind.SCORES, 0, 0);
        }
        Map<Long, Double> known = new HashMap<>();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < training.comparisons.size(); i++) {
            known.put(training.comparisons.key(i), training.comparisons.score(i));
            low = Math.min(low, training.comparisons.score(i));
            high = Math.max(high, training.comparisons.score(i));
        }
        double near = (high - low) * 1e-3; // another number of digits may have been written
        int met = 0;
        int same = 0;
        for (int i = 0; i < comparisons.size(); i++) {
            Double score = known.get(comparisons.key(i));
            if (score != null) {
                met++;
                same += Math.abs(score - comparisons.score(i)) <= near ? 1 : 0;
            }
        }
        Set<Long> names = LongStream.of(training.persons).boxed().collect(Collectors.toSet());
        return overlap(met, same, LongStream.of(persons).filter(names::contains).count());
    }

    Overlap overlapWith(Calibration calibration, String contentHash) {
        String salt = calibration.dataSha256().orElse("");
        if (salt.equals(contentHash)) {
            return new Overlap(Kind.SCORES, 0, 0);
        }
        Map<String, String> known = new HashMap<>();
        calibration.comparisonHashes().forEach(hash -> known.put(hash.substring(0, 16), hash));
        int met = 0;
        int same = 0;
        for (int i = 0; i < comparisons.size() && !known.isEmpty(); i++) {
            String hash = comparisonHash(salt, i);
            String theirs = known.get(hash.substring(0, 16));
            if (theirs != null) {
                met++;
                same += theirs.equals(hash) ? 1 : 0;
            }
        }
        Set<String> names = Set.copyOf(calibration.subjectHashes());
        long shared = names.isEmpty()
                ? 0
                : LongStream.of(persons)
                        .filter(person -> names.contains(hash(salt, person, "")))
                        .count();
        return overlap(met, same, shared);
    }

    private Overlap overlap(int met, int same, long sharedPersons) {
        if (met > 0 && same * 2 >= met) {
            return new Overlap(Kind.COMPARISONS, same, comparisons.size());
        }
        if (sharedPersons == 0) {
            return new Overlap(Kind.NOTHING, 0, 0);
        }
        return new Overlap(met > 0 ? Kind.NAMES : Kind.PERSONS, sharedPersons, persons.length);
    }

    /** Returns the hashes of the persons for a calibration; of very many persons the lowest. */
    List<String> subjectHashes(String salt) {
        return Arrays.stream(persons)
                .mapToObj(person -> hash(salt, person, ""))
                .sorted()
                .limit(MAX_PERSONS)
                .toList();
    }

    /** Returns the hashes of the sampled comparisons for a calibration. */
    List<String> comparisonHashes(String salt) {
        return IntStream.range(0, Math.min(MAX_COMPARISONS, comparisons.size()))
                .mapToObj(i -> comparisonHash(salt, i))
                .toList();
    }

    private String comparisonHash(String salt, int i) {
        String score = new BigDecimal(comparisons.score(i)).round(DIGITS).toString();
        return hash(salt, comparisons.key(i), "") + hash(salt, comparisons.key(i), score);
    }

    private static String hash(String salt, long key, String more) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt.getBytes(StandardCharsets.US_ASCII));
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(key).flip());
            digest.update(more.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(), 0, Long.BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }
}
