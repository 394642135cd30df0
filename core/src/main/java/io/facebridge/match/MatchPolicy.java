package io.facebridge.match;

import io.facebridge.UncalibratedException;
import io.facebridge.face.QualityGate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the application can live with, said as an error rate and not as a score: the same policy holds on every provider
 * and model. Immutable.
 *
 * <pre>{@code
 * MatchPolicy policy = MatchPolicy.falseMatchRate(1e-4);
 * MatchDecision decision = policy.judge(faces.comparer().compare(idCard, selfie));
 * }</pre>
 */
public final class MatchPolicy {
    private final double falseMatchRate;
    private final @Nullable Double reviewRate;
    private final Map<ScoreScale, FalseMatchTable> calibrations;
    private final @Nullable QualityGate probeGate;

    private MatchPolicy(
            double falseMatchRate,
            @Nullable Double reviewRate,
            Map<ScoreScale, FalseMatchTable> calibrations,
            @Nullable QualityGate probeGate) {
        this.falseMatchRate = falseMatchRate;
        this.reviewRate = reviewRate;
        this.calibrations = calibrations;
        this.probeGate = probeGate;
    }

    /**
     * Lets through at most this share of comparisons of two different people.
     *
     * @param rate the target false match rate (FMR, ISO/IEC 19795-1), greater than 0 and less than 1; 1e-4 is one in ten
     *     thousand
     * @return the policy
     * @throws IllegalArgumentException if the rate is not between 0 and 1
     */
    public static MatchPolicy falseMatchRate(double rate) {
        return new MatchPolicy(requireRate("falseMatchRate", rate), null, Map.of(), QualityGate.probe());
    }

    /**
     * Sends to a human what does not match at the target rate but would match at a looser one.
     *
     * @param looserRate a false match rate greater than the target
     * @return a policy with the review band
     * @throws IllegalArgumentException if the rate is not greater than the target, or not less than 1
     */
    public MatchPolicy withReviewBand(double looserRate) {
        requireRate("the review band's rate", looserRate);
        if (looserRate <= falseMatchRate) {
            throw new IllegalArgumentException("the review band's rate must be greater than the target "
                    + falseMatchRate + " but was " + looserRate);
        }
        return new MatchPolicy(falseMatchRate, looserRate, calibrations, probeGate);
    }

    /**
     * Uses what the application measured for a scale on labelled pairs of its own. It goes before what is published for the
     * scale, also where it does not cover a rate of this policy.
     *
     * @param scale the scale that was measured
     * @param table thresholds by false match rate
     * @return a policy that also knows this calibration
     * @throws IllegalArgumentException if a threshold of the table is outside the scale
     */
    public MatchPolicy calibratedBy(ScoreScale scale, FalseMatchTable table) {
        Map<ScoreScale, FalseMatchTable> more = new HashMap<>(calibrations);
        more.put(scale.with(table), table);
        return new MatchPolicy(falseMatchRate, reviewRate, Map.copyOf(more), probeGate);
    }

    /**
     * Says what the face in a probe must be like to be decided about.
     *
     * @param required replaces {@link QualityGate#probe()}
     * @return a policy with this gate
     */
    public MatchPolicy withProbeGate(QualityGate required) {
        return new MatchPolicy(falseMatchRate, reviewRate, calibrations, Objects.requireNonNull(required, "required"));
    }

    /**
     * Decides about every probe, however poor, for pictures that nobody can take again.
     *
     * @return a policy without a gate
     */
    public MatchPolicy withoutProbeGate() {
        return new MatchPolicy(falseMatchRate, reviewRate, calibrations, null);
    }

    /**
     * What the face in a probe must be like.
     *
     * @return {@link QualityGate#probe()} if the application did not say; empty if the gate is off
     */
    public Optional<QualityGate> probeGate() {
        return Optional.ofNullable(probeGate);
    }

    /**
     * The target false match rate.
     *
     * @return greater than 0 and less than 1
     */
    public double targetFalseMatchRate() {
        return falseMatchRate;
    }

    /**
     * The looser rate of the review band.
     *
     * @return empty if there is no review band
     */
    public OptionalDouble reviewFalseMatchRate() {
        return reviewRate == null ? OptionalDouble.empty() : OptionalDouble.of(reviewRate);
    }

