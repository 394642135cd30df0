package io.facebridge.evaluation;

import io.facebridge.error.InsufficientDataException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import io.facebridge.internal.Decimals;
import io.facebridge.internal.Plurals;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The error rates of a set of scores: the errors at every threshold, thresholds at a target rate, and summary measures. Use
 * it to choose a threshold in code; use {@link TuningReport} for a report. Immutable and thread-safe.
 *
 * <p>A threshold at a rate needs two passes over the scores. Summary measures need the scores sorted, which is done once,
 * at the first request.
 *
 * <p>Rates measured on the set that the threshold was chosen on are optimistic. Measure them on another set, with {@code
 * other.evaluate().at(threshold)}.
 */
public final class Evaluation {
    private final ScoreSet scores;
    private final boolean independent;
    private volatile boolean usable;
    private volatile @Nullable CurveSummary summary;
    private volatile @Nullable Dependence nonMatedDependence;
    private volatile @Nullable Dependence matedDependence;

    Evaluation(ScoreSet scores) {
        this(scores, false);
    }

    private Evaluation(ScoreSet scores, boolean independent) {
        this.scores = scores;
        this.independent = independent;
    }

    /**
     * Returns an evaluation of the same scores that treats every comparison as independent even where the persons are
     * known, as textbooks and other programs do. Where comparisons share persons, its intervals are too narrow and its
     * support is too good.
     *
     * @return a new evaluation
     */
    public Evaluation assumingIndependence() {
        return new Evaluation(scores, true);
    }

    /**
     * Returns whether intervals, bounds and support account for comparisons that share a person.
     *
     * @return {@code false} if the persons are not known, or this evaluation comes from {@link #assumingIndependence()}
     */
    public boolean byPersons() {
        return !independent && scores.nonMatedColumns().hasSubjects();
    }

    /** {@return the evaluated scores} */
    public ScoreSet scores() {
        return scores;
    }

    /**
     * Checks that thresholds can be set on the scores. Methods that return thresholds call it themselves.
     *
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException if all scores are equal, the AUC is below 0.5, or all comparisons are of one person
     */
    public void requireUsable() {
        if (usable) {
            return;
        }
        requireBoth();
        if (scores.subjects() == 1) {
            throw new InvalidScoresException(
                    Reason.TOO_FEW_SUBJECTS,
                    "all " + (scores.matedCount() + scores.nonMatedCount())
                            + " comparisons are of 1 person; add persons: at least 2 are required, hundreds for useful"
                            + " rates");
        }
        if (isConstant()) {
            throw new InvalidScoresException(
                    Reason.CONSTANT,
                    "all " + (scores.matedCount() + scores.nonMatedCount())
                            + " scores are equal; check how the scores were written");
        }
        double auc = roughAuc();
        if (auc < 0.5) {
            throw new InvalidScoresException(
                    Reason.REVERSED,
                    String.format(
                            Locale.ROOT,
                            "a mated score is higher than a non-mated one in only %.1f %% of all cases (AUC %.4f, %d"
                                    + " mated and %d non-mated); if these are distances set ScorePolarity.DISTANCE, otherwise"
                                    + " check the labels",
                            auc * 100,
                            auc,
                            scores.matedCount(),
                            scores.nonMatedCount()));
        }
        usable = true;
    }

    private void requireBoth() {
        if (scores.matedCount() == 0 || scores.nonMatedCount() == 0) {
            throw new InsufficientDataException(
                    "error rates require mated and non-mated comparisons but there are " + scores.matedCount()
                            + " mated and " + scores.nonMatedCount() + " non-mated (and "
                            + scores.failures().total() + " failed)",
                    Math.min(scores.matedCount(), scores.nonMatedCount()),
                    1,
                    1);
        }
    }

    private boolean isConstant() {
        double first = scores.matedColumns().scores()[0];
        return everyScoreIs(first, scores.matedColumns()) && everyScoreIs(first, scores.nonMatedColumns());
    }

