package io.facebridge.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.emulator.AzureEmulator;
import io.facebridge.error.AccessNotApprovedException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.QuotaExceededException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrolledFace;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.Candidate;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.VerifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.TestImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of persons and faces at the service, also when answers are lost or two programs enroll at once. */
@Tag("models")
class AzureEnrollmentTest {
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final FaceImage PORTRAIT = TestImages.ofTheBuild().portrait();
    private static final FaceImage AGAIN = TestImages.ofTheBuild().samePerson();
    private static final FaceImage OTHER = TestImages.ofTheBuild().otherPerson();
    private static final FaceImage WITHOUT_FACE = TestImages.ofTheBuild().withoutFace();

    private AzureEmulator emulator;
    private AzureFaces faces;
    private AzureFaces elsewhere;
    private FaceGallery staff;

    @BeforeEach
    void open() {
        emulator = AzureTestbed.startEmulator();
        faces = provider();
        elsewhere = provider();
        staff = faces.galleries().create(STAFF);
    }

    @AfterEach
    void close() {
        elsewhere.close();
        faces.close();
        emulator.close();
    }

    // Answers that were lost

    @Test
    void an_error_after_a_person_was_created_makes_no_second_person() {
        emulator.faults().next(1, "CreatePerson").resetAfter();
        enroll(ADA, PORTRAIT);

        assertThat(emulator.requests("CreatePerson")).isEqualTo(1);
        assertThat(persons()).isEqualTo(1);
        assertThat(person(ADA).faces()).hasSize(1);
    }

    @Test
    void an_error_before_a_person_was_created_is_looked_into_and_the_person_created_then() {
        emulator.faults().next(1, "CreatePerson").internalError();
        enroll(ADA, PORTRAIT);

        assertThat(emulator.attempts("CreatePerson")).isEqualTo(2);
        assertThat(persons()).isEqualTo(1);
    }

    @Test
    void an_error_that_stays_says_that_nobody_knows_and_leaves_nobody() {
        emulator.faults().next(10, "CreatePerson").internalError();
        FaceBridgeException thrown =
                catchThrowableOfType(ProviderUnavailableException.class, () -> enroll(ADA, PORTRAIT));

        assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(emulator.attempts("CreatePerson")).isEqualTo(2);
        assertThat(persons()).isZero();
    }

    @Test
    void an_error_after_a_face_was_added_makes_no_second_face() {
        emulator.faults().next(1, "AddFace").resetAfter();
        EnrollmentResult enrollment = enroll(ADA, PORTRAIT, AGAIN);

        assertThat(emulator.requests("AddFace")).isEqualTo(2);
        assertThat(person(ADA).faces())
                .containsExactlyInAnyOrderElementsOf(
                        enrollment.faces().stream().map(EnrolledFace::id).toList());
    }

    @Test
    void what_was_enrolled_before_a_failure_is_taken_back_and_nothing_else() {
        EnrollmentResult before = enroll(ADA, PORTRAIT);
        emulator.faults().next(1, "AddFace").latency(Duration.ofMillis(1));
        emulator.faults().next(10, "AddFace").internalError();
        assertThatExceptionOfType(ProviderUnavailableException.class).isThrownBy(() -> enroll(ADA, AGAIN, PORTRAIT));

        assertThat(person(ADA).faces()).containsExactly(before.faces().get(0).id());
    }

    @Test
    void a_new_person_whose_first_face_cannot_be_added_is_taken_back() {
        emulator.faults().next(10, "AddFace").internalError();
        assertThatExceptionOfType(ProviderUnavailableException.class).isThrownBy(() -> enroll(ADA, PORTRAIT));

        assertThat(persons()).isZero();
        assertThat(staff.find(ADA)).isEmpty();
    }

    @Test
    void says_what_could_not_be_taken_back() {
        emulator.faults().next(10, "AddFace").internalError();
        emulator.faults().next(10, "DeletePerson").internalError();
        FaceBridgeException thrown =
                catchThrowableOfType(ProviderUnavailableException.class, () -> enroll(ADA, PORTRAIT));

        assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(thrown).hasMessageContaining("could not be taken back");
        emulator.faults().clear();
        assertThat(staff.find(ADA)).as("an entry without a face is no person").isEmpty();
        assertThat(staff.list()).isEmpty();
        enroll(ADA, PORTRAIT);
        assertThat(persons()).as("the unfinished entry was used").isEqualTo(1);
    }

