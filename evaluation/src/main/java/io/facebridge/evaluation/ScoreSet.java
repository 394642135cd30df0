package io.facebridge.evaluation;

import io.facebridge.error.ImageRole;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import io.facebridge.internal.Plurals;
import io.facebridge.match.Calibration;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.tuning.LabeledScores;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Scores of labeled comparisons from one source, with failures to acquire counted apart, and with the persons and groups of
 * each comparison where they are known. Use it as the input of an {@link Evaluation}, a {@link TuningReport} or {@link
 * Calibrations}. Immutable and thread-safe. Ten million scores take 80 MB, and another 80 MB after the first result that
 * needs them sorted.
 */
public final class ScoreSet {
    private final ScoreSource source;
    private final PairColumns mated;
    private final PairColumns nonMated;
    private final long[] matedHistogram;
    private final long[] nonMatedHistogram;
    private final Failures failures;
    private final int subjects;
    private final List<String> groups;
    private final DataIdentity identity;
    private volatile double @Nullable [] sortedMated;
    private volatile double @Nullable [] sortedNonMated;

    private ScoreSet(
            ScoreSource source,
            PairColumns mated,
            PairColumns nonMated,
            Failures failures,
            int subjects,
            List<String> groups,
            DataIdentity identity) {
        this.source = source;
        this.mated = mated;
        this.nonMated = nonMated;
        this.failures = failures;
        this.subjects = subjects;
        this.groups = groups;
        this.identity = identity;
        matedHistogram = ScoreKeys.histogram(mated.scores(), mated.size());
        nonMatedHistogram = ScoreKeys.histogram(nonMated.scores(), nonMated.size());
        requireFinite("mated", matedHistogram);
        requireFinite("non-mated", nonMatedHistogram);
    }

    private static void requireFinite(String label, long[] histogram) {
        long notFinite = ScoreKeys.notFinite(histogram);
        if (notFinite > 0) {
            throw new IllegalArgumentException("scores must be finite but " + notFinite + " " + label
                    + " ones are NaN or infinite; add failed comparisons with"
                    + " ScoredPair.failed, or leave them out");
        }
    }

    /**
     * Creates a set of scores without persons, images or groups. Copies both arrays.
     *
     * @param source the origin of the scores; distances are negated
     * @param mated the scores of mated comparisons; may be empty
     * @param nonMated the scores of non-mated comparisons; may be empty
     * @return a new set
     * @throws IllegalArgumentException if a score is NaN or infinite
     */
    public static ScoreSet of(ScoreSource source, double[] mated, double[] nonMated) {
        boolean negate = source.polarity() == ScorePolarity.DISTANCE;
        return new ScoreSet(
                source,
                new PairColumns(similarities(mated, negate)),
                new PairColumns(similarities(nonMated, negate)),
                Failures.NONE,
                0,
                List.of(),
                DataIdentity.UNKNOWN);
    }

    /**
     * Creates a set of the scores that an application built for a {@link io.facebridge.tuning.ThresholdTuner}, with all
     * their persons, images and groups.
     *
     * @param scores the scores; may be empty
     * @return a new set
     * @throws InvalidScoresException if mated pairs compare an image with itself, or the same two images are compared in both
     *     directions and {@link LabeledScores#asymmetric()} is {@code false}
     */
    public static ScoreSet of(LabeledScores scores) {
        ScoreSource source = ScoreSource.of(scores.scale());
        Builder set = builder(scores.dataset().map(source::dataset).orElse(source));
        if (scores.asymmetric()) {
            set.asymmetric();
        }
        scores.pairs().forEach(pair -> set.add(scored(pair)));
        return set.build();
    }

    private static ScoredPair scored(LabeledScores.Pair pair) {
        LabeledScores.Sample probe = pair.probe();
        LabeledScores.Sample reference = pair.reference();
        PairStatus status = pair.failed() == null
                ? PairStatus.OK
                : pair.failed() == ImageRole.REFERENCE ? PairStatus.FTA_REFERENCE : PairStatus.FTA_PROBE;
        return new ScoredPair(
                probe == null ? null : probe.image(),
                reference == null ? null : reference.image(),
                probe == null ? null : probe.person(),
                reference == null ? null : reference.person(),
                pair.score(),
                pair.mated() ? PairLabel.MATED : PairLabel.NON_MATED,
                status,
                probe == null ? null : probe.group(),
                reference == null ? null : reference.group());
    }

