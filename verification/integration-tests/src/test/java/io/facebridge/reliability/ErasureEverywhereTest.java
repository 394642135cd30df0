package io.facebridge.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.gallery.Consent;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.operations.jdbc.JdbcStores;
import io.facebridge.operations.jdbc.JdbcTables;
import io.facebridge.operations.privacy.ConsentEnforcingGallery;
import io.facebridge.operations.privacy.Erasure;
import io.facebridge.operations.privacy.ErasureReceipt;
import io.facebridge.operations.privacy.ErasureReceipt.GalleryErasure;
import io.facebridge.operations.privacy.ErasureReceipt.Search;
import io.facebridge.operations.privacy.ErasureReceipt.State;
import io.facebridge.operations.privacy.PersonRecordStore;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.PaintedFaces;
import io.facebridge.testkit.TestImages;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** After an erasure no search on any provider returns the person, whatever failed on the way. */
class ErasureEverywhereTest {
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final GalleryId GUESTS = GalleryId.portable("guests");
    private static final PersonId ADA = PersonId.portable("ada");
    private static final PersonId BOB = PersonId.portable("bob");

    @TempDir
    Path folder;

    private static PersonRecordStore records(Path file) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + file);
        return JdbcStores.over(database).personRecords();
    }

    private PersonRecordStore newRecords() {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("records.db"));
        JdbcTables.create(database);
        return JdbcStores.over(database).personRecords();
    }

    private static CallPolicy policy() {
        return CallPolicy.builder()
                .deadline(Duration.ofSeconds(5))
                .backoff(Duration.ofMillis(10), Duration.ofMillis(40))
                .noCircuitBreaker()
                .unlimitedRate()
                .build();
    }

    private static List<PersonId> found(FaceProvider provider, GalleryId gallery, FaceImage probe) {
        return provider.require(FaceIdentifier.class).identify(IdentifyRequest.of(probe, gallery)).stream()
                .flatMap(face -> face.candidates().stream())
                .map(candidate -> candidate.person())
                .toList();
    }

    private static void enroll(FaceProvider provider, GalleryId id, PersonId person, FaceImage image) {
        FaceGallery gallery = provider.require(FaceGalleries.class).open(id);
        gallery.enroll(EnrollRequest.of(person, image).withoutQualityGate());
        gallery.awaitSearchable(Duration.ofSeconds(20));
    }

    @Test
    @Tag("models")
    @Tag("slow")
    void a_person_is_found_before_and_by_no_search_on_any_provider_after() {
        FaceImage portrait = TestImages.ofTheBuild().portrait();
        FaceImage samePerson = TestImages.ofTheBuild().samePerson();
        FaceImage somebodyElse = TestImages.ofTheBuild().otherPerson();
        PersonRecordStore records = newRecords();
        Instant now = Instant.parse("2026-11-01T00:00:00Z");
        Consent consent = new Consent("door", "2", now, now.plus(Duration.ofDays(365)));
        try (LocalFaces local = LocalFaces.builder().inMemoryGalleries().build()) {
            List<Stand> stands = Stand.all(local);
            List<FaceProvider> providers = new ArrayList<>();
            stands.forEach(stand -> providers.add(stand.open(stand.endpoint(), policy())));
            providers.add(local);
            for (FaceProvider provider : providers) {
                provider.require(FaceGalleries.class).create(STAFF);
                provider.require(FaceGalleries.class).create(GUESTS);
                ConsentEnforcingGallery.of(provider, STAFF, records, InstantSource.fixed(now))
                        .enroll(EnrollRequest.of(ADA, portrait)
                                .withoutQualityGate()
                                .consent(consent));
                enroll(provider, STAFF, BOB, somebodyElse);
                assertThat(found(provider, STAFF, samePerson)).contains(ADA);
            }
            Erasure erasure = Erasure.of(providers.toArray(FaceProvider[]::new)).records(records);
            stands.get(0).faults().next(Integer.MAX_VALUE, "DeleteFaces").html(500);

            ErasureReceipt half = erasure.erase(ADA, samePerson);

            assertThat(half.complete()).isFalse();
            assertThat(half.unverifiedGalleries())
                    .singleElement()
                    .satisfies(place -> assertThat(place.provider().value()).isEqualTo("aws"))
                    .satisfies(place -> assertThat(place.state()).isEqualTo(State.FAILED))
                    .satisfies(place -> assertThat(place.reason()).contains("ProviderUnavailableException", "UNKNOWN"));
            assertThat(erasure.unfinished()).extracting(ErasureReceipt::toJson).containsExactly(half.toJson());
            assertThat(records.list(providers.get(0).id(), STAFF)).hasSize(1);
            stands.get(0).faults().clear();

            ErasureReceipt whole = erasure.resume(erasure.unfinished().get(0), samePerson);

            assertThat(whole.complete()).isTrue();
            assertThat(erasure.unfinished()).isEmpty();
            assertThat(whole.galleries()).hasSize(8);
            assertThat(whole.galleries())
                    .allSatisfy(place -> assertThat(place.state())
                            .isEqualTo(STAFF.equals(place.gallery()) ? State.REMOVED : State.NOT_ENROLLED))
                    .extracting(GalleryErasure::search)
                    .containsOnly(Search.VERIFIED);
            assertThat(ErasureReceipt.parse(whole.toJson()).toJson()).isEqualTo(whole.toJson());
            for (FaceProvider provider : providers) {
                assertThat(found(provider, STAFF, samePerson)).doesNotContain(ADA);
                assertThat(provider.require(FaceGalleries.class).open(STAFF).list())
                        .containsExactly(BOB);
                assertThat(records.list(provider.id(), STAFF)).isEmpty();
            }
            providers.stream().filter(provider -> provider != local).forEach(FaceProvider::close);
            stands.forEach(Stand::close);
        }
    }

    /** The process that is killed: a line for each receipt that is kept. */
    static final class Child {
        private Child() {}

        /** Erases from both services. */
        public static void main(String[] args) {
            PersonRecordStore kept = records(Path.of(args[2]));
            PersonRecordStore telling = (PersonRecordStore) Proxy.newProxyInstance(
                    PersonRecordStore.class.getClassLoader(),
                    new Class<?>[] {PersonRecordStore.class},
                    (proxy, method, values) -> {
                        try {
                            Object result = method.invoke(kept, values);
                            if (method.getName().equals("save")) {
                                System.out.println("kept");
                            }
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            try (FaceProvider aws = Stand.aws(URI.create(args[0]), policy());
                    FaceProvider tencent = Stand.tencent(URI.create(args[1]), policy())) {
                Erasure.of(aws, tencent).records(telling).erase(ADA, painted(7, 9));
            }
        }
    }

    private static FaceImage painted(int person, int photograph) {
        return FaceImage.of(PaintedFaces.portrait(person, photograph));
    }

    @Test
    @Tag("slow")
    void an_erasure_that_is_killed_is_not_forgotten_and_is_completed() throws IOException, InterruptedException {
        PaintedFaces backing = new PaintedFaces();
        PersonRecordStore records = newRecords();
        try (AwsEmulator rekognition = AwsEmulator.backedBy(backing)
                        .credentials(Stand.ID, Stand.SECRET)
                        .start();
                TencentEmulator iai = TencentEmulator.backedBy(backing)
                        .credentials(Stand.ID, Stand.SECRET)
                        .region(Stand.TENCENT_REGION)
                        .start();
                FaceProvider aws = Stand.aws(rekognition.endpoint(), policy());
                FaceProvider tencent = Stand.tencent(iai.endpoint(), policy())) {
            for (FaceProvider provider : List.of(aws, tencent)) {
                provider.require(FaceGalleries.class).create(STAFF);
                provider.require(FaceGalleries.class).create(GUESTS);
                enroll(provider, STAFF, BOB, painted(8, 1));
            }
            Erasure erasure = Erasure.of(aws, tencent).records(records);
            for (int killAt = 1; killAt <= 4; killAt++) {
                for (FaceProvider provider : List.of(aws, tencent)) {
                    enroll(provider, STAFF, ADA, painted(7, 1));
                    enroll(provider, GUESTS, ADA, painted(7, 2));
                }

                assertThat(isKilledAfter(killAt, rekognition, iai)).isTrue();

                List<ErasureReceipt> left = erasure.unfinished();
                assertThat(left).as("after %d lines", killAt).hasSize(1);
                assertThat(erasure.resume(left.get(0), painted(7, 9)).complete())
                        .isTrue();
                assertThat(erasure.unfinished()).isEmpty();
                for (FaceProvider provider : List.of(aws, tencent)) {
                    assertThat(found(provider, STAFF, painted(7, 9))).doesNotContain(ADA);
                    assertThat(found(provider, GUESTS, painted(7, 9))).isEmpty();
                    assertThat(found(provider, STAFF, painted(8, 9))).contains(BOB);
                }
            }
        }
    }

    /** Kills the child once it has kept so many receipts; returns whether it had not ended by itself. */
    private boolean isKilledAfter(int lines, AwsEmulator rekognition, TencentEmulator iai)
            throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                Child.class.getName(),
                rekognition.endpoint().toString(),
                iai.endpoint().toString(),
                folder.resolve("records.db").toString());
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        command.redirectError(folder.resolve("child.err").toFile());
        Process child = command.start();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            int seen = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                seen++;
                if (seen == lines) {
                    child.toHandle().destroyForcibly();
                    break;
                }
            }
        }
        return child.waitFor() != 0;
    }
}
