package io.facebridge.evaluation;

import io.facebridge.error.InsufficientDataException;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The results of the searches of a 1:N trial. Immutable and thread-safe. A search for an enrolled person that returns another
 * person is a miss (and a misidentification), never a false positive: those come from non-mated searches only.
 */
public final class SearchEvaluation {
    private final SearchSet searches;

    SearchEvaluation(SearchSet searches) {
        this.searches = searches;
    }

    /**
     * The searches.
     *
     * @return the set
     */
    public SearchSet searches() {
        return searches;
    }

    /**
     * The TopN hit rate (CMC, cumulative match characteristic; TopN 命中率), whatever the score: the share of mated searches
     * whose person is among the first n. Equal scores rank before the person, so that order never helps.
     *
     * @param n 1 or more
     * @return 0 to 1
     * @throws InsufficientDataException if there are no mated searches
     * @throws IllegalArgumentException if {@code n} is less than 1
     */
    public double hitRate(int n) {
        return hits(n, SearchSet.Outcome::rank);
    }

    /**
     * The TopN hit rate if equal scores rank behind the person: differs from {@link #hitRate} only where there are ties.
     *
     * @param n 1 or more
     * @return 0 to 1
     * @throws InsufficientDataException if there are no mated searches
     * @throws IllegalArgumentException if {@code n} is less than 1
     */
    public double optimisticHitRate(int n) {
        return hits(n, SearchSet.Outcome::optimisticRank);
    }

    private double hits(int n, ToLongFunction<SearchSet.Outcome> rank) {
        requireRank(n);
        if (searches.matedCount() == 0) {
            throw new InsufficientDataException(
                    "a hit rate needs searches for enrolled persons but there are 0 of them and "
                            + searches.nonMatedCount() + " others",
                    0,
                    1,
                    1);
        }
        return searches.mated().stream()
                        .filter(outcome -> rank.applyAsLong(outcome) <= n)
                        .count()
                / (double) searches.matedCount();
    }

    private static void requireRank(int rank) {
        if (rank < 1) {
            throw new IllegalArgumentException("a rank must be 1 or more but was " + rank);
        }
    }

