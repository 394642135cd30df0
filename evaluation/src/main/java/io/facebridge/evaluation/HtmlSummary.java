package io.facebridge.evaluation;

import static io.facebridge.evaluation.HtmlPage.between;
import static io.facebridge.evaluation.HtmlPage.tag;
import static io.facebridge.evaluation.Numbers.count;
import static io.facebridge.evaluation.Numbers.percent;
import static io.facebridge.evaluation.Numbers.rate;
import static io.facebridge.evaluation.Plot.escaped;

/** What a reader sees first: the recommended threshold, warnings, and the data. */
final class HtmlSummary {
    private final HtmlPage page;
    private final TuningReport report;
    private final Evaluation evaluation;

    HtmlSummary(HtmlPage page, TuningReport report) {
        this.page = page;
        this.report = report;
        evaluation = report.evaluation();
    }

    void write() {
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
                                + (report.thresholds().get(0).hasEnoughData()
                                        ? escaped(report.thresholds()
                                                        .get(0)
                                                        .reason()
                                                        .orElse("")) + "."
                                        : "More non-mated comparisons are needed; see the table for the number.")
                                + "</div>\n"));
        report.alerts()
                .forEach(alert -> page.append("<div class=\"alert\">")
                        .append(escaped(alert))
                        .append("</div>\n"));
        page.append("<ul class=\"warn\">\n");
        report.warnings().stream()
                .filter(warning -> !report.alerts().contains(warning))
                .forEach(warning -> page.append("<li>").append(escaped(warning)).append("</li>\n"));
        page.append("</ul>\n<dl>\n");
        page.entry("Mated comparisons", count(scores.matedCount()));
        page.entry("Non-mated comparisons", count(scores.nonMatedCount()));
        page.entry("Failures", count(scores.failures().total()));
        page.entry("Persons", scores.subjects() == 0 ? "not known" : count(scores.subjects()));
        page.entry(
                "Intervals",
                evaluation.byPersons()
                        ? "account for comparisons that share a person"
                        : "assume independent comparisons, because persons are not known");
        page.entry(
                "Equal error rate",
                percent(evaluation.eer().rocch())
                        + " (hull of the ROC); FVC2000 "
                        + percent(evaluation.eer().fvc()) + "; nearest "
                        + percent(evaluation.eer().nearest().hter()));
        page.entry("Area under the ROC", Numbers.significant(evaluation.auc(), 6));
        page.entry("d′", Numbers.significant(evaluation.dPrime(), 4));
        page.entry("minCllr", Numbers.significant(evaluation.minCllr(), 4) + " bits");
        page.entry("Scores, SHA-256", scores.contentHash());
        page.append("</dl>\n");
    }

    private void verdict(ThresholdAtRate pick) {
        OperatingPoint point = pick.orThrow();
        page.append("<div class=\"verdict")
                .append(pick.support() == StatisticalSupport.WEAK ? " weak" : "")
                .append("\">");
        page.append("<b class=\"big\">At FMR ")
                .append(rate(pick.target()))
                .append(" the threshold is <code>")
                .append(report.shortened(point.threshold()))
                .append("</code></b>");
        page.append(count(point.falseMatches()))
                .append(" of ")
                .append(count(point.nonMated()))
                .append(" non-mated comparisons match (95 % interval ")
                .append(between(evaluation.fmrInterval(point)))
                .append("). FNMR is ")
                .append(percent(point.fnmr()))
                .append(" (95 % interval ")
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
}
