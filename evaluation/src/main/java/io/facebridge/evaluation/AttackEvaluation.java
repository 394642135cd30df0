package io.facebridge.evaluation;

import io.facebridge.error.InsufficientDataException;
import io.facebridge.internal.Decimals;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The error rates of a presentation attack detection trial (ISO/IEC 30107-3). Use it to choose a threshold on liveness
 * scores. A presentation is accepted when its score is at least the threshold. Immutable and thread-safe.
 */
public final class AttackEvaluation {
    private final AttackSet set;

    AttackEvaluation(AttackSet set) {
        this.set = set;
    }

    /** {@return the presentations that are evaluated} */
    public AttackSet presentations() {
        return set;
    }

    /**
     * Returns the errors at a threshold.
     *
     * @param threshold the lowest score at which a presentation is accepted; may be infinite
     * @return the counts and rates at the threshold
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public AttackPoint at(double threshold) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold must be a number but was NaN");
        }
        Map<String, AttackPoint.Attacks> attacks = new LinkedHashMap<>();
        set.attacks()
                .forEach((species, presentations) -> attacks.put(
                        species,
                        new AttackPoint.Attacks(
                                presentations.reaching(threshold),
                                presentations.total(),
                                presentations.withoutResponse())));
        long responses = set.bonaFide().scores().length;
        return new AttackPoint(
                threshold,
                attacks,
                responses - set.bonaFide().reaching(threshold),
                responses,
                set.bonaFide().withoutResponse());
    }

    /**
     * Returns the errors at the lowest threshold at which the APCER of every species is at most the target.
     *
     * @param target the attack presentation classification error rate (APCER) of the worst species, never the mean; greater
     *     than 0 and less than 1
     * @return the threshold with its errors
     * @throws InsufficientDataException if there are no attacks, too few attacks of a species, or too many equal scores
     * @throws IllegalArgumentException if the target is not greater than 0 and less than 1
     */
    public AttackPoint atApcer(double target) {
        Intervals.requireRate("target", target);
        if (set.attacks().isEmpty()) {
            throw new InsufficientDataException(
                    "APCER needs attacks but there are 0", 0, Intervals.neededWithoutError(target), 1);
        }
        double threshold = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, AttackSet.Presentations> species : set.attacks().entrySet()) {
            threshold = Math.max(threshold, thresholdFor(species.getKey(), species.getValue(), target));
        }
        return at(threshold);
    }

    private static double thresholdFor(String species, AttackSet.Presentations attacks, double target) {
        long size = attacks.total();
        if (Intervals.expectsFewerThanThree(target, size)) {
            throw refusal(
                    size,
                    target,
                    Evaluation.tooFew(
                            "APCER",
                            target,
                            size,
                            bound(size),
                            "attack of species " + species,
                            "attacks of species " + species));
        }
        double[] scores = attacks.scores();
        if (scores.length == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        ScoreKeys.Cut cut = ScoreKeys.cut(
                scores,
                scores.length,
                ScoreKeys.histogram(scores, scores.length),
                Intervals.largestCount(target, size));
        if (cut.reaching() == 0) {
            throw refusal(
                    size,
                    target,
                    "APCER " + Decimals.plain(target) + " allows " + Intervals.largestCount(target, size) + " of "
                            + size
                            + " attacks of species " + species
                            + " to be accepted, but the highest score alone was given more"
                            + " often; use scores with more digits, or a higher rate");
        }
        return cut.score();
    }

    private static InsufficientDataException refusal(long size, double target, String message) {
        return new InsufficientDataException(message, size, Intervals.neededWithoutError(target), bound(size));
    }

    private static double bound(long size) {
        return Intervals.upperLimit(0, size, 0.95);
    }

    @Override
    public String toString() {
        return "AttackEvaluation[" + set + "]";
    }
}
