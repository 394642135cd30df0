package io.facebridge.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.iai.v20200303.models.Candidate;
import com.tencentcloudapi.iai.v20200303.models.GetPersonBaseInfoRequest;
import com.tencentcloudapi.iai.v20200303.models.SearchFacesRequest;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.QuotaExceededException;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrolledFace;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.VerifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.SyntheticVariants;
import io.facebridge.testkit.TestImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Persons and faces at the service after calls, read by the vendor's own client where that returns more. */
@Tag("models")
class TencentEnrollmentTest {
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final GalleryId GUESTS = new GalleryId("guests");
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final FaceImage PORTRAIT = TestImages.ofTheBuild().portrait();
    private static final FaceImage AGAIN = TestImages.ofTheBuild().samePerson();
    private static final FaceImage OTHER = TestImages.ofTheBuild().otherPerson();
    private static final FaceImage WITHOUT_FACE = TestImages.ofTheBuild().withoutFace();

    private TencentEmulator emulator;
    private TencentFaces faces;
    private FaceGallery staff;

    @BeforeEach
    void open() {
        emulator = TencentTestbed.startEmulator();
        faces = TencentTestbed.faces(emulator.endpoint())
                .callPolicy(
                        CallPolicy.builder().unlimitedRate().noCircuitBreaker().build())
                .build();
        staff = faces.galleries().create(STAFF);
    }

    @AfterEach
    void close() {
        faces.close();
        emulator.close();
    }

    // Erasure

    @Test
    void a_removed_person_is_found_by_no_search_of_the_vendors_own_client() throws TencentCloudSDKException {
        enroll(ADA, PORTRAIT, AGAIN);
        enroll(BOB, OTHER);
        staff.remove(ADA);

        assertThat(vendorsCandidates(PORTRAIT)).noneMatch(id -> id.startsWith("ada"));
        assertThat(vendorsCandidates(OTHER)).anyMatch(id -> id.startsWith("bob"));
        assertThat(staff.info().faces()).hasValue(1);
    }

    @Test
    void a_removed_face_is_found_by_no_search_of_the_vendors_own_client() throws TencentCloudSDKException {
        EnrollmentResult enrollment = enroll(ADA, PORTRAIT, AGAIN);
        String removed = enrollment.faces().get(0).id().value();
        staff.removeFace(ADA, enrollment.faces().get(0).id());

        assertThat(vendorsFaces(PORTRAIT)).isNotEmpty().doesNotContain(removed);
    }

