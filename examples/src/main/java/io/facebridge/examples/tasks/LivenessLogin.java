package io.facebridge.examples.tasks;

import io.facebridge.aws.AwsFaces;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.liveness.GuardedResult;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.match.Calibration;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.guard.LivenessGuard;
import java.time.Duration;
import java.util.function.Consumer;

/** Logs an enrolled person in by a liveness session. */
public final class LivenessLogin {
    private LivenessLogin() {}

    /**
     * Opens a session, waits for its end, and prints the verdict.
     *
     * @param aws the service
     * @param customers the gallery
     * @param ada the enrolled person who is claimed
     * @param measured the calibration of the service's verifications
     * @param client receives the session's id and runs the session
     */
    @SuppressWarnings("SystemOut")
    public static void run(
            AwsFaces aws, GalleryId customers, PersonId ada, Calibration measured, Consumer<String> client) {
        // the page begins
        LivenessGuard guard = LivenessGuard.inMemory(aws.livenessSessions());
        MatchPolicy policy = MatchPolicy.falseMatchRate(1e-4).calibratedBy(measured);

        LivenessSession session = guard.open(LivenessSessionRequest.forSubject("account-17"));
        client.accept(session.id().value());
        aws.livenessSessions().awaitResult(session, Duration.ofMinutes(3));
        GuardedResult result = guard.verify("account-17", session, aws.verifier(), customers, ada, policy);
        System.out.println(result.accepted() ? "welcome" : "rejected: " + result.verdict());
        // the page ends
    }
}