    /**
     * Returns the errors at a threshold, when the first {@code rank} candidates are considered.
     *
     * @param threshold a candidate counts when its score is at least this
     * @param rank how many candidates are considered, 1 or more; {@link Integer#MAX_VALUE} for all
     * @return the counts and rates
     * @throws IllegalArgumentException if {@code rank} is less than 1 or the threshold is NaN
     */
    public SearchPoint at(double threshold, int rank) {
        requireRank(rank);
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold must be a number but was NaN");
        }
        long hits = 0;
        long misidentified = 0;
        for (SearchSet.Outcome outcome : searches.mated()) {
            boolean hit = outcome.rank() <= rank && outcome.mate() >= threshold;
            hits += hit ? 1 : 0;
            misidentified += outcome.best() >= threshold && outcome.best() >= outcome.mate() ? 1 : 0;
        }
        long positives = searches.nonMated().stream()
                .filter(outcome -> outcome.best() >= threshold)
                .count();
        double[] candidates = searches.nonMatedCandidates();
        return new SearchPoint(
                threshold,
                rank,
                positives,
                searches.nonMatedCount(),
                candidates.length - Evaluation.firstAtLeast(candidates, threshold),
                searches.matedCount() - hits,
                misidentified,
                searches.matedCount());
    }

    /**
     * The threshold at a false positive identification rate, measured: the lowest of the searches' highest scores that no more
     * than the target share of non-mated searches reach.
     *
     * @param target the false positive identification rate (FPIR), greater than 0 and less than 1
     * @return the threshold; its point counts non-mated searches as non-mated, and as mated those whose person must be first
     * @throws IllegalArgumentException if the rate is not between 0 and 1
     */
    public ThresholdAtRate atFpir(double target) {
        Intervals.requireRate("target", target);
        double[] best = searches.nonMated().stream()
                .mapToDouble(SearchSet.Outcome::best)
                .map(score -> score == Double.NEGATIVE_INFINITY ? -Double.MAX_VALUE : score)
                .toArray();
        if (Intervals.expectsFewerThanThree(target, best.length)) {
            double bound = boundWithoutFalsePositive();
            return ThresholdAtRate.unsupported(
                    target,
                    best.length,
                    bound,
                    Evaluation.tooFew("FPIR", target, best.length, bound, "non-mated searches"));
        }
        ScoreKeys.Cut cut = ScoreKeys.cut(
                best, best.length, ScoreKeys.histogram(best, best.length), Intervals.largestCount(target, best.length));
        if (cut.reaching() == 0 || cut.score() == -Double.MAX_VALUE) {
            return ThresholdAtRate.unsupported(
                    target,
                    best.length,
                    boundWithoutFalsePositive(),
                    "FPIR " + target + " allows " + Intervals.largestCount(target, best.length) + " of " + best.length
                            + " non-mated searches to return a candidate, but no threshold achieves that; use scores with more"
                            + " digits or lists that are not cut off");
        }
        SearchPoint found = at(cut.score(), 1);
        OperatingPoint point = new OperatingPoint(
                cut.score(), found.falsePositives(), found.nonMatedSearches(), found.misses(), found.matedSearches());
        SearchDependence persons = dependence();
        return persons == null
                ? ThresholdAtRate.independent(target, point, found.falsePositives(), found.nonMatedSearches())
                : ThresholdAtRate.of(target, point, persons.fpirAt(cut.score()), persons.statesBounds());
    }

    private double boundWithoutFalsePositive() {
        SearchDependence persons = dependence();
        return searches.nonMatedCount() == 0
                ? 1
                : persons == null
                        ? Intervals.upperLimit(0, searches.nonMatedCount(), 0.95)
                        : persons.fpirAt(Double.POSITIVE_INFINITY).upperLimit(0.95);
    }

    /**
     * Returns whether intervals, bounds and support know which searches share a person.
     *
     * @return false if the persons of the probes are not all known: every search is taken as independent then
     */
    public boolean byPersons() {
        return dependence() != null;
    }

    /**
     * Returns the 95 % confidence interval of the false positive identification rate, the one that decides: searches of one
     * person, and searches that found the same candidate, are taken as alike where the persons are known; else every search is
     * taken as independent ({@link SearchPoint#fpirInterval()}).
     *
     * @param threshold a candidate counts when its score is at least this
     * @return the interval; its method says which it is; 0 to 1 if there are no non-mated searches
     */
    public RateInterval fpirInterval(double threshold) {
        SearchDependence persons = dependence();
        return searches.nonMatedCount() == 0
                ? Intervals.unknown(0.95)
                : persons == null
                        ? at(threshold, 1).fpirInterval()
                        : persons.fpirAt(threshold).interval(0.95);
    }

    /**
     * Returns the 95 % confidence interval of the false negative identification rate, as {@link #fpirInterval}.
     *
     * @param threshold a candidate counts when its score is at least this
     * @param rank how many candidates are looked at, 1 or more
     * @return the interval; its method says which it is; 0 to 1 if there are no searches for an enrolled person
     */
    public RateInterval fnirInterval(double threshold, int rank) {
        requireRank(rank);
        SearchDependence persons = dependence();
        return searches.matedCount() == 0
                ? Intervals.unknown(0.95)
                : persons == null
                        ? at(threshold, rank).fnirInterval()
                        : persons.fnirAt(threshold, rank).interval(0.95);
    }

    private @Nullable SearchDependence dependence() {
        return SearchDependence.of(searches);
    }

    /**
     * The false positive identification rate that a false match rate would give were all comparisons of a search independent:
     * 1 - (1 - FMR)^N. They are not: where probes differ in how much they resemble everybody it is too high, and where a
     * gallery is more like the probe than the calibration data was, too low.
     *
     * @param fmr the false match rate of one comparison, 0 to 1
     * @param references how many references a probe is compared with, 0 or more; of persons with several, all of them
     * @return 0 to 1
     * @throws IllegalArgumentException if the rate is not in [0, 1] or the count is negative
     */
    public static double modeledFpir(double fmr, long references) {
        Intervals.requireShare("fmr", fmr);
        if (references < 0) {
            throw new IllegalArgumentException("references must be 0 or more but was " + references);
        }
        return references == 0 ? 0 : -Math.expm1(references * Math.log1p(-fmr));
    }

    /**
     * The hit rates of the first ranks, for drawing.
     *
     * @param most the highest rank, 1 or more
     * @return hit rates at ranks 1 to {@code most}; unmodifiable
     * @throws InsufficientDataException if there are no mated searches
     */
    public List<Double> hitRates(int most) {
        return IntStream.rangeClosed(1, most).mapToObj(this::hitRate).toList();
    }

    @Override
    public String toString() {
        return "SearchEvaluation[" + searches + "]";
    }
}
