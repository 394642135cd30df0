package io.facebridge.decision;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.match.MatchPolicy;
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
}