    private static double[] similarities(double[] scores, boolean negate) {
        double[] copy = new double[scores.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (negate ? -scores[i] : scores[i]) + 0.0;
        }
        return copy;
    }

    /**
     * Creates a set that is backed by the given arrays, for very many scores. Copies nothing. The arrays must not be
     * changed afterwards.
     *
     * @param source the origin of the scores; not distances
     * @param mated the scores of mated comparisons; may be empty
     * @param nonMated the scores of non-mated comparisons; may be empty
     * @return a new set
     * @throws IllegalArgumentException if a score is NaN or infinite, or the scores of the source are distances
     */
    public static ScoreSet viewOf(ScoreSource source, double[] mated, double[] nonMated) {
        if (source.polarity() == ScorePolarity.DISTANCE) {
            throw new IllegalArgumentException("distances cannot be viewed because they are negated; use of(..)");
        }
        return new ScoreSet(
                source,
                new PairColumns(mated),
                new PairColumns(nonMated),
                Failures.NONE,
                0,
                List.of(),
                DataIdentity.UNKNOWN);
    }

    /**
     * Creates a builder, to which comparisons are added one by one.
     *
     * @param source the origin of the scores
     * @return a new, empty builder
     */
    public static Builder builder(ScoreSource source) {
        return new Builder(source);
    }

    /** {@return the origin of the scores} */
    public ScoreSource source() {
        return source;
    }

    /** {@return the number of completed mated comparisons} */
    public long matedCount() {
        return mated.size();
    }

    /** {@return the number of completed non-mated comparisons} */
    public long nonMatedCount() {
        return nonMated.size();
    }

    /** {@return the counts of comparisons that were not completed; no other count includes them} */
    public Failures failures() {
        return failures;
    }

    /** {@return the number of persons; 0 if the persons are not known} */
    public int subjects() {
        return subjects;
    }

    /**
     * {@return an unmodifiable list of the groups of persons, in the order of first occurrence; empty if no groups are
     * known}
     */
    public List<String> groups() {
        return groups;
    }

    /** {@return the mated scores, as similarities, in the order in which they were added} */
    public DoubleStream mated() {
        return Arrays.stream(mated.scores(), 0, mated.size());
    }

    /** {@return the non-mated scores, as similarities, in the order in which they were added} */
    public DoubleStream nonMated() {
        return Arrays.stream(nonMated.scores(), 0, nonMated.size());
    }

