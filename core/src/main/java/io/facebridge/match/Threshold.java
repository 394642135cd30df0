package io.facebridge.match;

import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.face.QualityGate;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The lowest score on one scale that is a match, with its basis. Immutable. */
public final class Threshold {
    private final double value;
    private final ScoreScale scale;
    private final Basis basis;
    private final @Nullable Double falseMatchRate;
    private final ThresholdResolver.@Nullable Target search;
    private final boolean interpolated;
    private final String source;

    private Threshold(
            double value,
            ScoreScale scale,
            Basis basis,
            @Nullable Double falseMatchRate,
            ThresholdResolver.@Nullable Target search,
            boolean interpolated,
            String source) {
        Objects.requireNonNull(scale, "scale");
        this.value = scale.requireWithin("a threshold", value) + 0.0; // -0.0 hashes unlike 0.0
        this.scale = scale;
        this.basis = basis;
        this.falseMatchRate = falseMatchRate;
        this.search = search;
        this.interpolated = interpolated;
        this.source = source;
    }

    /**
     * Creates a threshold that the caller chose, without a stated error rate.
     *
     * @param value within the scale's range
     * @param scale the scale
     * @return the threshold
     * @throws IllegalArgumentException if the value is outside the scale
     */
    public static Threshold explicit(double value, ScoreScale scale) {
        return new Threshold(value, scale, Basis.EXPLICIT, null, null, false, "chosen by the caller");
    }

    static Threshold published(double falseMatchRate, ScoreScale scale, FalseMatchTable table) {
        return at(falseMatchRate, scale, Basis.PUBLISHED_TABLE, falseMatchRate, null, table);
    }

    static Threshold calibrated(double falseMatchRate, ScoreScale scale, FalseMatchTable table) {
        return at(falseMatchRate, scale, Basis.OWN_CALIBRATION, falseMatchRate, null, table);
    }

    /** Creates a threshold from a published table of searches, without a conversion. */
    static Threshold published(ThresholdResolver.Target search, ScoreScale scale, FalseMatchTable table) {
        return at(search.rate(), scale, Basis.PUBLISHED_TABLE, null, search, table);
    }

    /** Creates a threshold from a calibration of searches, without a conversion. */
    static Threshold calibrated(ThresholdResolver.Target search, ScoreScale scale, FalseMatchTable table) {
        return at(search.rate(), scale, Basis.OWN_CALIBRATION, null, search, table);
    }

    /** Creates a threshold from a published table of comparisons, at the rate of one comparison of the search. */
    static Threshold publishedForOne(ThresholdResolver.Target search, ScoreScale scale, FalseMatchTable table) {
        double rate = search.ofOneComparison();
        return at(rate, scale, Basis.PUBLISHED_TABLE, rate, search, table);
    }

    /** Creates a threshold from a calibration of comparisons, at the rate of one comparison of the search. */
    static Threshold calibratedForOne(
            ThresholdResolver.Target search, ScoreScale scale, ScoreScale measured, FalseMatchTable table) {
        double rate = search.ofOneComparison();
        Threshold threshold = at(rate, scale, Basis.OWN_CALIBRATION, rate, search, table);
        return measured.equals(scale)
                ? threshold
                : new Threshold(
                        threshold.value,
                        scale,
                        threshold.basis,
                        rate,
                        search,
                        threshold.interpolated,
                        table.source() + "; measured for the scale " + measured + " and taken for searches");
    }

    private static Threshold at(
            double rate,
            ScoreScale scale,
            Basis basis,
            @Nullable Double falseMatchRate,
            ThresholdResolver.@Nullable Target search,
            FalseMatchTable table) {
        return new Threshold(
                table.thresholdAt(rate), scale, basis, falseMatchRate, search, !table.publishes(rate), table.source());
    }

    /**
     * Returns the lowest score that is a match.
     *
     * @return a match is a score of at least this
     */
    public double value() {
        return value;
    }

    /**
     * Returns the scale of the threshold.
     *
     * @return scores of any other scale are rejected
     */
    public ScoreScale scale() {
        return scale;
    }

    /** {@return the basis of the threshold} */
    public Basis basis() {
        return basis;
    }

