package io.facebridge.azure.internal;

import io.facebridge.azure.AzureRates;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;

/**
 * The score scales, all in [0, 1]: each recognition model has its own, and so have comparisons, verifications and searches.
 * Only comparisons carry rates, and only those of one model.
 */
final class AzureScales {
    private static final double MIN = 0;
    private static final double MAX = 1;

    private final ProviderId provider;

    AzureScales(ProviderId provider) {
        this.provider = provider;
    }

    ScoreScale compare(String recognitionModel) {
        ScoreScale scale = of(recognitionModel, Operation.COMPARE);
        return AzureRates.comparison(recognitionModel).map(scale::with).orElse(scale);
    }

    ScoreScale verify(String recognitionModel) {
        return of(recognitionModel, Operation.VERIFY);
    }

    ScoreScale identify(String recognitionModel) {
        return of(recognitionModel, Operation.IDENTIFY);
    }

    /** Returns the scale of a session with an image, whose recognition model the service does not report. */
    ScoreScale compareInSession() {
        return of(ScoreScale.UNVERSIONED, Operation.COMPARE);
    }

    private ScoreScale of(String model, Operation operation) {
        return ScoreScale.of(provider, model, operation, MIN, MAX);
    }
}
