package io.facebridge.match;

import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import java.util.List;

/** Scales and tables that the tests of this package share. */
final class Scales {
    /** Log-linear on purpose: ten points for each power of ten. */
    static final FalseMatchTable TABLE = FalseMatchTable.of(
            List.of(
                    new FalseMatchTable.Point(1e-3, 40),
                    new FalseMatchTable.Point(1e-4, 50),
                    new FalseMatchTable.Point(1e-5, 60)),
            0.5,
            "a vendor's page, 2026",
            List.of("measured on adults"));

    static final ScoreScale PLAIN = scale("vendor", "v1");
    static final ScoreScale SEARCHES = ScoreScale.of(new ProviderId("vendor"), "v1", Operation.IDENTIFY, -1, 1);
    static final ScoreScale PUBLISHED = PLAIN.with(TABLE);

    private Scales() {}

    static ScoreScale scale(String provider, String model) {
        return ScoreScale.of(new ProviderId(provider), model, Operation.COMPARE, 0, 100);
    }
}
