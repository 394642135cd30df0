package io.facebridge.decision;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.match.Comparison;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Reports of decisions that no matcher made. */
public final class Reports {
    private Reports() {}

    /** A search without candidates, requested by {@code n} and the number. */
    public static DecisionReport ofASearch(int number) {
        DetectedFace face = DetectedFace.at(new BoundingBox(0, 0, 1, 1)).build();
        return new DecisionReport(
                Instant.EPOCH,
                "n" + number,
                new FailoverMember(new ProviderId("scripted"), Set.of()),
                MatchPolicy.falseMatchRate(1e-4),
                List.of(),
                IdentificationDecision.withoutCandidates(face, null),
                List.of());
    }

    /** A comparison of which the service returned an upper bound of the score only, at the threshold 50. */
    public static DecisionReport ofAnUpperBound() {
        ProviderId provider = new ProviderId("scripted");
        ScoreScale scale = ScoreScale.of(provider, "script-1", ScoreScale.Operation.COMPARE, 0, 100);
        MatchPolicy policy = MatchPolicy.falseMatchRate(1e-4)
                .calibratedBy(
                        scale,
                        FalseMatchTable.of(
                                List.of(new FalseMatchTable.Point(1e-3, 40), new FalseMatchTable.Point(1e-4, 50)),
                                1,
                                "invented",
                                List.of()));
        return new DecisionReport(
                Instant.EPOCH,
                null,
                new FailoverMember(provider, Set.of()),
                List.of(),
                ScoreScale.Operation.COMPARE,
                policy,
                List.of(),
                null,
                policy.judge(
                        Comparison.builder(new Score(60, scale)).upperBound().build()),
                List.of());
    }
}
