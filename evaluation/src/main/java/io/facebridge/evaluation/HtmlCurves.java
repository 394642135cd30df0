package io.facebridge.evaluation;

import static io.facebridge.evaluation.HtmlPage.height;
import static io.facebridge.evaluation.HtmlPage.width;
import static io.facebridge.evaluation.Numbers.percent;
import static io.facebridge.evaluation.Numbers.rate;

import java.util.ArrayList;
import java.util.List;

/** The curves of both error rates. */
final class HtmlCurves {
    /** So many intervals are drawn where each looks at all comparisons and their persons. */
    private static final int MAX_BY_PERSONS = 40;

    /** Where the axes of the tradeoff end; what is beyond is not drawn. */
    private static final double MAX_RATE = 0.6;

    private final HtmlPage page;
    private final TuningReport report;
    private final Evaluation evaluation;

    HtmlCurves(HtmlPage page, TuningReport report) {
        this.page = page;
        this.report = report;
        evaluation = report.evaluation();
    }

    void write() {
        List<OperatingPoint> curve = evaluation.curve(TuningReport.CURVE_POINTS);
        page.append("<h2>Detection error tradeoff</h2>\n");
        page.figure(
                narrow -> det(curve, narrow),
                "Both error rates on normal-deviate axes: scores that are normal within each label give a straight line."
                        + " Lower left is better. The band is the 95 % interval of each point"
                        + (evaluation.byPersons() ? "." : ", for independent comparisons."));
        page.append("<h2>ROC</h2>\n");
        page.figure(
                narrow -> roc(curve, narrow),
                "The proportion of mated comparisons that match, over FMR on a logarithmic axis.");
        page.append("<h2>Scores</h2>\n");
        page.figure(
                narrow -> new HtmlHistogram(report).svg(narrow),
                "<span class=\"key same\"></span>mated, upwards<span class=\"key other\"></span>non-mated,"
                        + " downwards; the number of scores on a logarithmic axis. Vertical lines are the thresholds of the table.");
        page.append("<h2>Error rates over the threshold</h2>\n");
        page.figure(
                narrow -> rates(curve, narrow),
                "<span class=\"key other\"></span>FMR<span class=\"key same\"></span>FNMR");
    }

    private double minFmr() {
        return Math.max(1e-7, 0.5 / evaluation.scores().nonMatedCount());
    }

    private double minFnmr() {
        return Math.max(1e-7, 0.5 / evaluation.scores().matedCount());
    }

    private String det(List<OperatingPoint> curve, boolean narrow) {
        Axis x = Axis.normalDeviate(Math.min(1e-3, minFmr()), MAX_RATE, narrow ? 7 : 14);
        Axis y = Axis.normalDeviate(Math.min(1e-3, minFnmr()), MAX_RATE, 14);
        double least = Math.max(x.low(), y.low());
        Plot plot = new Plot("Detection error tradeoff", width(narrow), narrow ? 330 : 460, x, "FMR, %", y, "FNMR, %");
        List<double[]> line = new ArrayList<>();
        List<double[]> high = new ArrayList<>();
        List<double[]> low = new ArrayList<>();
        List<OperatingPoint> drawn = curve.stream()
                .filter(point -> point.fmr() <= MAX_RATE && point.fnmr() <= MAX_RATE)
                .toList();
        int step = evaluation.byPersons() ? Math.max(1, drawn.size() / MAX_BY_PERSONS) : 1;
        for (int i = 0; i < drawn.size(); i++) {
            OperatingPoint point = drawn.get(i);
            if ((i % step == 0 || i + 1 == drawn.size()) && point.fmr() >= report.minRateByPairs()) {
                RateInterval fmr = evaluation.fmrInterval(point);
                RateInterval fnmr = evaluation.fnmrInterval(point);
                high.add(new double[] {fmr.high(), fnmr.high()});
                low.add(new double[] {fmr.low(), fnmr.low()});
            }
            if (point.falseMatches() > 0 || point.falseNonMatches() > 0) {
                line.add(new double[] {point.fmr(), point.fnmr()});
            }
        }
        double eer = evaluation.eer().rocch();
        plot.band("band", high, low)
                .curve("dash", List.of(new double[] {least, least}, new double[] {MAX_RATE, MAX_RATE}))
                .curve("main", line)
                .dot(
                        "eer",
                        eer,
                        eer,
                        "EER " + percent(eer),
                        eer > x.low() ? Plot.LabelPosition.LOWER_LEFT : Plot.LabelPosition.UPPER_RIGHT);
        for (ThresholdAtRate each : report.thresholds()) {
            each.point()
                    .filter(point -> point.fmr() > 0 && point.fmr() <= MAX_RATE && point.fnmr() <= MAX_RATE)
                    .ifPresent(point -> plot.dot(
                            "", point.fmr(), point.fnmr(), rate(each.target()), Plot.LabelPosition.UPPER_RIGHT));
        }
        return plot.end();
    }

    private String roc(List<OperatingPoint> curve, boolean narrow) {
        double least = Math.min(1e-3, minFmr());
        List<double[]> line = new ArrayList<>();
        double worst = 1;
        for (OperatingPoint point : curve) {
            if (point.fmr() > 0) {
                line.add(new double[] {point.fmr(), 1 - point.fnmr()});
                worst = Math.min(worst, 1 - point.fnmr());
            }
        }
        Axis y = Axis.linear(worst > 0.9 ? 0.9 : worst > 0.5 ? 0.5 : 0, 1);
        Plot plot = new Plot(
                "Receiver operating characteristic",
                width(narrow),
                height(narrow),
                Axis.logarithmic(least, 1),
                "FMR",
                y,
                "1 − FNMR");
        plot.curve("main", line);
        for (ThresholdAtRate each : report.thresholds()) {
            each.point()
                    .filter(point -> point.fmr() > 0)
                    .ifPresent(point -> plot.dot(
                            "", point.fmr(), 1 - point.fnmr(), rate(each.target()), Plot.LabelPosition.LOWER_RIGHT));
        }
        return plot.end();
    }

    private String rates(List<OperatingPoint> curve, boolean narrow) {
        double least = Math.min(minFmr(), minFnmr());
        List<double[]> fmr = new ArrayList<>();
        List<double[]> fnmr = new ArrayList<>();
        for (OperatingPoint point : curve) {
            if (Double.isFinite(point.threshold())) {
                if (point.falseMatches() > 0) {
                    fmr.add(new double[] {point.threshold(), point.fmr()});
                }
                if (point.falseNonMatches() > 0) {
                    fnmr.add(new double[] {point.threshold(), point.fnmr()});
                }
            }
        }
        double[] mated = evaluation.scores().sortedMated();
        double[] nonMated = evaluation.scores().sortedNonMated();
        Axis x = Axis.linear(
                Math.min(mated[0], nonMated[0]),
                Math.max(mated[mated.length - 1], nonMated[nonMated.length - 1]),
                narrow ? 4 : 6);
        return new Plot(
                        "Error rates over the threshold",
                        width(narrow),
                        height(narrow),
                        x,
                        "threshold",
                        Axis.logarithmic(least, 1),
                        "rate")
                .curve("other", fmr)
                .curve("same", fnmr)
                .end();
    }
}
