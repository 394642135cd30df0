package io.facebridge.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How likely ratios of group rates as far from 1 as those seen are by chance: the groups are dealt out among the persons again
 * and again, each time every person with all comparisons of theirs. All tests of a table are corrected together by the least p of
 * each deal (Westfall and Young, "Resampling-based multiple testing", 1993), so that of tables of groups drawn by lot no more
 * than the stated share shows a difference at all. The deals are the same each time.
 */
final class GroupPermutations {
    private static final int MAX_DEALS = 1999;
    private static final int MIN_DEALS = 199;
    private static final double MAX_VISITS = 2e8;

    private final int groups;
    private final int[] groupOf;
    private final int[] ones;
    private final int[] others;
    private final int[] compared;
    private final int[] falseMatches;
    private final int[] mated;
    private final int[] falseNonMatches;
    private final boolean complete;
    private final int[] visited;

    private GroupPermutations(ScoreSet scores, int[] groupOf, double threshold) {
        groups = scores.groups().size();
        this.groupOf = groupOf;
        mated = new int[groupOf.length];
        falseNonMatches = new int[groupOf.length];
        PairColumns same = scores.matedColumns();
        for (int i = 0; i < same.size(); i++) {
            mated[same.probeSubject(i)]++;
            falseNonMatches[same.probeSubject(i)] += same.scores()[i] >= threshold ? 0 : 1;
        }
        PairColumns non = scores.nonMatedColumns();
        long[] keys = new long[non.size()];
        for (int i = 0; i < keys.length; i++) {
            long least = Math.min(non.probeSubject(i), non.referenceSubject(i));
            long most = Math.max(non.probeSubject(i), non.referenceSubject(i));
            keys[i] = least << 32 | most << 1 | (non.scores()[i] >= threshold ? 1 : 0);
        }
        Arrays.parallelSort(keys);
        int pairs = 0;
        for (int i = 0; i < keys.length; i++) {
            pairs += i == 0 || keys[i] >>> 1 != keys[i - 1] >>> 1 ? 1 : 0;
        }
        ones = new int[pairs];
        others = new int[pairs];
        compared = new int[pairs];
        falseMatches = new int[pairs];
        int pair = -1;
        for (int i = 0; i < keys.length; i++) {
            if (i == 0 || keys[i] >>> 1 != keys[i - 1] >>> 1) {
                pair++;
                ones[pair] = (int) (keys[i] >>> 32);
                others[pair] = (int) (keys[i] >>> 1) & Integer.MAX_VALUE;
            }
            compared[pair]++;
            falseMatches[pair] += (int) (keys[i] & 1);
        }
        complete = isComplete();
        visited = IntStream.range(0, pairs)
                .filter(i -> !complete || falseMatches[i] > 0)
                .toArray();
    }

    /**
     * Returns whether everyone was compared with everyone equally often, so that permutations do not change the size of a
     * group.
     */
    private boolean isComplete() {
        long persons =
                Arrays.stream(groupOf).filter(g -> g != PairColumns.UNKNOWN).count();
        return ones.length == persons * (persons - 1) / 2
                && Arrays.stream(compared).allMatch(times -> times == compared[0]);
    }

    /**
     * Returns the p-values of each group's FMR against all others, then of each group's FNMR.
     *
     * @return the p-values; {@code null} if persons are not known, or a person is in several groups or in none
     */
    static double @Nullable [] of(ScoreSet scores, double threshold) {
        int[] groupOf = groupsOfPersons(scores);
        return groupOf == null ? null : new GroupPermutations(scores, groupOf, threshold).pValues();
    }

    private static int @Nullable [] groupsOfPersons(ScoreSet scores) {
        PairColumns non = scores.nonMatedColumns();
        PairColumns same = scores.matedColumns();
        if (!areKnown(non) || !areKnown(same)) {
            return null;
        }
        int[] groupOf = new int[scores.subjects()];
        Arrays.fill(groupOf, PairColumns.UNKNOWN);
        for (PairColumns columns : new PairColumns[] {non, same}) {
            for (int i = 0; i < columns.size(); i++) {
                if (!put(groupOf, columns.probeSubject(i), columns.probeGroup(i))
                        || !put(groupOf, columns.referenceSubject(i), columns.referenceGroup(i))) {
                    return null;
                }
            }
        }
        return groupOf;
    }