    // Two programs

    @Test
    void somebody_enrolled_elsewhere_is_known_here() {
        assertThat(staff.find(ADA)).isEmpty();
        elsewhere.galleries().open(STAFF).enroll(EnrollRequest.of(ADA, PORTRAIT));

        assertThat(staff.find(ADA)).isPresent();
        assertThat(faces.verifier()
                        .verify(VerifyRequest.of(AGAIN, STAFF, ADA))
                        .score()
                        .value())
                .isGreaterThan(0.5);
        enroll(ADA, AGAIN);
        assertThat(persons()).isEqualTo(1);
    }

    @Test
    void two_entries_of_one_person_are_one_person_everywhere() {
        twoEntriesOfAda();
        staff.awaitSearchable(Duration.ofSeconds(10));

        assertThat(persons()).isEqualTo(2);
        assertThat(staff.list()).containsExactly(ADA);
        assertThat(person(ADA).faces()).hasSize(2);
        assertThat(identify(AGAIN)).containsExactly(ADA);
        assertThat(faces.verifier()
                        .verify(VerifyRequest.of(PORTRAIT, STAFF, ADA))
                        .score()
                        .value())
                .isGreaterThan(0.9);
        staff.remove(ADA);
        assertThat(persons()).isZero();
    }

    @Test
    void a_face_of_the_second_entry_can_be_removed_alone() {
        twoEntriesOfAda();
        Person ada = person(ADA);
        staff.removeFace(ADA, ada.faces().get(1));

        assertThat(person(ADA).faces()).containsExactly(ada.faces().get(0));
        assertThat(persons()).isEqualTo(1);
    }

    @Test
    void somebody_removed_elsewhere_is_no_candidate_before_the_next_training() {
        enroll(ADA, PORTRAIT);
        enroll(BOB, OTHER);
        assertThat(identify(AGAIN)).contains(ADA);
        elsewhere.galleries().open(STAFF).remove(ADA);
        long trainings = emulator.requests("Train");

        assertThat(identify(AGAIN)).containsExactly(BOB);
        assertThat(emulator.requests("Train"))
                .as("nothing was changed through this one")
                .isEqualTo(trainings);
        assertThat(staff.find(ADA)).isEmpty();
    }

    @Test
    void a_gallery_made_anew_elsewhere_with_another_model_is_known_after_one_refusal() {
        enroll(ADA, PORTRAIT);
        elsewhere.galleries().delete(STAFF);
        elsewhere.galleries().create(STAFF, AzureRates.RECOGNITION_03);

        elsewhere.galleries().open(STAFF).enroll(EnrollRequest.of(ADA, PORTRAIT));
        elsewhere.galleries().open(STAFF).awaitSearchable(Duration.ofSeconds(10));

        assertThatExceptionOfType(RequestRefusedException.class).isThrownBy(() -> identify(AGAIN));
        assertThat(identify(AGAIN)).containsExactly(ADA);
        assertThat(faces.identifier().scale(STAFF).model()).isEqualTo(AzureRates.RECOGNITION_03);
    }

