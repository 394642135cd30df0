package io.facebridge.benchmarks;

import io.facebridge.evaluation.Evaluation;
import io.facebridge.evaluation.GroupRates;
import io.facebridge.evaluation.PairLabel;
import io.facebridge.evaluation.RateInterval;
import io.facebridge.evaluation.ScoreSet;
import io.facebridge.evaluation.ScoreSource;
import io.facebridge.evaluation.ScoredPair;
import io.facebridge.evaluation.StatisticalSupport;
import io.facebridge.evaluation.ThresholdAtRate;
import io.facebridge.match.Calibration;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import io.facebridge.testkit.CalibrationAssert;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Measures whether confidence intervals, and results based on them, have their stated coverage if comparisons share persons:
 * repeatedly draws samples of a population with known error rates, and compares the results of each sample with the true rates.
 * The same arguments give the same figures, on any number of processors.
 */
public final class IntervalCoverage {
    private static final ScoreScale SCALE =
            ScoreScale.of(new ProviderId("simulated"), "1", Operation.COMPARE, -1_000_000, 1_000_000);
    private static final Instant WHEN = Instant.parse("2026-11-25T08:00:00Z");
    private static final double MATED_MEAN = 3.5;
    private static final List<Double> RATES = List.of(1e-2, 1e-3);

    private IntervalCoverage() {}

    /**
     * Runs the measurement.
     *
     * @param args splits of each design (1000), seed (1), and optionally the folder with similarities of people, from which
     *     {@code portraits.csv} and {@code portraits.i2.gz} are read
     * @throws IOException if the similarities cannot be read
     */
    public static void main(String[] args) throws IOException {
        int splits = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        System.out.println(Figures.HEADER);
        for (int[] design : new int[][] {{25, 8}, {120, 4}, {300, 1}, {820, 2}}) {
            for (double share : new double[] {0, 0.1, 0.3}) {
                Population people = new Simulated(design[0], design[1], share);
                measure(people, RATES, splits, seed).forEach(System.out::println);
            }
        }
        if (args.length > 2) {
            Portraits portraits = Portraits.read(Path.of(args[2]));
            for (int persons : new int[] {25, 120, 300}) {
                measure(portraits.ofPersons(persons), RATES, splits, seed).forEach(System.out::println);
            }
        }
    }

    /**
     * Draws samples and compares their results with the true rates.
     *
     * @param people the population to draw from
     * @param rates the false match rates to evaluate in each sample
     * @param splits the number of samples
     * @param seed of the first sample
     * @return the figures at each rate, in the order of the rates
     */
    public static List<Figures> measure(Population people, List<Double> rates, int splits, long seed) {
        long own = people.toString().hashCode(); // so that no two designs draw alike
        return IntStream.range(0, splits)
                .parallel()
                .mapToObj(split -> one(people, rates, new SplittableRandom((seed << 32 ^ own) * 1_000_003 + split)))
                .reduce(
                        rates.stream()
                                .map(rate -> new Figures(people.toString(), rate))
                                .toList(),
                        Figures::plus);
    }

    private static List<Figures> one(Population people, List<Double> rates, SplittableRandom random) {
        Evaluation evaluation = people.draw(random, "tuning").evaluate();
        ScoreSet test = people.draw(random, "test");
        return rates.stream().map(rate -> one(people, evaluation, test, rate)).toList();
    }

