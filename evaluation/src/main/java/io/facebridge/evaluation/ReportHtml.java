package io.facebridge.evaluation;

import static io.facebridge.evaluation.Plot.escaped;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The report as one page: its sections one after the other, each a class of its own. */
final class ReportHtml {
    private static final String STYLE = "report.css";

    private final TuningReport report;
    private final HtmlPage page = new HtmlPage();

    ReportHtml(TuningReport report) {
        this.report = report;
    }

    String page() {
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\"");
        page.append(" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(report.title()))
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n");
        new HtmlSummary(page, report).write();
        new HtmlThresholds(page, report).write();
        new HtmlCurves(page, report).write();
        new HtmlGroups(page, report).write();
        new HtmlSearches(page, report).write();
        new HtmlAttacks(page, report).write();
        new HtmlZones(page, report).write();
        methods();
        return page.append("</body>\n</html>\n").toString();
    }

    private static String style() {
        try (InputStream style =
                Objects.requireNonNull(ReportHtml.class.getResourceAsStream(STYLE), () -> "no resource " + STYLE)) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style of the report cannot be read", e);
        }
    }

    private void methods() {
        page.append("<h2>Methods</h2>\n<p class=\"soft\">")
                .append(
                        "A score is a similarity; a comparison matches when its score is at least the threshold. Rates are counts over")
                .append(
                        " completed comparisons (ISO/IEC 19795-1); failures to acquire are in none of them. A threshold is the lowest")
                .append(
                        " non-mated score at which the proportion of non-mated comparisons that match is at most the target rate; rates")
                .append(
                        " are not interpolated. Intervals: Clopper and Pearson; where persons are known, for the effective number of")
                .append(
                        " comparisons (Korn and Graubard 1998), from the variance over persons and pairs of persons (Fogliato, Patil")
                .append(
                        " and Perona 2024), with Student's quantile and a correction for skewness (Johnson 1978). Equal")
                .append(
                        " error rate: on the convex hull of the ROC by pooling adjacent violators, as is minCllr. d′ with population")
                .append(" variance. Resampling uses a fixed seed; the same scores give the same page.</p>\n");
    }
}
