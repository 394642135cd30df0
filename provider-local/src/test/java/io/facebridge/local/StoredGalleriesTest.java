package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.UncalibratedException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.match.Candidate;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.match.VerifyRequest;
import io.facebridge.templates.PersonScoring;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.testkit.SyntheticTemplates;
import io.facebridge.testkit.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("models")
class StoredGalleriesTest {
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final PersonId ADA = PersonId.portable("Ada");
    private static final int DIMENSION = EmbedderModel.pinned().dimension();

    @TempDir
    Path folder;

    private final TestImages photographs = TestImages.ofTheBuild();

    private LocalFaces open() {
        return LocalFaces.builder().store(folder.resolve("store")).build();
    }

    private void enroll(LocalFaces faces) {
        FaceGallery gallery = faces.galleries().create(STAFF);
        gallery.enroll(EnrollRequest.of(ADA, photographs.portrait()));
    }

    @Test
    void who_was_enrolled_is_recognized_by_another_process_of_the_same_folder() {
        try (LocalFaces faces = open()) {
            enroll(faces);
        }
        try (FaceProvider faces = FaceProviders.open(
                "local", Map.of("store", folder.resolve("store").toString(), "exactSearch", "true"))) {
            assertThat(faces.require(FaceGalleries.class).list()).containsExactly(STAFF);
        }
        try (LocalFaces faces = open()) {
            Candidate best = faces.identifier()
                    .identify(IdentifyRequest.of(photographs.samePerson(), STAFF))
                    .get(0)
                    .best()
                    .orElseThrow();
            assertThat(best.person()).isEqualTo(ADA);
            assertThat(MatchPolicy.falseMatchRate(1e-4).judge(best).outcome()).isEqualTo(Outcome.MATCH);
        }
    }

    @Test
    void without_a_store_says_how_to_get_one() {
        try (LocalFaces faces = LocalFaces.create()) {
            assertThat(faces.find(FaceGalleries.class)).isEmpty();
            assertThatExceptionOfType(UnsupportedCapabilityException.class)
                    .isThrownBy(faces::galleries)
                    .withMessageContaining("inMemoryGalleries");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FaceProviders.open("local", Map.of("store", folder.toString(), "inMemoryGalleries", "true")));
    }

