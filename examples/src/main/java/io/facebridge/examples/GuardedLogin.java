package io.facebridge.examples;

import io.facebridge.aws.AwsFaces;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.examples.support.Photographs;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.GuardedResult;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.guard.AttemptStore;
import io.facebridge.operations.guard.LivenessGuard;
import io.facebridge.operations.guard.RedemptionStore;
import io.facebridge.operations.guard.SubjectLockedException;
import io.facebridge.operations.review.ReviewCase;
import io.facebridge.operations.review.ReviewQueue;
import io.facebridge.operations.review.ReviewVerdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Logs in with a face and a limited number of attempts, on the Rekognition emulator: after too many failures the subject is
 * locked out, and a person reviews the case.
 */
@SuppressWarnings("SystemOut")
public final class GuardedLogin {
    private static final GalleryId CUSTOMERS = GalleryId.portable("facebridge-guarded");
    private static final PersonId ADA = PersonId.portable("ada");
    private static final String ACCOUNT = "account-17";
    private static final int ATTEMPTS = 5;

    private GuardedLogin() {}

    /**
     * Shows a mask to the camera until the account is locked out, has the case reviewed, and accepts the person later.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        MovedClock time = new MovedClock();
        AwsBasicCredentials key = AwsBasicCredentials.create("access", "secret");
        try (LocalFaces local = LocalFaces.create();
                AwsEmulator emulator = AwsEmulator.backedBy(local)
                        .credentials("access", "secret")
                        .start();
                AwsFaces aws = AwsFaces.builder()
                        .region("eu-west-1")
                        .minLivenessConfidence(90)
                        .endpoint(emulator.endpoint())
                        .credentials(StaticCredentialsProvider.create(key))
                        .clock(time.clock())
                        .build()) {
            run(aws, emulator, time);
        }
    }

    private static void run(AwsFaces aws, AwsEmulator emulator, MovedClock time) {
        FaceImage card = FaceImage.of(Photographs.portrait("sample1.jpg", 1375, 100, 400, 450));
        FaceImage film = Photographs.small(Photographs.portrait("sample3.jpg", 1000, 100, 400, 500));
        FaceGallery customers = aws.galleries().create(CUSTOMERS);
        customers.enroll(EnrollRequest.of(ADA, card));
        customers.awaitSearchable(Duration.ofMinutes(1));
        MatchPolicy policy =
                MatchPolicy.falseMatchRate(1e-4).calibratedBy(aws.verifier().scale(CUSTOMERS), emulator.calibration());
        // In memory for the example; the processes of an application share a database: JdbcStores.
        ReviewQueue reviews = ReviewQueue.inMemory();
        LivenessGuard guard = LivenessGuard.builder(
                        aws.livenessSessions(),
                        AttemptStore.inMemory(),
                        RedemptionStore.inMemory(time.clock()),
                        time.clock())
                .reviews(reviews)
                .build();

        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            LivenessSession session = guard.open(LivenessSessionRequest.forSubject(ACCOUNT));
            emulator.liveness().complete(session.id().value(), 3, film); // a mask in front of the camera
            GuardedResult result = guard.verify(ACCOUNT, session, aws.verifier(), CUSTOMERS, ADA, policy);
            System.out.println("attempt " + attempt + ": " + result.verdict());
        }
        try {
            guard.open(LivenessSessionRequest.forSubject(ACCOUNT));
        } catch (SubjectLockedException e) {
            String end = e.until() // empty where the limits have a total: then a reviewer must clear it
                    .map(until -> "for "
                            + (Duration.between(time.clock().instant(), until).toMinutes() + 1) + " minutes")
                    .orElse("until a reviewer clears it");
            System.out.println("next attempt: locked out " + end + " (limit " + e.limit() + ")");
        }
        review(reviews, time.clock());

        time.pass(Duration.ofMinutes(31));
        LivenessSession session = guard.open(LivenessSessionRequest.forSubject(ACCOUNT));
        emulator.liveness().complete(session.id().value(), 97.5, film);
        System.out.println("later: "
                + guard.verify(ACCOUNT, session, aws.verifier(), CUSTOMERS, ADA, policy)
                        .verdict());
        System.out.println("the same session again: "
                + guard.verify(ACCOUNT, session, aws.verifier(), CUSTOMERS, ADA, policy)
                        .verdict());
        aws.galleries().delete(CUSTOMERS);
    }

    private static void review(ReviewQueue reviews, Clock clock) {
        for (ReviewCase open : reviews.listOpen(0, 10)) {
            System.out.println("a case to review: " + open.why());
            ReviewVerdict verdict = new ReviewVerdict(
                    "grace", clock.instant(), ReviewVerdict.Decision.REJECTED, "the films show a mask");
            reviews.decide(open.id(), verdict);
            System.out.println("review decision: " + verdict.decision());
        }
    }

    /** A clock that the example advances. */
    private static final class MovedClock {
        private Duration moved = Duration.ZERO;

        Clock clock() {
            return ((InstantSource) () -> Instant.now().plus(moved)).withZone(ZoneOffset.UTC);
        }

        void pass(Duration time) {
            moved = moved.plus(time);
        }
    }
}
