package io.facebridge.examples;

import io.facebridge.azure.AzureFaces;
import io.facebridge.azure.AzureLivenessSessions;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.emulator.AzureLivenessScript;
import io.facebridge.emulator.AzureLivenessScript.Decision;
import io.facebridge.examples.support.Photographs;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.Comparison;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.guard.RedemptionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Opens an account remotely: is the person before the camera live, and the holder of the document? Two questions with two
 * answers, because a person who is not live may look exactly like the portrait. Runs on the emulator of Azure AI Face, where a
 * script replaces the camera.
 */
public final class EkycAzure {
    private final AzureLivenessSessions sessions;
    private final FalseMatchTable calibration;
    private final RedemptionStore redemptions;

    private EkycAzure(AzureLivenessSessions sessions, FalseMatchTable calibration, Clock clock) {
        this.sessions = sessions;
        this.calibration = calibration;
        redemptions = RedemptionStore.inMemory(clock); // an application keeps them in its database
    }

    /**
     * Checks three persons against one document.
     *
     * @param args not used
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        FaceImage document = FaceImage.of(Photographs.portrait("sample1.jpg", 1375, 100, 400, 450));
        FaceImage holder = Photographs.small(Photographs.portrait("sample3.jpg", 1000, 100, 400, 500));
        FaceImage other = FaceImage.of(Photographs.portrait("sample3.jpg", 1420, 180, 340, 470));
        Clock clock = Clock.systemUTC();
        try (LocalFaces local = LocalFaces.create();
                AzureEmulator emulator =
                        AzureEmulator.backedBy(local).key("any").start();
                AzureFaces azure = connect(emulator, clock)) {
            // For the real service: a table of your own, as Microsoft publishes no error rates for sessions. It ends
            // some day, because the service does not say which model compares.
            FalseMatchTable calibration =
                    emulator.calibration().validUntil(clock.instant().plus(Duration.ofDays(90)));
            EkycAzure ekyc = new EkycAzure(azure.livenessSessions(), calibration, clock);
            AzureLivenessScript camera = emulator.liveness();
            System.out.println("the holder: "
                    + ekyc.check("customer-1", document, session -> camera.decide(session, Decision.REALFACE, holder)));
            System.out.println("an image of the holder: "
                    + ekyc.check(
                            "customer-2", document, session -> camera.decide(session, Decision.SPOOFFACE, holder)));
            System.out.println("another person: "
                    + ekyc.check("customer-3", document, session -> camera.decide(session, Decision.REALFACE, other)));
        }
    }

    private String check(String customer, FaceImage document, Consumer<String> camera) {
        LivenessSession session =
                sessions.open(LivenessSessionRequest.forSubject(customer).verifyAgainst(document));
        camera.accept(session.id().value());
        LivenessOutcome outcome = sessions.awaitResult(session, Duration.ofMinutes(10));
        sessions.delete(session);
        return switch (redemptions.redeem(customer, outcome)) {
            case ACCEPTED -> compare(outcome.comparison().orElseThrow());
            case NOT_LIVE -> "not a live person; look into the camera yourself";
            case USED, OTHER_SUBJECT -> "this session was used before";
        };
    }

    private String compare(Comparison comparison) {
        MatchDecision decision = MatchPolicy.falseMatchRate(1e-4)
                .calibratedBy(comparison.score().scale(), calibration)
                .judge(comparison);
        return switch (decision.outcome()) {
            case MATCH -> "welcome";
            case NO_MATCH -> "a live person, but not the one in the document";
            case REVIEW, INCONCLUSIVE -> "review required";
        };
    }

    private static AzureFaces connect(AzureEmulator emulator, Clock clock) {
        return AzureFaces.builder()
                .endpoint(emulator.endpoint())
                .key("any")
                .sslContext(emulator.sslContext())
                .correlationIds(CorrelationIdStore.inMemory(clock, UUID::randomUUID)) // for a test; else in a database
                .build();
    }
}
