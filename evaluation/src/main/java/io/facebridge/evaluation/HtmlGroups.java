package io.facebridge.evaluation;

import static io.facebridge.evaluation.HtmlPage.between;
import static io.facebridge.evaluation.HtmlPage.small;
import static io.facebridge.evaluation.HtmlPage.width;
import static io.facebridge.evaluation.HtmlPage.withInterval;
import static io.facebridge.evaluation.Numbers.count;
import static io.facebridge.evaluation.Numbers.percent;
import static io.facebridge.evaluation.Numbers.rate;
import static io.facebridge.evaluation.Plot.escaped;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Error rates by group of persons. */
final class HtmlGroups {
    private final HtmlPage page;
    private final TuningReport report;

    HtmlGroups(HtmlPage page, TuningReport report) {
        this.page = page;
        this.report = report;
    }

    void write() {
        GroupRates rates = report.groups().orElse(null);
        if (rates == null) {
            return;
        }
        page.append("<h2>Groups</h2>\n<p>All groups are measured at one threshold, <code>")
                .append(report.shortened(rates.threshold()))
                .append("</code>, which is that of FMR ")
                .append(rate(rates.targetFmr()))
                .append(". p is the probability of at least as large a difference from all other groups by chance: ")
                .append(
                        rates.byPersons()
                                ? "a permutation test over the groups of the persons, and all tests of the table are"
                                        + " corrected together"
                                : "Fisher's exact test with Holm's correction, which treats comparisons as independent, because persons"
                                        + " are not known")
                .append(". A group with fewer than 3 expected false matches is not assessable.</p>\n");
        page.head(List.of("group", "false matches", "FMR", "p, FMR", "false non-matches", "FNMR", "p, FNMR"));
        for (GroupRates.Group group : rates.groups()) {
            OperatingPoint errors = group.errors();
            page.startRow(group.assessable() ? "" : "none");
            page.cell(escaped(group.name()));
            page.cell(count(errors.falseMatches()) + " / " + count(errors.nonMated()));
            page.cell((group.assessable() ? percent(errors.fmr()) : "not assessable")
                    + (errors.nonMated() == 0 ? "" : small(between(group.fmrInterval95()))));
            page.cell(group.assessable() ? p(group.fmrDiffersP()) : "–");
            page.cell(count(errors.falseNonMatches()) + " / " + count(errors.mated()));
            page.cell(errors.mated() == 0 ? "–" : withInterval(errors.fnmr(), group.fnmrInterval95()));
            page.cell(errors.mated() == 0 ? "–" : p(group.fnmrDiffersP()));
            page.append("</tr>\n");
        }
        page.append("</table></div>\n<dl>\n");
        page.entry("Highest FMR over lowest", ratio(rates.fmrMaxOverMin().orElse(Double.NaN)));
        page.entry(
                "Highest FMR over geometric mean",
                ratio(rates.fmrMaxOverGeometricMean().orElse(Double.NaN)));
        page.entry(
                "Highest FNMR over geometric mean",
                ratio(rates.fnmrMaxOverGeometricMean().orElse(Double.NaN)));
        page.append("</dl>\n");
        forest(rates);
        heat(rates);
    }

    /** Returns a p-value as text, in powers of ten where it would be a row of zeros. */
    private static String p(double p) {
        return p > 0 && p < 1e-3 ? String.format(Locale.ROOT, "%.1e", p) : Numbers.significant(p, 2);
    }

    /** Returns a ratio as text; NaN means that it is not assessable. */
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
        page.figure(
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
                "False match rate by group with its 95 % interval; the dashed line is the target rate.");
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
                        "<p>False match rate by the groups of both persons, darker where it is further above the target rate:</p>\n")
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
}
