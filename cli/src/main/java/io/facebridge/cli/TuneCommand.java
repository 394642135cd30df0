package io.facebridge.cli;

import io.facebridge.error.InvalidScoresException;
import io.facebridge.evaluation.Calibrations;
import io.facebridge.evaluation.Evaluation;
import io.facebridge.evaluation.OperatingPoint;
import io.facebridge.evaluation.RateInterval;
import io.facebridge.evaluation.ScorePolarity;
import io.facebridge.evaluation.ScoreReader;
import io.facebridge.evaluation.ScoreSet;
import io.facebridge.evaluation.ScoreSource;
import io.facebridge.evaluation.StatisticalSupport;
import io.facebridge.evaluation.ThresholdAtRate;
import io.facebridge.evaluation.TuningReport;
import io.facebridge.internal.DiskFailure;
import io.facebridge.match.Calibration;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code facebridge tune}. */
@Command(
        name = "tune",
        description = "Evaluates thresholds from the scores of labeled pairs: error rates at each"
                + " threshold, and how well the data supports them.")
final class TuneCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SCORES",
            description = "A table with the columns score and label (mated or nonmated), as written"
                    + " by \"facebridge evaluate\"; or the four or five columns of Bob. Can be"
                    + " compressed with gzip.")
    private Path scores = Path.of("");

    @Option(
            names = "--rates",
            paramLabel = "RATE",
            split = ",",
            description = "False match rates to evaluate, separated by commas. Default: 1e-1 to 1e-6.")
    private List<String> rates = List.of();

    @Option(
            names = "--test",
            paramLabel = "SCORES",
            description = "Also measure the error rates at the thresholds on these scores, which"
                    + " must be of other people and other comparisons.")
    private @Nullable Path test;

    @Option(
            names = "--searches",
            paramLabel = "FILE",
            description =
                    "Also report on searches: a table of candidates, or of comparisons with a column" + " probe_id.")
    private @Nullable Path searches;

    @Option(
            names = "--references",
            paramLabel = "N",
            description = OptionText.REFERENCES + " With --searches, if its table has no column references. Cannot"
                    + " be derived from lists of the best candidates.")
    private @Nullable Long references;

    @Option(
            names = "--attacks",
            paramLabel = "FILE",
            description = "Also report on presentation attacks: a table with the columns label (bonafide or"
                    + " attack), pai_species and score.")
    private @Nullable Path attacks;

    @Option(
            names = "--prevalence",
            paramLabel = "SHARE",
            description = "Expected proportion of mated comparisons in use, greater than 0 and less"
                    + " than 1, for precision. Default: the proportion in SCORES.")
    private @Nullable Double prevalence;

    @Option(names = "--report", paramLabel = "OUT.html", description = "Write the report as an HTML page.")
    private @Nullable Path report;

    @Option(
            names = "--calibration-out",
            paramLabel = "FILE",
            description = "Write a calibration, from which other commands take thresholds. The"
                    + " table must name the score scale, as written by \"facebridge evaluate\".")
    private @Nullable Path calibration;

    @Option(
            names = "--valid-until",
            paramLabel = "DAY",
            description = "Last day of the calibration, for example 2027-03-31 (UTC). Required if"
                    + " the vendor names no model.")
    private @Nullable LocalDate validUntil;

    @Option(names = "--distances", description = "Scores are distances: a lower score is more similar.")
    private boolean distances;

    @Option(
            names = "--asymmetric",
            description = "The order of a pair matters: a compared with b differs from b compared with a.")
    private boolean asymmetric;

    @Option(names = "--json", description = OptionText.JSON)
    private boolean json;

    @Override
    public Integer call() {
        if (validUntil != null && calibration == null) {
            throw wrongUsage("--valid-until requires --calibration-out; give --calibration-out OUT.json");
        }
        if (references != null && searches == null) {
            throw wrongUsage("--references requires --searches; give --searches FILE");
        }
        if (references != null && references < 1) {
            throw wrongUsage("--references must be 1 or more but was " + references);
        }
        if (prevalence != null && !(prevalence > 0 && prevalence < 1)) {
            throw wrongUsage("--prevalence must be greater than 0 and less than 1 but was " + Text.number(prevalence));
        }
        List<Double> targets = targets();
        Terminal terminal = Terminal.of(spec());
        TuningReport tuned;
        try (Activity activity =
                Activity.on(terminal, spec().commandLine().getErr(), "reading " + name(scores), json)) {
            activity.start();
            tuned = tune(targets, activity);
        } catch (InvalidScoresException e) {
            throw e.reason() == InvalidScoresException.Reason.SAME_DATA
                    ? new InvalidScoresException(e.reason(), "--test: " + e.getMessage(), e)
                    : e;
        }
        PrintWriter out = spec().commandLine().getOut();
        if (json) {
            out.println(tuned.json());
        } else {
            print(terminal, out, tuned);
        }
        return 0;
    }

    private static String name(Path file) {
        return Text.oneLine(String.valueOf(file.getFileName()));
    }

    private TuningReport tune(List<Double> targets, Activity activity) {
        ScoreReader reader = reader(scores);
        ScoreSet set = reader.read(scores);
        TuningReport.Builder builder = TuningReport.builder(set)
                .title("Threshold tuning: " + scores.getFileName())
                .date(LocalDate.now(ZoneOffset.UTC));
        if (!targets.isEmpty()) {
            builder.targets(targets);
        }
        if (test != null) {
            activity.next("reading " + name(test));
            builder.test(reader(test).read(test));
        }
        if (searches != null) {
            activity.next("reading " + name(searches));
            builder.searches((references == null ? reader : reader.references(references)).readSearches(searches));
        }
        if (prevalence != null) {
            builder.matedShare(prevalence);
        }
        if (attacks != null) {
            builder.attacks(reader.readAttacks(attacks));
        }
        activity.next("evaluating thresholds");
        TuningReport tuned = builder.build();
        if (calibration != null) {
            calibrated(set).write(calibration);
        }
        if (report != null) {
            write(report, tuned.html());
        }
        return tuned;
    }

    private Calibration calibrated(ScoreSet set) {
        if (set.source().scale().isEmpty()) {
            throw wrongUsage("--calibration-out requires scores with a known scale; name the scale in a"
                    + " column scale, as \"facebridge evaluate\" does");
        }
        Calibration.Builder builder = Calibrations.builder(set, Instant.now());
        try {
            if (validUntil != null) {
                builder.validUntil(
                        validUntil.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw wrongUsage("--calibration-out cannot be created; see --valid-until: " + e.getMessage());
        }
    }

    private ScoreReader reader(Path file) {
        ScoreSource source = ScoreSource.unnamed().dataset(String.valueOf(file.getFileName()));
        ScoreReader reader = ScoreReader.of(distances ? source.polarity(ScorePolarity.DISTANCE) : source);
        return asymmetric ? reader.asymmetric() : reader;
    }

    private List<Double> targets() {
        List<Double> targets = new ArrayList<>();
        for (String text : rates) {
            double rate;
            try {
                rate = new BigDecimal(text.strip()).doubleValue();
            } catch (NumberFormatException e) {
                throw wrongUsage("--rates must be numbers, for example 1e-3,1e-4, but one is \"" + text + "\"");
            }
            if (!(rate > 0 && rate < 1)) {
                throw wrongUsage("--rates must be greater than 0 and less than 1 but one is " + text);
            }
            targets.add(rate);
        }
        return targets;
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "Output",
                    file + " cannot be written: " + DiskFailure.of(e, file).words() + ".",
                    e);
        }
    }

    private void print(Terminal terminal, PrintWriter out, TuningReport tuned) {
        ScoreSet set = tuned.evaluation().scores();
        out.println(Text.format(
                "scores     %d mated, %d non-mated, %s", set.matedCount(), set.nonMatedCount(), failures(set)));
        out.println(Text.format(
                "eer        %s on the hull, %s by FVC2000, %s where nearest",
                percent(tuned.evaluation().eer().rocch()),
                percent(tuned.evaluation().eer().fvc()),
                percent(tuned.evaluation().eer().nearest().hter())));
        out.println(Text.format(
                "auc        %.6f   d' %.3f   minCllr %.4f",
                tuned.evaluation().auc(),
                tuned.evaluation().dPrime(),
                tuned.evaluation().minCllr()));
        Text.Table table = new Text.Table("lrrrrl", "fmr", "threshold", "false matches", "fmr 95 %", "fnmr", "support");
        for (ThresholdAtRate each : tuned.thresholds()) {
            table.row(row(terminal.out(), tuned, each));
        }
        table.lines("", terminal).forEach(out::println);
        out.println(
                tuned.evaluation().byPersons()
                        ? "intervals  account for comparisons that share a person"
                        : "intervals  assume independent comparisons, because the people are" + " unknown");
        printPrecision(terminal, out, tuned);
        tuned.test().ifPresent(test -> printTest(terminal, out, tuned, test));
        tuned.warnings()
                .forEach(warning -> Text.paragraph("! " + Text.oneLine(warning), "  ", terminal)
                        .forEach(line -> out.println(terminal.out().warning(line))));
        if (calibration != null) {
            out.println("calibrated " + Text.oneLine(calibration.toString()));
        }
        if (report != null) {
            out.println("report     " + Text.oneLine(report.toString()));
        }
    }

    private static String failures(ScoreSet set) {
        return Text.count(set.failures().total(), "failure", "failures");
    }

    private static void printPrecision(Terminal terminal, PrintWriter out, TuningReport tuned) {
        Text.Table table = new Text.Table("lrr", "fmr", "recall", "precision");
        boolean any = false;
        for (ThresholdAtRate each : tuned.thresholds()) {
            if (each.point().isPresent()) {
                OperatingPoint point = each.orThrow();
                table.row(
                        Text.rate(each.target()),
                        percent(1 - point.fnmr()),
                        percent(point.precision(tuned.matedShare())));
                any = true;
            }
        }
        if (any) {
            out.println("precision  with " + percent(tuned.matedShare()) + " of comparisons mated (--prevalence)");
            table.lines("", terminal).forEach(out::println);
        }
    }

    private static String decimal(TuningReport tuned, double threshold) {
        return Double.toString(Double.parseDouble(tuned.shortened(threshold)));
    }

    private static void printTest(Terminal terminal, PrintWriter out, TuningReport tuned, Evaluation test) {
        ScoreSet set = test.scores();
        out.println(Text.format(
                "test set   %d mated, %d non-mated, %s", set.matedCount(), set.nonMatedCount(), failures(set)));
        Text.Table table = new Text.Table(
                "lrrrrrr", "fmr", "threshold", "false matches", "test fmr", "test fmr 95 %", "test fnmr", "precision");
        for (ThresholdAtRate each : tuned.thresholds()) {
            each.point()
                    .map(point -> test.at(point.threshold()))
                    .ifPresent(again -> table.row(
                            Text.rate(each.target()),
                            decimal(tuned, again.threshold()),
                            again.falseMatches() + " of " + again.nonMated(),
                            percent(again.fmr()),
                            range(test.fmrInterval(again.threshold())),
                            percent(again.fnmr()),
                            percent(again.precision(tuned.matedShare()))));
        }
        table.lines("", terminal).forEach(out::println);
    }

    private static String[] row(Style style, TuningReport tuned, ThresholdAtRate each) {
        String rate = Text.rate(each.target());
        if (each.support() == StatisticalSupport.UNSUPPORTED) {
            String cause = each.available() >= each.needed()
                    ? each.reason().orElse("")
                    : "needs " + each.needed() + " non-mated without a false match";
            return new String[] {rate, "-", "-", "-", "-", style.aside("UNSUPPORTED: " + Text.oneLine(cause))};
        }
        OperatingPoint point = each.orThrow();
        return new String[] {
            rate,
            decimal(tuned, point.threshold()),
            point.falseMatches() + " of " + point.nonMated(),
            range(tuned.evaluation().fmrInterval(point.threshold())),
            percent(point.fnmr()),
            support(style, each.support())
        };
    }

    private static String support(Style style, StatisticalSupport support) {
        return support == StatisticalSupport.WEAK
                ? style.warning(support.name())
                : style.paint(Style.Tone.GOOD, support.name());
    }

    private static String range(RateInterval interval) {
        return Text.rate(interval.low()) + " to " + Text.rate(interval.high());
    }

    private static String percent(double rate) {
        return Text.format("%.3g %%", rate * 100);
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("not part of a command");
        }
        return spec;
    }
}