    @Test
    void what_is_for_searches_of_galleries_is_refused_without_a_store() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalFaces.builder().exactSearch(true).build())
                .withMessageContaining("exactSearch");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        LocalFaces.builder().personScoring(new PersonScoring(2)).build())
                .withMessageContaining("personScoring");
    }

    @Test
    void keys_without_a_store_and_old_keys_without_a_current_one_are_refused() throws IOException {
        Path key = folder.resolve("key");
        OwnerOnly.replace(key, Base64.getEncoder().encode(new byte[32]));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.open("local", Map.of("storeKeyFile", "2026=" + key)))
                .withMessageContaining("store");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.open(
                        "local",
                        Map.of("store", folder.resolve("store").toString(), "oldStoreKeyFiles", "2026=" + key)))
                .withMessageContaining("storeKeyFile");
    }

    @Test
    void a_fault_of_a_key_is_reported_with_the_setting_that_names_it() throws IOException {
        Path key = folder.resolve("key");
        OwnerOnly.replace(key, Base64.getEncoder().encode(new byte[32]));
        Path bad = folder.resolve("bad");
        OwnerOnly.replace(bad, "not Base64".getBytes(StandardCharsets.UTF_8));
        Path other = folder.resolve("other");
        OwnerOnly.replace(other, Base64.getEncoder().encode(new byte[16]));
        String store = folder.resolve("store").toString();
        for (String faulty : List.of("nonsense", "2025=" + bad, "2026=" + other, "2025=" + key + ",nonsense")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FaceProviders.open(
                            "local", Map.of("store", store, "storeKeyFile", "2026=" + key, "oldStoreKeyFiles", faulty)))
                    .withMessageStartingWith("setting 'oldStoreKeyFiles' of provider local");
        }
        for (String faulty : List.of("nonsense", "2026=" + bad)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FaceProviders.open(
                            "local", Map.of("store", store, "storeKeyFile", faulty, "oldStoreKeyFiles", "2025=" + key)))
                    .withMessageStartingWith("setting 'storeKeyFile' of provider local");
        }
    }

    @Test
    void a_score_is_the_one_that_comparing_the_pictures_gives() {
        try (LocalFaces faces = open()) {
            enroll(faces);
            double compared = faces.comparer()
                    .compare(photographs.portrait(), photographs.samePerson())
                    .score()
                    .value();

            assertThat(faces.verifier()
                            .verify(VerifyRequest.of(photographs.samePerson(), STAFF, ADA))
                            .score()
                            .value())
                    .isEqualTo(compared);
            assertThat(faces.identifier()
                            .identify(IdentifyRequest.of(photographs.samePerson(), STAFF))
                            .get(0)
                            .best()
                            .orElseThrow()
                            .score()
                            .value())
                    .isEqualTo(compared);
        }
    }

    @Test
    void a_mean_of_several_templates_is_on_a_scale_of_its_own_without_published_rates() {
        try (LocalFaces faces = LocalFaces.builder()
                .inMemoryGalleries()
                .personScoring(new PersonScoring(3))
                .build()) {
            enroll(faces);
            ScoreScale scale = faces.verifier().scale(STAFF);

            assertThat(scale.model()).endsWith("-mean-of-3");
            assertThat(faces.galleries().open(STAFF).info().model()).contains(scale.model());
            assertThatExceptionOfType(UncalibratedException.class)
                    .isThrownBy(() -> MatchPolicy.falseMatchRate(1e-4).thresholdFor(scale));
            assertThat(faces.duplicateFinder().scale(STAFF).falseMatchTable()).isPresent();
        }
    }

    @Test
    void the_scales_of_persons_say_that_the_rates_are_of_single_comparisons() {
        try (LocalFaces faces = LocalFaces.builder().inMemoryGalleries().build()) {
            faces.galleries().create(STAFF);

            assertThat(faces.identifier()
                            .scale(STAFF)
                            .falseMatchTable()
                            .orElseThrow()
                            .caveats())
                    .anyMatch(caveat -> caveat.contains("best of a person's templates"));
        }
    }

    @Test
    void is_not_opened_with_models_that_the_store_was_not_made_with() {
        try (LocalTemplateStore other =
                LocalTemplateStore.in(folder.resolve("other")).open()) {
            other.bind("another-model", DIMENSION);
        }
        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() ->
                        LocalFaces.builder().store(folder.resolve("other")).build())
                .withMessageContaining("another-model")
                .withMessageContaining("other");
        try (LocalTemplateStore again =
                LocalTemplateStore.in(folder.resolve("other")).open()) {
            assertThat(again.galleries()).isEmpty();
        }
    }

    @Test
    void a_store_of_the_callers_stays_open() {
        try (LocalTemplateStore store = LocalTemplateStore.inMemory().open()) {
            try (LocalFaces faces = LocalFaces.builder().store(store).build()) {
                enroll(faces);
            }
            assertThat(store.persons(STAFF)).containsExactly(ADA);
        }
    }

    @Test
    void ids_may_have_every_character_that_is_allowed() {
        String all = "ABCXYZabcxyz0189_.:@+=/~#-";
        try (LocalFaces faces = LocalFaces.builder().inMemoryGalleries().build()) {
            FaceGallery gallery = faces.galleries().create(new GalleryId(all));
            PersonId person = new PersonId(all.repeat(5).substring(0, 128));
            gallery.enroll(EnrollRequest.of(person, photographs.portrait()));

            assertThat(gallery.list()).containsExactly(person);
            assertThatIllegalArgumentException().isThrownBy(() -> gallery.find(new PersonId("x".repeat(129))));
        }
    }

    // Export and import

    @Test
    void an_exported_gallery_is_imported_into_another_store_and_again_without_change() throws IOException {
        Path file = folder.resolve("staff.gallery");
        try (LocalFaces faces = open()) {
            enroll(faces);
            faces.galleries().open(STAFF).enroll(EnrollRequest.of(ADA, photographs.samePerson()));
            assertThat(faces.galleries().exportTo(STAFF, file, GalleryProgress.NONE))
                    .isEqualTo(1);
            assertThatExceptionOfType(GalleryStoreException.class)
                    .isThrownBy(() -> faces.galleries().exportTo(STAFF, file, GalleryProgress.NONE))
                    .withMessageContaining(file.toString());
        }
        try (LocalFaces faces = LocalFaces.builder().inMemoryGalleries().build()) {
            GalleryId copy = GalleryId.portable("copy");
            for (int round = 0; round < 2; round++) {
                assertThat(faces.galleries().importFrom(file, copy, GalleryProgress.NONE))
                        .isEqualTo(1);
                assertThat(faces.galleries().open(copy).info().faces()).hasValue(2);
            }
            assertThat(faces.identifier()
                            .identify(IdentifyRequest.of(photographs.portrait(), copy))
                            .get(0)
                            .best()
                            .orElseThrow()
                            .person())
                    .isEqualTo(ADA);
        }
    }

    @Test
    void an_exported_file_that_was_changed_is_refused_by_name_and_nothing_is_imported() throws IOException {
        Path file = folder.resolve("staff.gallery");
        try (LocalFaces faces = open()) {
            enroll(faces);
            faces.galleries().exportTo(STAFF, file, GalleryProgress.NONE);
            byte[] bytes = Files.readAllBytes(file);
            GalleryId copy = GalleryId.portable("copy");
            for (int at = 0; at < bytes.length - 1; at += 37) { // the line feed at the very end says nothing
                byte[] changed = bytes.clone();
                changed[at] ^= 1;
                Files.write(file, changed);
                GalleryStoreException thrown = catchThrowableOfType(
                        GalleryStoreException.class,
                        () -> faces.galleries().importFrom(file, copy, GalleryProgress.NONE));
                assertThat(thrown).as("byte %d", at).isNotNull().hasMessageContaining(file.toString());
            }
            Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            assertThatExceptionOfType(GalleryStoreException.class)
                    .isThrownBy(() -> faces.galleries().importFrom(file, copy, GalleryProgress.NONE));
            assertThat(faces.galleries().list()).containsExactly(STAFF);
        }
    }

    // Duplicates

    @Test
    void duplicates_of_many_come_in_order_with_progress_and_are_taken_up_again() {
        try (LocalTemplateStore store = LocalTemplateStore.inMemory().open();
                LocalFaces faces = LocalFaces.builder().store(store).build()) {
            faces.galleries().create(STAFF);
            String model = faces.comparer().scale().orElseThrow().model();
            SyntheticTemplates people = SyntheticTemplates.of(DIMENSION, 2);
            List<PersonTemplate> all = new ArrayList<>();
            for (int i = 0; i < 9_000; i++) {
                int person = i % 1000 == 999 ? i - 999 : i;
                all.add(new PersonTemplate(
                        new PersonId(String.format(Locale.ROOT, "p%05d", i)),
                        FaceTemplate.of(model, people.template(person, i == person ? 0 : 1))));
            }
            store.add(STAFF, all);
            Threshold bar = Threshold.explicit(0.45, faces.duplicateFinder().scale(STAFF));
            List<PersonId> visited = new ArrayList<>();
            List<DuplicatePair> pairs = new ArrayList<>();
            faces.duplicateFinder()
                    .find(STAFF, bar, (person, done, total) -> {
                        assertThat(done).isEqualTo(visited.size());
                        assertThat(total).isEqualTo(9_000);
                        visited.add(person);
                    })
                    .forEach(pairs::add);

            assertThat(pairs)
                    .hasSize(9)
                    .allSatisfy(pair ->
                            assertThat(pair.second().value().substring(3)).isEqualTo("999"));
            assertThat(visited).hasSize(9_000);
            List<DuplicatePair> rest = new ArrayList<>();
            faces.duplicateFinder()
                    .findFrom(STAFF, bar, pairs.get(5).first(), (person, done, total) -> {})
                    .forEach(rest::add);
            assertThat(rest).isEqualTo(pairs.subList(5, 9));
        }
    }
}
