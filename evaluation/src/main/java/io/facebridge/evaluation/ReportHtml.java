package io.facebridge.evaluation;

import static io.facebridge.evaluation.Numbers.count;
import static io.facebridge.evaluation.Numbers.percent;
import static io.facebridge.evaluation.Numbers.rate;
import static io.facebridge.evaluation.Plot.escaped;

import io.facebridge.error.InsufficientDataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The report as one page. */
final class ReportHtml {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;

    /** Of drawings for phones, on which the wide ones would have letters too small to read. */
    private static final int NARROW_WIDTH = 350;

    private static final int NARROW_HEIGHT = 300;

    /** So many intervals are drawn where each looks at all comparisons and their persons. */
    private static final int MAX_BY_PERSONS = 40;

    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1c2430;--soft:#5a6675;--faint:#d9dee5;--page:#fff;--card:#f5f7fa;
            --same:#0b7a75;--other:#c2410c;--main:#2447b8;--good:#17693b;--bad:#b3261e;--goodcard:#e4f3ea;--badcard:#fdeceb;--warncard:#fdf3dc;--warn:#7a5200}
            @media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa7b6;--faint:#333c47;--page:#14181d;--card:#1d232a;
            --same:#4fd1c5;--other:#fb923c;--main:#8ea9ff;--good:#7bd8a0;--bad:#ff8a80;--goodcard:#173426;--badcard:#3d1d1c;--warncard:#372b12;--warn:#f2c766}}
            *{box-sizing:border-box}
            body{margin:0 auto;padding:28px 20px 60px;max-width:1000px;background:var(--page);color:var(--ink);
            font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",sans-serif}
            h1{font-size:26px;margin:0 0 2px}h2{font-size:19px;margin:40px 0 6px;border-top:1px solid var(--faint);padding-top:18px}
            p{margin:6px 0 10px}.soft,small{color:var(--soft)}code,.n{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:.92em}
            .verdict{border-radius:8px;padding:14px 18px;margin:18px 0;background:var(--goodcard)}
            .verdict.weak{background:var(--warncard)}.verdict.none{background:var(--badcard)}
            .verdict b.big{font-size:20px;display:block;margin-bottom:2px}
            ul.warn{margin:12px 0;padding:10px 14px 10px 32px;background:var(--card);border-radius:8px}ul.warn li{margin:3px 0}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:12px 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
            .wide{overflow-x:auto}table{border-collapse:collapse;margin:8px 0;width:100%;font-variant-numeric:tabular-nums}
            th{font-weight:600;text-align:right;color:var(--soft);font-size:13px;border-bottom:2px solid var(--faint);padding:4px 8px;vertical-align:bottom}
            td{text-align:right;padding:5px 7px;border-bottom:1px solid var(--faint);white-space:nowrap}
            th:first-child,td:first-child{text-align:left}td.why{white-space:normal;text-align:left;color:var(--soft)}td small{display:block;font-weight:400;font-size:12px}
            tr.none td{color:var(--soft);background:var(--card)}tr.pick td{font-weight:600}
            .tag{display:inline-block;border-radius:4px;padding:0 7px;font-size:12px;font-weight:600;line-height:20px}
            .ASSURED,.OK{background:var(--goodcard);color:var(--good)}.WEAK{background:var(--warncard);color:var(--warn)}.UNSUPPORTED{background:var(--badcard);color:var(--bad)}
            .alert{border-radius:8px;padding:12px 18px;margin:18px 0;background:var(--badcard);color:var(--bad);font-weight:600}
            figure{margin:10px 0;break-inside:avoid}figcaption{color:var(--soft);font-size:13px;margin-top:2px}
            svg{width:100%;height:auto;display:block}svg text{fill:var(--ink);font-size:12px}
            svg .tick{fill:var(--soft);font-size:11px}svg .axis{fill:var(--soft)}svg .label{font-size:11.5px;paint-order:stroke;stroke:var(--page);stroke-width:3px}
            .grid{stroke:var(--faint);stroke-width:1}.frame{fill:none;stroke:var(--soft);stroke-width:1}
            path{fill:none;stroke-width:2;stroke-linejoin:round}path.main{stroke:var(--main)}path.same{stroke:var(--same)}path.other{stroke:var(--other)}
            path.dash{stroke:var(--soft);stroke-dasharray:5 4;stroke-width:1.5}path.band{stroke:none;fill:var(--main);opacity:.16}
            circle{fill:var(--main);stroke:var(--page);stroke-width:1.5}circle.eer{fill:var(--bad)}
            rect.same{fill:var(--same)}rect.other{fill:var(--other)}
            line.pick{stroke:var(--main);stroke-width:1.5}line.zero{stroke:var(--soft);stroke-width:1}line.whisker{stroke:var(--main);stroke-width:2}
            line.target{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:4 3}
            .key{display:inline-block;width:11px;height:11px;border-radius:2px;margin:0 5px 0 12px;vertical-align:-1px}.key.same{background:var(--same)}.key.other{background:var(--other)}
            td.heat{text-align:center}.phone{display:none}
            @media(max-width:640px){body{padding:18px 14px 40px}h1{font-size:22px;overflow-wrap:anywhere}.verdict b.big{font-size:18px}
            dl{grid-template-columns:1fr}dt{margin-top:6px}.desk{display:none}.phone{display:block}}
            @media screen and (max-width:900px){.rows tbody{display:grid;grid-template-columns:repeat(auto-fill,minmax(290px,1fr));gap:10px}
            .rows table,.rows tr,.rows td{display:block}.rows tr.head{display:none}
            .rows tr{border:1px solid var(--faint);border-radius:8px;padding:4px 10px}
            .rows td{display:flex;justify-content:space-between;gap:14px;white-space:normal;border:0;padding:4px 0;text-align:right}
            .rows td::before{content:attr(data-label);color:var(--soft);font-weight:400;text-align:left;flex:none}
            .rows td:first-child{font-weight:600;text-align:right}.rows td.why{display:block;text-align:left}.rows td.why::before{content:none}}
            @media print{:root{color-scheme:light;--ink:#000;--soft:#444;--faint:#ccc;--page:#fff;--card:#f3f3f3;--same:#0b7a75;--other:#c2410c;--main:#2447b8;
            --good:#17693b;--bad:#b3261e;--goodcard:#e4f3ea;--badcard:#fdeceb;--warncard:#fdf3dc;--warn:#7a5200}
            body{max-width:none;padding:0;font-size:11pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}h2{break-after:avoid}td,th{padding:3px 4px;font-size:9pt}tr{break-inside:avoid}.wide{overflow:visible}
            .desk{display:block}.phone{display:none}}
            """;

    private final TuningReport report;
    private final Evaluation evaluation;
    private final StringBuilder page = new StringBuilder(1 << 16);

    /** Of the columns of the table that is being written, and which is next. */
    private List<String> names = List.of();

    private int column;

    ReportHtml(TuningReport report) {
        this.report = report;
        evaluation = report.evaluation();
    }

    String page() {
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\"");
        page.append(" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(report.title()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n");
        verdict();
        thresholds();
        curves();
        groups();
        searches();
        attacks();
        zones();
        methods();
        return page.append("</body>\n</html>\n").toString();
    }

    private void verdict() {
        ScoreSet scores = evaluation.scores();
        page.append("<h1>").append(escaped(report.title())).append("</h1>\n<p class=\"soft\">");
        page.append(escaped(scores.source().toString()));
        report.date().ifPresent(day -> page.append(" · report of ").append(day));
        page.append("</p>\n");
        report.recommended()
                .ifPresentOrElse(
                        this::verdict,
                        () -> page.append("<div class=\"verdict none\"><b class=\"big\">"
                                + "No threshold: the data does not support any rate of the table</b>"
                                + "More non-mated comparisons are needed; the table says how many.</div>\n"));
        report.alerts()
                .forEach(alert -> page.append("<div class=\"alert\">")
                        .append(escaped(alert))
                        .append("</div>\n"));
        page.append("<ul class=\"warn\">\n");
        report.warnings().stream()
                .filter(warning -> !report.alerts().contains(warning))
                .forEach(warning -> page.append("<li>").append(escaped(warning)).append("</li>\n"));
        page.append("</ul>\n<dl>\n");
        entry("Mated comparisons", count(scores.matedCount()));
        entry("Non-mated comparisons", count(scores.nonMatedCount()));
        entry("Failures", count(scores.failures().total()));
        entry("Persons", scores.subjects() == 0 ? "not known" : count(scores.subjects()));
        entry(
                "Intervals",
                evaluation.byPersons()
                        ? "know which comparisons share a person"
                        : "assume that comparisons are independent, as persons are not known");
        entry(
                "Equal error rate",
                percent(evaluation.eer().rocch())
                        + " (hull of the ROC); FVC2000 "
                        + percent(evaluation.eer().fvc()) + "; nearest "
                        + percent(evaluation.eer().nearest().hter()));
        entry("Area under the ROC", Numbers.significant(evaluation.auc(), 6));
        entry("d′", Numbers.significant(evaluation.dPrime(), 4));
        entry("minCllr", Numbers.significant(evaluation.minCllr(), 4) + " bits");
        entry("Scores, SHA-256", scores.contentHash());
        page.append("</dl>\n");
    }

    private void verdict(ThresholdAtRate pick) {
        OperatingPoint point = pick.orThrow();
        page.append("<div class=\"verdict")
                .append(pick.support() == StatisticalSupport.WEAK ? " weak" : "")
                .append("\">");
        page.append("<b class=\"big\">At a false match rate of ")
                .append(rate(pick.target()))
                .append(" the threshold is <code>")
                .append(report.shortened(point.threshold()))
                .append("</code></b>");
        page.append(count(point.falseMatches()))
                .append(" of ")
                .append(count(point.nonMated()))
                .append(" comparisons of two persons match (")
                .append(between(evaluation.fmrInterval(point)))
                .append("), and ")
                .append(percent(point.fnmr()))
                .append(" of comparisons of the same person do not (")
                .append(between(evaluation.fnmrInterval(point)))
                .append("). ")
                .append(tag(pick.support()));
        if (pick.support() == StatisticalSupport.WEAK) {
            report.wellSupported()
                    .ifPresent(well -> page.append("<br>The strictest rate that is well supported is ")
                            .append(rate(well.target()))
                            .append(", at the threshold <code>")
                            .append(report.shortened(well.orThrow().threshold()))
                            .append("</code>. ")
                            .append(tag(well.support())));
        }
        page.append("</div>\n");
    }

    private static String between(RateInterval interval) {
        return percent(interval.low()).replace(" %", "") + "\u00A0–\u00A0"
                + percent(interval.high()).replace(' ', '\u00A0');
    }

    private static String withInterval(double rate, RateInterval interval) {
        return percent(rate) + "<small>" + between(interval) + "</small>";
    }

    private static String tag(StatisticalSupport support) {
        return "<span class=\"tag " + support + "\">" + support + "</span>";
    }

    private void entry(String name, String value) {
        page.append("<dt>")
                .append(escaped(name))
                .append("</dt><dd>")
                .append(escaped(value))
                .append("</dd>\n");
    }

    private void thresholds() {
        boolean test = report.test().isPresent();
        List<String> names = new ArrayList<>(
                List.of("FMR asked", "threshold", "false matches", "FMR", "FNMR", "recall", "precision"));
        if (test) {
            names.addAll(List.of("FMR, test set", "FNMR, test set"));
        }
        names.add("support");
        page.append(
                        "<h2>Thresholds</h2>\n<p>A comparison matches when its score is at least the threshold. Intervals are at")
                .append(" 95 %")
                .append(
                        evaluation.byPersons()
                                ? " and know which comparisons share a person"
                                : " and assume that comparisons are independent, as persons are not known")
                .append(". Precision is the share of matches that are of the same person if ")
                .append(percent(report.matedShare()))
                .append(" of all comparisons are; recall does not depend on that share.</p>\n");
        head(names);
        for (ThresholdAtRate each : report.thresholds()) {
            each.point().ifPresentOrElse(point -> row(each, point), () -> row(each));
        }
        page.append("</table></div>\n<p class=\"soft\">")
                .append(
                        "ASSURED: with 95 % confidence the true rate is at most the one asked for. OK: false matches worth 30")
                .append(
                        " independent ones or more were seen, so the true rate is within 30 % of the measured one with 90 %")
                .append(
                        " confidence. WEAK: fewer, or of fewer than 50 persons; an order of magnitude. UNSUPPORTED: fewer than 3")
                .append(" false matches are to be expected, so that no threshold can be told from another.</p>\n");
        exact();
    }

    /** The thresholds with all digits, for who needs the very numbers. */
    private void exact() {
        List<String> shortened = new ArrayList<>();
        for (ThresholdAtRate each : report.thresholds()) {
            each.point()
                    .filter(point -> !report.shortened(point.threshold()).equals(Double.toString(point.threshold())))
                    .ifPresent(
                            point -> shortened.add(rate(each.target()) + ": <code>" + point.threshold() + "</code>"));
        }
        if (!shortened.isEmpty()) {
            page.append(
                            "<p class=\"soft\">Thresholds are shown with as many digits as decide on these scores. All digits: ")
                    .append(String.join("; ", shortened))
                    .append(".</p>\n");
        }
    }

    /** Starts a table whose rows become cards on a phone, where each value stands beside its column's name. */
    private void head(List<String> columns) {
        names = List.copyOf(columns);
        page.append("<div class=\"wide rows\"><table>\n<tr class=\"head\">");
        names.forEach(name -> page.append("<th>").append(escaped(name)).append("</th>"));
        page.append("</tr>\n");
    }

    private void startRow(String kind) {
        page.append(kind.isEmpty() ? "<tr>" : "<tr class=\"" + kind + "\">");
        column = 0;
    }

    private void why(int columns, String html) {
        page.append("<td class=\"why\" colspan=\"")
                .append(columns)
                .append("\">")
                .append(html)
                .append("</td>");
        column += columns;
    }

    private void row(ThresholdAtRate each, OperatingPoint point) {
        startRow(report.recommended().filter(best -> best == each).isPresent() ? "pick" : "");
        cell(rate(each.target()));
        cell("<code>" + report.shortened(point.threshold()) + "</code>");
        cell(count(point.falseMatches()) + " / " + count(point.nonMated()));
        cell(withInterval(point.fmr(), evaluation.fmrInterval(point)));
        cell(withInterval(point.fnmr(), evaluation.fnmrInterval(point)));
        cell(percent(1 - point.fnmr()));
        cell(percent(point.precision(report.matedShare())));
        report.test().ifPresent(test -> {
            OperatingPoint again = test.at(point.threshold());
            cell(withInterval(again.fmr(), test.fmrInterval(again))
                    + small(count(again.falseMatches()) + " / " + count(again.nonMated())));
            cell(withInterval(again.fnmr(), test.fnmrInterval(again))
                    + small(count(again.falseNonMatches()) + " / " + count(again.mated())));
        });
        cell(tag(each.support()));
        page.append("</tr>\n");
    }

    private void row(ThresholdAtRate each) {
        startRow("none");
        cell(rate(each.target()));
        why(
                names.size() - 2,
                each.available() >= each.needed()
                        ? escaped(each.reason().orElse(""))
                        : count(each.available())
                                + (evaluation.byPersons()
                                        ? " non-mated comparisons are too few; "
                                        : " non-mated comparisons show no rate below " + rate(each.upperBound95())
                                                + "; ")
                                + count(each.needed()) + " without an error would show this one"
                                + (evaluation.byPersons() ? ", were they independent" : ""));
        cell(tag(each.support()));
        page.append("</tr>\n");
    }

    private static String small(String html) {
        return "<small>" + html + "</small>";
    }

    private void cell(String html) {
        page.append("<td data-label=\"")
                .append(column < names.size() ? escaped(names.get(column)) : "")
                .append("\"><span>")
                .append(html)
                .append("</span></td>");
        column++;
    }

    private void curves() {
        List<OperatingPoint> curve = evaluation.curve(TuningReport.CURVE_POINTS);
        page.append("<h2>Detection error tradeoff</h2>\n");
        figure(
                narrow -> det(curve, narrow),
                "Both error rates on normal-deviate axes: scores that are normal within each label give a straight line."
                        + " Lower left is better. The band is the 95 % interval of each point"
                        + (evaluation.byPersons() ? "." : ", were comparisons independent."));
        page.append("<h2>ROC</h2>\n");
        figure(
                narrow -> roc(curve, narrow),
                "How many comparisons of the same person match, over the false match rate on a logarithmic axis.");
        page.append("<h2>Scores</h2>\n");
        figure(
                this::histogram,
                "<span class=\"key same\"></span>mated, upwards<span class=\"key other\"></span>non-mated,"
                        + " downwards; the number of scores on a logarithmic axis. Lines are the thresholds of the table.");
        page.append("<h2>Error rates over the threshold</h2>\n");
        figure(
                narrow -> rates(curve, narrow),
                "<span class=\"key other\"></span>FMR<span class=\"key same\"></span>FNMR");
    }

    /** Drawn twice: for screens, and narrow for phones. */
    private void figure(Function<Boolean, String> svg, String caption) {
        page.append("<figure>\n<div class=\"desk\">\n")
                .append(svg.apply(false))
                .append("</div>\n<div class=\"phone\">\n")
                .append(svg.apply(true))
                .append("</div>\n<figcaption>")
                .append(caption)
                .append("</figcaption></figure>\n");
    }

    private static int width(boolean narrow) {
        return narrow ? NARROW_WIDTH : WIDTH;
    }

    private static int height(boolean narrow) {
        return narrow ? NARROW_HEIGHT : HEIGHT;
    }

    private double leastFmr() {
        return Math.max(1e-7, 0.5 / evaluation.scores().nonMatedCount());
    }

    private double leastFnmr() {
        return Math.max(1e-7, 0.5 / evaluation.scores().matedCount());
    }

    private String det(List<OperatingPoint> curve, boolean narrow) {
        Axis x = Axis.normalDeviate(Math.min(1e-3, leastFmr()), 0.6, narrow ? 7 : 14);
        Axis y = Axis.normalDeviate(Math.min(1e-3, leastFnmr()), 0.6, 14);
        double least = Math.max(x.low(), y.low());
        Plot plot = new Plot("Detection error tradeoff", width(narrow), narrow ? 330 : 460, x, "FMR, %", y, "FNMR, %");
        List<double[]> line = new ArrayList<>();
        List<double[]> high = new ArrayList<>();
        List<double[]> low = new ArrayList<>();
        List<OperatingPoint> drawn = curve.stream()
                .filter(point -> point.fmr() <= 0.6 && point.fnmr() <= 0.6)
                .toList();
        int step = evaluation.byPersons() ? Math.max(1, drawn.size() / MAX_BY_PERSONS) : 1;
        for (int i = 0; i < drawn.size(); i++) {
            OperatingPoint point = drawn.get(i);
            if ((i % step == 0 || i + 1 == drawn.size()) && point.fmr() >= report.leastByPairs()) {
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
                .curve("dash", List.of(new double[] {least, least}, new double[] {0.6, 0.6}))
                .curve("main", line)
                .dot(
                        "eer",
                        eer,
                        eer,
                        "EER " + percent(eer),
                        eer > x.low() ? Plot.Place.LOWER_LEFT : Plot.Place.UPPER_RIGHT);
        for (ThresholdAtRate each : report.thresholds()) {
            each.point()
                    .filter(point -> point.fmr() > 0)
                    .ifPresent(point ->
                            plot.dot("", point.fmr(), point.fnmr(), rate(each.target()), Plot.Place.UPPER_RIGHT));
        }
        return plot.end();
    }

    private String roc(List<OperatingPoint> curve, boolean narrow) {
        double least = Math.min(1e-3, leastFmr());
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
                    .ifPresent(point ->
                            plot.dot("", point.fmr(), 1 - point.fnmr(), rate(each.target()), Plot.Place.LOWER_RIGHT));
        }
        return plot.end();
    }

    private String histogram(boolean narrow) {
        ScoreBins bins = ScoreBins.of(evaluation.scores());
        long most = Math.max(1, Math.max(Collections.max(bins.mated()), Collections.max(bins.nonMated())));
        double end = Math.ceil(Math.log10((double) most) + 0.3);
        List<Axis.Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= end; i++) {
            String label = i == 0 ? "1" : i < 4 ? Numbers.significant(Math.pow(10, i), 4) : "1e" + i;
            ticks.add(new Axis.Tick(i + 0.3, label));
            ticks.add(new Axis.Tick(-i - 0.3, label));
        }
        Axis y = new Axis(
                -end,
                end,
                v -> v,
                ticks.stream().filter(t -> Math.abs(t.value()) <= end).toList());
        Axis x = Axis.linear(bins.low(), bins.high(), narrow ? 4 : 6);
        Plot plot = new Plot("Scores by label", width(narrow), height(narrow), x, "score", y, "comparisons");
        for (int i = 0; i < bins.size(); i++) {
            double from = bins.from(i);
            double to = bins.from(i + 1);
            plot.bar("same", from, to, 0, tall(bins.mated().get(i)))
                    .bar("other", from, to, 0, -tall(bins.nonMated().get(i)));
        }
        plot.level("zero", 0);
        int row = 0;
        for (ThresholdAtRate each : report.thresholds()) {
            if (each.point().isPresent()) {
                plot.upright("pick", each.orThrow().threshold(), rate(each.target()), row++);
            }
        }
        return plot.end();
    }

    /** So that a single score is seen. */
    private static double tall(long scores) {
        return scores == 0 ? 0 : Math.log10((double) scores) + 0.3;
    }

    private String rates(List<OperatingPoint> curve, boolean narrow) {
        double least = Math.min(leastFmr(), leastFnmr());
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

    private void groups() {
        GroupRates rates = report.groups().orElse(null);
        if (rates == null) {
            return;
        }
        page.append("<h2>Groups</h2>\n<p>At the one threshold <code>")
                .append(report.shortened(rates.threshold()))
                .append("</code> for all, which is that of the rate ")
                .append(rate(rates.targetFmr()))
                .append(". p says how likely a rate as far from that of all others is by chance: ")
                .append(
                        rates.byPersons()
                                ? "groups were dealt out among the persons again and again, and all tests of the table are"
                                        + " corrected together"
                                : "Fisher's exact test with Holm's correction, which takes comparisons as independent, as persons"
                                        + " are not known")
                .append(". A group with fewer than 3 expected false matches is not assessable.</p>\n");
        head(List.of("group", "false matches", "FMR", "p, FMR", "false non-matches", "FNMR", "p, FNMR"));
        for (GroupRates.Group group : rates.groups()) {
            OperatingPoint errors = group.errors();
            startRow(group.assessable() ? "" : "none");
            cell(escaped(group.name()));
            cell(count(errors.falseMatches()) + " / " + count(errors.nonMated()));
            cell((group.assessable() ? percent(errors.fmr()) : "not assessable")
                    + (errors.nonMated() == 0 ? "" : small(between(group.fmrInterval95()))));
            cell(group.assessable() ? Numbers.significant(group.fmrDiffersP(), 2) : "–");
            cell(count(errors.falseNonMatches()) + " / " + count(errors.mated()));
            cell(errors.mated() == 0 ? "–" : withInterval(errors.fnmr(), group.fnmrInterval95()));
            cell(errors.mated() == 0 ? "–" : Numbers.significant(group.fnmrDiffersP(), 2));
            page.append("</tr>\n");
        }
        page.append("</table></div>\n<dl>\n");
        entry("Highest FMR over lowest", ratio(rates.fmrMaxOverMin().orElse(Double.NaN)));
        entry(
                "Highest FMR over geometric mean",
                ratio(rates.fmrMaxOverGeometricMean().orElse(Double.NaN)));
        entry(
                "Highest FNMR over geometric mean",
                ratio(rates.fnmrMaxOverGeometricMean().orElse(Double.NaN)));
        page.append("</dl>\n");
        forest(rates);
        heat(rates);
    }

    /** NaN where it cannot be assessed. */
    private static String ratio(double ratio) {
        return Double.isNaN(ratio) ? "not assessable" : Numbers.significant(ratio, 3);
    }

    private void forest(GroupRates rates) {
        List<GroupRates.Group> groups = new ArrayList<>(
                rates.groups().stream().filter(GroupRates.Group::assessable).toList());
        if (groups.isEmpty()) {
            return;
        }
        Collections.reverse(groups);
        double least = rates.targetFmr();
        double most = rates.targetFmr();
        List<Axis.Tick> names = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            RateInterval interval = groups.get(i).fmrInterval95();
            least = Math.min(least, interval.low() > 0 ? interval.low() : interval.high() / 100);
            most = Math.max(most, interval.high());
            names.add(new Axis.Tick(i + 1, shortened(groups.get(i).name())));
        }
        Axis y = new Axis(0.3, groups.size() + 0.7, v -> v, names);
        Axis x = Axis.logarithmic(least, most);
        figure(
                narrow -> {
                    Plot plot = new Plot(
                            "False match rate by group", width(narrow), 80 + 26 * groups.size(), x, "FMR", y, "");
                    plot.upright("target", rates.targetFmr(), rate(rates.targetFmr()), 0);
                    for (int i = 0; i < groups.size(); i++) {
                        RateInterval interval = groups.get(i).fmrInterval95();
                        plot.whisker(
                                "whisker",
                                interval.low(),
                                groups.get(i).errors().fmr(),
                                interval.high(),
                                i + 1);
                    }
                    return plot.end();
                },
                "False match rate by group with its 95 % interval; the dashed line is the rate that was asked for.");
    }

    private static String shortened(String name) {
        return name.length() <= 9 ? name : name.substring(0, 8) + "…";
    }

    private void heat(GroupRates rates) {
        List<String> names = rates.groups().stream().map(GroupRates.Group::name).toList();
        boolean across =
                rates.cells().stream().anyMatch(cell -> !cell.one().equals(cell.other()) && cell.nonMated() > 0);
        if (!across) {
            return;
        }
        page.append(
                        "<p>False match rate by the groups of both persons, darker where it is further above the rate asked for:</p>\n")
                .append("<div class=\"wide\"><table>\n<tr><th></th>");
        names.forEach(name -> page.append("<th>").append(escaped(name)).append("</th>"));
        page.append("</tr>\n");
        for (String one : names) {
            page.append("<tr><td>").append(escaped(one)).append("</td>");
            for (String other : names) {
                rates.cells().stream()
                        .filter(cell -> (cell.one().equals(one) && cell.other().equals(other))
                                || (cell.one().equals(other) && cell.other().equals(one)))
                        .findFirst()
                        .ifPresent(cell -> heat(cell, rates.targetFmr()));
            }
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
    }

    private void heat(GroupRates.Cell cell, double target) {
        if (!cell.assessable()) {
            page.append("<td class=\"heat soft\">–</td>");
            return;
        }
        double rate = cell.falseMatches() / (double) cell.nonMated();
        double strength = Math.max(0, Math.min(1, 0.5 + Math.log10(Math.max(rate, target / 100) / target) / 2));
        page.append("<td class=\"heat\" style=\"background:color-mix(in srgb,var(--other) ")
                .append(Math.round(strength * 60))
                .append("%,transparent)\">")
                .append(percent(rate))
                .append("</td>");
    }

    private void searches() {
        SearchEvaluation evaluation = report.searches().orElse(null);
        if (evaluation == null) {
            return;
        }
        SearchSet set = evaluation.searches();
        page.append("<h2>Searches (1:N)</h2>\n<dl>\n");
        entry("Searches for enrolled persons", count(set.matedCount()));
        entry("Searches for nobody", count(set.nonMatedCount()));
        entry("Failures", count(set.failures()));
        entry(
                "References per search",
                set.references().isPresent()
                        ? count(set.gallerySize())
                        : "not known; the lists show " + count(set.gallerySize()) + " at least");
        entry(
                "Intervals of searches",
                evaluation.byPersons()
                        ? "know which searches share a person"
                        : "assume that searches are independent, as persons are not known");
        page.append("</dl>\n");
        if (set.matedCount() > 0) {
            hitRates(evaluation);
        }
        if (set.matedCount() > 0 && set.nonMatedCount() > 0) {
            tradeoff(evaluation);
        }
        if (set.nonMatedCount() > 0 && set.references().isPresent()) {
            model(evaluation);
        }
    }

    private void hitRates(SearchEvaluation evaluation) {
        int ranks = report.ranks();
        List<double[]> line = new ArrayList<>();
        for (int n = 1; n <= ranks; n++) {
            line.add(new double[] {n, evaluation.hitRate(n)});
        }
        double least = line.get(0)[1];
        Axis y = Axis.linear(least > 0.9 ? 0.9 : least > 0.5 ? 0.5 : 0, 1);
        figure(
                narrow -> new Plot(
                                "Hit rates",
                                width(narrow),
                                height(narrow),
                                Axis.linear(1, ranks),
                                "first N candidates",
                                y,
                                "hit rate")
                        .curve("main", line)
                        .dot("", 1, least, "Top1 " + percent(least), Plot.Place.UPPER_RIGHT)
                        .end(),
                "Cumulative match characteristic (TopN hit rate), whatever the score. Equal scores rank before the person.");
    }

    private void tradeoff(SearchEvaluation evaluation) {
        head(List.of("FPIR asked", "threshold", "false positives", "FPIR", "FNIR, rank 1", "support"));
        for (double target : TuningReport.FPIR_TARGETS) {
            ThresholdAtRate found = evaluation.atFpir(target);
            startRow(found.point().isPresent() ? "" : "none");
            cell(rate(target));
            found.point()
                    .ifPresentOrElse(
                            point -> {
                                cell("<code>" + Numbers.significant(point.threshold(), 6) + "</code>");
                                cell(count(point.falseMatches()) + " / " + count(point.nonMated()));
                                cell(withInterval(point.fmr(), evaluation.fpirInterval(point.threshold())));
                                cell(withInterval(point.fnmr(), evaluation.fnirInterval(point.threshold(), 1)));
                            },
                            () -> why(
                                    4,
                                    count(found.available()) + " searches for nobody; " + count(found.needed())
                                            + " without a false positive would show this rate"));
            cell(tag(found.support()));
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
        double[] best = evaluation.searches().nonMated().stream()
                .mapToDouble(SearchSet.Outcome::best)
                .filter(Double::isFinite)
                .sorted()
                .distinct()
                .toArray();
        List<double[]> line = new ArrayList<>();
        for (int i = 0; i < best.length; i += Math.max(1, best.length / 200)) {
            SearchPoint point = evaluation.at(best[i], 1);
            line.add(new double[] {point.fpir(), point.fnir()});
        }
        if (line.isEmpty()) {
            return;
        }
        figure(
                narrow -> new Plot(
                                "FNIR over FPIR",
                                width(narrow),
                                height(narrow),
                                Axis.logarithmic(0.5 / evaluation.searches().nonMatedCount(), 1),
                                "FPIR",
                                Axis.linear(0, 1),
                                "FNIR, rank 1")
                        .curve("main", line)
                        .end(),
                "Searches for nobody that find somebody, and searches for an enrolled person that do not find them first.");
    }

    private void model(SearchEvaluation evaluation) {
        SearchSet set = evaluation.searches();
        double[] candidates = set.nonMatedCandidates();
        if (candidates.length == 0) {
            return;
        }
        double threshold =
                evaluation.atFpir(0.1).point().map(OperatingPoint::threshold).orElse(candidates[candidates.length - 1]);
        SearchPoint point = evaluation.at(threshold, 1);
        double fmr = point.selectivity() / set.gallerySize();
        List<double[]> line = new ArrayList<>();
        double most = Math.max(1e4, set.gallerySize() * 10.0);
        for (double n = 1; n <= most; n *= 1.3) {
            line.add(new double[] {n, SearchEvaluation.modelledFpir(fmr, Math.round(n))});
        }
        figure(
                narrow -> new Plot(
                                "FPIR over the gallery's size",
                                width(narrow),
                                height(narrow),
                                Axis.logarithmic(1, most),
                                "references in the gallery",
                                Axis.linear(0, 1),
                                "FPIR")
                        .curve("dash", line)
                        .dot(
                                "",
                                (double) set.gallerySize(),
                                point.fpir(),
                                "measured " + percent(point.fpir()),
                                Plot.Place.LOWER_RIGHT)
                        .end(),
                "At the threshold <code>" + Numbers.significant(threshold, 6)
                        + "</code>: measured, and as it would be were all comparisons of a search"
                        + " independent. They are not: probes differ in how much they resemble everybody, which makes the model"
                        + " too high, and a gallery of people like the probe makes it too low.");
    }

    private void attacks() {
        AttackEvaluation evaluation = report.attacks().orElse(null);
        if (evaluation == null) {
            return;
        }
        page.append(
                        "<h2>Presentation attacks</h2>\n<p>Thresholds at which no species of instrument is accepted more often than")
                .append(" asked. The rate of attacks is that of the worst species.</p>\n");
        for (int in : TuningReport.APCER_ONE_IN) {
            AttackPoint point;
            try {
                point = evaluation.atApcer(1.0 / in);
            } catch (InsufficientDataException e) {
                page.append("<p><b>BPCER")
                        .append(in)
                        .append("</b>: ")
                        .append(escaped(e.getMessage()))
                        .append("</p>\n");
                continue;
            }
            page.append("<p><b>BPCER")
                    .append(in)
                    .append(" ")
                    .append(percent(point.bpcer()))
                    .append("</b> at threshold <code>")
                    .append(Numbers.significant(point.threshold(), 6))
                    .append("</code>: ")
                    .append(count(point.bonaFideRejected()))
                    .append(" of ")
                    .append(count(point.bonaFide()))
                    .append(" bona fide presentations are rejected; ")
                    .append(count(point.bonaFideWithoutResponse()))
                    .append(" had no response.</p>\n");
            head(List.of("species", "accepted", "APCER", "interval", "95 % upper bound", "no response"));
            for (Map.Entry<String, AttackPoint.Attacks> species :
                    point.attacks().entrySet()) {
                AttackPoint.Attacks attacks = species.getValue();
                startRow("");
                cell(escaped(species.getKey()));
                cell(count(attacks.accepted()) + " / " + count(attacks.presentations()));
                cell(percent(attacks.apcer()));
                cell(between(attacks.interval()));
                cell(percent(attacks.upperBound95()));
                cell(count(attacks.withoutResponse()));
                page.append("</tr>\n");
            }
            page.append("</table></div>\n");
        }
    }

    private void zones() {
        DecisionZones zones = report.zones().orElse(null);
        if (zones == null) {
            return;
        }
        page.append("<h2>Three zones</h2>\n<dl>\n");
        entry(
                "Accept from",
                report.shortened(zones.accept().threshold()) + ": FMR "
                        + percent(zones.accept().fmr()));
        entry(
                "Reject below",
                report.shortened(zones.reject().threshold()) + ": FNMR "
                        + percent(zones.reject().fnmr()));
        entry("To a human, of the same person", percent(zones.matedReviewRate()));
        entry("To a human, of two persons", percent(zones.nonMatedReviewRate()));
        entry(
                "To a human, of all, with " + percent(report.nonMatedShare()) + " impostors",
                percent(zones.reviewRate(report.nonMatedShare())));
        page.append("</dl>\n");
    }

    private void methods() {
        page.append("<h2>Methods</h2>\n<p class=\"soft\">")
                .append(
                        "A score is a similarity; a comparison matches when its score is at least the threshold. Rates are counts over")
                .append(
                        " completed comparisons (ISO/IEC 19795-1); failures to acquire are in none of them. A threshold is the lowest")
                .append(
                        " non-mated score at which the share of non-mated comparisons that match is at most the rate asked for; rates")
                .append(
                        " are not interpolated. Intervals: Clopper and Pearson; where persons are known over as many comparisons as the")
                .append(
                        " data is worth (Korn and Graubard 1998), from the variance over persons and pairs of persons (Fogliato, Patil")
                .append(
                        " and Perona 2024), with Student's quantile and a correction for skewness (Johnson 1978). Equal")
                .append(
                        " error rate: on the convex hull of the ROC by pooling adjacent violators, as is minCllr. d′ with population")
                .append(
                        " variance. What is resampled is resampled the same way each time; the same scores give the same page.</p>\n");
    }
}