    /**
     * The threshold at the target rate.
     *
     * @param scale the scale to set it on
     * @return the threshold, with its source
     * @throws UncalibratedException if nothing is known for the scale, or not for that rate
     */
    public Threshold thresholdFor(ScoreScale scale) {
        return resolve(scale, falseMatchRate);
    }

    /**
     * Judges a score alone, which no quality gate can see. Where a {@link Comparison} is at hand judge that: it also knows whether the pictures say
     * clearly whom they show.
     *
     * @param score a score of any scale for which a threshold is known
     * @return MATCH, NO_MATCH, or REVIEW within the review band
     * @throws UncalibratedException if no threshold is known for the score's scale at a rate of this policy
     */
    public MatchDecision judge(Score score) {
        return MatchDecision.of(score, thresholdFor(score.scale()), reviewThresholdFor(score.scale()));
    }

    /**
     * Judges a comparison. The quality gate judges what the comparison tells of the probe's face, and asks nobody: which
     * provider tells what is a table in {@code docs/quality.md}.
     *
     * @param comparison a comparison on any scale for which a threshold is known
     * @return INCONCLUSIVE if another face rivals a chosen one, if the probe gate refuses the probe's face whatever the score,
     *     or if the score is an upper bound too high for NO_MATCH; else MATCH, NO_MATCH, or REVIEW within the review band
     * @throws UncalibratedException if no threshold is known for the score's scale at a rate of this policy
     */
    public MatchDecision judge(Comparison comparison) {
        ScoreScale scale = comparison.score().scale();
        return MatchDecision.of(comparison, thresholdFor(scale), reviewThresholdFor(scale), probeGate);
    }

    /**
     * Judges a candidate of a search by the false match rate of one comparison. In a gallery of n persons the chance that
     * somebody who is not enrolled matches anybody is about n times that: choose the rate accordingly.
     *
     * @param candidate a candidate on any scale for which a threshold is known
     * @return as {@link #judge(Comparison)}
     * @throws UncalibratedException if no threshold is known for the score's scale at a rate of this policy
     */
    public MatchDecision judge(Candidate candidate) {
        return judge(candidate.comparison());
    }

    private @Nullable Threshold reviewThresholdFor(ScoreScale scale) {
        return reviewRate == null ? null : resolve(scale, reviewRate);
    }

    private Threshold resolve(ScoreScale scale, double rate) {
        FalseMatchTable own = calibrations.get(scale);
        FalseMatchTable table = Optional.ofNullable(own)
                .or(scale::falseMatchTable)
                .orElseThrow(() -> new UncalibratedException("no threshold is known at false match rate " + rate
                        + ": nothing is published for the scale "
                        + scale
                        + "; measure it on labelled pairs of your own and say so with calibratedBy, or judge with"
                        + " Threshold.explicit"));
        if (!table.covers(rate)) {
            throw new UncalibratedException(
                    "no threshold is known at false match rate " + rate + " for the scale " + scale
                            + ": its table supports rates from "
                            + table.points().get(table.points().size() - 1).falseMatchRate() + " to "
                            + table.points().get(0).falseMatchRate()
                            + " and is not extrapolated; choose a rate within, or measure on labelled pairs of your own");
        }
        return own == null ? Threshold.published(rate, scale, table) : Threshold.calibrated(rate, scale, table);
    }

    static double requireRate(String name, double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException(name + " must be greater than 0 and less than 1 but was " + rate);
        }
        return rate;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MatchPolicy that
                && falseMatchRate == that.falseMatchRate
                && Objects.equals(reviewRate, that.reviewRate)
                && calibrations.equals(that.calibrations)
                && Objects.equals(probeGate, that.probeGate);
    }

    @Override
    public int hashCode() {
        return Objects.hash(falseMatchRate, reviewRate, calibrations, probeGate);
    }

    @Override
    public String toString() {
        return "MatchPolicy[FMR " + falseMatchRate + (reviewRate == null ? "" : ", review from FMR " + reviewRate)
                + (probeGate == null ? ", no probe gate" : "") + "]";
    }
}