    private static boolean everyScoreIs(double score, PairColumns columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.scores()[i] != score) {
                return false;
            }
        }
        return true;
    }

    /** Returns an AUC on the correct side of one half, from bucket counts alone where they decide it. */
    private double roughAuc() {
        long[] mated = scores.matedHistogram();
        long[] nonMated = scores.nonMatedHistogram();
        long below = 0;
        long wins = 0;
        for (int i = 0; i < mated.length; i++) {
            wins += mated[i] * below;
            below += nonMated[i];
        }
        double all = (double) scores.matedCount() * scores.nonMatedCount();
        double atLeast = wins / all;
        return atLeast >= 0.5 ? atLeast : auc();
    }

    /**
     * Returns the errors at a threshold.
     *
     * @param threshold the lowest score that is a match; may be infinite
     * @return the counts and rates at the threshold
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public OperatingPoint at(double threshold) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold must be a number but was NaN");
        }
        PairColumns mated = scores.matedColumns();
        PairColumns nonMated = scores.nonMatedColumns();
        return new OperatingPoint(
                threshold + 0.0,
                ScoreKeys.countAtLeast(nonMated.scores(), nonMated.size(), threshold),
                nonMated.size(),
                mated.size() - ScoreKeys.countAtLeast(mated.scores(), mated.size(), threshold),
                mated.size());
    }

    /** Reuses the count of non-mated scores at or above the cut. */
    private OperatingPoint at(ScoreKeys.Cut cut) {
        PairColumns mated = scores.matedColumns();
        return new OperatingPoint(
                cut.score(),
                cut.reaching(),
                scores.nonMatedCount(),
                mated.size() - ScoreKeys.countAtLeast(mated.scores(), mated.size(), cut.score()),
                mated.size());
    }

    /**
     * Returns the threshold at a false match rate (FMR; FAR, 误识率): the lowest non-mated score at which the proportion of
     * non-mated comparisons that match is at most the target.
     *
     * @param target the false match rate, greater than 0 and less than 1
     * @return the threshold with its errors; without a threshold if the data does not support the rate
     * @throws IllegalArgumentException if the target is not greater than 0 and less than 1
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException if no threshold can be set on the scores ({@link #requireUsable()})
     */
    public ThresholdAtRate atFmr(double target) {
        return atFmr(target, Placement.NON_MATED);
    }

    /**
     * Returns the threshold at a false match rate, placed as requested.
     *
     * @param target the false match rate, greater than 0 and less than 1
     * @param placement where the threshold is placed
     * @return the threshold with its errors; without a threshold if the data does not support the rate
     * @throws IllegalArgumentException if the target is not greater than 0 and less than 1
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException if no threshold can be set on the scores ({@link #requireUsable()})
     */
    public ThresholdAtRate atFmr(double target, Placement placement) {
        Intervals.requireRate("target", target);
        requireUsable();
        PairColumns nonMated = scores.nonMatedColumns();
        long size = nonMated.size();
        if (Intervals.expectsFewerThanThree(target, size)) {
            return tooFewNonMated(target);
        }
        ScoreKeys.Cut cut = ScoreKeys.cut(
                nonMated.scores(), nonMated.size(), scores.nonMatedHistogram(), Intervals.largestCount(target, size));
        if (cut.reaching() == 0) {
            return ThresholdAtRate.unsupported(target, size, boundWithoutFalseMatch(0.95), tied(target, size));
        }
        return atFmr(target, placement == Placement.NON_MATED ? at(cut) : at(placed(cut.score(), placement)));
    }

    private ThresholdAtRate atFmr(double target, OperatingPoint point) {
        Dependence persons = nonMatedDependence();
        return persons == null
                ? ThresholdAtRate.independent(target, point, point.falseMatches(), point.nonMated())
                : ThresholdAtRate.of(target, point, persons.at(point.threshold()), persons.statesBounds());
    }

    private ThresholdAtRate tooFewNonMated(double target) {
        double bound = boundWithoutFalseMatch(0.95);
        long size = scores.nonMatedCount();
        // of persons the bound is that of so few comparisons as have no person in common, which higher rates may well
        // be below
        double shown = byPersons() ? Double.NaN : bound;
        return ThresholdAtRate.unsupported(
                target,
                size,
                bound,
                tooFew("FMR", target, size, shown, "non-mated comparison", "non-mated comparisons"));
    }

    /** Returns the upper limit of the FMR at a threshold above every non-mated score. */
    private double boundWithoutFalseMatch(double confidence) {
        Dependence persons = nonMatedDependence();
        return persons == null
                ? Intervals.upperLimit(0, scores.nonMatedCount(), confidence)
                : persons.at(Double.POSITIVE_INFINITY).upperLimit(confidence);
    }

    static String tooFew(String rate, double target, long size, double bound, String what, String many) {
        return rate + " " + Decimals.plain(target) + " cannot be estimated from "
                + Plurals.count(size, what, many) + ": it needs at least "
                + (long) Math.ceil(3 / target * (1 - 1e-12)) + ", of which 3 are expected to err ("
                + Intervals.neededWithoutError(target) + " without an error would show the rate with 95 % confidence); "
                + (size == 0
                        ? "there are none"
                        : (Double.isNaN(bound)
                                        ? ""
                                        : "these show no rate below " + Numbers.significant(bound, 3) + "; ")
                                + "add data or choose a higher rate");
    }

    private String tied(double target, long size) {
        double[] sorted = scores.sortedNonMated();
        int first = firstAtLeast(sorted, sorted[sorted.length - 1]);
        return "FMR " + Decimals.plain(target) + " allows " + Intervals.largestCount(target, size) + " of " + size
                + " non-mated comparisons to match, but the highest non-mated score alone was given "
                + (sorted.length - first)
                + " times, so that no threshold achieves the rate; use scores with more digits, or a higher rate";
    }

    private double placed(double threshold, Placement placement) {
        double[] nonMated = scores.sortedNonMated();
        double tooLow = nonMated[firstAtLeast(nonMated, threshold) - 1]; // a rate below 1 leaves one below at least
        if (placement == Placement.MIDPOINT) {
            double middle = tooLow + (threshold - tooLow) / 2;
            return middle > tooLow ? middle : threshold;
        }
        double[] mated = scores.sortedMated();
        int next = firstAtLeast(mated, Math.nextUp(tooLow));
        return next < mated.length ? Math.min(threshold, mated[next]) : threshold;
    }

    /**
     * Returns the lowest threshold at which the true false match rate is at most the target with the given confidence. It
     * is stricter than {@link #atFmr(double)}; use it where a higher FMR is worse than a higher FNMR. Where the persons are
     * known, comparisons that share a person are treated as dependent, and the upper end of the two-sided interval must be
     * at most the target. Otherwise every comparison is treated as independent, and the one-sided limit must be at most the
     * target. The threshold may be just above every non-mated score.
     *
     * @param target the false match rate, greater than 0 and less than 1
     * @param confidence the confidence of the two-sided interval or of the one-sided limit, greater than 0 and less than 1,
     *     for example 0.95
     * @return the threshold with its errors; without a threshold if the data does not support the rate
     * @throws IllegalArgumentException if the target or the confidence is not greater than 0 and less than 1
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException if no threshold can be set on the scores ({@link #requireUsable()})
     */
    public ThresholdAtRate atFmrAssured(double target, double confidence) {
        Intervals.requireRate("target", target);
        Intervals.requireRate("confidence", confidence);
        requireUsable();
        PairColumns nonMated = scores.nonMatedColumns();
        long size = nonMated.size();
        Dependence persons = nonMatedDependence();
        if (persons != null) {
            return assuredByPersons(persons, target, confidence);
        }
        if (Intervals.upperLimit(0, size, confidence) > target) {
            return tooFewNonMated(target);
        }
        long low = 0; // this many errors are few enough, and that many are too many
        long high = Intervals.largestCount(target, size) + 1;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (Intervals.upperLimit(middle, size, confidence) <= target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        ScoreKeys.Cut cut = ScoreKeys.cut(nonMated.scores(), nonMated.size(), scores.nonMatedHistogram(), low);
        double threshold =
                cut.reaching() == 0 ? Math.nextUp(ScoreKeys.maximum(nonMated.scores(), nonMated.size())) : cut.score();
        return atFmr(target, at(threshold));
    }

    private ThresholdAtRate assuredByPersons(Dependence persons, double target, double confidence) {
        PairColumns nonMated = scores.nonMatedColumns();
        double threshold = Double.NaN;
        if (persons.statesBounds()) {
            long most = Intervals.largestCount(target, nonMated.size());
            ScoreKeys.Cut cut = ScoreKeys.cut(nonMated.scores(), nonMated.size(), scores.nonMatedHistogram(), most);
            threshold = persons.assured(target, confidence, cut);
            if (Double.isNaN(threshold) && persons.at(Double.POSITIVE_INFINITY).assures(target, confidence)) {
                threshold = Math.nextUp(ScoreKeys.maximum(nonMated.scores(), nonMated.size()));
            }
        }
        return Double.isNaN(threshold)
                ? ThresholdAtRate.unsupported(
                        target, nonMated.size(), boundWithoutFalseMatch(0.95), tooFewPersons(target, persons))
                : atFmr(target, at(threshold));
    }

    private static String tooFewPersons(double target, Dependence persons) {
        return "FMR " + Decimals.plain(target) + " cannot be assured from " + persons.persons()
                + " persons, whose comparisons are dependent: no threshold has a bound as low; add persons (at least 50),"
                + " or choose a higher rate";
    }

    /**
     * Returns the threshold at a false non-match rate (FNMR; FRR, 1 - recall): the highest mated score at which the
     * proportion of mated comparisons that do not match is at most the target. The support is never UNSUPPORTED, because
     * few data only lower the threshold.
     *
     * @param target the false non-match rate, greater than 0 and less than 1
     * @return the threshold with its errors
     * @throws IllegalArgumentException if the target is not greater than 0 and less than 1
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException if no threshold can be set on the scores ({@link #requireUsable()})
     */
    public ThresholdAtRate atFnmr(double target) {
        Intervals.requireRate("target", target);
        requireUsable();
        double[] mated = scores.sortedMated();
        int allowed = (int) Intervals.largestCount(target, mated.length);
        OperatingPoint point = at(mated[allowed]); // a rate below 1 leaves one at least
        Dependence persons = matedDependence();
        return persons == null
                ? ThresholdAtRate.independent(target, point, point.falseNonMatches(), mated.length)
                : ThresholdAtRate.of(target, point, persons.at(point.threshold()), persons.statesBounds());
    }

    /**
     * Returns the zones of a decision with human review: accept at one FMR, reject at one FNMR, review in between.
     *
     * @param acceptFmr the false match rate of acceptance without review, greater than 0 and less than 1
     * @param rejectFnmr the false non-match rate of rejection without review, greater than 0 and less than 1
     * @return the zones
     * @throws InsufficientDataException if the data does not support the rate
     * @throws InvalidScoresException if no threshold can be set on the scores ({@link #requireUsable()})
     * @throws IllegalArgumentException if a rate is out of its range, or the threshold of rejection is above that of
     *     acceptance
     */
    public DecisionZones decisionZones(double acceptFmr, double rejectFnmr) {
        OperatingPoint accept = atFmr(acceptFmr).orThrow();
        OperatingPoint reject = atFnmr(rejectFnmr).orThrow();
        if (reject.threshold() > accept.threshold()) {
            throw new IllegalArgumentException(
                    "rejecting at FNMR " + rejectFnmr + " would begin above accepting at FMR "
                            + acceptFmr + ": at FMR " + acceptFmr + " the FNMR is " + accept.fnmr()
                            + " already, so no score is left for review; use that threshold alone, or lower one of"
                            + " the rates");
        }
        return new DecisionZones(reject, accept);
    }

    /**
     * Returns the area under the ROC: the probability that a mated score is higher than a non-mated score, with ties
     * counted half.
     *
     * @return the area, 0 to 1
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public double auc() {
        return summary().auc();
    }

    /**
     * Returns the equal error rate by three definitions.
     *
     * @return the rates
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public EqualErrorRates eer() {
        return summary().eer();
    }

    /**
     * Returns the point with the least mean of FMR and FNMR; of several, the one with the lowest threshold. Its rate is
     * optimistic on the set that it was chosen on; measure it on another.
     *
     * @return the point
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public OperatingPoint minHter() {
        return summary().minHter();
    }

    /**
     * Returns the decidability index d′: the distance between the mean mated and the mean non-mated score in units of their
     * spread (population variance).
     *
     * @return the index; infinite or NaN if neither label has any spread
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public double dPrime() {
        requireBoth();
        Moments mated = Moments.of(scores.matedColumns());
        Moments nonMated = Moments.of(scores.nonMatedColumns());
        int exponent = Math.max(mated.exponent(), nonMated.exponent());
        double spread = (mated.varianceAt(exponent) + nonMated.varianceAt(exponent)) / 2;
        return Math.abs(mated.meanFrom(nonMated, exponent)) / Math.sqrt(spread);
    }

    /**
     * Returns the convex hull of the ROC: the error rates that random choice between thresholds can achieve.
     *
     * @return an unmodifiable list of the vertices, from the lowest threshold, at which all comparisons match, to infinity,
     *     at which none does
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public List<OperatingPoint> hull() {
        return summary().hull();
    }

    /**
     * Returns the point with the least detection cost over all thresholds, an infinite one included.
     *
     * @param cost the cost of errors
     * @return the point; {@link DetectionCost#of} returns its cost, and {@link DetectionCost#blind} the cost to compare it
     *     with
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public OperatingPoint minDcf(DetectionCost cost) {
        return hull().stream().min(Comparator.comparingDouble(cost::of)).orElseThrow();
    }

    /**
     * Returns the point at the threshold that the cost implies for scores that are log-likelihood ratios.
     *
     * @param cost the cost of errors
     * @return the point
     * @throws InvalidScoresException if the source does not declare log-likelihood ratios ({@link
     *     ScoreSource#logLikelihoodRatios()})
     */
    public OperatingPoint actDcf(DetectionCost cost) {
        requireLogLikelihoodRatios("the actual detection cost");
        return at(cost.bayesThreshold());
    }

    /**
     * Returns the log-likelihood-ratio cost (Cllr) in bits: 0 is perfect; 1 is no better than a system that ignores the
     * images.
     *
     * @return the cost, 0 or more
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException if the source does not declare log-likelihood ratios ({@link
     *     ScoreSource#logLikelihoodRatios()})
     */
    public double cllr() {
        requireLogLikelihoodRatios("Cllr");
        requireBoth();
        return (meanSoftplus(scores.matedColumns(), -1) + meanSoftplus(scores.nonMatedColumns(), 1)) / 2 / Math.log(2);
    }

    private void requireLogLikelihoodRatios(String what) {
        if (!scores.source().areLogLikelihoodRatios()) {
            throw new InvalidScoresException(
                    Reason.WRONG_KIND,
                    what
                            + " requires scores that are natural logarithms of likelihood ratios, but the source does not declare"
                            + " them; set ScoreSource.logLikelihoodRatios() if they are, otherwise use minCllr()");
        }
    }

    /** Returns the mean of log(1 + e^x), computed without overflow. */
    private static double meanSoftplus(PairColumns columns, int sign) {
        double sum = 0;
        for (int i = 0; i < columns.size(); i++) {
            double x = sign * columns.scores()[i];
            sum += Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }
        return sum / columns.size();
    }

    /**
     * Returns the Cllr of the best monotone calibration of the scores. It measures how well the scores separate mated from
     * non-mated comparisons, regardless of their scale.
     *
     * @return the cost in bits, 0 to 1
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public double minCllr() {
        return summary().minCllr();
    }

    /**
     * Returns the number of distinct scores.
     *
     * @return the number, 1 or more
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public long distinctScores() {
        return summary().distinct();
    }

    /**
     * Returns FMR and FNMR over the threshold, for drawing: every point if there are few, otherwise a selection spread over
     * the threshold and over the logarithms of both rates.
     *
     * @param maxPoints the approximate maximum number of points, 10 or more
     * @return an unmodifiable list, ascending by threshold, from the lowest score to infinity
     * @throws IllegalArgumentException if {@code maxPoints} is less than 10
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public List<OperatingPoint> curve(int maxPoints) {
        if (maxPoints < 10) {
            throw new IllegalArgumentException("maxPoints must be 10 or more but was " + maxPoints);
        }
        requireBoth();
        return CurveSample.of(scores.sortedMated(), scores.sortedNonMated(), maxPoints);
    }

    /**
     * Returns the 95 % confidence interval of the false match rate that supports decisions: adjusted for comparisons that
     * share a person where the persons are known, otherwise with every comparison treated as independent ({@link
     * OperatingPoint#fmrInterval()}).
     *
     * @param threshold the threshold
     * @return the interval, which reports its method; 0 to 1 if there are no non-mated comparisons
     */
    public RateInterval fmrInterval(double threshold) {
        return fmrInterval(at(threshold));
    }

    RateInterval fmrInterval(OperatingPoint point) {
        Dependence persons = nonMatedDependence();
        if (scores.nonMatedCount() == 0) {
            return Intervals.unknown(0.95);
        }
        return persons == null
                ? point.fmrInterval()
                : persons.at(point.threshold()).interval(0.95);
    }

    /**
     * Returns the 95 % confidence interval of the false non-match rate that supports decisions: adjusted for comparisons
     * that share a person where the persons are known, otherwise with every comparison treated as independent ({@link
     * OperatingPoint#fnmrInterval()}).
     *
     * @param threshold the threshold
     * @return the interval, which reports its method; 0 to 1 if there are no mated comparisons
     */
    public RateInterval fnmrInterval(double threshold) {
        return fnmrInterval(at(threshold));
    }

    RateInterval fnmrInterval(OperatingPoint point) {
        Dependence persons = matedDependence();
        if (scores.matedCount() == 0) {
            return Intervals.unknown(0.95);
        }
        return persons == null
                ? point.fnmrInterval()
                : persons.at(point.threshold()).interval(0.95);
    }

    /**
     * Returns the 95 % confidence interval of the false match rate, adjusted for comparisons that share a person.
     *
     * @param threshold the threshold
     * @return the interval; empty if the persons of the non-mated comparisons are not known
     */
    public Optional<RateInterval> adjustedFmrInterval(double threshold) {
        return Optional.ofNullable(nonMatedDependence())
                .map(persons -> persons.at(threshold).interval(0.95));
    }

    /**
     * Returns the 95 % confidence interval of the false non-match rate, adjusted for comparisons of one person.
     *
     * @param threshold the threshold
     * @return the interval; empty if the persons of the mated comparisons are not known
     */
    public Optional<RateInterval> adjustedFnmrInterval(double threshold) {
        return Optional.ofNullable(matedDependence())
                .map(persons -> persons.at(threshold).interval(0.95));
    }

    /**
     * Returns the p-value of a two-sample test whether the false match rate of these scores exceeds a rate measured on
     * other data: the probability of a rate at least as high by chance. The test accounts for the errors of both
     * measurements. Given the total number of errors, their split between both samples is binomial (Przyborowski and
     * Wilenski, "Homogeneity of results in testing samples from Poisson series", 1940). Where the persons are known,
     * comparisons count by their effective number.
     *
     * @param threshold the threshold at which the rate was measured
     * @param rate the measured rate, greater than 0 and less than 1
     * @param measuredOn the number of independent non-mated comparisons that the rate was measured on, greater than 0
     *     ({@link ThresholdAtRate#effectiveSize()})
     * @return the one-sided p-value, 0 to 1; small if the rate is exceeded here
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws IllegalArgumentException if the rate is not greater than 0 and less than 1, {@code measuredOn} is not greater
     *     than 0, or the threshold is NaN
     */
    public double exceedsP(double threshold, double rate, double measuredOn) {
        Intervals.requireRate("rate", rate);
        if (!(measuredOn > 0)) {
            throw new IllegalArgumentException("measuredOn must be greater than 0 but was " + measuredOn);
        }
        requireBoth();
        Dependence persons = nonMatedDependence();
        OperatingPoint point = at(threshold);
        double size = persons == null
                ? (double) point.nonMated()
                : persons.at(threshold).sizeOfAnIntervalAsWide(0.975);
        return Intervals.moreInOneOfTwo(rate * measuredOn, measuredOn, point.fmr() * size, size);
    }

    /**
     * {@return the number of distinct pairs of persons in the non-mated comparisons; empty if the persons are not known}
     */
    public OptionalLong subjectPairs() {
        Dependence found = nonMatedDependence();
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.pairsOfPersons());
    }

    /**
     * Returns error rates by group of persons, at one threshold for all groups.
     *
     * @param threshold the threshold
     * @param targetFmr the false match rate that the threshold was set for, greater than 0 and less than 1; a group with
     *     too few comparisons to measure it is not assessable
     * @return the rates; without groups if no groups are known
     */
    public GroupRates byGroup(double threshold, double targetFmr) {
        return GroupRates.of(scores, threshold, Intervals.requireRate("targetFmr", targetFmr));
    }

    private @Nullable Dependence nonMatedDependence() {
        Dependence found = nonMatedDependence;
        if (found == null && !independent && scores.nonMatedColumns().hasSubjects()) {
            found = Dependence.ofNonMated(scores);
            nonMatedDependence = found;
        }
        return found;
    }

    private @Nullable Dependence matedDependence() {
        Dependence found = matedDependence;
        if (found == null && !independent && scores.matedColumns().hasSubjects()) {
            found = Dependence.ofMated(scores);
            matedDependence = found;
        }
        return found;
    }

    private CurveSummary summary() {
        CurveSummary found = summary;
        if (found == null) {
            requireBoth();
            found = CurveSummary.of(scores);
            summary = found;
        }
        return found;
    }

    /** Returns the first index with at least the score; the length if there is none. */
    static int firstAtLeast(double[] ascending, double score) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] >= score) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @Override
    public String toString() {
        return "Evaluation[" + scores + "]";
    }

    /**
     * Moments of the scores' distances from one of them, in units of a power of two: neither a large offset nor a tiny magnitude
     * costs digits. The mean and the variance are of {@code (score - origin) / 2^exponent}.
     */
    private record Moments(double origin, int exponent, double mean, double variance) {
        static Moments of(PairColumns columns) {
            double origin = columns.scores()[0];
            double widest = 0;
            for (int i = 0; i < columns.size(); i++) {
                widest = Math.max(
                        widest, Math.abs(columns.scores()[i] / 4 - origin / 4)); // the whole of it may overflow
            }
            int exponent = widest == 0 ? Double.MIN_EXPONENT : Math.getExponent(widest) + 3;
            double one = Math.scalb(1.0, (2 - exponent) / 2); // in two steps: the power itself may be out of range
            double two = Math.scalb(1.0, 2 - exponent - (2 - exponent) / 2);
            double sum = 0;
            for (int i = 0; i < columns.size(); i++) {
                sum += (columns.scores()[i] / 4 - origin / 4) * one * two;
            }
            double mean = sum / columns.size();
            double squares = 0;
            double rest = 0;
            for (int i = 0; i < columns.size(); i++) {
                double from = (columns.scores()[i] / 4 - origin / 4) * one * two - mean;
                squares += from * from;
                rest += from;
            }
            double size = columns.size();
            return new Moments(origin, exponent, mean + rest / size, (squares - rest * rest / size) / size);
        }

        double varianceAt(int other) {
            return Math.scalb(variance, 2 * (exponent - other));
        }

        double meanFrom(Moments other, int unit) {
            return Math.scalb(origin / 4 - other.origin / 4, 2 - unit)
                    + Math.scalb(mean, exponent - unit)
                    - Math.scalb(other.mean, other.exponent - unit);
        }
    }
}
