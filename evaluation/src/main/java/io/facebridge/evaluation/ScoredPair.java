package io.facebridge.evaluation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One labeled comparison: a row of a table of scores. {@link #toString()} shows neither score nor ids.
 *
 * @param probeId the name of the probe image; {@code null} if unknown
 * @param referenceId the name of the reference image; {@code null} if unknown
 * @param probeSubject the name of the person on the probe; {@code null} if unknown
 * @param referenceSubject the name of the person on the reference; {@code null} if unknown
 * @param score the finite score, or NaN if {@code status} is not OK
 * @param label whether both images show the same person
 * @param status the status of the comparison
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
     * Creates a pair.
     *
     * @param probeId the name of the probe image; {@code null} if unknown
     * @param referenceId the name of the reference image; {@code null} if unknown
     * @param probeSubject the name of the person on the probe; {@code null} if unknown
     * @param referenceSubject the name of the person on the reference; {@code null} if unknown
     * @param score the finite score, or NaN if {@code status} is not OK
     * @param label whether both images show the same person
     * @param status the status of the comparison
     * @param probeGroup the group that the probe's person belongs to; {@code null} if unknown
     * @param referenceGroup the group that the reference's person belongs to; {@code null} if unknown
     * @throws IllegalArgumentException if a completed comparison has no finite score, or a failed one has a score
     */
    public ScoredPair {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(status, "status");
        if (status == PairStatus.OK && !Double.isFinite(score)) {
            throw new IllegalArgumentException("score of a completed comparison must be finite but was " + score
                    + "; use failed(..) for a failed one");
        }
        if (status != PairStatus.OK && !Double.isNaN(score)) {
            throw new IllegalArgumentException(
                    "a failed comparison (" + status + ") must not have a score; use failed(..)");
        }
    }

    /**
     * Creates a completed comparison.
     *
     * @param probeId the name of the probe image; {@code null} if unknown
     * @param referenceId the name of the reference image; {@code null} if unknown
     * @param score the finite score
     * @param label whether both images show the same person
     * @return a new pair, without persons and groups
     * @throws IllegalArgumentException if the score is not finite
     */
    public static ScoredPair of(@Nullable String probeId, @Nullable String referenceId, double score, PairLabel label) {
        return new ScoredPair(probeId, referenceId, null, null, score, label, PairStatus.OK, null, null);
    }

    /**
     * Creates a failed comparison.
     *
     * @param probeId the name of the probe image; {@code null} if unknown
     * @param referenceId the name of the reference image; {@code null} if unknown
     * @param status the reason of the failure; not OK
     * @param label whether both images show the same person
     * @return a new pair, without persons and groups
     * @throws IllegalArgumentException if the status is OK
     */
    public static ScoredPair failed(
            @Nullable String probeId, @Nullable String referenceId, PairStatus status, PairLabel label) {
        return new ScoredPair(probeId, referenceId, null, null, Double.NaN, label, status, null, null);
    }

    /**
     * Returns a pair with the persons of its images.
     *
     * @param probe the name of the person on the probe; {@code null} if unknown
     * @param reference the name of the person on the reference; {@code null} if unknown
     * @return a new pair
     */
    public ScoredPair subjects(@Nullable String probe, @Nullable String reference) {
        return new ScoredPair(probeId, referenceId, probe, reference, score, label, status, probeGroup, referenceGroup);
    }

    /**
     * Returns a pair with the groups of its persons.
     *
     * @param probe the group of the probe's person; {@code null} if unknown
     * @param reference the group of the reference's person; {@code null} if unknown
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
