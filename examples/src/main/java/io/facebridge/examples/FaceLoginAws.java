package io.facebridge.examples;

import io.facebridge.aws.AwsFaces;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.examples.support.Photographs;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.match.VerifyRequest;
import io.facebridge.operations.guard.Redemption;
import io.facebridge.operations.guard.RedemptionStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Logs in with a face, by Amazon Rekognition or its emulator: is this a live person, and the enrolled one? */
@SuppressWarnings("SystemOut")
public final class FaceLoginAws {
    private static final GalleryId CUSTOMERS = GalleryId.portable("facebridge-example");
    private static final PersonId ADA = PersonId.portable("ada");

    private FaceLoginAws() {}

    /**
     * Enrolls a person, opens a liveness session for a login attempt, and decides.
     *
     * @param args empty for the emulator; {@code REGION THRESHOLD PICTURE} to send an image to the service, at the expense of
     *     the account that the vendor's default credentials chain finds
     */
    public static void main(String[] args) {
        AwsFaces.Builder builder = AwsFaces.builder().minLivenessConfidence(90);
        if (args.length != 3) {
            onTheEmulator(builder.region("eu-west-1"));
            return;
        }
        double threshold = Double.parseDouble(args[1]); // the vendor publishes no error rates: measure your own
        try (AwsFaces aws = builder.region(args[0]).build()) {
            run(
                    aws,
                    FaceImage.of(Path.of(args[2])),
                    scale -> Threshold.explicit(threshold, scale),
                    session -> System.out.println("run the vendor's client with session "
                            + session.id().value()));
        }
    }

    private static void onTheEmulator(AwsFaces.Builder builder) {
        System.out.println("on the emulator: no recording; a script makes the session live");
        AwsBasicCredentials key = AwsBasicCredentials.create("access", "secret");
        try (LocalFaces local = LocalFaces.create();
                AwsEmulator emulator = AwsEmulator.backedBy(local)
                        .credentials("access", "secret")
                        .start();
                AwsFaces aws = builder.endpoint(emulator.endpoint())
                        .credentials(StaticCredentialsProvider.create(key))
                        .build()) {
            FaceImage card = FaceImage.of(Photographs.portrait("sample1.jpg", 1375, 100, 400, 450));
            FaceImage film = Photographs.small(Photographs.portrait("sample3.jpg", 1000, 100, 400, 500));
            MatchPolicy policy = MatchPolicy.falseMatchRate(1e-4);
            run(
                    aws,
                    card,
                    scale -> policy.calibratedBy(scale, emulator.calibration()).thresholdFor(scale),
                    session -> emulator.liveness().complete(session.id().value(), 97.5, film));
        }
    }

    private static void run(
            AwsFaces aws, FaceImage card, Function<ScoreScale, Threshold> bar, Consumer<LivenessSession> camera) {
        FaceGallery customers = aws.galleries().create(CUSTOMERS);
        try {
            customers.enroll(EnrollRequest.of(ADA, card));
            customers.awaitSearchable(Duration.ofMinutes(1));
            boolean accepted = login(aws, "attempt-1", bar.apply(aws.verifier().scale(CUSTOMERS)), camera);
            System.out.println("login: " + (accepted ? "welcome, ada" : "refused"));
        } finally {
            aws.galleries().delete(CUSTOMERS);
        }
    }

    private static boolean login(AwsFaces aws, String attempt, Threshold threshold, Consumer<LivenessSession> camera) {
        RedemptionStore redemptions =
                RedemptionStore.inMemory(Clock.systemUTC()); // an application has one for all logins
        LivenessSession session = aws.livenessSessions().open(LivenessSessionRequest.forSubject(attempt));
        camera.accept(session);
        LivenessOutcome outcome = aws.livenessSessions().awaitResult(session, Duration.ofMinutes(3));
        Redemption redemption = redemptions.redeem(attempt, outcome);
        System.out.println("liveness: " + outcome.decision() + ", " + redemption);
        if (redemption != Redemption.ACCEPTED) {
            return false;
        }
        System.out.println("the same session again: " + redemptions.redeem(attempt, outcome));
        FaceImage filmed = outcome.requireReferenceImage();
        MatchDecision decision = threshold.judge(aws.verifier().verify(VerifyRequest.of(filmed, CUSTOMERS, ADA)));
        System.out.println("is it ada: " + decision.outcome());
        return decision.outcome() == MatchDecision.Outcome.MATCH;
    }
}
