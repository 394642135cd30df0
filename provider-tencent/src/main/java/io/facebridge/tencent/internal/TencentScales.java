package io.facebridge.tencent.internal;

import io.facebridge.ProviderId;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.tencent.TencentRates;

/**
 * The scales of scores, all from 0 to 100: of comparisons, of searches and of verifications they are three, and each model
 * has its own. Only those of comparisons carry rates: the vendor publishes none for verifications, and for searches by the
 * gallery's size only, which an answer does not tell.
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

    /** Of CompareMaskFace, which is another model under the same version. */
    ScoreScale compareMasked(String model) {
        return withRatesOfComparisons(model, of("mask-" + model, Operation.COMPARE));
    }

    /** Of VerifyPerson; of model 2.0, which has VerifyFace only, with the rates of comparisons. */
    ScoreScale verify(String model) {
        ScoreScale scale = of(model, Operation.VERIFY);
        return model.equals(TencentRates.MODEL_2) ? withRatesOfComparisons(model, scale) : scale;
    }

    ScoreScale identify(String model) {
        return of(model, Operation.IDENTIFY);
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
