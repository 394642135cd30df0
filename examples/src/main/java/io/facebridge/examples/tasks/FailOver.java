package io.facebridge.examples.tasks;

import io.facebridge.aws.AwsFaces;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.Calibration;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.failover.Failover;
import io.facebridge.operations.failover.FailoverResult;
import java.nio.file.Path;

/** Compares by a service, and inside the JVM while the service does not answer. */
public final class FailOver {
    private FailOver() {}

    /**
     * Prints the decision, and the provider that made it.
     *
     * @param service settings of the service
     * @param measured the calibration of the service's comparisons
     * @param idCard a file
     * @param selfie a file
     */
    @SuppressWarnings("SystemOut")
    public static void run(AwsFaces.Builder service, Calibration measured, Path idCard, Path selfie) {
        // the page begins
        try (AwsFaces aws = service.build();
                LocalFaces local = LocalFaces.create()) {
            Failover failover = Failover.builder(aws, local)
                    .policy(MatchPolicy.falseMatchRate(1e-4).calibratedBy(measured))
                    .build();
            FailoverResult<MatchDecision> answer = failover.compare(idCard, selfie);
            System.out.println(answer.value().outcome() + " by " + answer.member());
        }
        // the page ends
    }
}