    private static Figures one(Population people, Evaluation evaluation, ScoreSet test, double rate) {
        Figures figures = new Figures(people.toString(), rate);
        figures.splits = 1;
        ThresholdAtRate at = evaluation.atFmr(rate);
        if (at.support() == StatisticalSupport.UNSUPPORTED) {
            figures.refused = 1;
            return figures;
        }
        double threshold = at.orThrow().threshold();
        double truth = people.fmr(threshold);
        RateInterval fmr = at.interval().orElseThrow();
        figures.fmrHeld = holds(fmr, truth);
        figures.fmrWidth = (fmr.high() - fmr.low()) / rate;
        RateInterval fnmr = evaluation.fnmrInterval(threshold);
        figures.fnmrHeld = holds(fnmr, people.fnmr(threshold));
        figures.fnmrWidth = fnmr.high() - fnmr.low();
        if (at.support() == StatisticalSupport.OK || at.support() == StatisticalSupport.ASSURED) {
            figures.ok = 1;
            figures.okWithin30 = Math.abs(truth / at.orThrow().fmr() - 1) <= 0.3 ? 1 : 0;
        }
        evaluation.atFmrAssured(rate, 0.95).point().ifPresent(point -> {
            figures.assured = 1;
            figures.assuredBroken = people.fmr(point.threshold()) > rate ? 1 : 0;
        });
        GroupRates groups = evaluation.byGroup(threshold, rate);
        figures.groupsDiffer =
                groups.groups().stream().anyMatch(group -> group.fmrDiffersP() < 0.05 || group.fnmrDiffersP() < 0.05)
                        ? 1
                        : 0;
        try {
            CalibrationAssert.assertThat(calibration(evaluation, at)).isNotRefutedAt(rate, test);
        } catch (AssertionError e) {
            boolean refuted = String.valueOf(e.getMessage()).startsWith("at the threshold");
            figures.refuted = refuted ? 1 : 0;
            figures.notTested = refuted ? 0 : 1;
        }
        return figures;
    }

    private static int holds(RateInterval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }

    private static Calibration calibration(Evaluation evaluation, ThresholdAtRate at) {
        return Calibration.builder(SCALE, "simulated", WHEN)
                .point(point(evaluation.atFmr(Math.min(0.5, 2 * at.target()))))
                .point(point(at))
                .build();
    }

    private static Calibration.Point point(ThresholdAtRate at) {
        return new Calibration.Point(
                at.target(),
                at.orThrow().threshold(),
                at.orThrow().falseMatches(),
                at.orThrow().nonMated(),
                at.orThrow().falseNonMatches(),
                at.orThrow().mated(),
                at.effectiveSize());
    }

    /** A population to draw samples from, with the true error rates of its comparisons. */
    public interface Population {
        /**
         * Draws persons with their images and compares all of them. Each person is in one of two groups, at random.
         *
         * @param random determines the drawn persons
         * @param names the prefix of every person's name
         * @return the scores
         */
        ScoreSet draw(SplittableRandom random, String names);

        /**
         * Returns the proportion of non-mated comparisons at or above a threshold.
         *
         * @param threshold the lowest score of a match
         * @return the true false match rate
         */
        double fmr(double threshold);

        /**
         * Returns the proportion of mated comparisons below a threshold.
         *
         * @param threshold the lowest score of a match
         * @return the true false non-match rate
         */
        double fnmr(double threshold);
    }

    /**
     * Normal scores. Of the variance of a non-mated score the share is what its two persons bring, half from either side; of that
     * of a mated one what its person does.
     *
     * @param persons how many are drawn
     * @param pictures of each; of those with one there is another that is used for one mated comparison
     * @param share of the variance, from 0 to less than 1
     */
    public record Simulated(int persons, int pictures, double share) implements Population {
        @Override
        public ScoreSet draw(SplittableRandom random, String names) {
            ScoreSet.Builder set = ScoreSet.builder(ScoreSource.of(SCALE));
            String[] name = new String[persons];
            String[] group = new String[persons];
            double[] resembling = new double[persons];
            double[] unlike = new double[persons];
            double own = Math.sqrt(1 - share);
            for (int i = 0; i < persons; i++) {
                name[i] = names + i;
                group[i] = random.nextBoolean() ? "a" : "b";
                resembling[i] = random.nextGaussian() * Math.sqrt(share / 2);
                unlike[i] = random.nextGaussian() * Math.sqrt(share);
            }
            for (int i = 0; i < persons; i++) {
                for (int k = 0; k < Math.max(1, pictures * (pictures - 1) / 2); k++) {
                    double score = MATED_MEAN + unlike[i] + own * random.nextGaussian();
                    set.add(ScoredPair.of(null, null, score, PairLabel.MATED)
                            .subjects(name[i], name[i])
                            .groups(group[i], group[i]));
                }
                for (int j = i + 1; j < persons; j++) {
                    for (int k = 0; k < pictures * pictures; k++) {
                        double score = resembling[i] + resembling[j] + own * random.nextGaussian();
                        set.add(ScoredPair.of(null, null, score, PairLabel.NON_MATED)
                                .subjects(name[i], name[j])
                                .groups(group[i], group[j]));
                    }
                }
            }
            return set.build();
        }

        @Override
        public double fmr(double threshold) {
            return below(-threshold);
        }

