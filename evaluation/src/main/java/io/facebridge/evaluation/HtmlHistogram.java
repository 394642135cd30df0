package io.facebridge.evaluation;

import static io.facebridge.evaluation.HtmlPage.height;
import static io.facebridge.evaluation.HtmlPage.width;
import static io.facebridge.evaluation.Numbers.rate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How many scores of each label there are, with the thresholds. */
final class HtmlHistogram {
    private final TuningReport report;
    private final Evaluation evaluation;

    HtmlHistogram(TuningReport report) {
        this.report = report;
        evaluation = report.evaluation();
    }

    String svg(boolean narrow) {
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

    /** Returns the height of a bar at which a single score is visible. */
    private static double tall(long scores) {
        return scores == 0 ? 0 : Math.log10((double) scores) + 0.3;
    }
}
