package io.facebridge.examples;

import io.facebridge.decision.FaceMatcher;
import io.facebridge.decision.IdentificationDecision;
import io.facebridge.examples.support.Photographs;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.review.ReviewCase;
import io.facebridge.operations.review.ReviewQueue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/**
 * Access control for residents at a stated false positive identification rate: undecided cases wait for the porter in a review
 * queue, and every decision is logged. The gallery and the queue are in memory. An application keeps them in a folder and a
 * database, and also has to check that a live person is in front of the camera.
 */
public final class DoorAccess {
    private static final String DOOR = "front door";

    /**
     * The proportion of searches for people who are not residents that may be granted access (FPIR), and that may go to the
     * porter.
     */
    private static final MatchPolicy POLICY =
            MatchPolicy.falsePositiveIdentificationRate(1e-4).withReviewBand(1e-2);

    private final FaceMatcher matcher;
    private final GalleryId residents;
    private final ReviewQueue porter;
    private final Clock clock = Clock.systemUTC();

    private DoorAccess(FaceMatcher matcher, GalleryId residents, ReviewQueue porter) {
        this.matcher = matcher;
        this.residents = residents;
        this.porter = porter;
    }

    /**
     * Enrolls a resident and searches with four images.
     *
     * @param args not used
     * @throws IOException if there is no space for the log
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        Path file = Files.createTempDirectory("facebridge-door").resolve("decisions.jsonl");
        ReviewQueue porter = ReviewQueue.inMemory();
        PrintStream out = System.out;
        try (LocalFaces faces = LocalFaces.builder().inMemoryGalleries().build();
                DecisionLog log = DecisionLog.open(file)) {
            FaceGallery residents = faces.galleries().openOrCreate("residents");
            residents.enroll(EnrollRequest.of(
                    PersonId.portable("ada"), FaceImage.of(Photographs.portrait("sample1.jpg", 1375, 100, 400, 450))));
            FaceMatcher matcher =
                    FaceMatcher.of(faces, POLICY).withListener(log).withRequester(DOOR);
            DoorAccess door = new DoorAccess(matcher, residents.id(), porter);
            out.println("a resident: " + door.open(Photographs.portrait("sample3.jpg", 1000, 100, 400, 500)));
            out.println("a lookalike: " + door.open(Photographs.portrait("sample3.jpg", 1420, 180, 340, 470)));
            out.println("a stranger: " + door.open(Photographs.portrait("sample2.jpg", 1380, 60, 330, 430)));
            out.println("a group: " + door.open(Photographs.file("sample3.jpg")));
        }
        for (ReviewCase open : porter.listOpen(0, 10)) {
            out.println("for the porter: " + open.why() + " at the " + open.subject());
        }
        out.println("decisions in the log: " + Files.readAllLines(file).size());
    }

    /** The request selects one face, the largest. */
    private String open(Path image) {
        IdentificationDecision decision = matcher.identify(IdentifyRequest.of(FaceImage.of(image), residents))
                .get(0);
        ReviewCase.of(UUID.randomUUID(), clock.instant(), DOOR, decision).ifPresent(porter::add);
        return switch (decision.outcome()) {
            case MATCH -> "opens for " + decision.person().orElseThrow().person() + " (MATCH)";
            case REVIEW -> "review by the porter required (REVIEW)";
            case NO_MATCH -> "stays closed (NO_MATCH)";
            case INCONCLUSIVE -> "stays closed, one at a time please (INCONCLUSIVE, " + decision.reasons() + ")";
        };
    }
}
