package io.facebridge.evaluation;

import static io.facebridge.evaluation.Numbers.percent;

/** The zones of accepting, reviewing and rejecting. */
final class HtmlZones {
    private final HtmlPage page;
    private final TuningReport report;

    HtmlZones(HtmlPage page, TuningReport report) {
        this.page = page;
        this.report = report;
    }

    void write() {
        DecisionZones zones = report.zones().orElse(null);
        if (zones == null) {
            return;
        }
        page.append("<h2>Decision zones</h2>\n<dl>\n");
        page.entry(
                "Accept from",
                report.shortened(zones.accept().threshold()) + ": FMR "
                        + percent(zones.accept().fmr()));
        page.entry(
                "Reject below",
                report.shortened(zones.reject().threshold()) + ": FNMR "
                        + percent(zones.reject().fnmr()));
        page.entry("To review, of mated comparisons", percent(zones.matedReviewRate()));
        page.entry("To review, of non-mated comparisons", percent(zones.nonMatedReviewRate()));
        page.entry(
                "To review, of all, if " + percent(report.nonMatedShare()) + " are non-mated",
                percent(zones.reviewRate(report.nonMatedShare())));
        page.append("</dl>\n");
    }
}
