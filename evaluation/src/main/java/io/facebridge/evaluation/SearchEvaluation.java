package io.facebridge.evaluation;

import io.facebridge.error.InsufficientDataException;
import io.facebridge.internal.Decimals;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The error rates of the searches of a 1:N trial (ISO/IEC 19795-1). Use it to choose a threshold for identification. A
 * mated search that returns another person is a miss (and a misidentification), never a false positive: false positives
 * come from non-mated searches only. Immutable and thread-safe.
 */
public final class SearchEvaluation {
    private final SearchSet searches;

    SearchEvaluation(SearchSet searches) {
        this.searches = searches;
    }

    /** {@return the evaluated searches} */
    public SearchSet searches() {
        return searches;
    }

    /**
     * Returns the TopN hit rate at any score (CMC, cumulative match characteristic; TopN 命中率): the proportion of mated
     * searches whose person is among the first n candidates. Candidates with equal scores rank before the person, so that
     * the order of ties never raises the rate.
     *
     * @param n the number of candidates, 1 or more
     * @return the rate, 0 to 1
     * @throws InsufficientDataException if there are no mated searches
     * @throws IllegalArgumentException if {@code n} is less than 1
     */
    public double hitRate(int n) {
        return hits(n, SearchSet.Outcome::rank);
    }

    /**
     * Returns the TopN hit rate with candidates of equal scores ranked behind the person. It differs from {@link #hitRate}
     * only where there are ties.
     *
     * @param n the number of candidates, 1 or more
     * @return the rate, 0 to 1
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
                    "a hit rate requires mated searches but there are 0 of them and " + searches.nonMatedCount()
                            + " others",
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
            throw new IllegalArgumentException("rank must be 1 or more but was " + rank);
        }
    }

    /**
     * Returns the errors at a threshold within a rank.
     *
     * @param threshold the lowest score at which a candidate counts; may be infinite
     * @param rank the number of candidates considered, 1 or more; {@link Integer#MAX_VALUE} for all
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
     * Returns the threshold at a measured false positive identification rate (FPIR): the lowest of the searches' highest
     * scores at which the proportion of non-mated searches with a candidate is at most the target.
     *
     * @param target the FPIR, greater than 0 and less than 1
     * @return the threshold; its point counts non-mated searches as non-mated comparisons, and mated searches, whose person
     *     must rank first, as mated comparisons; without a threshold if the data does not support the rate
     * @throws IllegalArgumentException if the target is not greater than 0 and less than 1
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
                    Evaluation.tooFew("FPIR", target, best.length, bound, "non-mated search", "non-mated searches"));
        }
        ScoreKeys.Cut cut = ScoreKeys.cut(
                best, best.length, ScoreKeys.histogram(best, best.length), Intervals.largestCount(target, best.length));
        if (cut.reaching() == 0 || cut.score() == -Double.MAX_VALUE) {
            return ThresholdAtRate.unsupported(
                    target,
                    best.length,
                    boundWithoutFalsePositive(),
                    "FPIR " + Decimals.plain(target) + " allows " + Intervals.largestCount(target, best.length) + " of "
                            + best.length
                            + " non-mated searches to return a candidate, but no threshold achieves that; use scores with more"
                            + " digits or uncut candidate lists");
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
     * Returns whether intervals, bounds and support account for searches that share a person.
     *
     * @return {@code false} if the persons of the probes are not all known, so that every search is treated as independent
     */
    public boolean byPersons() {
        return dependence() != null;
    }

    /**
     * Returns the 95 % confidence interval of the FPIR that supports decisions. Where the persons are known, it is adjusted
     * for searches of one person and for searches that returned the same candidate. Otherwise every search is treated as
     * independent ({@link SearchPoint#fpirInterval()}).
     *
     * @param threshold the lowest score at which a candidate counts
     * @return the interval, which reports its method; 0 to 1 if there are no non-mated searches
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
     * Returns the 95 % confidence interval of the FNIR that supports decisions. Where the persons are known, it is adjusted
     * for searches of one person. Otherwise every search is treated as independent ({@link SearchPoint#fnirInterval()}).
     *
     * @param threshold the lowest score at which a candidate counts
     * @param rank the number of candidates considered, 1 or more
     * @return the interval, which reports its method; 0 to 1 if there are no mated searches
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
     * Returns the FPIR that an FMR implies if all comparisons of a search are independent: 1 - (1 - FMR)^N. Comparisons of
     * a search are not independent. The result is too high where probes differ in how similar they are to everyone, and too
     * low where the people of the gallery resemble the probe more than those of the calibration data do.
     *
     * @param fmr the false match rate of one comparison, 0 to 1
     * @param references the number of references that a probe is compared with, 0 or more; all references of people with
     *     several
     * @return the modeled rate, 0 to 1
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
     * Returns the hit rates of the first ranks, for drawing.
     *
     * @param maxRank the highest rank, 1 or more
     * @return an unmodifiable list of the hit rates at ranks 1 to {@code maxRank}
     * @throws InsufficientDataException if there are no mated searches
     */
    public List<Double> hitRates(int maxRank) {
        return IntStream.rangeClosed(1, maxRank).mapToObj(this::hitRate).toList();
    }

    @Override
    public String toString() {
        return "SearchEvaluation[" + searches + "]";
    }
}