        @Override
        public double fnmr(double threshold) {
            return below(threshold - MATED_MEAN);
        }

        /** The normal distribution function, to about 1e-15 (Marsaglia, "Evaluating the normal distribution", 2004). */
        private static double below(double x) {
            double sum = x;
            double term = x;
            for (int i = 3; Math.abs(term) > 1e-18; i += 2) {
                term *= x * x / i;
                sum += term;
            }
            return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d x %d, share %.1f", persons, pictures, share);
        }
    }

    /** Real similarities of people. Persons are drawn with replacement; copies of one person are not compared. */
    static final class Portraits {
        private final int[] personOf;
        private final int[][] picturesOf;
        private final float[][] similarity;
        private final double[] nonMated;
        private final double[] mated;

        private Portraits(int[] personOf, int[][] picturesOf, float[][] similarity) {
            this.personOf = personOf;
            this.picturesOf = picturesOf;
            this.similarity = similarity;
            List<Double> same = new ArrayList<>();
            List<Double> other = new ArrayList<>();
            for (int i = 0; i < personOf.length; i++) {
                for (int j = i + 1; j < personOf.length; j++) {
                    (personOf[i] == personOf[j] ? same : other).add((double) similarity[i][j]);
                }
            }
            mated = same.stream().mapToDouble(d -> d).sorted().toArray();
            nonMated = other.stream().mapToDouble(d -> d).sorted().toArray();
        }

        static Portraits read(Path folder) throws IOException {
            List<String> rows = Files.readAllLines(folder.resolve("portraits.csv"));
            int column = List.of(rows.get(0).split(",", -1)).indexOf("person");
            Map<String, List<Integer>> pictures = new LinkedHashMap<>();
            int size = rows.size() - 1;
            for (int i = 0; i < size; i++) {
                String person = List.of(rows.get(i + 1).split(",", -1)).get(column);
                pictures.computeIfAbsent(person, p -> new ArrayList<>()).add(i);
            }
            int[] personOf = new int[size];
            List<int[]> picturesOf = new ArrayList<>();
            for (List<Integer> own : pictures.values()) {
                own.forEach(picture -> personOf[picture] = picturesOf.size());
                picturesOf.add(own.stream().mapToInt(i -> i).toArray());
            }
            float[][] similarity = new float[size][size];
            try (DataInputStream in = new DataInputStream(
                    new GZIPInputStream(Files.newInputStream(folder.resolve("portraits.i2.gz")), 1 << 16))) {
                for (int i = 0; i < size; i++) {
                    for (int j = i + 1; j < size; j++) {
                        similarity[i][j] = Short.reverseBytes(in.readShort()) / 10_000f;
                        similarity[j][i] = similarity[i][j];
                    }
                }
            }
            return new Portraits(personOf, picturesOf.toArray(int[][]::new), similarity);
        }

        Population ofPersons(int persons) {
            return new Population() {
                @Override
                public ScoreSet draw(SplittableRandom random, String names) {
                    return Portraits.this.draw(persons, random, names);
                }

                @Override
                public double fmr(double threshold) {
                    return Arrays.stream(nonMated).filter(s -> s >= threshold).count() / (double) nonMated.length;
                }

                @Override
                public double fnmr(double threshold) {
                    return Arrays.stream(mated).filter(s -> s < threshold).count() / (double) mated.length;
                }

                @Override
                public String toString() {
                    return persons + " portrayed";
                }
            };
        }

        private ScoreSet draw(int persons, SplittableRandom random, String names) {
            ScoreSet.Builder set = ScoreSet.builder(ScoreSource.of(SCALE));
            List<int[]> pictures = new ArrayList<>(); // who, which
            String[] group = new String[persons];
            for (int who = 0; who < persons; who++) {
                group[who] = random.nextBoolean() ? "a" : "b";
                for (int picture : picturesOf[random.nextInt(picturesOf.length)]) {
                    pictures.add(new int[] {who, picture});
                }
            }
            for (int i = 0; i < pictures.size(); i++) {
                for (int j = i + 1; j < pictures.size(); j++) {
                    int[] one = pictures.get(i);
                    int[] other = pictures.get(j);
                    boolean same = one[0] == other[0];
                    if (same || personOf[one[1]] != personOf[other[1]]) {
                        double tieBreak = random.nextDouble() * 1e-7;
                        set.add(ScoredPair.of(
                                        null,
                                        null,
                                        similarity[one[1]][other[1]] + tieBreak,
                                        same ? PairLabel.MATED : PairLabel.NON_MATED)
                                .subjects(names + one[0], names + other[0])
                                .groups(group[one[0]], group[other[0]]));
                    }
                }
            }
            return set.build();
        }
    }

