package io.facebridge.azure.internal;

import io.facebridge.azure.AzureRates;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;

/**
 * The scales of scores, all from 0 to 1: each recognition model has its own, and so have comparisons, verifications and
 * searches. Only comparisons carry rates, and of one model only.
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

    /** Of a session with a picture, whose recognition model the service does not name. */
    ScoreScale compareInSession() {
        return of(ScoreScale.UNVERSIONED, Operation.COMPARE);
    }

    private ScoreScale of(String model, Operation operation) {
        return ScoreScale.of(provider, model, operation, MIN, MAX);
    }
}
