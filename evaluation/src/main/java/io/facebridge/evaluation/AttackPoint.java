package io.facebridge.evaluation;

import io.facebridge.error.InsufficientDataException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The errors of presentation attack detection at one threshold (ISO/IEC 30107-3).
 *
 * @param threshold a presentation is accepted when its score is at least this
 * @param attacks by species of the instrument, in the order in which they were first seen; unmodifiable
 * @param bonaFideRejected bona fide presentations that are rejected
 * @param bonaFide bona fide presentations with a response
 * @param bonaFideWithoutResponse bona fide presentations to which nothing came back
 */
public record AttackPoint(
        double threshold,
        Map<String, Attacks> attacks,
        long bonaFideRejected,
        long bonaFide,
        long bonaFideWithoutResponse) {
    /**
     * Copies the map.
     *
     * @param threshold see the record
     * @param attacks see the record
     * @param bonaFideRejected see the record
     * @param bonaFide see the record
     * @param bonaFideWithoutResponse see the record
     */
    public AttackPoint {
        attacks = Collections.unmodifiableMap(new LinkedHashMap<>(attacks));
    }

    /**
     * The attack presentation classification error rate (APCER) of the worst species. The mean over species is no such rate.
     *
     * @return 0 to 1
     * @throws InsufficientDataException if there are no attacks
     */
    public double apcer() {
        return attacks.values().stream()
                .mapToDouble(Attacks::apcer)
                .max()
                .orElseThrow(() -> new InsufficientDataException("APCER needs attacks but there are 0", 0, 1, 1));
    }

    /**
     * The bona fide presentation classification error rate (BPCER). BPCER10, 20 and 100 are this rate at the thresholds of
     * APCER 1/10, 1/20 and 1/100.
     *
     * @return 0 to 1; NaN if there are no bona fide presentations
     */
    public double bpcer() {
        return bonaFideRejected / (double) bonaFide;
    }

    /**
     * The bona fide presentation non-response rate (BPNRR).
     *
     * @return 0 to 1; NaN if there are no bona fide presentations
     */
    public double bpnrr() {
        return bonaFideWithoutResponse / (double) (bonaFide + bonaFideWithoutResponse);
    }

    /**
     * The 95 % confidence interval of the bona fide rate (Clopper and Pearson).
     *
     * @return the interval
     */
    public RateInterval bpcerInterval() {
        return Intervals.clopperPearson(bonaFideRejected, bonaFide, 0.95);
    }

    /**
     * The attacks of one species.
     *
     * @param accepted how many are accepted
     * @param presentations how many there are, those without response included, which are not accepted
     * @param withoutResponse to how many nothing came back
     */
    public record Attacks(long accepted, long presentations, long withoutResponse) {
        /**
         * The attack presentation classification error rate of the species.
         *
         * @return 0 to 1
         */
        public double apcer() {
            return accepted / (double) presentations;
        }

        /**
         * The attack presentation non-response rate (APNRR).
         *
         * @return 0 to 1
         */
        public double apnrr() {
            return withoutResponse / (double) presentations;
        }

        /**
         * What the true rate is below with 95 % confidence: 2 % for none of 150 attacks.
         *
         * @return greater than 0, at most 1
         */
        public double upperBound95() {
            return Intervals.upperLimit(accepted, presentations, 0.95);
        }

        /**
         * The 95 % confidence interval (Clopper and Pearson).
         *
         * @return the interval
         */
        public RateInterval interval() {
            return Intervals.clopperPearson(accepted, presentations, 0.95);
        }
    }
}