    @Test
    void many_threads_that_enroll_one_person_make_one_entry() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                all.add(threads.submit(() -> enroll(ADA, PORTRAIT)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(persons()).isEqualTo(1);
        assertThat(person(ADA).faces()).hasSize(4);
    }

    // Persons of others

    @Test
    void persons_that_others_made_are_known_by_the_services_names_so_that_two_of_one_name_stay_two() {
        FaceTemplate template = template(PORTRAIT);
        emulator.seed()
                .largePersonGroup("others")
                .person("Ada Lovelace", template)
                .person("Ada Lovelace", template);
        FaceGallery others = faces.galleries().open(new GalleryId("others"));
        List<PersonId> listed = new ArrayList<>();
        others.list().forEach(listed::add);

        assertThat(listed).hasSize(2).allSatisfy(id -> assertThat(id.value()).matches("[0-9a-f-]{36}"));
        others.remove(listed.get(0));
        assertThat(others.list()).containsExactly(listed.get(1));
        assertThat(others.find(listed.get(1))).isPresent();
    }

    // Pictures

    @Test
    void keeps_the_order_of_the_pictures_and_takes_those_that_can_be_used() {
        EnrollmentResult enrollment = enroll(ADA, WITHOUT_FACE, PORTRAIT, AGAIN);

        assertThat(enrollment.imageResults().stream()
                        .map(verdict -> verdict.face().isPresent()))
                .containsExactly(false, true, true);
        assertThat(enrollment
                        .faces()
                        .get(0)
                        .face()
                        .box()
                        .iou(faces.detector().detect(PORTRAIT).get(0).box()))
                .isGreaterThan(0.9);
    }

    @Test
    void refuses_more_faces_than_a_person_can_have_and_enrolls_none() {
        List<FaceTemplate> many = Collections.nCopies(248, template(PORTRAIT));
        emulator.seed().largePersonGroup("staff").person("ada", "facebridge:seed", many);

        assertThatExceptionOfType(QuotaExceededException.class)
                .isThrownBy(() -> enroll(ADA, AGAIN))
                .withMessageContaining("248");
        assertThat(person(ADA).faces()).hasSize(248);
    }

    @Test
    void a_resource_without_approval_says_so() {
        emulator.approval(AzureEmulator.Approval.MISSING);
        assertThatExceptionOfType(AccessNotApprovedException.class).isThrownBy(() -> enroll(ADA, PORTRAIT));
        emulator.approval(AzureEmulator.Approval.MISSING_299);
        assertThatExceptionOfType(AccessNotApprovedException.class).isThrownBy(() -> identify(PORTRAIT));

        assertThat(faces.detector().detect(PORTRAIT))
                .as("detection alone needs none")
                .hasSize(1);
    }

    @Test
    void galleries_of_two_models_are_searched_one_by_one_only() {
        GalleryId old = new GalleryId("old");
        faces.galleries().create(old, AzureRates.RECOGNITION_03).enroll(EnrollRequest.of(ADA, PORTRAIT));
        enroll(ADA, PORTRAIT);

        assertThatExceptionOfType(IncompatibleScaleException.class)
                .isThrownBy(() -> faces.identifier().identify(IdentifyRequest.of(AGAIN, STAFF, old)))
                .withMessageContainingAll("recognition_03", "recognition_04");
        assertThat(faces.identifier()
                        .identify(IdentifyRequest.of(AGAIN, old))
                        .get(0)
                        .best()
                        .orElseThrow()
                        .score()
                        .scale()
                        .model())
                .isEqualTo("recognition_03");
    }

    @Test
    void the_central_face_is_enrolled_by_its_place_in_the_picture() {
        FaceImage group = TestImages.ofTheBuild().group().image();
        EnrollmentResult enrollment = staff.enroll(
                EnrollRequest.of(ADA, group).face(FaceSelection.CENTRAL).withoutQualityGate());

        assertThat(enrollment.faces()).hasSize(1);
    }

    private AzureFaces provider() {
        return AzureTestbed.faces(emulator)
                .callPolicy(CallPolicy.builder()
                        .unlimitedRate()
                        .noCircuitBreaker()
                        .backoff(Duration.ofMillis(1), Duration.ofMillis(2))
                        .build())
                .build();
    }

    /** As two programs make them that enroll a person at the same moment. */
    private void twoEntriesOfAda() {
        FaceTemplate portrait = template(PORTRAIT);
        FaceTemplate again = template(AGAIN);
        emulator.seed()
                .largePersonGroup("staff")
                .person("ada", "facebridge:one", List.of(portrait))
                .person("ada", "facebridge:other", List.of(again));
        staff = elsewhere.galleries().open(STAFF);
        AzureFaces second = elsewhere;
        elsewhere = faces;
        faces = second;
    }

    private EnrollmentResult enroll(PersonId person, FaceImage... pictures) {
        return staff.enroll(EnrollRequest.of(person, List.of(pictures)));
    }

    private Person person(PersonId id) {
        return staff.find(id).orElseThrow();
    }

    private List<PersonId> identify(FaceImage probe) {
        return faces.identifier().identify(IdentifyRequest.of(probe, STAFF)).get(0).candidates().stream()
                .map(Candidate::person)
                .toList();
    }

    /** As many entries as the service has, of any persons. */
    private int persons() {
        return AzureTestbed.entries(faces, emulator, STAFF);
    }

    private static FaceTemplate template(FaceImage image) {
        LocalFaces local = AzureTestbed.BACKING;
        return local.templates().extract(image).get(0).template();
    }
}
