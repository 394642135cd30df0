package io.facebridge.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.emulator.AwsSeed;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.migration.GalleryMigration;
import io.facebridge.operations.migration.ImageMigrationResult;
import io.facebridge.operations.migration.ImageSource;
import io.facebridge.operations.migration.MigrationJournal;
import io.facebridge.operations.migration.MigrationReport;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import io.facebridge.operations.migration.ShadowReport;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.Effort;
import io.facebridge.testkit.PaintedFaces;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Synthetic persons, 100 or as many times that as {@link Effort} says, move from Rekognition's emulator to Tencent's, in processes that are killed on the way. */
@Tag("slow")
class MigrationSurvivesKillsTest {
    private static final int PERSONS = Effort.times(100);
    private static final int KILLS = Effort.times(3);
    private static final GalleryId GALLERY = GalleryId.portable("staff");

    @TempDir
    Path folder;

    /** Two painted pictures of each person, or three of every tenth, one of which is unreadable. */
    private static final class Painted implements ImageSource {
        private final List<String> names;

        Painted(List<String> names) {
            this.names = names;
        }

        @Override
        public Iterable<PersonId> persons() {
            return IntStream.range(0, PERSONS)
                    .mapToObj(MigrationSurvivesKillsTest::person)
                    .toList();
        }

        @Override
        public List<String> images(PersonId person) {
            List<String> all = new ArrayList<>(names);
            if (number(person) % 10 == 0 && names.size() > 1) {
                all.add("broken");
            }
            return all;
        }

        @Override
        public FaceImage read(PersonId person, String name) {
            return name.equals("broken")
                    ? FaceImage.of(new byte[] {1, 2, 3})
                    : FaceImage.of(PaintedFaces.portrait(number(person), Integer.parseInt(name)));
        }
    }

    private static PersonId person(int number) {
        return PersonId.portable("p" + number);
    }

    private static int number(PersonId person) {
        return Integer.parseInt(person.value().substring(1));
    }

    private static FaceProvider aws(URI endpoint) {
        return Stand.aws(endpoint, CallPolicy.builder().unlimitedRate().build());
    }

    private static FaceProvider tencent(URI endpoint) {
        return Stand.tencent(endpoint, CallPolicy.builder().unlimitedRate().build());
    }

    private static GalleryMigration migration(FaceProvider from, FaceProvider to) {
        return GalleryMigration.of(from, GALLERY, to, GALLERY, new Painted(List.of("1", "2")))
                .customizeEnrollRequest(EnrollRequest::withoutQualityGate);
    }

    /** The process that is killed. */
    static final class Child {
        private Child() {}

        /** Migrates, with a line for each person. */
        public static void main(String[] args) {
            try (FaceProvider from = aws(URI.create(args[0]));
                    FaceProvider to = tencent(URI.create(args[1]));
                    MigrationJournal journal = MigrationJournal.open(Path.of(args[2]))) {
                migration(from, to)
                        .withListener(progress -> System.out.println(progress.persons()))
                        .run(journal);
            }
        }
    }

    @Test
    void after_every_kill_everybody_is_there_once_and_the_old_gallery_is_as_it_was()
            throws IOException, InterruptedException {
        Path file = folder.resolve("journal");
        PaintedFaces painted = new PaintedFaces();
        try (AwsEmulator old = AwsEmulator.backedBy(painted)
                        .userUpdatingFor(Duration.ZERO)
                        .credentials(Stand.ID, Stand.SECRET)
                        .start();
                TencentEmulator young = TencentEmulator.backedBy(painted)
                        .credentials(Stand.ID, Stand.SECRET)
                        .region(Stand.TENCENT_REGION)
                        .start();
                FaceProvider from = aws(old.endpoint());
                FaceProvider to = tencent(young.endpoint())) {
            AwsSeed seed = old.seed().collection(GALLERY.value());
            IntStream.range(0, PERSONS).forEach(i -> seed.user(person(i).value(), PaintedFaces.template(i, 1)));
            SortedMap<String, Integer> before = faces(from);

            Random random = new Random(7);
            for (int kill = 1; kill <= KILLS; kill++) {
                int at = kill * PERSONS / (KILLS + 1) + random.nextInt(PERSONS / (2 * (KILLS + 1)));
                assertThat(isKilledAt(at, file, old, young)).as("kill %d", kill).isTrue();
            }
            MigrationReport report;
            ShadowReport shadow;
            try (MigrationJournal journal = MigrationJournal.open(file)) {
                report = migration(from, to).run(journal);
                assertThat(report.complete()).isTrue();
                shadow = migration(from, to)
                        .shadow(
                                journal,
                                new Some(new Painted(List.of("9")), 20),
                                policy(from, old.calibration()),
                                policy(to, young.calibration()));
            }

            assertThat(report.persons(Outcome.MOVED)).isEqualTo(PERSONS * 9 / 10);
            assertThat(report.persons(Outcome.PARTLY_MOVED)).isEqualTo(PERSONS / 10);
            assertThat(report.images(ImageMigrationResult.Outcome.ENROLLED)).isEqualTo(2L * PERSONS);
            assertThat(report.images(ImageMigrationResult.Outcome.UNREADABLE)).isEqualTo(PERSONS / 10);
            assertThat(faces(to))
                    .hasSize(PERSONS)
                    .allSatisfy((person, count) -> assertThat(count).as(person).isEqualTo(2));
            assertThat(faces(from)).isEqualTo(before);
            assertThat(shadow.complete()).isTrue();
            assertThat(shadow.results()).hasSize(60);
            assertThat(shadow.disagreements()).isEmpty();
        }
    }

    private static MatchPolicy policy(FaceProvider provider, FalseMatchTable calibration) {
        return MatchPolicy.falseMatchRate(1e-4)
                .withoutProbeGate()
                .calibratedBy(provider.require(FaceVerifier.class).scale(GALLERY), calibration)
                .calibratedBy(provider.require(FaceIdentifier.class).scale(GALLERY), calibration);
    }

    /** The first few persons of a source. */
    private record Some(ImageSource all, int count) implements ImageSource {
        @Override
        public Iterable<PersonId> persons() {
            return IntStream.range(0, count)
                    .mapToObj(MigrationSurvivesKillsTest::person)
                    .toList();
        }

        @Override
        public List<String> images(PersonId person) {
            return all.images(person);
        }

        @Override
        public FaceImage read(PersonId person, String name) {
            return all.read(person, name);
        }
    }

    private static SortedMap<String, Integer> faces(FaceProvider provider) {
        FaceGallery gallery = provider.require(FaceGalleries.class).open(GALLERY);
        SortedMap<String, Integer> faces = new TreeMap<>();
        gallery.list()
                .forEach(person -> faces.put(
                        person.value(),
                        gallery.find(person).orElseThrow().faces().size()));
        return faces;
    }

    /** Kills the child when it has dealt with so many persons; returns whether it had not ended by itself. */
    private boolean isKilledAt(int persons, Path journal, AwsEmulator old, TencentEmulator young)
            throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                Child.class.getName(),
                old.endpoint().toString(),
                young.endpoint().toString(),
                journal.toString());
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        command.redirectError(folder.resolve("child.err").toFile());
        Process child = command.start();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (Integer.parseInt(line) >= persons) {
                    child.toHandle().destroyForcibly();
                    break;
                }
            }
        }
        return child.waitFor() != 0;
    }
}
