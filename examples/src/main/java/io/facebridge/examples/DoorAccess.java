package io.facebridge.examples;

import io.facebridge.FaceIdentifier;
import io.facebridge.examples.support.Photographs;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.Candidate;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A door that knows its residents, and calls the porter when it is not sure, at a stated false positive identification rate.
 * Runs on galleries of its own, in memory. A real door keeps them in a folder, and also has to check that a live person stands
 * there.
 */
public final class DoorAccess {
    private static final GalleryId RESIDENTS = GalleryId.portable("residents");

    /** The share of strangers for whom the door opens (FPIR). */
    private static final double STRANGERS_LET_IN = 1e-4;

    /** The share of strangers whom the porter has to look at. */
    private static final double STRANGERS_LOOKED_AT = 1e-2;

    private final FaceIdentifier identifier;
    private final MatchPolicy policy;

    private DoorAccess(FaceIdentifier identifier, MatchPolicy policy) {
        this.identifier = identifier;
        this.policy = policy;
    }

    /**
     * Enrols a resident and lets four pictures ask for entry.
     *
     * @param args not used
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        try (LocalFaces faces = LocalFaces.builder().inMemoryGalleries().build()) {
            FaceGallery residents = faces.galleries().create(RESIDENTS);
            residents.enroll(EnrollRequest.of(
                    PersonId.portable("ada"), FaceImage.of(Photographs.portrait("sample1.jpg", 1375, 100, 400, 450))));
            // A stranger matches somebody among n residents about n times as often as one: the rate is shared among
            // them.
            long n = residents.info().persons().orElseThrow();
            MatchPolicy policy =
                    MatchPolicy.falseMatchRate(STRANGERS_LET_IN / n).withReviewBand(STRANGERS_LOOKED_AT / n);
            DoorAccess door = new DoorAccess(faces.identifier(), policy);
            PrintStream out = System.out;
            out.println("a resident: " + door.open(Photographs.portrait("sample3.jpg", 1000, 100, 400, 500)));
            out.println("a lookalike: " + door.open(Photographs.portrait("sample3.jpg", 1420, 180, 340, 470)));
            out.println("a stranger: " + door.open(Photographs.portrait("sample2.jpg", 1380, 60, 330, 430)));
            out.println("a group: " + door.open(Photographs.file("sample3.jpg")));
        }
    }

    private String open(Path picture) {
        IdentifyRequest request =
                IdentifyRequest.of(FaceImage.of(picture), RESIDENTS).limit(1);
        Optional<Candidate> best = identifier.identify(request).stream()
                .flatMap(face -> face.best().stream())
                .findFirst();
        if (best.isEmpty()) {
            return "stays closed, like nobody here";
        }
        MatchDecision decision = policy.judge(best.get());
        return switch (decision.outcome()) {
            case MATCH -> "opens for " + best.get().person() + " (MATCH)";
            case REVIEW -> "the porter is called to look (REVIEW)";
            case NO_MATCH -> "stays closed (NO_MATCH)";
            case INCONCLUSIVE -> "stays closed, one at a time please (INCONCLUSIVE, " + decision.reasons() + ")";
        };
    }
}
