package io.facebridge.evaluation;

import io.facebridge.error.InsufficientDataException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The errors of presentation attack detection at one threshold (ISO/IEC 30107-3). Returned by {@link AttackEvaluation}.
 * Immutable.
 *
 * @param threshold the lowest score at which a presentation is accepted
 * @param attacks the attacks by species of the instrument, in the order of first occurrence; unmodifiable
 * @param bonaFideRejected the number of bona fide presentations that are rejected
 * @param bonaFide the number of bona fide presentations with a response
 * @param bonaFideWithoutResponse the number of bona fide presentations without a response
 */
public record AttackPoint(
        double threshold,
        Map<String, Attacks> attacks,
        long bonaFideRejected,
        long bonaFide,
        long bonaFideWithoutResponse) {
    /**
     * Creates a point with a copy of the map.
     *
     * @param threshold the lowest score at which a presentation is accepted
     * @param attacks the attacks by species of the instrument; copied in their order
     * @param bonaFideRejected the number of bona fide presentations that are rejected
     * @param bonaFide the number of bona fide presentations with a response
     * @param bonaFideWithoutResponse the number of bona fide presentations without a response
     */
    public AttackPoint {
        attacks = Collections.unmodifiableMap(new LinkedHashMap<>(attacks));
    }

    /**
     * Returns the attack presentation classification error rate (APCER) of the worst species. The standard does not define
     * a mean over species.
     *
     * @return the rate, 0 to 1
     * @throws InsufficientDataException if there are no attacks
     */
    public double apcer() {
        return attacks.values().stream()
                .mapToDouble(Attacks::apcer)
                .max()
                .orElseThrow(() -> new InsufficientDataException("APCER needs attacks but there are 0", 0, 1, 1));
    }

    /**
     * Returns the bona fide presentation classification error rate (BPCER). BPCER10, BPCER20 and BPCER100 are this rate at
     * the thresholds of APCER 1/10, 1/20 and 1/100.
     *
     * @return the rate, 0 to 1; NaN if no bona fide presentation has a response
     */
    public double bpcer() {
        return bonaFideRejected / (double) bonaFide;
    }

    /**
     * {@return the bona fide presentation non-response rate (BPNRR), 0 to 1; NaN if there are no bona fide presentations}
     */
    public double bpnrr() {
        return bonaFideWithoutResponse / (double) (bonaFide + bonaFideWithoutResponse);
    }

    /** {@return the 95 % confidence interval of the BPCER (Clopper and Pearson)} */
    public RateInterval bpcerInterval() {
        return Intervals.clopperPearson(bonaFideRejected, bonaFide, 0.95);
    }

    /**
     * The attack presentations of one species.
     *
     * @param accepted the number of accepted presentations
     * @param presentations the number of presentations, those without a response included, which are not accepted
     * @param withoutResponse the number of presentations without a response
     */
    public record Attacks(long accepted, long presentations, long withoutResponse) {
        /** {@return the attack presentation classification error rate (APCER) of the species, 0 to 1} */
        public double apcer() {
            return accepted / (double) presentations;
        }

        /** {@return the attack presentation non-response rate (APNRR), 0 to 1} */
        public double apnrr() {
            return withoutResponse / (double) presentations;
        }

        /**
         * {@return the one-sided upper limit of the true rate with 95 % confidence, greater than 0, at most 1; 2 % for 0 of
         * 150 attacks}
         */
        public double upperBound95() {
            return Intervals.upperLimit(accepted, presentations, 0.95);
        }

        /** {@return the 95 % confidence interval of the APCER of the species (Clopper and Pearson)} */
        public RateInterval interval() {
            return Intervals.clopperPearson(accepted, presentations, 0.95);
        }
    }
}
