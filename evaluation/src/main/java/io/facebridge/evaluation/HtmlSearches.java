package io.facebridge.evaluation;

import static io.facebridge.evaluation.HtmlPage.height;
import static io.facebridge.evaluation.HtmlPage.tag;
import static io.facebridge.evaluation.HtmlPage.width;
import static io.facebridge.evaluation.HtmlPage.withInterval;
import static io.facebridge.evaluation.Numbers.count;
import static io.facebridge.evaluation.Numbers.percent;
import static io.facebridge.evaluation.Numbers.rate;
import static io.facebridge.evaluation.Plot.escaped;

import java.util.ArrayList;
import java.util.List;

/** The searches of a 1:N trial. */
final class HtmlSearches {
    private final HtmlPage page;
    private final TuningReport report;

    HtmlSearches(HtmlPage page, TuningReport report) {
        this.page = page;
        this.report = report;
    }

    void write() {
        SearchEvaluation evaluation = report.searches().orElse(null);
        if (evaluation == null) {
            return;
        }
        SearchSet set = evaluation.searches();
        page.append("<h2>Searches (1:N)</h2>\n<dl>\n");
        page.entry("Mated searches", count(set.matedCount()));
        page.entry("Non-mated searches", count(set.nonMatedCount()));
        page.entry("Failures", count(set.failures()));
        page.entry(
                "References per search",
                set.references().isPresent()
                        ? count(set.gallerySize())
                        : "not known; at least " + count(set.gallerySize()) + " by the candidate lists");
        page.entry(
                "Intervals of searches",
                evaluation.byPersons()
                        ? "account for searches that share a person"
                        : "assume independent searches, because persons are not known");
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
        page.figure(
                narrow -> new Plot(
                                "Hit rates",
                                width(narrow),
                                height(narrow),
                                Axis.linear(1, ranks),
                                "first N candidates",
                                y,
                                "hit rate")
                        .curve("main", line)
                        .dot("", 1, least, "Top1 " + percent(least), Plot.LabelPosition.UPPER_RIGHT)
                        .end(),
                "Cumulative match characteristic (TopN hit rate), at any score. Equal scores rank before the person.");
    }

    private void tradeoff(SearchEvaluation evaluation) {
        page.head(List.of("target FPIR", "threshold", "false positives", "FPIR", "FNIR, rank 1", "support"));
        for (double target : TuningReport.FPIR_TARGETS) {
            ThresholdAtRate found = evaluation.atFpir(target);
            page.startRow(found.point().isPresent() ? "" : "none");
            page.cell(rate(target));
            found.point()
                    .ifPresentOrElse(
                            point -> {
                                page.cell("<code>" + Numbers.significant(point.threshold(), 6) + "</code>");
                                page.cell(count(point.falseMatches()) + " / " + count(point.nonMated()));
                                page.cell(withInterval(point.fmr(), evaluation.fpirInterval(point.threshold())));
                                page.cell(withInterval(point.fnmr(), evaluation.fnirInterval(point.threshold(), 1)));
                            },
                            () -> page.why(
                                    4,
                                    found.hasEnoughData()
                                            ? escaped(found.reason().orElse(""))
                                            : count(found.available()) + " non-mated searches; " + count(found.needed())
                                                    + " without a false positive would show this rate"));
            page.cell(tag(found.support()));
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
        page.figure(
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
                "Non-mated searches that return a candidate, and mated searches that do not return their person first.");
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
            line.add(new double[] {n, SearchEvaluation.modeledFpir(fmr, Math.round(n))});
        }
        page.figure(
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
                                Plot.LabelPosition.LOWER_RIGHT)
                        .end(),
                "At the threshold <code>" + Numbers.significant(threshold, 6)
                        + "</code>: measured, and modeled for independent comparisons of a search."
                        + " Comparisons of a search are not independent. The model is too high where probes differ in how similar they are"
                        + " to everyone, and too low where the people of the gallery resemble the probe.");
    }
}