    /** The figures of a measurement, summed over the samples. */
    public static final class Figures {
        static final String HEADER = String.format(
                Locale.ROOT,
                "%-22s %6s %6s | %9s %11s | %9s %6s | %8s %7s | %8s %7s | %8s %9s | %6s",
                "design",
                "fmr",
                "splits",
                "fmr held",
                "width / fmr",
                "fnmr held",
                "width",
                "assured",
                "broken",
                "ok",
                "±30 %",
                "refuted",
                "no test",
                "p<.05");

        private final String design;
        private final double rate;
        private int splits;
        private int refused;
        private int fmrHeld;
        private double fmrWidth;
        private int fnmrHeld;
        private double fnmrWidth;
        private int assured;
        private int assuredBroken;
        private int ok;
        private int okWithin30;
        private int refuted;
        private int notTested;
        private int groupsDiffer;

        private Figures(String design, double rate) {
            this.design = design;
            this.rate = rate;
        }

        private static List<Figures> plus(List<Figures> some, List<Figures> others) {
            return IntStream.range(0, some.size())
                    .mapToObj(i -> some.get(i).plus(others.get(i)))
                    .toList();
        }

        private Figures plus(Figures other) {
            Figures sum = new Figures(design, rate);
            sum.splits = splits + other.splits;
            sum.refused = refused + other.refused;
            sum.fmrHeld = fmrHeld + other.fmrHeld;
            sum.fmrWidth = fmrWidth + other.fmrWidth;
            sum.fnmrHeld = fnmrHeld + other.fnmrHeld;
            sum.fnmrWidth = fnmrWidth + other.fnmrWidth;
            sum.assured = assured + other.assured;
            sum.assuredBroken = assuredBroken + other.assuredBroken;
            sum.ok = ok + other.ok;
            sum.okWithin30 = okWithin30 + other.okWithin30;
            sum.refuted = refuted + other.refuted;
            sum.notTested = notTested + other.notTested;
            sum.groupsDiffer = groupsDiffer + other.groupsDiffer;
            return sum;
        }

        private int answered() {
            return splits - refused;
        }

        private static double share(double part, int whole) {
            return whole == 0 ? Double.NaN : part / whole;
        }

        /**
         * Returns how often the 95 % interval of the false match rate contained the true rate.
         *
         * @return in [0, 1]; NaN if the rate was rejected each time
         */
        public double fmrHeld() {
            return share(fmrHeld, answered());
        }

        /**
         * Returns how often the 95 % interval of the false non-match rate contained the true rate.
         *
         * @return in [0, 1]; NaN if the rate was rejected each time
         */
        public double fnmrHeld() {
            return share(fnmrHeld, answered());
        }

        /**
         * Returns how often, of all samples, a threshold was called assured although it exceeded the rate.
         *
         * @return in [0, 1]
         */
        public double assuredBroken() {
            return share(assuredBroken, splits);
        }

        /**
         * Returns how often a correct calibration was refuted by other people.
         *
         * @return in [0, 1]; NaN if the rate was rejected each time
         */
        public double refuted() {
            return share(refuted, answered());
        }

        /**
         * Returns how often groups that were drawn at random were reported to differ.
         *
         * @return in [0, 1]; NaN if the rate was rejected each time
         */
        public double groupsDiffer() {
            return share(groupsDiffer, answered());
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-22s %6.0e %6d | %9.3f %11.2f | %9.3f %6.3f | %8.3f %7.3f | %8.3f %7.3f | %8.3f %9.3f | %6.3f",
                    design,
                    rate,
                    splits,
                    fmrHeld(),
                    share(fmrWidth, answered()),
                    fnmrHeld(),
                    share(fnmrWidth, answered()),
                    share(assured, splits),
                    assuredBroken(),
                    share(ok, splits),
                    share(okWithin30, ok),
                    refuted(),
                    share(notTested, answered()),
                    groupsDiffer());
        }
    }
}
