package io.facebridge.aws.internal;

import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;

/**
 * The score scales, all in [0, 100]. The service does not report the model of comparisons and of liveness sessions; searches
 * are on the scale of the face model version that a collection keeps for its life. No rates are published.
 */
final class AwsScales {
    private static final double MIN = 0;
    private static final double MAX = 100;

    private final ProviderId provider;

    AwsScales(ProviderId provider) {
        this.provider = provider;
    }

    ScoreScale compare() {
        return of(ScoreScale.UNVERSIONED, Operation.COMPARE);
    }

    ScoreScale verify(String modelVersion) {
        return of(modelVersion, Operation.VERIFY);
    }

    ScoreScale identify(String modelVersion) {
        return of(modelVersion, Operation.IDENTIFY);
    }

    ScoreScale duplicate(String modelVersion) {
        return of(modelVersion, Operation.DUPLICATE);
    }

    ScoreScale liveness() {
        return of(ScoreScale.UNVERSIONED, Operation.LIVENESS);
    }

    private ScoreScale of(String model, Operation operation) {
        return ScoreScale.of(provider, model, operation, MIN, MAX);
    }
}
