package io.facebridge.evaluation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One labeled comparison: a row of a file of scores. {@link #toString()} shows neither score nor ids.
 *
 * @param probeId names the probe picture; {@code null} if unknown
 * @param referenceId names the reference picture; {@code null} if unknown
 * @param probeSubject names the person on the probe; {@code null} if unknown
 * @param referenceSubject names the person on the reference; {@code null} if unknown
 * @param score finite, or NaN if {@code status} is not OK
 * @param label whether both show the same person
 * @param status whether the comparison was completed
 * @param probeGroup the group that the probe's person belongs to; {@code null} if unknown
 * @param referenceGroup the group that the reference's person belongs to; {@code null} if unknown
 */
public record ScoredPair(
        @Nullable String probeId,
        @Nullable String referenceId,
        @Nullable String probeSubject,
        @Nullable String referenceSubject,
        double score,
        PairLabel label,
        PairStatus status,
        @Nullable String probeGroup,
        @Nullable String referenceGroup) {
    /**
     * Checks the score.
     *
     * @param probeId see the record
     * @param referenceId see the record
     * @param probeSubject see the record
     * @param referenceSubject see the record
     * @param score see the record
     * @param label see the record
     * @param status see the record
     * @param probeGroup see the record
     * @param referenceGroup see the record
     * @throws IllegalArgumentException if a completed comparison has no finite score, or a failed one has a score
     */
    public ScoredPair {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(status, "status");
        if (status == PairStatus.OK && !Double.isFinite(score)) {
            throw new IllegalArgumentException(
                    "a completed comparison needs a finite score but had " + score + "; say how it failed instead");
        }
        if (status != PairStatus.OK && !Double.isNaN(score)) {
            throw new IllegalArgumentException(
                    "a comparison that failed (" + status + ") has no score; use failed(..)");
        }
    }

    /**
     * A completed comparison.
     *
     * @param probeId names the probe picture
     * @param referenceId names the reference picture
     * @param score finite
     * @param label whether both show the same person
     * @return the pair, without persons and groups
     * @throws IllegalArgumentException if the score is not finite
     */
    public static ScoredPair of(@Nullable String probeId, @Nullable String referenceId, double score, PairLabel label) {
        return new ScoredPair(probeId, referenceId, null, null, score, label, PairStatus.OK, null, null);
    }

    /**
     * A comparison that failed.
     *
     * @param probeId names the probe picture
     * @param referenceId names the reference picture
     * @param status how it failed
     * @param label whether both show the same person
     * @return the pair, without persons and groups
     * @throws IllegalArgumentException if the status is OK
     */
    public static ScoredPair failed(
            @Nullable String probeId, @Nullable String referenceId, PairStatus status, PairLabel label) {
        return new ScoredPair(probeId, referenceId, null, null, Double.NaN, label, status, null, null);
    }

    /**
     * Says who is on the pictures.
     *
     * @param probe names the person on the probe
     * @param reference names the person on the reference
     * @return a new pair
     */
    public ScoredPair subjects(@Nullable String probe, @Nullable String reference) {
        return new ScoredPair(probeId, referenceId, probe, reference, score, label, status, probeGroup, referenceGroup);
    }

    /**
     * Says which groups the persons belong to.
     *
     * @param probe the group of the probe's person
     * @param reference the group of the reference's person
     * @return a new pair
     */
    public ScoredPair groups(@Nullable String probe, @Nullable String reference) {
        return new ScoredPair(
                probeId, referenceId, probeSubject, referenceSubject, score, label, status, probe, reference);
    }

    @Override
    public String toString() {
        return "ScoredPair[" + label + ", " + status + "]";
    }
}
