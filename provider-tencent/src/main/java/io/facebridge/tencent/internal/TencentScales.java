package io.facebridge.tencent.internal;

import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import io.facebridge.tencent.TencentRates;

/**
 * The score scales, all in [0, 100]: comparisons, searches and verifications have three, for each model. Those of comparisons
 * carry rates, and those of searches rates by the gallery's size; the vendor publishes none for verifications.
 */
final class TencentScales {
    private static final double MIN = 0;
    private static final double MAX = 100;

    private final ProviderId provider;

    TencentScales(ProviderId provider) {
        this.provider = provider;
    }

    ScoreScale compare(String model) {
        return withRatesOfComparisons(model, of(model, Operation.COMPARE));
    }

    /** Returns the scale of CompareMaskFace, which is another model with the same version. */
    ScoreScale compareMasked(String model) {
        return withRatesOfComparisons(model, of("mask-" + model, Operation.COMPARE));
    }

    /** Returns the scale of VerifyPerson; for model 2.0, which has VerifyFace only, with the rates of comparisons. */
    ScoreScale verify(String model) {
        ScoreScale scale = of(model, Operation.VERIFY);
        return model.equals(TencentRates.MODEL_2) ? withRatesOfComparisons(model, scale) : scale;
    }

    /**
     * Returns the scale of SearchPersons; with rates of searches for the model that these apply to, according to their numbers.
     */
    ScoreScale identify(String model) {
        ScoreScale scale = of(model, Operation.IDENTIFY);
        if (model.equals(TencentRates.MODEL_3)) {
            for (FalseMatchTable table : TencentRates.searches()) {
                scale = scale.with(table);
            }
        }
        return scale;
    }

    ScoreScale liveness(String model) {
        return of(model, Operation.LIVENESS);
    }

    private ScoreScale of(String model, Operation operation) {
        return ScoreScale.of(provider, model, operation, MIN, MAX);
    }

    private static ScoreScale withRatesOfComparisons(String model, ScoreScale scale) {
        return TencentRates.comparison(model).map(scale::with).orElse(scale);
    }
}
