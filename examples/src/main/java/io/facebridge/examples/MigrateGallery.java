package io.facebridge.examples;

import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.aws.AwsFaces;
import io.facebridge.azure.AzureFaces;
import io.facebridge.examples.support.EmulatedServices;
import io.facebridge.examples.support.Photographs;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.migration.GalleryMigration;
import io.facebridge.operations.migration.ImageSource;
import io.facebridge.operations.migration.MigrationJournal;
import io.facebridge.remote.CallPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Migrates a gallery from one service to another: a dry run, the migration, a comparison of both galleries' decisions, and a
 * report. The images are the application's own, because no service returns its templates. The services are emulators.
 */
@SuppressWarnings("SystemOut")
public final class MigrateGallery {
    private static final GalleryId STAFF = GalleryId.portable("staff");

    private MigrateGallery() {}

    /**
     * Migrates two persons; a third one has left, and is not migrated although an image exists.
     *
     * @param args not used
     * @throws IOException if there is no space for the journal
     */
    public static void main(String[] args) throws IOException {
        Path journal = Files.createTempFile("facebridge-migration", ".journal");
        Path ada = Photographs.portrait("sample1.jpg", 1375, 100, 400, 450);
        Path bob = Photographs.portrait("sample3.jpg", 1420, 180, 340, 470);
        Path eve = Photographs.portrait("sample2.jpg", 1380, 60, 330, 430);
        Pictures kept = new Pictures(Map.of("ada", ada, "bob", bob, "eve", eve));
        Pictures probes = new Pictures(Map.of("ada", Photographs.portrait("sample3.jpg", 1000, 100, 400, 500)));
        try (LocalFaces eyes = LocalFaces.create();
                EmulatedServices services = new EmulatedServices(eyes);
                AwsFaces old = services.awsFaces(CallPolicy.defaults());
                AzureFaces young = services.azureFaces(CallPolicy.defaults());
                MigrationJournal notes = MigrationJournal.open(journal)) {
            FaceGallery staff = old.galleries().create(STAFF);
            staff.enroll(EnrollRequest.of(PersonId.portable("ada"), FaceImage.of(ada)));
            staff.enroll(EnrollRequest.of(PersonId.portable("bob"), FaceImage.of(bob)));
            staff.awaitSearchable(Duration.ofMinutes(1));
            GalleryMigration migration = GalleryMigration.of(old, STAFF, young, STAFF, kept);

            System.out.print(migration.dryRun().toText());
            migration.run(notes);
            migration.shadow(
                    notes,
                    probes,
                    policy(old, services.aws().calibration()),
                    policy(young, services.azure().calibration()));
            System.out.print(migration.report(notes).toText());
        } finally {
            Files.deleteIfExists(journal);
        }
    }

    /** The services publish no error rates for these scales: what the emulators measured, for a while. */
    private static MatchPolicy policy(FaceProvider faces, FalseMatchTable measured) {
        FalseMatchTable table = measured.validUntil(Instant.now().plus(Duration.ofDays(90)));
        return MatchPolicy.falseMatchRate(1e-4)
                .calibratedBy(faces.require(FaceVerifier.class).scale(STAFF), table)
                .calibratedBy(faces.require(FaceIdentifier.class).scale(STAFF), table);
    }

    /** Returns one image of each person; for a folder of persons use {@code DirectoryImageSource}. */
    private record Pictures(Map<String, Path> files) implements ImageSource {
        @Override
        public Iterable<PersonId> persons() {
            return new TreeMap<>(files)
                    .keySet().stream().map(PersonId::portable).toList();
        }

        @Override
        public List<String> images(PersonId person) {
            return List.of("picture");
        }

        @Override
        public FaceImage read(PersonId person, String name) {
            return FaceImage.of(Objects.requireNonNull(files.get(person.value()), "file"));
        }
    }
}
