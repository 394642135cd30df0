package io.facebridge.azure;

import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.FalseMatchTable.Point;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The error rates that Microsoft publishes for Azure AI Face: theoretical ones, for one recognition model. Calibrate on labeled
 * pairs of your own if people's access depends on a decision.
 */
public final class AzureRates {
    /** The newest recognition model, the only one that supports masks. No rates are published for it. */
    public static final String RECOGNITION_04 = "recognition_04";

    /** The previous recognition model. */
    public static final String RECOGNITION_03 = "recognition_03";

    /** An older recognition model, for galleries that were created with it. */
    public static final String RECOGNITION_02 = "recognition_02";

    /** The oldest recognition model, for galleries that were created with it. */
    public static final String RECOGNITION_01 = "recognition_01";

    private static final FalseMatchTable COMPARISON_03 = FalseMatchTable.of(
            IntStream.rangeClosed(1, 9)
                    .mapToObj(tenths -> new Point(Math.pow(10, -tenths), tenths / 10.0))
                    .toList(),
            1e-4,
            "Microsoft, Characteristics and limitations of Face, theoretical false positive rates of recognition_03",
            List.of(
                    "The rates are theoretical: a tenth of the scale is a tenth of the rate. The people and images"
                            + " on which they were checked are not published.",
                    "They may differ between groups of people; check them on your own data."));

    private AzureRates() {}

    /**
     * Returns the published false match rates of comparisons (1:1). Scores of comparisons carry them already.
     *
     * @param recognitionModel the model, for example {@link #RECOGNITION_03}
     * @return thresholds at rates of 1e-1 to 1e-9; empty for every model but {@link #RECOGNITION_03}
     */
    public static Optional<FalseMatchTable> comparison(String recognitionModel) {
        return recognitionModel.equals(RECOGNITION_03) ? Optional.of(COMPARISON_03) : Optional.empty();
    }
}