    @Test
    void a_deleted_gallery_leaves_nobody_in_the_account() throws TencentCloudSDKException {
        enroll(ADA, PORTRAIT);
        List<String> ids = vendorsCandidates(PORTRAIT);
        faces.galleries().delete(STAFF);
        GetPersonBaseInfoRequest request = new GetPersonBaseInfoRequest();
        request.setPersonId(ids.get(0));

        assertThatExceptionOfType(TencentCloudSDKException.class)
                .isThrownBy(() -> faces.iai().GetPersonBaseInfo(request))
                .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo("InvalidParameterValue.PersonIdNotExist"));
    }

    // Several pictures

    @Test
    void five_pictures_are_enrolled_in_two_requests_and_keep_their_order() {
        EnrollmentResult enrollment = enroll(ADA, PORTRAIT, WITHOUT_FACE, AGAIN, PORTRAIT, AGAIN);

        assertThat(enrollment.imageResults().stream()
                        .map(verdict -> verdict.face().isPresent()))
                .containsExactly(true, false, true, true, true);
        assertThat(person(ADA).faces())
                .containsExactlyElementsOf(
                        enrollment.faces().stream().map(EnrolledFace::id).toList());
        assertThat(emulator.requests("CreatePerson")).isEqualTo(1);
        assertThat(emulator.requests("CreateFace")).isEqualTo(1);
    }

    @Test
    void places_of_faces_are_those_that_the_detector_sees() {
        EnrollmentResult enrollment = enroll(ADA, PORTRAIT, AGAIN);

        assertThat(enrollment
                        .faces()
                        .get(0)
                        .face()
                        .box()
                        .iou(faces.detector().detect(PORTRAIT).get(0).box()))
                .isGreaterThan(0.9);
        assertThat(enrollment
                        .faces()
                        .get(1)
                        .face()
                        .box()
                        .iou(faces.detector().detect(AGAIN).get(0).box()))
                .isGreaterThan(0.9);
    }

    @Test
    void refuses_more_faces_than_a_person_may_have_before_anything_is_enrolled() {
        enroll(ADA, PORTRAIT, AGAIN);

        assertThatExceptionOfType(QuotaExceededException.class)
                .isThrownBy(() -> enroll(ADA, PORTRAIT, AGAIN, PORTRAIT, AGAIN))
                .withMessageContaining("5");
        assertThat(person(ADA).faces()).hasSize(2);
    }

    @Test
    void a_broken_enrollment_of_a_new_person_leaves_nobody() {
        emulator.faults().next(1, "CreateFace").internalError();
        FaceBridgeException thrown =
                catchThrowableOfType(FaceBridgeException.class, () -> enroll(ADA, PORTRAIT, AGAIN));

        assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(staff.find(ADA)).isEmpty();
        assertThat(staff.info().faces()).hasValue(0);
    }

    @Test
    void a_broken_enrollment_of_more_faces_leaves_those_that_were_there() {
        List<EnrolledFace> before = enroll(ADA, PORTRAIT).faces();
        emulator.faults().next(1, "CreateFace").resetAfter();
        assertThatExceptionOfType(FaceBridgeException.class).isThrownBy(() -> enroll(ADA, AGAIN));

        assertThat(person(ADA).faces()).containsExactly(before.get(0).id());
    }

    @Test
    void says_when_faces_could_not_be_taken_back() {
        emulator.faults().next(1, "CreateFace").resetAfter();
        emulator.faults().next(9, "DeletePerson").internalError();
        FaceBridgeException thrown =
                catchThrowableOfType(FaceBridgeException.class, () -> enroll(ADA, PORTRAIT, AGAIN));

        assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(thrown).hasMessageContaining("could not be taken back");
        assertThat(person(ADA).faces()).hasSize(2);
    }

    @Test
    void says_so_when_old_faces_are_left_beside_the_new_ones() {
        enroll(ADA, PORTRAIT);
        emulator.faults().next(9, "DeleteFace").error(200, "AuthFailure.UnauthorizedOperation", "no");
        FaceBridgeException thrown =
                catchThrowableOfType(FaceBridgeException.class, () -> staff.reEnroll(EnrollRequest.of(ADA, AGAIN)));

        assertThat(thrown).hasMessageContaining("up to 1 of 1 old faces are left");
        assertThat(thrown.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(person(ADA).faces()).hasSize(2);
    }

    @Test
    void a_face_that_the_quality_gate_refuses_is_never_sent_to_be_enrolled() {
        FaceImage small = SyntheticVariants.shrunk(PORTRAIT, 0.2);
        assertThatExceptionOfType(LowQualityException.class).isThrownBy(() -> enroll(ADA, small));
        assertThatExceptionOfType(LowQualityException.class)
                .isThrownBy(() -> staff.enroll(EnrollRequest.of(ADA, small).face(FaceSelection.LARGEST)));

        assertThat(emulator.attempts("CreatePerson")).isZero();
        assertThat(emulator.attempts("DetectFace")).isEqualTo(2);
    }

    @Test
    void somebody_elses_enrollment_is_not_taken_back() {
        emulator.faults().next(1, "CreatePerson").error(200, "InvalidParameterValue.PersonIdAlreadyExist", "there");
        assertThatExceptionOfType(FaceBridgeException.class).isThrownBy(() -> enroll(ADA, PORTRAIT));

        assertThat(emulator.attempts("DeletePerson")).isZero();
    }

    @Test
    void ten_threads_write_to_one_person_one_after_the_other() throws Exception {
        enroll(ADA, PORTRAIT);
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Future<Boolean>> done = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                done.add(threads.submit(() -> {
                    try {
                        enroll(ADA, AGAIN);
                        return true;
                    } catch (QuotaExceededException e) {
                        return false;
                    }
                }));
            }
            int enrolled = 0;
            for (Future<Boolean> one : done) {
                enrolled += one.get() ? 1 : 0;
            }

            assertThat(enrolled).isEqualTo(4);
            assertThat(person(ADA).faces()).hasSize(5);
        } finally {
            threads.shutdownNow();
        }
    }

    // The service's own checks

    @Test
    void refuses_somebody_who_looks_like_another_person_and_says_who() {
        enroll(ADA, PORTRAIT);
        try (TencentFaces careful = TencentTestbed.faces(emulator.endpoint())
                .refuseSimilarPersons(3)
                .build()) {
            SimilarPersonException thrown = catchThrowableOfType(
                    SimilarPersonException.class,
                    () -> careful.galleries().open(STAFF).enroll(EnrollRequest.of(BOB, AGAIN)));

            assertThat(thrown.similar()).isEqualTo(ADA);
            assertThat(thrown).hasMessageNotContaining(ADA.value());
            assertThat(staff.find(BOB)).isEmpty();
            careful.galleries().open(STAFF).enroll(EnrollRequest.of(BOB, OTHER));
            assertThat(staff.find(BOB)).isPresent();
        }
    }

    @Test
    void refuses_a_picture_that_the_service_says_is_poor() {
        emulator.faults().next(1, "CreatePerson").error(200, "FailedOperation.FaceQualityNotQualified", "poor");

        assertThatExceptionOfType(LowQualityException.class).isThrownBy(() -> enroll(ADA, PORTRAIT));
        assertThat(staff.find(ADA)).isEmpty();
    }

    // Persons enrolled by others

    @Test
    void somebody_enrolled_by_others_is_found_verified_identified_and_removed_from_this_gallery_only() {
        faces.galleries().create(GUESTS);
        emulator.seed()
                .group("staff")
                .person("ada", template(PORTRAIT))
                .group("guests")
                .person("ada");

        assertThat(person(ADA).faces()).hasSize(1);
        assertThat(staff.list()).containsExactly(ADA);
        assertThat(identify(AGAIN, STAFF).best().orElseThrow().person()).isEqualTo(ADA);
        assertThat(faces.verifier()
                        .verify(VerifyRequest.of(AGAIN, STAFF, ADA).face(FaceSelection.LARGEST))
                        .score()
                        .value())
                .isGreaterThan(40);
        assertThat(identify(AGAIN, STAFF, GUESTS).candidates())
                .extracting(candidate -> candidate.gallery())
                .containsExactlyInAnyOrder(STAFF, GUESTS);
        staff.remove(ADA);
        assertThat(staff.find(ADA)).isEmpty();
        assertThat(faces.galleries().open(GUESTS).find(ADA)).isPresent();
    }

    @Test
    void a_person_of_one_gallery_is_nobody_in_another() {
        enroll(ADA, PORTRAIT);

        assertThat(faces.galleries().create(GUESTS).find(ADA)).isEmpty();
    }

    @Test
    void an_id_without_room_for_the_gallerys_digest_cannot_be_enrolled() {
        PersonId tooLong = new PersonId("a".repeat(44));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> enroll(tooLong, PORTRAIT))
                .withMessageContaining("43");
        assertThat(staff.find(tooLong)).isEmpty();
    }

    // Several galleries and models

    @Test
    void an_empty_gallery_hides_nobody_of_another() {
        enroll(ADA, PORTRAIT);
        faces.galleries().create(GUESTS);
        emulator.faults()
                .next(1, "SearchPersons")
                .error(200, "InvalidParameterValue.NoFaceInGroups", "one of them is empty");

        assertThat(identify(AGAIN, GUESTS, STAFF).best().orElseThrow().person()).isEqualTo(ADA);
    }

    @Test
    void refuses_to_search_galleries_of_two_models_at_once() {
        enroll(ADA, PORTRAIT);
        emulator.seed().group("guests", "2.0").person("bob", template(OTHER));

        assertThatExceptionOfType(IncompatibleScaleException.class).isThrownBy(() -> identify(AGAIN, STAFF, GUESTS));
    }

    @Test
    void galleries_of_the_older_model_are_searched_by_faces_on_a_scale_of_their_own() {
        emulator.seed().group("guests", "2.0").person("ada", template(PORTRAIT), template(AGAIN));
        Identification found = identify(AGAIN, GUESTS);
        ScoreScale verified = faces.verifier().scale(GUESTS);

        assertThat(found.candidates()).hasSize(1);
        assertThat(found.candidates().get(0).score().scale())
                .isEqualTo(faces.identifier().scale(GUESTS));
        assertThat(found.candidates().get(0).score().scale().model()).isEqualTo("2.0");
        assertThat(verified.falseMatchTable()).isPresent();
        assertThat(faces.verifier()
                        .verify(VerifyRequest.of(AGAIN, GUESTS, ADA))
                        .score()
                        .scale())
                .isEqualTo(verified);
        assertThat(emulator.requests("VerifyFace")).isEqualTo(1);
    }

    @Test
    void every_face_of_a_group_is_searched_in_two_galleries_by_one_request() {
        FaceImage group = TestImages.ofTheBuild().group().image();
        int count = TestImages.ofTheBuild().group().faces();
        faces.galleries().create(GUESTS);
        List<FaceTemplate> templates = TencentTestbed.BACKING.templates().extract(group).stream()
                .map(face -> face.template())
                .toList();
        IntStream.range(0, count)
                .forEach(i ->
                        emulator.seed().group(i % 2 == 0 ? "staff" : "guests").person("person-" + i, templates.get(i)));
        List<Identification> found = faces.identifier()
                .identify(IdentifyRequest.of(group, STAFF, GUESTS).everyFace());

        assertThat(found).hasSize(count);
        assertThat(found.stream().map(one -> one.best().orElseThrow().person().value()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).mapToObj(i -> "person-" + i).toList());
        assertThat(emulator.attempts("SearchPersons")).isEqualTo(1);
        assertThat(found.stream()
                        .map(one -> TencentTestbed.policy(
                                        emulator,
                                        one.best().orElseThrow().score().scale())
                                .judge(one.best().orElseThrow())
                                .outcome()))
                .containsOnly(Outcome.MATCH);
    }

    private EnrollmentResult enroll(PersonId person, FaceImage... images) {
        return staff.enroll(EnrollRequest.of(person, List.of(images)));
    }

    private Person person(PersonId id) {
        return staff.find(id).orElseThrow();
    }

    private Identification identify(FaceImage probe, GalleryId... galleries) {
        return faces.identifier()
                .identify(IdentifyRequest.of(probe, galleries).face(FaceSelection.LARGEST))
                .get(0);
    }

    private static FaceTemplate template(FaceImage image) {
        return TencentTestbed.BACKING.templates().extract(image).get(0).template();
    }

    private List<String> vendorsCandidates(FaceImage image) throws TencentCloudSDKException {
        return Arrays.stream(vendorsSearch(image)).map(Candidate::getPersonId).toList();
    }

    private List<String> vendorsFaces(FaceImage image) throws TencentCloudSDKException {
        return Arrays.stream(vendorsSearch(image)).map(Candidate::getFaceId).toList();
    }

    private Candidate[] vendorsSearch(FaceImage image) throws TencentCloudSDKException {
        SearchFacesRequest request = new SearchFacesRequest();
        request.setGroupIds(new String[] {"staff"});
        request.setImage(Base64.getEncoder().encodeToString(image.toByteArray()));
        request.setMaxPersonNum(100L);
        return faces.iai().SearchFaces(request).getResults()[0].getCandidates();
    }
}
