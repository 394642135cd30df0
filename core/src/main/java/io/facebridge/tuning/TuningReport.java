package io.facebridge.tuning;

import io.facebridge.InsufficientDataException;
import io.facebridge.InvalidScoresException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a set of scores says, for people and for programs: one HTML file that needs nothing else, the same numbers as JSON
 * and the table of thresholds as comma-separated values. It holds no pictures and names no persons. Immutable.
 *
 * <pre>{@code
 * ScoreSet scores = ScoreReader.of(ScoreSource.unnamed()).read(file);
 * Files.writeString(page, TuningReport.builder(scores).build().html());
 * }</pre>
 */
public final class TuningReport {
    /** The rates that are looked at if none are said. */
    private static final List<Double> USUAL = List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6);

    private final Evaluation evaluation;
    private final List<ThresholdAtRate> thresholds;
    private final @Nullable ThresholdAtRate recommended;
    private final @Nullable Evaluation test;
    private final @Nullable GroupRates groups;
    private final @Nullable ThreeZones zones;
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
        recommended = recommended(thresholds);
        test = builder.test == null ? null : builder.test.evaluate();
        zones = builder.acceptFmr > 0 ? evaluation.threeZones(builder.acceptFmr, builder.rejectFnmr) : null;
        nonMatedShare = builder.nonMatedShare;
        groups = builder.scores.groups().isEmpty() || recommended == null
                ? null
                : evaluation.byGroup(recommended.orThrow().threshold(), recommended.target());
        searches = builder.searches == null ? null : builder.searches.evaluate();
        attacks = builder.attacks == null ? null : builder.attacks.evaluate();
        date = builder.date;
        title = builder.title;
    }

    /** The lowest rate that is well supported, else the lowest that is supported at all. */
    private static @Nullable ThresholdAtRate recommended(List<ThresholdAtRate> thresholds) {
        ThresholdAtRate best = null;
        for (ThresholdAtRate each : thresholds) {
            boolean well = each.support() == Support.ASSURED || each.support() == Support.OK;
            if (well || (each.support() == Support.WEAK && (best == null || best.support() == Support.WEAK))) {
                best = each;
            }
        }
        return best;
    }

    /**
     * Prepares a report.
     *
     * @param scores the scores to report on
     * @return a builder with the rates 1e-1 to 1e-6
     */
    public static Builder builder(ScoreSet scores) {
        return new Builder(scores);
    }

    /**
     * The numbers behind the report.
     *
     * @return the evaluation
     */
    public Evaluation evaluation() {
        return evaluation;
    }

    /**
     * The thresholds at the rates.
     *
     * @return highest rate first; unmodifiable
     */
    public List<ThresholdAtRate> thresholds() {
        return thresholds;
    }

    /**
     * The threshold at the lowest rate that the data supports well, else at the lowest that it supports at all.
     *
     * @return empty if it supports none of the rates
     */
    public Optional<ThresholdAtRate> recommended() {
        return Optional.ofNullable(recommended);
    }

    /**
     * What a reader must know before relying on the numbers.
     *
     * @return sentences; unmodifiable
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (recommended == null) {
            warnings.add("No rate of the table is supported. "
                    + thresholds.get(0).reason().orElse(""));
        } else if (recommended.support() == Support.WEAK) {
            warnings.add(
                    "The best supported rate rests on fewer than 30 false matches: take it as an order of magnitude.");
        }
        OptionalLong pairs = evaluation.subjectPairs();
        if (pairs.isPresent() && recommended != null && pairs.getAsLong() < 3 / recommended.target()) {
            warnings.add("The " + evaluation.scores().nonMatedCount() + " non-mated comparisons are of "
                    + pairs.getAsLong()
                    + " pairs of persons only, and counted by those the data supports no rate below "
                    + Numbers.rate(3.0 / pairs.getAsLong()) + ".");
        }
        if (pairs.isEmpty()) {
            warnings.add(
                    "The persons of the comparisons are not known, so intervals take every comparison as independent;"
                            + " where pictures share a person they are too narrow.");
        }
        ScoreSet.Failures failures = evaluation.scores().failures();
        if (failures.total() > 0) {
            warnings.add("Failed comparisons: " + failures.total() + ", of which at enrolment: " + failures.enrolment()
                    + ". They are in no rate, and whoever is turned away for it is rejected in use.");
        }
        long all = evaluation.scores().matedCount() + evaluation.scores().nonMatedCount();
        if (evaluation.distinctScores() < Math.min(100, all / 2)) {
            warnings.add("There are only " + evaluation.distinctScores()
                    + " different scores, so that rates go in steps; keep more digits if the service gives them.");
        }
        if (test == null) {
            warnings.add(
                    "Thresholds and rates are from the same scores (resubstitution): expect slightly worse rates on"
                            + " others, and measure them on a set of their own.");
        }
        if (evaluation.scores().source().scale().isEmpty()) {
            warnings.add(
                    "Nobody said which provider and model gave the scores; a threshold holds for that model only.");
        }
        return List.copyOf(warnings);
    }

    /**
     * The report as a page: one file with pictures as inline SVG, without scripts, for light and dark screens and for paper.
     *
     * @return HTML
     */
    public String html() {
        return new ReportHtml(this).page();
    }

    /**
     * The numbers as JSON, one line. Fields are added and never change their meaning.
     *
     * @return a JSON object
     */
    public String json() {
        return ReportJson.of(this);
    }

    /**
     * The table of thresholds as comma-separated values with a header.
     *
     * @return lines
     */
    public String csv() {
        return Numbers.table(thresholds);
    }

    Optional<Evaluation> test() {
        return Optional.ofNullable(test);
    }

    Optional<GroupRates> groups() {
        return Optional.ofNullable(groups);
    }

    Optional<ThreeZones> zones() {
        return Optional.ofNullable(zones);
    }

    double nonMatedShare() {
        return nonMatedShare;
    }

    Optional<SearchEvaluation> searches() {
        return Optional.ofNullable(searches);
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

    /** Says what a report shall hold. Not thread-safe. */
    public static final class Builder {
        private final ScoreSet scores;
        private List<Double> targets = USUAL;
        private @Nullable ScoreSet test;
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
         * Says which false match rates to look at.
         *
         * @param rates one or more, each greater than 0 and less than 1
         * @return this builder
         * @throws IllegalArgumentException if there are none, or one is not between 0 and 1
         */
        public Builder targets(List<Double> rates) {
            if (rates.isEmpty()) {
                throw new IllegalArgumentException("a report needs one or more false match rates but got 0");
            }
            rates.forEach(rate -> Intervals.requireRate("a false match rate", rate));
            targets = List.copyOf(rates);
            return this;
        }

        /**
         * Adds scores of other pictures and persons, on which the rates at the thresholds are measured again.
         *
         * @param others from the same source
         * @return this builder
         * @throws IllegalArgumentException if they are of another scale
         */
        public Builder test(ScoreSet others) {
            if (!others.source().scale().equals(scores.source().scale())) {
                throw new IllegalArgumentException("the test set must be of the same scale but is of " + others.source()
                        + " and the thresholds are of " + scores.source());
            }
            test = others;
            return this;
        }

        /**
         * Adds three zones: accept, review, reject.
         *
         * @param fmr false match rate of what is accepted without a human
         * @param fnmr false non-match rate of what is rejected without a human
         * @param share which share of comparisons is non-mated in use, 0 to 1
         * @return this builder
         * @throws IllegalArgumentException if a number is not within its range
         */
        public Builder zones(double fmr, double fnmr, double share) {
            acceptFmr = Intervals.requireRate("fmr", fmr);
            rejectFnmr = Intervals.requireRate("fnmr", fnmr);
            nonMatedShare = Intervals.requireShare("share", share);
            return this;
        }

        /**
         * Adds the searches of a 1:N trial.
         *
         * @param trial the searches
         * @return this builder
         */
        public Builder searches(SearchSet trial) {
            searches = Objects.requireNonNull(trial, "trial");
            return this;
        }

        /**
         * Adds the presentations of a presentation attack detection trial.
         *
         * @param trial the presentations
         * @return this builder
         */
        public Builder attacks(AttackSet trial) {
            attacks = Objects.requireNonNull(trial, "trial");
            return this;
        }

        /**
         * Says when the report is made.
         *
         * @param day the day
         * @return this builder
         */
        public Builder date(LocalDate day) {
            date = Objects.requireNonNull(day, "day");
            return this;
        }

        /**
         * Names the report.
         *
         * @param text its heading
         * @return this builder
         */
        public Builder title(String text) {
            title = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Works the numbers out.
         *
         * @return the report
         * @throws InsufficientDataException if there are no mated or no non-mated comparisons, or too few for the zones
         * @throws InvalidScoresException if no threshold can be set on the scores
         * @throws IllegalArgumentException if the zones overlap
         */
        public TuningReport build() {
            return new TuningReport(this);
        }
    }
}
