package io.facebridge.evaluation;

import static io.facebridge.evaluation.HtmlPage.between;
import static io.facebridge.evaluation.Numbers.count;
import static io.facebridge.evaluation.Numbers.percent;
import static io.facebridge.evaluation.Plot.escaped;

import io.facebridge.error.InsufficientDataException;
import java.util.List;
import java.util.Map;

/** The presentations of a presentation attack detection trial. */
final class HtmlAttacks {
    private final HtmlPage page;
    private final TuningReport report;

    HtmlAttacks(HtmlPage page, TuningReport report) {
        this.page = page;
        this.report = report;
    }

    void write() {
        AttackEvaluation evaluation = report.attacks().orElse(null);
        if (evaluation == null) {
            return;
        }
        page.append(
                        "<h2>Presentation attacks</h2>\n<p>Thresholds at which the APCER of every species of instrument is at most the")
                .append(" target. The APCER of the trial is that of the worst species.</p>\n");
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
            page.head(List.of("species", "accepted", "APCER", "interval", "95 % upper bound", "no response"));
            for (Map.Entry<String, AttackPoint.Attacks> species :
                    point.attacks().entrySet()) {
                AttackPoint.Attacks attacks = species.getValue();
                page.startRow("");
                page.cell(escaped(species.getKey()));
                page.cell(count(attacks.accepted()) + " / " + count(attacks.presentations()));
                page.cell(percent(attacks.apcer()));
                page.cell(between(attacks.interval()));
                page.cell(percent(attacks.upperBound95()));
                page.cell(count(attacks.withoutResponse()));
                page.append("</tr>\n");
            }
            page.append("</table></div>\n");
        }
    }
}
