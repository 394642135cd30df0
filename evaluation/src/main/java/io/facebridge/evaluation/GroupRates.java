package io.facebridge.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * Error rates by group of persons, at one threshold for all groups. Use them to find differences between groups. A group
 * with fewer than three expected errors is not assessable: it is excluded from ratios, and its rate is never taken as 0.
 * Immutable.
 */
public final class GroupRates {
    private final double threshold;
    private final double targetFmr;
    private final List<Group> groups;
    private final List<Cell> cells;

    private final boolean byPersons;

    private GroupRates(double threshold, double targetFmr, List<Group> groups, List<Cell> cells, boolean byPersons) {
        this.byPersons = byPersons;
        this.threshold = threshold;
        this.targetFmr = targetFmr;
        this.groups = groups;
        this.cells = cells;
    }

    static GroupRates of(ScoreSet scores, double threshold, double targetFmr) {
        List<String> names = scores.groups();
        int size = names.size();
        long[][] compared = new long[size][size];
        long[][] falseMatches = new long[size][size];
        long[] mated = new long[size];
        long[] falseNonMatches = new long[size];
        PairColumns non = scores.nonMatedColumns();
        for (int i = 0; i < non.size(); i++) {
            int one = non.probeGroup(i);
            int other = non.referenceGroup(i);
            if (one != PairColumns.UNKNOWN && other != PairColumns.UNKNOWN) {
                compared[Math.min(one, other)][Math.max(one, other)]++;
                falseMatches[Math.min(one, other)][Math.max(one, other)] += non.scores()[i] >= threshold ? 1 : 0;
            }
        }
        PairColumns same = scores.matedColumns();
        for (int i = 0; i < same.size(); i++) {
            int group = same.probeGroup(i);
            if (group != PairColumns.UNKNOWN) {
                mated[group]++;
                falseNonMatches[group] += same.scores()[i] >= threshold ? 0 : 1;
            }
        }
        List<Group> groups = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            OperatingPoint errors =
                    new OperatingPoint(threshold, falseMatches[i][i], compared[i][i], falseNonMatches[i], mated[i]);
            groups.add(new Group(
                    names.get(i),
                    errors,
                    !Intervals.expectsFewerThanThree(targetFmr, compared[i][i]),
                    1,
                    1,
                    fmrInterval(scores, i, errors),
                    fnmrInterval(scores, i, errors)));
            for (int j = i; j < size; j++) {
                cells.add(new Cell(
                        names.get(i),
                        names.get(j),
                        falseMatches[i][j],
                        compared[i][j],
                        !Intervals.expectsFewerThanThree(targetFmr, compared[i][j])));
            }
        }
        return tested(scores, threshold, targetFmr, groups, List.copyOf(cells));
    }

    private static RateInterval fmrInterval(ScoreSet scores, int group, OperatingPoint errors) {
        PairColumns non = scores.nonMatedColumns();
        if (errors.nonMated() == 0) {
            return Intervals.unknown(0.95);
        }
        return non.hasSubjects()
                ? Dependence.ofNonMated(scores, i -> non.probeGroup(i) == group && non.referenceGroup(i) == group)
                        .at(errors.threshold())
                        .interval(0.95)
                : errors.fmrInterval();
    }

    private static RateInterval fnmrInterval(ScoreSet scores, int group, OperatingPoint errors) {
        PairColumns same = scores.matedColumns();
        if (errors.mated() == 0) {
            return Intervals.unknown(0.95);
        }
        return same.hasSubjects()
                ? Dependence.ofMated(scores, i -> same.probeGroup(i) == group)
                        .at(errors.threshold())
                        .interval(0.95)
                : errors.fnmrInterval();
    }

    private static GroupRates tested(
            ScoreSet scores, double threshold, double targetFmr, List<Group> groups, List<Cell> cells) {
        boolean persons = scores.subjects() > 0;
        double[] p = persons ? GroupPermutations.of(scores, threshold) : independent(groups);
        if (p == null) { // persons count, but which group one is of is not known
            p = new double[2 * groups.size()];
            Arrays.fill(p, Double.NaN);
        }
        List<Group> tested = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            tested.add(new Group(
                    group.name(),
                    group.errors(),
                    group.assessable(),
                    p[i],
                    p[groups.size() + i],
                    group.fmrInterval95(),
                    group.fnmrInterval95()));
        }
        return new GroupRates(threshold, targetFmr, List.copyOf(tested), cells, persons);
    }

    private static double[] independent(List<Group> groups) {
        double[] p = new double[2 * groups.size()];
        double[] fmr =
                holm(groups, g -> g.errors().falseMatches(), g -> g.errors().nonMated());
        double[] fnmr =
                holm(groups, g -> g.errors().falseNonMatches(), g -> g.errors().mated());
        System.arraycopy(fmr, 0, p, 0, fmr.length);
        System.arraycopy(fnmr, 0, p, fmr.length, fnmr.length);
        return p;
    }

    /** Returns the p-values of each group against all others by Fisher's exact test with Holm's correction. */
    private static double[] holm(List<Group> groups, ToLongFunction<Group> errors, ToLongFunction<Group> sizes) {
        long allErrors = groups.stream().mapToLong(errors).sum();
        long all = groups.stream().mapToLong(sizes).sum();
        double[] raw = new double[groups.size()];
        for (int i = 0; i < raw.length; i++) {
            long own = errors.applyAsLong(groups.get(i));
            long size = sizes.applyAsLong(groups.get(i));
            raw[i] = size == 0 || size == all || allErrors == 0 || allErrors == all || all > Integer.MAX_VALUE
                    ? 1
                    : FisherExactTest.withDefaults()
                            .test(new int[][] {
                                {(int) own, (int) (size - own)},
                                {(int) (allErrors - own), (int) (all - size - allErrors + own)}
                            })
                            .getPValue();
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < raw.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> raw[i]));
        double[] corrected = new double[raw.length];
        double most = 0;
        for (int i = 0; i < raw.length; i++) {
            most = Math.max(most, Math.min(1, raw[order.get(i)] * (raw.length - i)));
            corrected[order.get(i)] = most;
        }
        return corrected;
    }

    /** {@return the threshold, the same for all groups} */
    public double threshold() {
        return threshold;
    }

    /**
     * {@return the false match rate that a group must have enough comparisons to measure; greater than 0 and less than 1}
     */
    public double targetFmr() {
        return targetFmr;
    }

    /**
     * Returns whether intervals and p-values account for comparisons that share a person.
     *
     * @return {@code false} if the persons are not known and every comparison is treated as independent
     */
    public boolean byPersons() {
        return byPersons;
    }

    /** {@return an unmodifiable list of the groups, in the order of first occurrence; empty if no groups are known} */
    public List<Group> groups() {
        return groups;
    }

    /**
     * {@return an unmodifiable list of the non-mated comparisons by the groups of both persons, one cell for every
     * unordered pair of groups}
     */
    public List<Cell> cells() {
        return cells;
    }

    /**
     * {@return the highest FMR divided by the lowest; empty if fewer than two groups are assessable, or one of them has no
     * false match}
     */
    public OptionalDouble fmrMaxOverMin() {
        return maxOverMin(OperatingPoint::fmr);
    }

    /**
     * {@return the highest FMR divided by the geometric mean of all (NIST FRVT part 8); empty if fewer than two groups are
     * assessable, or one of them has no false match}
     */
    public OptionalDouble fmrMaxOverGeometricMean() {
        return maxOverGeometricMean(OperatingPoint::fmr);
    }

    /**
     * {@return the highest FNMR divided by the geometric mean of all; empty if fewer than two groups are assessable, or one
     * of them has no false non-match}
     */
    public OptionalDouble fnmrMaxOverGeometricMean() {
        return maxOverGeometricMean(OperatingPoint::fnmr);
    }

    /** {@return the highest FMR minus the lowest; empty if fewer than two groups are assessable} */
    public OptionalDouble fmrDifference() {
        double[] rates = assessable(OperatingPoint::fmr);
        return rates.length < 2 ? OptionalDouble.empty() : OptionalDouble.of(max(rates) - min(rates));
    }

    private OptionalDouble maxOverMin(ToDoubleFunction<OperatingPoint> rate) {
        double[] rates = assessable(rate);
        return rates.length < 2 || min(rates) == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(max(rates) / min(rates));
    }

    private OptionalDouble maxOverGeometricMean(ToDoubleFunction<OperatingPoint> rate) {
        double[] rates = assessable(rate);
        if (rates.length < 2 || min(rates) == 0) {
            return OptionalDouble.empty();
        }
        double logarithms = 0;
        for (double each : rates) {
            logarithms += Math.log(each);
        }
        return OptionalDouble.of(max(rates) / Math.exp(logarithms / rates.length));
    }

    private double[] assessable(ToDoubleFunction<OperatingPoint> rate) {
        return groups.stream()
                .filter(Group::assessable)
                .map(Group::errors)
                .mapToDouble(rate)
                .filter(each -> !Double.isNaN(each))
                .toArray();
    }

    private static double max(double[] values) {
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    private static double min(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    @Override
    public String toString() {
        return "GroupRates[" + groups.size() + " groups at " + threshold + "]";
    }

    /**
     * The error rates of one group.
     *
     * @param name the name of the group
     * @param errors the errors of comparisons within the group; mated comparisons count for the probe's group
     * @param assessable whether there are enough non-mated comparisons to measure the target rate
     * @param fmrDiffersP the probability that a false match rate differs as much from that of all others by chance: where
     *     persons are known by assigning the groups at random to the persons (Westfall and Young), else by Fisher's exact
     *     test with Holm's correction; NaN if persons are known but a person has several groups or none
     * @param fnmrDiffersP the same for the false non-match rate
     * @param fmrInterval95 the 95 % confidence interval of the false match rate, with comparisons that share a person treated
     *     as dependent where persons are known; 0 to 1 if there are no non-mated comparisons
     * @param fnmrInterval95 the same for the false non-match rate
     */
    public record Group(
            String name,
            OperatingPoint errors,
            boolean assessable,
            double fmrDiffersP,
            double fnmrDiffersP,
            RateInterval fmrInterval95,
            RateInterval fnmrInterval95) {}

    /**
     * Non-mated comparisons between two groups, or within one.
     *
     * @param one the name of a group
     * @param other the name of the other group, or the same name
     * @param falseMatches the number of comparisons that match
     * @param nonMated the number of comparisons
     * @param assessable whether there are enough comparisons to measure the target rate
     */
    public record Cell(String one, String other, long falseMatches, long nonMated, boolean assessable) {}
}
