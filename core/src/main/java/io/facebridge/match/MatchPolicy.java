package io.facebridge.match;

import io.facebridge.error.UncalibratedException;
import io.facebridge.face.QualityGate;
import io.facebridge.internal.Decimals;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A decision policy stated as a target error rate, from which a threshold is derived for each score scale: the same policy
 * works with every provider and model. Immutable.
 *
 * <pre>{@code
 * MatchPolicy policy = MatchPolicy.falseMatchRate(1e-4);
 * MatchDecision decision = policy.judge(provider.comparer().compare(FaceImage.of(idCard), FaceImage.of(selfie)));
 * }</pre>
 *
 * <p>The threshold at a rate comes from what the application measured for the scale ({@link #calibratedBy(Calibration)}),
 * else from what was published for it. Where neither exists or covers the rate, the policy does not decide and throws
 * {@link UncalibratedException}.
 */
public final class MatchPolicy {
    private final double rate;
    private final boolean ofSearches;
    private final @Nullable Long references;
    private final @Nullable Double reviewRate;
    private final ThresholdResolver thresholds;
    private final @Nullable QualityGate probeGate;

    private MatchPolicy(Draft draft) {
        rate = draft.rate;
        ofSearches = draft.ofSearches;
        references = draft.references;
        reviewRate = draft.reviewRate;
        thresholds = draft.thresholds;
        probeGate = draft.probeGate;
    }

    /** What a policy is made of, while it is being set. */
    private static final class Draft {
        private final double rate;
        private final boolean ofSearches;
        private @Nullable Long references;
        private @Nullable Double reviewRate;
        private ThresholdResolver thresholds = ThresholdResolver.published();
        private @Nullable QualityGate probeGate = QualityGate.probe();

        Draft(double rate, boolean ofSearches) {
            this.rate = rate;
            this.ofSearches = ofSearches;
        }
    }

    /** This policy with a change. */
    private MatchPolicy with(Consumer<Draft> change) {
        Draft draft = new Draft(rate, ofSearches);
        draft.references = references;
        draft.reviewRate = reviewRate;
        draft.thresholds = thresholds;
        draft.probeGate = probeGate;
        change.accept(draft);
        return new MatchPolicy(draft);
    }

    /**
     * Creates a policy under which at most this proportion of non-mated comparisons match.
     *
     * @param rate the target false match rate (FMR, ISO/IEC 19795-1), greater than 0 and less than 1; 1e-4 is one in ten
     *     thousand
     * @return the policy
     * @throws IllegalArgumentException if the rate is not between 0 and 1
     */
    public static MatchPolicy falseMatchRate(double rate) {
        return new MatchPolicy(new Draft(requireRate("falseMatchRate", rate), false));
    }

    /**
     * Creates a policy for searches (1:N) under which at most this proportion of non-mated searches return a match. The
     * threshold comes from one table: of searches, as it stands, for as many references or more; else of comparisons, at the
     * rate divided by the number of references, which is valid as long as their false matches are rare and no worse than
     * those of unrelated people. A table of comparisons that the application measured takes precedence over a published one
     * of searches. Where none was measured for the scale of searches, one for comparisons by the same provider and model is
     * used, and the threshold's source says so: where a service compares with all faces of a person at once, measure
     * searches.
     *
     * @param rate the target false positive identification rate (FPIR, ISO/IEC 19795-1), greater than 0 and less than 1
     * @return the policy; set the size of the galleries with {@link #withReferenceCount}, or let a
     *     {@link io.facebridge.decision.FaceMatcher} query it
     * @throws IllegalArgumentException if the rate is not between 0 and 1
     */
    public static MatchPolicy falsePositiveIdentificationRate(double rate) {
        return new MatchPolicy(new Draft(requireRate("falsePositiveIdentificationRate", rate), true));
    }

    /**
     * Sets the number of references that a search compares with: all faces enrolled in all galleries that are searched at
     * once. For galleries that grow, set a higher number rather than a lower one.
     *
     * @param count 1 or more
     * @return a policy for galleries of that size
     * @throws IllegalArgumentException if it is less than 1
     * @throws IllegalStateException if this policy is not of searches
     */
    public MatchPolicy withReferenceCount(long count) {
        if (!ofSearches) {
            throw new IllegalStateException("a false match rate does not depend on the size of a gallery; use"
                    + " a falsePositiveIdentificationRate for searches");
        }
        requireReferences(count);
        return with(draft -> draft.references = count);
    }

    /**
     * Sends to human review what does not match at the target rate but would match at a looser one. By default there is no
     * review band.
     *
     * @param looserRate a rate greater than the target, and of the same kind
     * @return a policy with the review band
     * @throws IllegalArgumentException if the rate is not greater than the target, or not less than 1
     */
    public MatchPolicy withReviewBand(double looserRate) {
        requireRate("the review band's rate", looserRate);
        if (looserRate <= rate) {
            throw new IllegalArgumentException("the review band's rate must be greater than the target "
                    + Decimals.plain(rate) + " but was " + Decimals.plain(looserRate));
        }
        return with(draft -> draft.reviewRate = looserRate);
    }

    /**
     * Adds what the application measured for a scale on labeled pairs of its own. It takes precedence over what is published
     * for the scale, also where it does not cover a rate of this policy. Scores of another model of the same provider and
     * operation are rejected until that model is calibrated too.
     *
     * @param calibration the measured thresholds; replaces an earlier calibration of the same scale
     * @return a policy that also uses this calibration, and rejects it when it has expired by the system's clock
     */
    public MatchPolicy calibratedBy(Calibration calibration) {
        return calibratedBy(calibration, Clock.systemUTC());
    }

    /**
     * Adds a calibration as {@link #calibratedBy(Calibration)} does, with another clock.
     *
     * @param calibration the measured thresholds
     * @param clock by which its expiry is checked at each decision
     * @return a policy that also uses this calibration
     */
    public MatchPolicy calibratedBy(Calibration calibration, Clock clock) {
        ThresholdResolver more =
                thresholds.with(calibration.scale(), calibration.table(), Objects.requireNonNull(clock, "clock"));
        return with(draft -> draft.thresholds = more);
    }

    /**
     * Adds thresholds as {@link #calibratedBy(Calibration)} does, which are not stored as a calibration.
     *
     * @param scale the scale that was measured
     * @param table thresholds by false match rate, or by the rate of whole searches
     * @return a policy that also uses these thresholds
     * @throws IllegalArgumentException if a threshold of the table is outside the scale, or if the scale names no model and
     *     the table does not expire
     */
    public MatchPolicy calibratedBy(ScoreScale scale, FalseMatchTable table) {
        ThresholdResolver more = thresholds.with(scale, table, Clock.systemUTC());
        return with(draft -> draft.thresholds = more);
    }

    /**
     * Sets the quality gate that a probe's face must pass to be decided about. The default is {@link QualityGate#probe()}.
     *
     * @param required the quality gate
     * @return a policy with this gate
     */
    public MatchPolicy withProbeGate(QualityGate required) {
        Objects.requireNonNull(required, "required");
        return with(draft -> draft.probeGate = required);
    }

    /**
     * Disables the quality gate, so that every probe is decided about, however poor: for images that cannot be captured
     * again.
     *
     * @return a policy without a gate
     */
    public MatchPolicy withoutProbeGate() {
        return with(draft -> draft.probeGate = null);
    }

    /**
     * Returns the quality gate for the face in a probe.
     *
     * @return {@link QualityGate#probe()} if the application did not set one; empty if the gate is disabled
     */
    public Optional<QualityGate> probeGate() {
        return Optional.ofNullable(probeGate);
    }

    /**
     * Returns the target false match rate.
     *
     * @return greater than 0 and less than 1; empty if the policy is of searches
     */
    public OptionalDouble targetFalseMatchRate() {
        return ofSearches ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }

    /**
     * Returns the target false positive identification rate.
     *
     * @return greater than 0 and less than 1; empty if the policy is of comparisons
     */
    public OptionalDouble targetFalsePositiveIdentificationRate() {
        return ofSearches ? OptionalDouble.of(rate) : OptionalDouble.empty();
    }

    /**
     * Returns the number of references for which a search keeps the rate.
     *
     * @return 1 or more; empty if it was not set, or if the policy is of comparisons
     */
    public OptionalLong references() {
        return references == null ? OptionalLong.empty() : OptionalLong.of(references);
    }

    /**
     * Returns the looser rate of the review band.
     *
     * @return of the same kind as the target; empty if there is no review band
     */
    public OptionalDouble reviewRate() {
        return reviewRate == null ? OptionalDouble.empty() : OptionalDouble.of(reviewRate);
    }

    /**
     * Returns the threshold at the target rate.
     *
     * @param scale the scale of the threshold
     * @return the threshold, with its source
     * @throws UncalibratedException if no threshold is known for the scale, or none for that rate; if the application
     *     calibrated another model only; or if its calibration has expired
     * @throws IllegalArgumentException if the policy is of searches and the scale is not
     * @throws IllegalStateException if the policy is of searches and the number of references is not set
     */
    public Threshold thresholdFor(ScoreScale scale) {
        return resolve(scale, rate);
    }

    /**
     * Checks that this policy can decide on a scale: that the threshold at the target rate is known, and that of the review
     * band if there is one.
     *
     * @param scale the scale of the scores that will be judged
     * @throws UncalibratedException if no threshold is known for the scale, or none for one of the rates; if the application
     *     calibrated another model only; or if its calibration has expired
     * @throws IllegalArgumentException if the policy is of searches and the scale is not
     * @throws IllegalStateException if the policy is of searches and the number of references is not set
     */
    public void requireThresholds(ScoreScale scale) {
        thresholdFor(scale);
        reviewThresholdFor(scale);
    }

    /**
     * Judges a score alone, which no quality gate can inspect. Where a {@link Comparison} is available, judge that: it also
     * reports whether it is clear which face each image shows.
     *
     * @param score a score of any scale for which a threshold is known
     * @return MATCH, NO_MATCH, or REVIEW within the review band
     * @throws UncalibratedException if no threshold is known for the score's scale at a rate of this policy
     * @throws IllegalArgumentException if the policy is of searches and the score's scale is not
     * @throws IllegalStateException if the policy is of searches and the number of references is not set
     */
    public MatchDecision judge(Score score) {
        return MatchDecision.of(score, thresholdFor(score.scale()), reviewThresholdFor(score.scale()));
    }

    /**
     * Judges a comparison. The quality gate judges what the comparison contains about the probe's face. Makes no remote call.
     * {@code docs/how-to/check-image-quality.md} lists what each provider reports.
     *
     * @param comparison a comparison on any scale for which a threshold is known
     * @return INCONCLUSIVE if another face rivals a selected one, if the probe gate rejects the probe's face whatever the
     *     score, or if the score is an upper bound too high for NO_MATCH; else MATCH, NO_MATCH, or REVIEW within the review
     *     band
     * @throws UncalibratedException if no threshold is known for the score's scale at a rate of this policy
     * @throws IllegalArgumentException if the policy is of searches and the score's scale is not
     * @throws IllegalStateException if the policy is of searches and the number of references is not set
     */
    public MatchDecision judge(Comparison comparison) {
        ScoreScale scale = comparison.score().scale();
        return MatchDecision.of(comparison, thresholdFor(scale), reviewThresholdFor(scale), probeGate);
    }

    /**
     * Judges a candidate of a search. A policy by false match rate judges it as one comparison: in a gallery of n faces the
     * chance that a person who is not enrolled matches is about n times that rate; use a
     * {@link #falsePositiveIdentificationRate} instead.
     *
     * @param candidate a candidate on any scale for which a threshold is known
     * @return as {@link #judge(Comparison)}
     * @throws UncalibratedException if no threshold is known for the score's scale at a rate of this policy
     * @throws IllegalStateException if the policy is of searches and the number of references is not set
     */
    public MatchDecision judge(Candidate candidate) {
        return judge(candidate.comparison());
    }

    private @Nullable Threshold reviewThresholdFor(ScoreScale scale) {
        return reviewRate == null ? null : resolve(scale, reviewRate);
    }

    private Threshold resolve(ScoreScale scale, double at) {
        if (!ofSearches) {
            return thresholds.atFalseMatchRate(at, scale);
        }
        if (scale.operation() != ScoreScale.Operation.IDENTIFY) {
            throw new IllegalArgumentException("a false positive identification rate is of searches but the scale is "
                    + scale + "; use falseMatchRate");
        }
        if (references == null) {
            throw new IllegalStateException(
                    "a false positive identification rate depends on the number of references; set"
                            + " withReferenceCount, or search with a FaceMatcher, which queries it");
        }
        return thresholds.atIdentificationRate(at, references, scale);
    }

    static long requireReferences(long count) {
        if (count < 1) {
            throw new IllegalArgumentException("references must be 1 or more but was " + count);
        }
        return count;
    }

    static double requireRate(String name, double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    name + " must be greater than 0 and less than 1 but was " + Decimals.plain(rate));
        }
        return rate;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MatchPolicy that
                && rate == that.rate
                && ofSearches == that.ofSearches
                && Objects.equals(references, that.references)
                && Objects.equals(reviewRate, that.reviewRate)
                && thresholds.equals(that.thresholds)
                && Objects.equals(probeGate, that.probeGate);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rate, ofSearches, references, reviewRate, thresholds, probeGate);
    }

    @Override
    public String toString() {
        String kind = ofSearches ? "FPIR " : "FMR ";
        return "MatchPolicy[" + kind + rate + (references == null ? "" : " among " + references)
                + (reviewRate == null ? "" : ", review from " + kind + reviewRate)
                + (probeGate == null ? ", no probe gate" : "") + "]";
    }
}
