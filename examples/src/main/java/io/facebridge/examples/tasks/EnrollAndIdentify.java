package io.facebridge.examples.tasks;

import io.facebridge.decision.FaceMatcher;
import io.facebridge.decision.IdentificationDecision;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchPolicy;
import java.nio.file.Path;

/** Enrolls a person in a gallery in a folder, and identifies the person of another image. */
public final class EnrollAndIdentify {
    private EnrollAndIdentify() {}

    /**
     * Prints a decision for each selected face of the photo.
     *
     * @param folder where the galleries are kept
     * @param portrait an image of ada
     * @param photo an image to search with
     */
    @SuppressWarnings("SystemOut")
    public static void run(Path folder, Path portrait, Path photo) {
        // the page begins
        try (LocalFaces faces = LocalFaces.builder().store(folder).build()) {
            FaceGallery staff = faces.galleries().openOrCreate("staff");
            staff.enroll(EnrollRequest.of(PersonId.portable("ada"), FaceImage.of(portrait)));

            FaceMatcher matcher = FaceMatcher.of(faces, MatchPolicy.falsePositiveIdentificationRate(1e-2));
            for (IdentificationDecision decision :
                    matcher.identify(IdentifyRequest.of(FaceImage.of(photo), staff.id()))) {
                System.out.println(decision.outcome());
                decision.person().ifPresent(found -> System.out.println(found.person()));
            }
        }
        // the page ends
    }
}
