package io.facebridge.evaluation;

import io.facebridge.error.InvalidScoresException;
import io.facebridge.internal.Plurals;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A report on a set of scores: one self-contained HTML file, the same numbers as JSON, and the table of thresholds as
 * comma-separated values. Use it to choose and document a threshold. It contains no images and no names of persons. Immutable.
 *
 * <pre>{@code
 * ScoreSet scores = ScoreReader.of(ScoreSource.unnamed()).read(Path.of("scores.csv"));
 * Files.writeString(Path.of("report.html"), TuningReport.builder(scores).build().html());
 * }</pre>
 */
public final class TuningReport {
    /** With a greater share of failures than this, rates of what was completed say little. */
    private static final double MANY_FAILURES = 0.05;

    /** How many points of the curves are drawn, about. */
    static final int CURVE_POINTS = 500;

    /** The false positive identification rates of the report. */
    static final List<Double> FPIR_TARGETS = List.of(0.1, 0.03, 0.01, 0.003, 0.001);

    /** The reciprocals of the APCER targets of the report. */
    static final List<Integer> APCER_ONE_IN = List.of(10, 20, 100);

    /** The default false match rates. */
    static final List<Double> USUAL = List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6);

    private final Evaluation evaluation;
    private final List<ThresholdAtRate> thresholds;
    private final @Nullable ThresholdAtRate recommended;
    private final @Nullable ThresholdAtRate wellSupported;
    private final @Nullable Evaluation test;
    private final DataIdentity.@Nullable Overlap overlap;
    private final double matedShare;
    private final double minRateByPairs;
    private final @Nullable GroupRates groups;
    private final @Nullable DecisionZones zones;
    private final double nonMatedShare;
    private final @Nullable SearchEvaluation searches;
    private final @Nullable AttackEvaluation attacks;
    private final @Nullable LocalDate date;
    private final String title;

    private TuningReport(Builder builder) {
        evaluation = builder.scores.evaluate();
        evaluation.requireUsable();
        thresholds = builder.targets.stream()
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(evaluation::atFmr)
                .toList();
        minRateByPairs = evaluation.subjectPairs().isPresent()
                ? 3.0 / evaluation.subjectPairs().getAsLong() * (1 - 1e-12)
                : 0;
        ThresholdAtRate ofEnoughPairs = strictest(
                thresholds.stream()
                        .filter(each -> each.target() >= minRateByPairs)
                        .toList(),
                StatisticalSupport.WEAK);
        recommended = ofEnoughPairs == null ? strictest(thresholds, StatisticalSupport.WEAK) : ofEnoughPairs;
        wellSupported = strictest(thresholds, StatisticalSupport.OK);
        test = builder.test == null ? null : builder.test.evaluate();
        overlap = builder.test == null ? null : builder.test.overlapWith(builder.scores);
        matedShare = builder.matedShare >= 0
                ? builder.matedShare
                : builder.scores.matedCount() / (double) (builder.scores.matedCount() + builder.scores.nonMatedCount());
        zones = builder.acceptFmr > 0 ? evaluation.decisionZones(builder.acceptFmr, builder.rejectFnmr) : null;
        nonMatedShare = builder.nonMatedShare;
        ThresholdAtRate forGroups = wellSupported == null ? recommended : wellSupported;
        groups = builder.scores.groups().isEmpty() || forGroups == null
                ? null
                : evaluation.byGroup(forGroups.orThrow().threshold(), forGroups.target());
        searches = builder.searches == null ? null : builder.searches.evaluate();
        attacks = builder.attacks == null ? null : builder.attacks.evaluate();
        date = builder.date;
        title = builder.title;
    }

    static List<Double> requireTargets(List<Double> rates) {
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one false match rate but got 0");
        }
        rates.forEach(rate -> Intervals.requireRate("a false match rate", rate));
        return List.copyOf(rates);
    }

    /** Returns the threshold at the lowest rate with at least the given support; {@code null} if there is none. */
    private static @Nullable ThresholdAtRate strictest(List<ThresholdAtRate> thresholds, StatisticalSupport min) {
        ThresholdAtRate strictest = null;
        for (ThresholdAtRate each : thresholds) {
            if (each.support().compareTo(min) <= 0) {
                strictest = each;
            }
        }
        return strictest;
    }

    /**
     * Creates a builder of a report.
     *
     * @param scores the scores to report on
     * @return a new builder with the rates 1e-1 to 1e-6
     */
    public static Builder builder(ScoreSet scores) {
        return new Builder(scores);
    }

    /** {@return the evaluation that the report is based on} */
    public Evaluation evaluation() {
        return evaluation;
    }

    /** {@return an unmodifiable list of the thresholds at the target rates, highest rate first} */
    public List<ThresholdAtRate> thresholds() {
        return thresholds;
    }

    /**
     * Returns the threshold at the lowest rate that the data supports, even weakly; {@link ThresholdAtRate#support()}
     * returns how well. A rate at which fewer than three pairs of persons are expected to err is chosen only if there is no
     * other.
     *
     * @return the threshold; empty if the data supports none of the rates
     */
    public Optional<ThresholdAtRate> recommended() {
        return Optional.ofNullable(recommended);
    }

    /**
     * Returns the report in lines of text: how many comparisons there are, and for each rate, highest first, the threshold, the
     * false non-match rate at it, and how well the data supports it.
     *
     * @return an unmodifiable list of lines; never empty
     */
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add(evaluation.scores().matedCount() + " mated and "
                + evaluation.scores().nonMatedCount() + " non-mated comparisons");
        thresholds.forEach(each -> lines.add(line(each)));
        return List.copyOf(lines);
    }

    private String line(ThresholdAtRate each) {
        return "FMR " + inPowersOfTen(each.target()) + ": "
                + each.point()
                        .map(point -> "threshold " + shortened(point.threshold()) + ", FNMR "
                                + Numbers.percent(point.fnmr()) + ", " + each.support())
                        .orElseGet(() -> each.support() + ", "
                                + (each.hasEnoughData()
                                        ? each.reason().orElse("")
                                        : "needs " + each.needed() + " non-mated comparisons without an error"));
    }

    /** Returns a rate in powers of ten, with as many digits as it has. */
    private static String inPowersOfTen(double rate) {
        return IntStream.range(0, 17)
                .mapToObj(digits -> String.format(Locale.ROOT, "%." + digits + "e", rate))
                .filter(text -> Double.parseDouble(text) == rate)
                .findFirst()
                .orElseGet(() -> Double.toString(rate));
    }

    /** {@return an unmodifiable list of warnings, each one or more sentences, to read before the numbers are relied on} */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (recommended == null) {
            warnings.add("No rate of the table is supported. "
                    + thresholds.get(0).reason().orElse(""));
        } else if (recommended.support() == StatisticalSupport.WEAK) {
            warnings.add(
                    evaluation.byPersons()
                            ? "The strictest supported rate is based on fewer than 30 effective false matches, or on"
                                    + " fewer than 50 persons. Use it as an order of magnitude."
                            : "The strictest supported rate is based on fewer than 30 false matches. Use it as an order of"
                                    + " magnitude.");
        }
        warnings.addAll(0, alerts());
        OptionalLong pairs = evaluation.subjectPairs();
        if (pairs.isPresent()
                && thresholds.stream().anyMatch(each -> each.point().isPresent() && each.target() < minRateByPairs)) {
            warnings.add("The " + evaluation.scores().nonMatedCount() + " non-mated comparisons are of "
                    + Plurals.count(pairs.getAsLong(), "pair of persons", "pairs of persons")
                    + " only. For rates below " + Numbers.rate(minRateByPairs)
                    + " fewer than 3 of these are expected to err, so thresholds there have almost no bound.");
        }
        if (pairs.isEmpty()) {
            warnings.add(
                    "The persons of the comparisons are not known, so intervals treat every comparison as independent."
                            + " They are too narrow where comparisons share a person.");
        }
        if (pairs.isPresent()
                && evaluation.scores().matedColumns().hasSubjects()
                && evaluation.scores().subjects() < 50) {
            warnings.add("The scores are of " + evaluation.scores().subjects()
                    + " persons. With fewer than 50 persons no rate counts as well supported. Add persons; more images of the same"
                    + " persons add little.");
        }
        ScoreSet.Failures failures = evaluation.scores().failures();
        if (failures.total() > 0 && failureShare() <= MANY_FAILURES) {
            warnings.add(
                    "Failed comparisons: " + failures.total() + ", of which at enrollment: " + failures.enrollment()
                            + ". They are in no rate, and a person whose comparison fails is rejected in use.");
        }
        long all = evaluation.scores().matedCount() + evaluation.scores().nonMatedCount();
        if (evaluation.distinctScores() < Math.min(100, all / 2)) {
            warnings.add("There are only " + evaluation.distinctScores()
                    + " distinct scores, so rates change in steps. Keep more digits if the service returns them.");
        }
        if (overlap != null && overlap.kind() == DataIdentity.Kind.NAMES) {
            warnings.add(
                    overlap.shared() + " of the " + overlap.of()
                            + " names of persons in the test set are in the tuning set too, and so are names of images, but with other"
                            + " scores. They are treated as different persons. If they are the same persons, the test rates are optimistic.");
        }
        if (searches != null && searches.searches().references().isEmpty()) {
            warnings.add("The number of references searched is not known; the candidate lists contain at least "
                    + searches.searches().gallerySize()
                    + ". Set it in a column references, or with --references.");
        }
        if (searches != null && !searches.byPersons()) {
            warnings.add(
                    "The persons of the searches are not known, so their intervals treat every search as independent.");
        }
        if (attacks != null) {
            warnings.add(
                    "Intervals of attacks treat every presentation as independent, because shared instruments and persons"
                            + " are not known.");
        }
        if (test == null) {
            warnings.add(
                    "Thresholds and rates are from the same scores (resubstitution). Expect slightly worse rates on"
                            + " other data, and measure them on a separate test set.");
        }
        if (evaluation.scores().source().scale().isEmpty()) {
            warnings.add(
                    "The provider and model of the scores are not known. A threshold is valid for that model only.");
        }
        return List.copyOf(warnings);
    }

    /** Returns the most important of the warnings. */
    List<String> alerts() {
        ScoreSet.Failures failures = evaluation.scores().failures();
        return failureShare() <= MANY_FAILURES
                ? List.of()
                : List.of(Numbers.percent(failureShare()) + " of all comparisons failed (" + failures.total()
                        + ", of which at"
                        + " enrollment: " + failures.enrollment()
                        + "). They are in no rate, and a person whose comparison fails is"
                        + " rejected in use. Find the cause before you rely on any threshold.");
    }

    private double failureShare() {
        ScoreSet scores = evaluation.scores();
        double failures = scores.failures().total();
        return failures / (failures + scores.matedCount() + scores.nonMatedCount());
    }

    /**
     * Returns the report as one HTML page with figures as inline SVG, without scripts, for light and dark screens and for
     * paper.
     *
     * @return the HTML document
     */
    public String html() {
        return new ReportHtml(this).page();
    }

    /**
     * Returns the numbers as JSON in one line. Later versions may add fields; the meaning of a field does not change.
     *
     * @return a JSON object
     */
    public String json() {
        return ReportJson.of(this);
    }

    /**
     * Returns the table of thresholds as comma-separated values with a header.
     *
     * @return the table, one line for the header and one for each rate
     */
    public String csv() {
        return Numbers.table(evaluation, thresholds);
    }

    /** {@return the evaluation of the test set; empty if there is none} */
    public Optional<Evaluation> test() {
        return Optional.ofNullable(test);
    }

    /**
     * Returns the proportion of mated comparisons that {@link OperatingPoint#precision} is reported for.
     *
     * @return the proportion set in the builder, otherwise that in the data; 0 to 1
     */
    public double matedShare() {
        return matedShare;
    }

    /** Returns the lowest rate at which three pairs of persons are expected to err; 0 if persons are not known. */
    double minRateByPairs() {
        return minRateByPairs;
    }

    /** Returns the threshold at the lowest well-supported rate. */
    Optional<ThresholdAtRate> wellSupported() {
        return Optional.ofNullable(wellSupported);
    }

    /**
     * Returns a threshold with the fewest digits, at least four, that give the same decisions: no score of the tuning set
     * or of the test set lies between the returned number and the threshold.
     *
     * @param threshold the threshold of a point of this report
     * @return a decimal number, at most the threshold
     */
    public String shortened(double threshold) {
        if (!Double.isFinite(threshold)) {
            return Double.toString(threshold);
        }
        double below = below(evaluation.scores(), threshold);
        if (test != null) {
            below = Math.max(below, below(test.scores(), threshold));
        }
        return Numbers.between(below, threshold);
    }

    private static double below(ScoreSet scores, double threshold) {
        return Math.max(below(scores.sortedMated(), threshold), below(scores.sortedNonMated(), threshold));
    }

    private static double below(double[] sorted, double threshold) {
        int here = Evaluation.firstAtLeast(sorted, threshold);
        return here == 0 ? Double.NEGATIVE_INFINITY : sorted[here - 1];
    }

    Optional<GroupRates> groups() {
        return Optional.ofNullable(groups);
    }

    Optional<DecisionZones> zones() {
        return Optional.ofNullable(zones);
    }

    double nonMatedShare() {
        return nonMatedShare;
    }

    Optional<SearchEvaluation> searches() {
        return Optional.ofNullable(searches);
    }

    /** Returns the number of ranks of searches in the report. */
    int ranks() {
        return searches == null
                ? 0
                : (int) Math.max(2, Math.min(20, searches.searches().gallerySize()));
    }

    Optional<AttackEvaluation> attacks() {
        return Optional.ofNullable(attacks);
    }

    Optional<LocalDate> date() {
        return Optional.ofNullable(date);
    }

    String title() {
        return title;
    }

    @Override
    public String toString() {
        return "TuningReport[" + evaluation.scores() + "]";
    }

    /** Collects the parts of a {@link TuningReport}. Not thread-safe. */
    public static final class Builder {
        private final ScoreSet scores;
        private List<Double> targets = USUAL;
        private @Nullable ScoreSet test;
        private double matedShare = -1;
        private double acceptFmr;
        private double rejectFnmr;
        private double nonMatedShare = 0.01;
        private @Nullable SearchSet searches;
        private @Nullable AttackSet attacks;
        private @Nullable LocalDate date;
        private String title = "Threshold tuning";

        private Builder(ScoreSet scores) {
            this.scores = Objects.requireNonNull(scores, "scores");
        }

        /**
         * Sets the false match rates to evaluate.
         *
         * @param rates one or more rates, each greater than 0 and less than 1; the default is 1e-1 to 1e-6
         * @return this builder
         * @throws IllegalArgumentException if the list is empty, or a rate is not greater than 0 and less than 1
         */
        public Builder targets(List<Double> rates) {
            targets = requireTargets(rates);
            return this;
        }

        /**
         * Sets a test set of other images and persons, on which the rates at the thresholds are measured again. The default
         * is none.
         *
         * @param others the test scores, from the same source
         * @return this builder
         * @throws IllegalArgumentException if the scores are on a different scale
         * @throws InvalidScoresException if the scores are those that the thresholds are chosen on, or show the same
         *     persons ({@link ScoreSet#requireApartFrom(ScoreSet)})
         */
        public Builder test(ScoreSet others) {
            if (!others.source().scale().equals(scores.source().scale())) {
                throw new IllegalArgumentException("the test set must be on the same scale but is on " + others.source()
                        + " and the thresholds are on " + scores.source());
            }
            others.requireApartFrom(scores);
            test = others;
            return this;
        }

        /**
         * Sets the proportion of comparisons that are mated in use (the prevalence). Precision depends on it.
         *
         * @param share greater than 0 and less than 1; the default is the proportion in the data
         * @return this builder
         * @throws IllegalArgumentException if the share is not greater than 0 and less than 1
         */
        public Builder matedShare(double share) {
            matedShare = Intervals.requireRate("matedShare", share);
            return this;
        }

        /**
         * Adds decision zones: accept, review and reject. The default is none.
         *
         * @param fmr the false match rate of acceptance without review, greater than 0 and less than 1
         * @param fnmr the false non-match rate of rejection without review, greater than 0 and less than 1
         * @param share the proportion of comparisons that are non-mated in use, 0 to 1
         * @return this builder
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Builder zones(double fmr, double fnmr, double share) {
            acceptFmr = Intervals.requireRate("fmr", fmr);
            rejectFnmr = Intervals.requireRate("fnmr", fnmr);
            nonMatedShare = Intervals.requireShare("share", share);
            return this;
        }

        /**
         * Adds the searches of a 1:N trial. The default is none.
         *
         * @param trial the searches
         * @return this builder
         */
        public Builder searches(SearchSet trial) {
            searches = Objects.requireNonNull(trial, "trial");
            return this;
        }

        /**
         * Adds the presentations of a presentation attack detection trial. The default is none.
         *
         * @param trial the presentations
         * @return this builder
         */
        public Builder attacks(AttackSet trial) {
            attacks = Objects.requireNonNull(trial, "trial");
            return this;
        }

        /**
         * Sets the date of the report. The default is none.
         *
         * @param day the date
         * @return this builder
         */
        public Builder date(LocalDate day) {
            date = Objects.requireNonNull(day, "day");
            return this;
        }

        /**
         * Sets the heading of the report.
         *
         * @param text the heading; the default is "Threshold tuning"
         * @return this builder
         */
        public Builder title(String text) {
            title = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Creates the report and computes its numbers.
         *
         * @return a new report
         * @throws InvalidScoresException if no threshold can be set on the scores ({@link Evaluation#requireUsable()})
         * @throws IllegalArgumentException if the threshold of rejection is above that of acceptance
         */
        public TuningReport build() {
            return new TuningReport(this);
        }
    }
}
