package io.facebridge.evaluation;

import io.facebridge.error.InsufficientDataException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the scores of a set say: the errors at every threshold, thresholds at a rate, and the numbers that sum a system up.
 * Immutable and thread-safe. A threshold at a rate needs two readings of the scores; the sums need them sorted, which is
 * done once, when the first of them is asked for.
 *
 * <p>A threshold found on a set and rates measured on the same set are a little too good to be true: measure the rates on
 * another, with {@code other.evaluate().at(threshold)}.
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
     * Returns an evaluation of the same scores that takes every comparison as independent even where the persons are known:
     * what textbooks and other programs report. Its intervals are too narrow, and its support is too good, where comparisons
     * share persons.
     *
     * @return the evaluation
     */
    public Evaluation assumingIndependence() {
        return new Evaluation(scores, true);
    }

    /**
     * Returns whether intervals, bounds and support know which comparisons share a person.
     *
     * @return false if the persons are not known, or {@link #assumingIndependence()} was asked for
     */
    public boolean byPersons() {
        return !independent && scores.nonMatedColumns().knowSubjects();
    }

    /**
     * The scores.
     *
     * @return the set
     */
    public ScoreSet scores() {
        return scores;
    }

    /**
     * Refuses scores on which no threshold can be set. Thresholds ask for this themselves.
     *
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException if all scores are equal, mated ones are lower than non-mated ones, or all comparisons are
     *     of one person
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
                            + " comparisons are of 1 person; error rates need 2 or more, and hundreds to be worth"
                            + " much");
        }
        if (isConstant()) {
            throw new InvalidScoresException(
                    Reason.CONSTANT,
                    "all " + (scores.matedCount() + scores.nonMatedCount())
                            + " scores are equal; check what was written into the score");
        }
        double auc = roughAuc();
        if (auc < 0.5) {
            throw new InvalidScoresException(
                    Reason.REVERSED,
                    String.format(
                            Locale.ROOT,
                            "a mated score is higher than a non-mated one in only %.1f %% of all cases (AUC %.4f, %d"
                                    + " mated and %d non-mated); if these are distances say ScorePolarity.DISTANCE, else"
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
                    "error rates need mated and non-mated comparisons but there are " + scores.matedCount()
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

    /** On the right side of one half, from counts alone where they say so. */
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
     * The errors at a threshold.
     *
     * @param threshold a comparison matches when its score is at least this; infinite ones are allowed
     * @return the counts and rates
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

    /** What the non-mated scores reach is counted already. */
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
     * The threshold at a false match rate (FMR; FAR, 误识率): the lowest non-mated score at which no more than the target
     * share of non-mated comparisons match.
     *
     * @param target the false match rate, greater than 0 and less than 1
     * @return the threshold with its errors, or that the data does not support the rate
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException as {@link #requireUsable()}
     */
    public ThresholdAtRate atFmr(double target) {
        return atFmr(target, Placement.NON_MATED);
    }

    /**
     * As {@link #atFmr(double)}, with the threshold in another place.
     *
     * @param target the false match rate, greater than 0 and less than 1
     * @param placement where to place it
     * @return the threshold with its errors, or that the data does not support the rate
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException as {@link #requireUsable()}
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
                target, size, bound, tooFew("FMR", target, size, shown, "non-mated comparisons"));
    }

    /** What the false match rate is below at a threshold that no non-mated comparison reaches. */
    private double boundWithoutFalseMatch(double confidence) {
        Dependence persons = nonMatedDependence();
        return persons == null
                ? Intervals.upperLimit(0, scores.nonMatedCount(), confidence)
                : persons.at(Double.POSITIVE_INFINITY).upperLimit(confidence);
    }

    static String tooFew(String rate, double target, long size, double bound, String what) {
        return rate + " " + target + " cannot be told from " + size + " " + what + ": it needs at least "
                + (long) Math.ceil(3 / target * (1 - 1e-12)) + ", of which 3 are expected to err ("
                + Intervals.neededWithoutError(target) + " without an error would show the rate with 95 % confidence); "
                + (size == 0
                        ? "there are none"
                        : (Double.isNaN(bound)
                                        ? ""
                                        : String.format(Locale.ROOT, "these show no rate below %.3g; ", bound))
                                + "add data or ask for a higher rate");
    }

    private String tied(double target, long size) {
        double[] sorted = scores.sortedNonMated();
        int first = firstAtLeast(sorted, sorted[sorted.length - 1]);
        return "FMR " + target + " allows " + Intervals.largestCount(target, size) + " of " + size
                + " non-mated comparisons to match, but the highest non-mated score alone was given "
                + (sorted.length - first)
                + " times, so that no threshold on it keeps the rate; use scores with more digits, or a higher rate";
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
     * Returns the lowest threshold at which the true false match rate is at most the target with the given confidence:
     * stricter than {@link #atFmr(double)}, for when being wrong is worse than rejecting more. Where the persons are known,
     * comparisons that share one are taken as alike, and the upper end of the two-sided interval must keep the rate; else every
     * comparison is taken as independent, and the one-sided limit must. It may be just above every non-mated score.
     *
     * @param target the false match rate, greater than 0 and less than 1
     * @param confidence of the two-sided interval or of the one-sided limit, greater than 0 and less than 1, for example 0.95
     * @return the threshold with its errors, or that the data does not support the rate
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException as {@link #requireUsable()}
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
        return "FMR " + target + " cannot be assured from " + persons.persons()
                + " persons, whose comparisons are alike: no threshold has a bound as low; add persons (50 at least),"
                + " or ask for a higher rate";
    }

    /**
     * The threshold at a false non-match rate (FNMR; FRR, 1 - recall): the highest mated score at which no more than the
     * target share of mated comparisons do not match. It is never UNSUPPORTED, because with few data it is only lower.
     *
     * @param target the false non-match rate, greater than 0 and less than 1
     * @return the threshold with its errors
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException as {@link #requireUsable()}
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
     * Accepts above one threshold, rejects below another, and sends the rest to a human.
     *
     * @param acceptFmr false match rate of what is accepted without a human
     * @param rejectFnmr false non-match rate of what is rejected without a human
     * @return the zones
     * @throws InsufficientDataException if the data does not support the rate
     * @throws InvalidScoresException as {@link #requireUsable()}
     * @throws IllegalArgumentException if the rates leave no room for a review: rejecting would begin above accepting
     */
    public DecisionZones decisionZones(double acceptFmr, double rejectFnmr) {
        OperatingPoint accept = atFmr(acceptFmr).orThrow();
        OperatingPoint reject = atFnmr(rejectFnmr).orThrow();
        if (reject.threshold() > accept.threshold()) {
            throw new IllegalArgumentException(
                    "rejecting at FNMR " + rejectFnmr + " would begin above accepting at FMR "
                            + acceptFmr + ": at FMR " + acceptFmr + " the FNMR is " + accept.fnmr()
                            + " already, so there is nothing to review; use that threshold alone, or a lower rate for"
                            + " either");
        }
        return new DecisionZones(reject, accept);
    }

    /**
     * The area under the ROC: how often a mated score is higher than a non-mated one, equal ones half.
     *
     * @return 0 to 1
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public double auc() {
        return summary().auc();
    }

    /**
     * The equal error rate, all three of them.
     *
     * @return the rates
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public EqualErrorRates eer() {
        return summary().eer();
    }

    /**
     * The point with the least mean of FMR and FNMR; the lowest threshold of several. On the set that it is found on its rate
     * is too good; measure it on another.
     *
     * @return the point
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public OperatingPoint minHter() {
        return summary().minHter();
    }

    /**
     * The decidability index: the distance between the means of both labels in units of their spread (population variance).
     *
     * @return infinite or NaN if both labels have no spread
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
     * The convex hull of the ROC: what can be reached by drawing lots between thresholds.
     *
     * @return its vertices, from the lowest threshold, at which all match, to infinity, at which none does; unmodifiable
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public List<OperatingPoint> hull() {
        return summary().hull();
    }

    /**
     * The point with the least cost, over all thresholds including "nothing matches".
     *
     * @param cost what errors cost
     * @return the point; {@link DetectionCost#of} and {@link DetectionCost#blind} say what it costs and saves
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public OperatingPoint minDcf(DetectionCost cost) {
        return hull().stream().min(Comparator.comparingDouble(cost::of)).orElseThrow();
    }

    /**
     * The point at the threshold that the cost calls for, if the scores are what they are said to be.
     *
     * @param cost what errors cost
     * @return the point
     * @throws InvalidScoresException if the source does not say that the scores are log-likelihood ratios
     */
    public OperatingPoint actDcf(DetectionCost cost) {
        requireLogLikelihoodRatios("the actual detection cost");
        return at(cost.bayesThreshold());
    }

    /**
     * The cost of the scores as log-likelihood ratios, in bits: 0 is perfect, 1 is no better than no picture at all.
     *
     * @return 0 or more
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws InvalidScoresException if the source does not say that the scores are log-likelihood ratios
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
                    what + " needs scores that are natural logarithms of likelihood ratios, and the source does not say"
                            + " so; say ScoreSource.logLikelihoodRatios() if they are, else use minCllr()");
        }
    }

    /** log(1 + e^x) without overflow. */
    private static double meanSoftplus(PairColumns columns, int sign) {
        double sum = 0;
        for (int i = 0; i < columns.size(); i++) {
            double x = sign * columns.scores()[i];
            sum += Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }
        return sum / columns.size();
    }

    /**
     * Returns the Cllr of the best monotone calibration of the scores: how well they separate mated from non-mated
     * comparisons, whatever their scale.
     *
     * @return 0 to 1
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public double minCllr() {
        return summary().minCllr();
    }

    /**
     * How many different scores there are.
     *
     * @return 1 or more
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     */
    public long distinctScores() {
        return summary().distinct();
    }

    /**
     * The curve of both rates over the threshold, for drawing: every point if there are few, else so many of them, spread
     * over the threshold and over both rates' logarithms.
     *
     * @param maxPoints about how many points, 10 or more
     * @return ascending by threshold, from the lowest score to infinity; unmodifiable
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
     * Returns the 95 % confidence interval of the false match rate, the one that decides: with comparisons that share a person
     * taken as alike where the persons are known, else with every comparison taken as independent ({@link
     * OperatingPoint#fmrInterval()}).
     *
     * @param threshold the threshold
     * @return the interval; its method says which it is; 0 to 1 if there are no non-mated comparisons
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
     * Returns the 95 % confidence interval of the false non-match rate, as {@link #fmrInterval(double)}.
     *
     * @param threshold the threshold
     * @return the interval; its method says which it is; 0 to 1 if there are no mated comparisons
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
     * Returns the 95 % confidence interval of the false match rate with comparisons that share a person taken as alike.
     *
     * @param threshold the threshold
     * @return empty if the persons of the non-mated comparisons are not known
     */
    public Optional<RateInterval> adjustedFmrInterval(double threshold) {
        return Optional.ofNullable(nonMatedDependence())
                .map(persons -> persons.at(threshold).interval(0.95));
    }

    /**
     * Returns the 95 % confidence interval of the false non-match rate with comparisons of one person taken as alike.
     *
     * @param threshold the threshold
     * @return empty if the persons of the mated comparisons are not known
     */
    public Optional<RateInterval> adjustedFnmrInterval(double threshold) {
        return Optional.ofNullable(matedDependence())
                .map(persons -> persons.at(threshold).interval(0.95));
    }

    /**
     * Returns how likely a false match rate as high as here is by chance if the true one is at most a rate that was itself
     * measured: a test of two samples, which accounts for the errors of both. Of so many errors together, how many fall to either
     * is binomial (Przyborowski and Wilenski, "Homogeneity of results in testing samples from Poisson series", 1940). Where the
     * persons are known, comparisons count for as many independent ones as they are worth.
     *
     * @param threshold the threshold at which the rate was measured
     * @param rate the measured rate, greater than 0 and less than 1
     * @param measuredOn how many independent non-mated comparisons it was measured on, greater than 0 ({@link
     *     ThresholdAtRate#effectiveSize()})
     * @return one-sided, 0 to 1; small if the rate is exceeded here
     * @throws InsufficientDataException if there are no mated or no non-mated comparisons
     * @throws IllegalArgumentException if the rate is not between 0 and 1, or nothing was measured
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
     * How many different pairs of persons the non-mated comparisons are of.
     *
     * @return empty if the persons of the comparisons are not known
     */
    public OptionalLong subjectPairs() {
        Dependence found = nonMatedDependence();
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.pairsOfPersons());
    }

    /**
     * Returns error rates by group, at one threshold for all.
     *
     * @param threshold the threshold
     * @param targetFmr the false match rate that the threshold was set for: groups with too few comparisons to measure it are
     *     not assessable
     * @return the rates; without groups if none are known
     */
    public GroupRates byGroup(double threshold, double targetFmr) {
        return GroupRates.of(scores, threshold, Intervals.requireRate("targetFmr", targetFmr));
    }

    private @Nullable Dependence nonMatedDependence() {
        Dependence found = nonMatedDependence;
        if (found == null && !independent && scores.nonMatedColumns().knowSubjects()) {
            found = Dependence.ofNonMated(scores);
            nonMatedDependence = found;
        }
        return found;
    }

    private @Nullable Dependence matedDependence() {
        Dependence found = matedDependence;
        if (found == null && !independent && scores.matedColumns().knowSubjects()) {
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

    /** The first index whose score is at least that; the length if there is none. */
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
     * Of the scores' distances from one of them, in units of a power of two: neither a large offset nor a tiny magnitude costs
     * digits. The mean and the variance are of {@code (score - origin) / 2^exponent}.
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