    /**
     * Returns a hash that identifies this data: the SHA-256 over the number of scores of each label and all scores in
     * ascending order. It does not depend on the order in which comparisons were added.
     *
     * @return 64 hexadecimal digits
     */
    public String contentHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            addTo(digest, sortedMated());
            addTo(digest, sortedNonMated());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }

    private static void addTo(MessageDigest digest, double[] sorted) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        buffer.putLong(sorted.length);
        for (double score : sorted) {
            if (!buffer.hasRemaining()) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            buffer.putDouble(score);
        }
        digest.update(buffer.flip());
    }

    /**
     * Checks that this test set shares neither scores nor persons with the set that thresholds were chosen on. Rates
     * measured on the same scores or persons are optimistic. Persons are the same if their names are equal. If both sets
     * have the same image names but different scores for them, the names are assumed to denote different persons, and the
     * names alone are not rejected.
     *
     * @param training the scores that the thresholds were chosen on
     * @throws InvalidScoresException if the scores are the same or show persons of {@code training}
     */
    public void requireApartFrom(ScoreSet training) {
        overlapWith(training).reject("the scores that set the thresholds");
    }

    DataIdentity.Overlap overlapWith(ScoreSet training) {
        return identity.overlapWith(training.identity, contentHash().equals(training.contentHash()));
    }

    /**
     * Checks that this test set shares neither scores nor persons with the data of a calibration, by the rules of {@link
     * #requireApartFrom(ScoreSet)}.
     *
     * @param calibration the calibration to test on these scores
     * @throws InvalidScoresException if the calibration was made of these scores or of persons that they show
     */
    public void requireApartFrom(Calibration calibration) {
        identity.overlapWith(calibration, contentHash()).reject("the scores that the calibration was made of");
    }

    /** Returns the identity by which another data set is checked for the same persons and comparisons. */
    DataIdentity identity() {
        return identity;
    }

    /** {@return a new evaluation of the scores; cheap, because results are computed when they are first requested} */
    public Evaluation evaluate() {
        return new Evaluation(this);
    }

    PairColumns matedColumns() {
        return mated;
    }

    PairColumns nonMatedColumns() {
        return nonMated;
    }

    long[] matedHistogram() {
        return matedHistogram;
    }

    long[] nonMatedHistogram() {
        return nonMatedHistogram;
    }

    /** Returns the mated scores, ascending; must not be changed. */
    double[] sortedMated() {
        double[] sorted = sortedMated;
        if (sorted == null) {
            sorted = sorted(mated);
            sortedMated = sorted;
        }
        return sorted;
    }

    /** Returns the non-mated scores, ascending; must not be changed. */
    double[] sortedNonMated() {
        double[] sorted = sortedNonMated;
        if (sorted == null) {
            sorted = sorted(nonMated);
            sortedNonMated = sorted;
        }
        return sorted;
    }

    boolean areNonMatedSorted() {
        return sortedNonMated != null;
    }

    private static double[] sorted(PairColumns columns) {
        double[] sorted = new double[columns.size()];
        double[] scores = columns.scores();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = scores[i] + 0.0; // -0.0 would sort below 0.0
        }
        Arrays.parallelSort(sorted);
        return sorted;
    }

    @Override
    public String toString() {
        return "ScoreSet[" + source + ", " + mated.size() + " mated, " + nonMated.size() + " non-mated, "
                + failures.total() + " failures]";
    }

    /**
     * The counts of comparisons that were not completed.
     *
     * @param mated the number of failed mated comparisons, without a usable face or with a failed enrollment
     * @param nonMated the number of failed non-mated comparisons
     * @param enrollment the number of both that failed because the reference could not be enrolled (FTE); the others are
     *     failures to acquire (FTA)
     */
    public record Failures(long mated, long nonMated, long enrollment) {
        private static final Failures NONE = new Failures(0, 0, 0);

        /** {@return the number of failed comparisons} */
        public long total() {
            return mated + nonMated;
        }
    }

    /** Collects the comparisons of a {@link ScoreSet}. Not thread-safe. */
    public static final class Builder {
        private static final int UNKNOWN = PairColumns.UNKNOWN;

        private ScoreSource source;
        private final boolean negate;
        private final PairColumns mated = new PairColumns();
        private final PairColumns nonMated = new PairColumns();
        private final Names pictures = new Names();
        private final Names subjects = new Names();
        private final Names groupCodes = new Names();
        private final List<String> groups = new ArrayList<>();
        private boolean asymmetric;
        private long[] pairs = new long[1024];
        private int pairCount;
        private final PairSample comparisons = new PairSample();
        private long selfComparisons;
        private long firstSelfComparison;
        private long failedMated;
        private long failedNonMated;
        private long failedEnrollments;
        private long rows;

        private Builder(ScoreSource source) {
            this.source = Objects.requireNonNull(source, "source");
            negate = source.polarity() == ScorePolarity.DISTANCE;
        }

        /**
         * Sets that a score depends on the direction of the comparison, so that both directions of a pair are accepted. By
         * default they are rejected.
         *
         * @return this builder
         */
        public Builder asymmetric() {
            asymmetric = true;
            return this;
        }

        /**
         * Adds a completed or failed comparison.
         *
         * @param pair the comparison
         * @return this builder
         * @throws IllegalArgumentException if the score is outside the range of the source's scale
         */
        public Builder add(ScoredPair pair) {
            rows++;
            if (pair.status() != PairStatus.OK) {
                addFailure(pair.status(), pair.label());
                return this;
            }
            requireOnScale(pair.score(), rows); // before its names are taken in
            addScore(
                    pair.score(),
                    pair.label(),
                    code(pictures, pair.probeId()),
                    code(pictures, pair.referenceId()),
                    code(subjects, pair.probeSubject()),
                    code(subjects, pair.referenceSubject()),
                    group(pair.probeGroup()),
                    group(pair.referenceGroup()),
                    rows);
            return this;
        }

        /**
         * Adds a score without persons, images or groups.
         *
         * @param score the score, on the source's scale
         * @param label whether both images show the same person
         * @return this builder
         * @throws IncompatibleScaleException if the score is on a different scale than the source
         */
        public Builder add(Score score, PairLabel label) {
            requireSame(score.scale());
            return add(ScoredPair.of(null, null, score.value(), label));
        }

        private void requireSame(ScoreScale scale) {
            ScoreScale own = source.scale().orElse(null);
            if (!scale.equals(own)) {
                throw new IncompatibleScaleException("all scores of a set must be on one scale, but score "
                        + (rows + 1) + " is on the scale " + ScoreSource.inOneWord(scale) + " and the set is of "
                        + (own == null ? "unnamed scores" : ScoreSource.inOneWord(own))
                        + "; evaluate each scale on its own");
            }
        }

        /**
         * Creates the set. This builder remains usable.
         *
         * @return a new set with the comparisons added so far
         * @throws InvalidScoresException if mated pairs compare an image with itself, or the same two images are compared
         *     in both directions without {@link #asymmetric()}
         */
        public ScoreSet build() {
            if (selfComparisons > 0) {
                throw new InvalidScoresException(
                        Reason.SELF_COMPARISON,
                        selfComparisons + " of " + mated.size()
                                + " mated comparisons compare an image with itself (the first is row "
                                + firstSelfComparison + "); leave them out, because they lower the FNMR");
            }
            if (!asymmetric) {
                refuseBothDirections();
            }
            return new ScoreSet(
                    source,
                    mated.copy(),
                    nonMated.copy(),
                    new Failures(failedMated, failedNonMated, failedEnrollments),
                    mated.hasSubjects() || nonMated.hasSubjects() ? subjects.size() : 0,
                    List.copyOf(groups),
                    new DataIdentity(subjects.keys(), comparisons.copy()));
        }

        private void refuseBothDirections() {
            long[] sorted = Arrays.copyOf(pairs, pairCount);
            Arrays.parallelSort(sorted);
            long both = 0;
            for (int i = 1; i < sorted.length; i++) {
                both += (sorted[i] ^ sorted[i - 1]) == 1 ? 1 : 0;
            }
            if (both > 0) {
                throw new InvalidScoresException(
                        Reason.DUPLICATE_PAIR,
                        Plurals.count(both, "pair of images is", "pairs of images are")
                                + " compared in both directions among " + pairCount
                                + " comparisons, so that their scores would count twice; leave one of each out, or set"
                                + " asymmetric() if the score depends on the direction");
            }
        }

        void addFailure(PairStatus status, PairLabel label) {
            if (label == PairLabel.MATED) {
                failedMated++;
            } else {
                failedNonMated++;
            }
            failedEnrollments += status == PairStatus.FTE ? 1 : 0;
        }

        /** Adds a finite score; codes of what is unknown are {@link PairColumns#UNKNOWN}. */
        void addScore(
                double score,
                PairLabel label,
                int probe,
                int reference,
                int probeSubject,
                int referenceSubject,
                int probeGroup,
                int referenceGroup,
                long row) {
            double similarity = negate ? -score : score;
            requireOnScale(score, row);
            if (probe != UNKNOWN && reference != UNKNOWN) {
                comparisons.add(PairSample.key(pictures.key(probe), pictures.key(reference)), similarity);
                if (probe == reference) {
                    if (label == PairLabel.MATED && selfComparisons++ == 0) {
                        firstSelfComparison = row;
                    }
                } else if (!asymmetric) {
                    addPair(probe, reference);
                }
            }
            (label == PairLabel.MATED ? mated : nonMated)
                    .add(similarity, probeSubject, referenceSubject, probeGroup, referenceGroup);
        }

        private void requireOnScale(double score, long row) {
            ScoreScale scale = source.scale().orElse(null);
            if (scale != null && !(score >= scale.min() && score <= scale.max())) {
                throw new IllegalArgumentException("row " + row + " has a score outside of [" + scale.min() + ", "
                        + scale.max() + "], the range of the scale " + scale);
            }
        }

        private void addPair(int probe, int reference) {
            if (pairCount == pairs.length) {
                pairs = Arrays.copyOf(pairs, pairCount * 2);
            }
            long least = Math.min(probe, reference);
            long most = Math.max(probe, reference);
            pairs[pairCount++] = least << 33 | most << 1 | (probe < reference ? 0 : 1);
        }

        Names pictures() {
            return pictures;
        }

        Names subjects() {
            return subjects;
        }

        private int group(@Nullable String name) {
            return name == null ? UNKNOWN : group(name.toCharArray(), 0, name.length());
        }

        int group(char[] text, int from, int length) {
            int code = groupCodes.codeOf(text, from, length);
            if (code == groups.size()) {
                groups.add(new String(text, from, length));
            }
            return code;
        }

        void source(ScoreSource named) {
            source = named;
        }

        private static int code(Names names, @Nullable String name) {
            return name == null ? UNKNOWN : names.codeOf(name);
        }
    }
}