    /**
     * Returns the false match rate of one comparison that it was set for. For a search it is the false positive
     * identification rate divided by the number of references, where a table of comparisons was used.
     *
     * @return empty if the caller chose the number, or if a table of whole searches was used
     */
    public OptionalDouble falseMatchRate() {
        return falseMatchRate == null ? OptionalDouble.empty() : OptionalDouble.of(falseMatchRate);
    }

    /**
     * Returns the false positive identification rate of a whole search that it was set for.
     *
     * @return empty unless it was set for searches
     */
    public OptionalDouble falsePositiveIdentificationRate() {
        return search == null ? OptionalDouble.empty() : OptionalDouble.of(search.rate());
    }

    /**
     * Returns the number of references for which a search keeps that rate.
     *
     * @return empty unless it was set for searches
     */
    public OptionalLong references() {
        return search == null ? OptionalLong.empty() : OptionalLong.of(search.references());
    }

    /**
     * Returns whether it lies between two points that were measured, and was rounded to the strict side.
     *
     * @return {@code false} if it was measured as it stands, or chosen by the caller
     */
    public boolean interpolated() {
        return interpolated;
    }

    /**
     * Returns who measured it, and on what data.
     *
     * @return a sentence
     */
    public String source() {
        return source;
    }

    /**
     * Judges a score alone. Where a {@link Comparison} is available, judge that: it also reports whether it is clear which
     * face each image shows.
     *
     * @param score a score of the same scale
     * @return MATCH if the score is at least the threshold, else NO_MATCH
     * @throws IncompatibleScaleException if the score is of another provider, model or operation
     */
    public MatchDecision judge(Score score) {
        return MatchDecision.of(score, this, null);
    }

    /**
     * Judges a comparison, whatever the quality of its images: a {@link MatchPolicy} has a quality gate, a threshold has
     * none.
     *
     * @param comparison a comparison on the same scale
     * @return INCONCLUSIVE if another face rivals a selected one, or if the score is an upper bound that reaches the
     *     threshold; else MATCH if the score is at least the threshold, else NO_MATCH
     * @throws IncompatibleScaleException if the score is of another provider, model or operation
     */
    public MatchDecision judge(Comparison comparison) {
        return MatchDecision.of(comparison, this, null, null);
    }

    /**
     * Judges a comparison, and the quality of its probe with it.
     *
     * @param comparison a comparison on the same scale
     * @param probeGate the quality gate for the face in the probe
     * @return as {@link #judge(Comparison)}; INCONCLUSIVE too if the gate rejects the probe's face, whatever the score
     * @throws IncompatibleScaleException if the score is of another provider, model or operation
     */
    public MatchDecision judge(Comparison comparison, QualityGate probeGate) {
        return MatchDecision.of(comparison, this, null, Objects.requireNonNull(probeGate, "probeGate"));
    }

    boolean isReachedBy(Score score) {
        if (!score.scale().equals(scale)) {
            throw new IncompatibleScaleException(
                    "the score is on the scale " + score.scale().withRange()
                            + " but the threshold was set for " + scale.withRange()
                            + "; use a threshold of the score's own scale, for example with MatchPolicy.thresholdFor");
        }
        return score.value() >= value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Threshold that
                && value == that.value
                && scale.equals(that.scale)
                && basis == that.basis
                && Objects.equals(falseMatchRate, that.falseMatchRate)
                && Objects.equals(search, that.search);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, scale, basis, falseMatchRate, search);
    }

    @Override
    public String toString() {
        return "Threshold[" + value + " on " + scale + ", " + basis
                + (falseMatchRate == null ? "" : ", FMR " + falseMatchRate)
                + (search == null ? "" : ", FPIR " + search.rate() + " among " + search.references()) + "]";
    }

    /** The bases of thresholds. More may be added. */
    public enum Basis {
        /** The caller chose the number. */
        EXPLICIT,
        /** A table that the application measured for the scale on labeled pairs of its own. */
        OWN_CALIBRATION,
        /** A table that the vendor, or this project, published for the scale. */
        PUBLISHED_TABLE
    }
}