    private static boolean areKnown(PairColumns columns) {
        return columns.size() == 0 || (columns.hasSubjects() && columns.hasGroups());
    }

    private static boolean put(int[] groupOf, int person, int group) {
        if (groupOf[person] == PairColumns.UNKNOWN) {
            groupOf[person] = group;
        }
        return groupOf[person] == group;
    }

    private double[] pValues() {
        int deals = (int) Math.max(MIN_DEALS, Math.min(MAX_DEALS, MAX_VISITS / Math.max(1, visited.length)));
        double[][] differences = new double[2 * groups][deals + 1];
        int[] persons = new int[groupOf.length];
        int known = 0;
        for (int person = 0; person < groupOf.length; person++) {
            if (groupOf[person] != PairColumns.UNKNOWN) {
                persons[known++] = person;
            }
        }
        int[] dealt = groupOf.clone();
        SplittableRandom random = new SplittableRandom(1);
        for (int deal = 0; deal <= deals; deal++) {
            differences(dealt, differences, deal);
            for (int i = known - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = dealt[persons[i]];
                dealt[persons[i]] = dealt[persons[j]];
                dealt[persons[j]] = swapped;
            }
        }
        return corrected(differences);
    }

    private void differences(int[] dealt, double[][] differences, int deal) {
        long[] sizes = new long[2 * groups];
        long[] errors = new long[2 * groups];
        for (int i : visited) {
            int group = dealt[ones[i]];
            if (group == dealt[others[i]]) {
                sizes[group] += compared[i];
                errors[group] += falseMatches[i];
            }
        }
        long[] members = new long[groups];
        for (int person = 0; person < dealt.length; person++) {
            if (dealt[person] != PairColumns.UNKNOWN) {
                members[dealt[person]]++;
                sizes[groups + dealt[person]] += mated[person];
                errors[groups + dealt[person]] += falseNonMatches[person];
            }
        }
        if (complete && ones.length > 0) {
            Arrays.setAll(members, group -> members[group] * (members[group] - 1) / 2 * compared[0]);
            System.arraycopy(members, 0, sizes, 0, groups);
        }
        for (int first = 0; first < 2 * groups; first += groups) {
            long allSizes = Arrays.stream(sizes, first, first + groups).sum();
            long allErrors = Arrays.stream(errors, first, first + groups).sum();
            for (int test = first; test < first + groups; test++) {
                long rest = allSizes - sizes[test];
                differences[test][deal] = sizes[test] == 0 || rest == 0
                        ? 0
                        : Math.abs(logarithm(errors[test], sizes[test]) - logarithm(allErrors - errors[test], rest));
            }
        }
    }

    /** Returns the logarithm of a rate, finite for 0 errors too (half an error, by Haldane and Anscombe). */
    private static double logarithm(long errors, long size) {
        return Math.log((errors + 0.5) / (size + 1.0));
    }

    /** Returns for each test the proportion of permutations in which some test has a p-value as low. */
    private static double[] corrected(double[][] differences) {
        int all = differences[0].length;
        double[] least = new double[all];
        double[] own = new double[differences.length];
        Arrays.fill(least, 1);
        for (int test = 0; test < differences.length; test++) {
            double[] sorted = differences[test].clone();
            Arrays.sort(sorted);
            for (int deal = 0; deal < all; deal++) {
                // what differs by rounding alone is the same
                double atLeast = differences[test][deal] * (1 - 1e-12);
                double p = (all - Evaluation.firstAtLeast(sorted, atLeast)) / (double) all;
                least[deal] = Math.min(least[deal], p);
                own[test] = deal == 0 ? p : own[test];
            }
        }
        double[] corrected = new double[own.length];
        for (int test = 0; test < own.length; test++) {
            double p = own[test];
            corrected[test] =
                    Arrays.stream(least).filter(each -> each <= p + 1e-12).count() / (double) all;
        }
        return corrected;
    }
}
