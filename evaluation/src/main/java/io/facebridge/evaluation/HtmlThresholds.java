package io.facebridge.evaluation;

import static io.facebridge.evaluation.HtmlPage.small;
import static io.facebridge.evaluation.HtmlPage.tag;
import static io.facebridge.evaluation.HtmlPage.withInterval;
import static io.facebridge.evaluation.Numbers.count;
import static io.facebridge.evaluation.Numbers.percent;
import static io.facebridge.evaluation.Numbers.rate;
import static io.facebridge.evaluation.Plot.escaped;

import java.util.ArrayList;
import java.util.List;

/** The table of thresholds. */
final class HtmlThresholds {
    private final HtmlPage page;
    private final TuningReport report;
    private final Evaluation evaluation;

    HtmlThresholds(HtmlPage page, TuningReport report) {
        this.page = page;
        this.report = report;
        evaluation = report.evaluation();
    }

    void write() {
        boolean test = report.test().isPresent();
        List<String> names = new ArrayList<>(
                List.of("target FMR", "threshold", "false matches", "FMR", "FNMR", "recall", "precision"));
        if (test) {
            names.addAll(List.of("FMR, test set", "FNMR, test set"));
        }
        names.add("support");
        page.append(
                        "<h2>Thresholds</h2>\n<p>A comparison matches when its score is at least the threshold. Intervals are at")
                .append(" 95 %")
                .append(
                        evaluation.byPersons()
                                ? " and account for comparisons that share a person"
                                : " and assume independent comparisons, because persons are not known")
                .append(". Precision is the proportion of matches that are mated if ")
                .append(percent(report.matedShare()))
                .append(" of all comparisons are mated; recall does not depend on that proportion.</p>\n");
        page.head(names);
        for (ThresholdAtRate each : report.thresholds()) {
            each.point().ifPresentOrElse(point -> row(each, point), () -> row(each));
        }
        page.append("</table></div>\n<p class=\"soft\">")
                .append(
                        "ASSURED: with 95 % confidence the true rate is at most the target. OK: at least 30 effective false")
                .append(" matches occurred, so the true rate is within 30 % of the measured one with 90 %")
                .append(
                        " confidence. WEAK: fewer, or fewer than 50 persons; an order of magnitude. UNSUPPORTED: fewer than 3")
                .append(" false matches are expected, so the data supports no threshold.</p>\n");
        exact();
    }

    /** Adds the thresholds with all digits, for exact reproduction. */
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
                            "<p class=\"soft\">Thresholds are shown with the fewest digits that give the same decisions on these scores. All digits: ")
                    .append(String.join("; ", shortened))
                    .append(".</p>\n");
        }
    }

    private void row(ThresholdAtRate each, OperatingPoint point) {
        page.startRow(report.recommended().filter(best -> best == each).isPresent() ? "pick" : "");
        page.cell(rate(each.target()));
        page.cell("<code>" + report.shortened(point.threshold()) + "</code>");
        page.cell(count(point.falseMatches()) + " / " + count(point.nonMated()));
        page.cell(withInterval(point.fmr(), evaluation.fmrInterval(point)));
        page.cell(withInterval(point.fnmr(), evaluation.fnmrInterval(point)));
        page.cell(percent(1 - point.fnmr()));
        page.cell(percent(point.precision(report.matedShare())));
        report.test().ifPresent(test -> {
            OperatingPoint again = test.at(point.threshold());
            page.cell(withInterval(again.fmr(), test.fmrInterval(again))
                    + small(count(again.falseMatches()) + " / " + count(again.nonMated())));
            page.cell(withInterval(again.fnmr(), test.fnmrInterval(again))
                    + small(count(again.falseNonMatches()) + " / " + count(again.mated())));
        });
        page.cell(tag(each.support()));
        page.append("</tr>\n");
    }

    private void row(ThresholdAtRate each) {
        page.startRow("none");
        page.cell(rate(each.target()));
        page.why(
                page.columns() - 2,
                each.hasEnoughData()
                        ? escaped(each.reason().orElse(""))
                        : count(each.available())
                                + (evaluation.byPersons()
                                        ? " non-mated comparisons are too few; "
                                        : " non-mated comparisons show no rate below " + rate(each.upperBound95())
                                                + "; ")
                                + count(each.needed()) + " without an error would show this one"
                                + (evaluation.byPersons() ? " if they were independent" : ""));
        page.cell(tag(each.support()));
        page.append("</tr>\n");
    }
}
