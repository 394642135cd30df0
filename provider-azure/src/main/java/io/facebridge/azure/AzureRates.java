package io.facebridge.azure;

import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.FalseMatchTable.Point;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The error rates that Microsoft publishes for Azure AI Face, as data: for one recognition model, and in theory. Calibrate on
 * labelled pairs of your own where people's access depends on it.
 */
public final class AzureRates {
    /** The newest recognition model, the only one that is made for masks too. No rates are published for it. */
    public static final String RECOGNITION_04 = "recognition_04";

    /** The recognition model before. */
    public static final String RECOGNITION_03 = "recognition_03";

    /** An older recognition model, for galleries that have it. */
    public static final String RECOGNITION_02 = "recognition_02";

    /** The oldest recognition model, for galleries that have it. */
    public static final String RECOGNITION_01 = "recognition_01";

    private static final FalseMatchTable COMPARISON_03 = FalseMatchTable.of(
            IntStream.rangeClosed(1, 9)
                    .mapToObj(tenths -> new Point(Math.pow(10, -tenths), tenths / 10.0))
                    .toList(),
            1e-4,
            "Microsoft, Characteristics and limitations of Face, theoretical false positive rates of recognition_03",
            List.of(
                    "The rates are theoretical: a tenth of the scale is a tenth of the rate. Nobody says on which people and"
                            + " pictures they were checked.",
                    "They may differ between groups of people; check them on your own data."));

    private AzureRates() {}

    /**
     * False match rates of comparisons (1:1). Scores of comparisons carry them already.
     *
     * @param recognitionModel for example {@link #RECOGNITION_03}
     * @return for rates of 1e-1 to 1e-9; empty for every other model
     */
    public static Optional<FalseMatchTable> comparison(String recognitionModel) {
        return recognitionModel.equals(RECOGNITION_03) ? Optional.of(COMPARISON_03) : Optional.empty();
    }
}
