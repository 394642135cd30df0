package io.facebridge.examples;

import io.facebridge.FaceIdentifier;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.examples.support.Photographs;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.Candidate;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.tencent.TencentFaces;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Records attendance: searches two galleries for every face of one image, by one request. Runs on the emulator of Tencent
 * Cloud. Only one person is in two of the photographs; the reference of the other one was cropped from the searched image
 * itself, so that finding him does not indicate any accuracy.
 */
public final class AttendanceTencent {
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final GalleryId GUESTS = GalleryId.portable("guests");

    private final FaceIdentifier identifier;
    private final MatchPolicy policy;
    private final PrintStream out;

    private AttendanceTencent(FaceIdentifier identifier, MatchPolicy policy, PrintStream out) {
        this.identifier = identifier;
        this.policy = policy;
        this.out = out;
    }

    /**
     * Enrolls an employee and a guest and prints which faces of a photograph are theirs.
     *
     * @param args not used
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        try (LocalFaces local = LocalFaces.create();
                TencentEmulator emulator = TencentEmulator.backedBy(local)
                        .credentials("id", "secret")
                        .start();
                TencentFaces tencent = connect(emulator.endpoint())) {
            enroll(tencent, STAFF, "ada", Photographs.portrait("sample1.jpg", 1375, 100, 400, 450));
            enroll(tencent, GUESTS, "bob", Photographs.portrait("sample3.jpg", 1420, 180, 340, 470));
            // For the real service: MatchPolicy.falsePositiveIdentificationRate(1e-2), which knows the vendor's table.
            MatchPolicy policy = MatchPolicy.falseMatchRate(1e-4)
                    .calibratedBy(tencent.identifier().scale(STAFF), emulator.calibration());
            new AttendanceTencent(tencent.identifier(), policy, System.out).call(Photographs.file("sample3.jpg"));
        }
    }

    private static void enroll(TencentFaces tencent, GalleryId gallery, String person, Path portrait) {
        tencent.galleries().create(gallery).enroll(EnrollRequest.of(PersonId.portable(person), FaceImage.of(portrait)));
    }

    private void call(Path picture) {
        FaceImage image = FaceImage.of(picture);
        List<Identification> faces = identifier.identify(
                IdentifyRequest.of(image, STAFF, GUESTS).everyFace().limit(1));
        out.printf(Locale.ROOT, "%d faces, from left to right:%n", faces.size());
        faces.stream()
                .sorted(Comparator.comparingDouble(AttendanceTencent::left))
                .forEach(face -> out.println(say(face)));
    }

    private String say(Identification face) {
        Optional<Candidate> best = face.best();
        if (best.isEmpty()) {
            return "no match";
        }
        MatchDecision decision = policy.judge(best.get());
        return switch (decision.outcome()) {
            case MATCH -> best.get().person() + ", " + best.get().gallery();
            case NO_MATCH -> "no match";
            case REVIEW, INCONCLUSIVE -> "review required";
        };
    }

    private static double left(Identification face) {
        return face.face().box().left();
    }

    private static TencentFaces connect(URI emulator) {
        return TencentFaces.builder()
                .region("ap-singapore")
                .endpoint(emulator)
                .credentials("id", "secret")
                .build();
    }
}
