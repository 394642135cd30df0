package io.facebridge.tencent;

import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.FalseMatchTable.Point;
import java.util.List;
import java.util.Optional;

/**
 * The error rates that Tencent Cloud publishes. The vendor does not document the people and images they were measured on;
 * calibrate on labeled pairs of your own if people's access depends on a decision.
 */
public final class TencentRates {
    /** The older face model, 2.0. */
    public static final String MODEL_2 = "2.0";

    /** The current face model, 3.0. */
    public static final String MODEL_3 = "3.0";

    private static final String SOURCE = "Tencent Cloud API reference, IAI 2020-03-03, ";
    private static final List<String> CAVEATS = List.of(
            "The vendor does not say on which people and images these rates were measured.",
            "They may differ between groups of people; check them on your own data.");

    private static final FalseMatchTable COMPARISON_2 =
            table("CompareFace and VerifyFace, Score, model 2.0", point(1e-3, 70), point(1e-4, 80), point(1e-5, 90));
    private static final FalseMatchTable COMPARISON_3 =
            table("CompareFace and VerifyFace, Score, model 3.0", point(1e-3, 40), point(1e-4, 50), point(1e-5, 60));
    private static final List<FalseMatchTable> SEARCHES = List.of(
            table("Candidate, Score, galleries of 10,000 faces", point(1e-2, 70), point(1e-3, 80), point(1e-4, 90))
                    .ofSearches(10_000),
            table("Candidate, Score, galleries of 100,000 faces", point(1e-2, 80), point(1e-3, 90), point(1e-4, 100))
                    .ofSearches(100_000),
            table("Candidate, Score, galleries of 300,000 faces", point(1e-2, 85), point(1e-3, 95))
                    .ofSearches(300_000));

    private TencentRates() {}

    /**
     * Returns the published false match rates of comparisons (1:1). Scores of comparisons carry them already.
     *
     * @param model {@link #MODEL_2} or {@link #MODEL_3}
     * @return thresholds at rates of 1e-3 to 1e-5; empty for another model
     */
    public static Optional<FalseMatchTable> comparison(String model) {
        return switch (model) {
            case MODEL_2 -> Optional.of(COMPARISON_2);
            case MODEL_3 -> Optional.of(COMPARISON_3);
            default -> Optional.empty();
        };
    }

    /**
     * Returns the published false positive identification rates (FPIR) of searches, which grow with the gallery: the proportion
     * of non-mated searches that return a candidate at or above the threshold. The vendor names no model. The numbers are those
     * of comparisons by model 3.0, times the number of searched faces; so scores of searches with that model carry them, for
     * {@link io.facebridge.match.MatchPolicy#falsePositiveIdentificationRate}, and scores of other models do not.
     *
     * @return one table each for 10,000, 100,000 and 300,000 faces, enrolled in all galleries that are searched at once;
     *     unmodifiable
     */
    public static List<FalseMatchTable> searches() {
        return SEARCHES;
    }

    private static FalseMatchTable table(String what, Point... points) {
        return FalseMatchTable.of(List.of(points), 0.01, SOURCE + what, CAVEATS);
    }

    private static Point point(double rate, double threshold) {
        return new Point(rate, threshold);
    }
}
