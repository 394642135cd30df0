package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.AlreadyExistsException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.QualityGate;
import io.facebridge.face.QualityReason;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrolledFace;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Candidate;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contract of {@link io.facebridge.FaceGalleries} and of each gallery. */
public abstract class FaceGalleriesContract extends GalleryContract {
    private static final int MANY = 2_500;

    /** Creates the contract. */
    protected FaceGalleriesContract() {}

    /**
     * Returns whether an image that is enrolled again for the same person is recognized and not enrolled twice.
     *
     * @return {@code true} unless overridden
     */
    protected boolean recognizesImagesEnrolledBefore() {
        return true;
    }

    /**
     * Returns whether the face to enroll may be the central one.
     *
     * @return {@code true} unless overridden
     */
    protected boolean enrollsTheCentralFace() {
        return true;
    }

    // Galleries

    @Test
    void a_new_gallery_is_listed_and_empty() {
        FaceGallery gallery = newGallery();

        assertThat(galleries().list()).contains(gallery.id());
        assertThat(gallery.list()).isEmpty();
        assertThat(gallery.info().id()).isEqualTo(gallery.id());
        gallery.info().persons().ifPresent(persons -> assertThat(persons).isZero());
        gallery.info().faces().ifPresent(faces -> assertThat(faces).isZero());
    }

    @Test
    void refuses_to_create_a_gallery_twice() {
        FaceGallery gallery = newGallery();

        AlreadyExistsException thrown = catchThrowableOfType(
                AlreadyExistsException.class, () -> galleries().create(gallery.id()));
        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.kind()).isEqualTo(AlreadyExistsException.Kind.GALLERY);
    }

    @Test
    void opens_or_creates_a_gallery_and_keeps_the_people_in_it() {
        GalleryId id = newName();

        FaceGallery created = galleries().openOrCreate(id);
        assertThat(created.id()).isEqualTo(id);
        assertThat(galleries().list()).contains(id);
        enroll(created, ADA, testImages().portrait());
        FaceGallery opened = galleries().openOrCreate(id.value());

        assertThat(opened.id()).isEqualTo(id);
        assertThat(opened.find(ADA)).isPresent();
        assertThat(galleries().list()).containsOnlyOnce(id);
        assertThatIllegalArgumentException().isThrownBy(() -> galleries().openOrCreate("not portable: Ä"));
    }

    @Test
    void a_deleted_gallery_is_gone_with_everybody_in_it() {
        FaceGallery gallery = newGallery();
        enroll(gallery, ADA, testImages().portrait());
        galleries().delete(gallery.id());

        assertThat(galleries().list()).doesNotContain(gallery.id());
        assertNoGallery(() -> gallery.find(ADA));
        assertThat(candidates(galleries().create(gallery.id()), testImages().portrait()))
                .isEmpty();
    }

    @Test
    void deletes_what_is_not_there_without_a_word() {
        GalleryId id = newName();

        assertThatCode(() -> galleries().delete(id)).doesNotThrowAnyException();
    }

    @Test
    void says_that_a_gallery_is_not_there() {
        FaceGallery gallery = galleries().open(newName());

        assertNoGallery(gallery::info);
        assertNoGallery(() -> gallery.find(ADA));
        assertNoGallery(() -> gallery.list().iterator().hasNext());
        assertNoGallery(() -> gallery.remove(ADA));
        assertNoGallery(() -> gallery.enroll(EnrollRequest.of(ADA, testImages().portrait())));
    }

    @Test
    void refuses_names_that_it_does_not_allow() {
        String bad = idOutsideThePattern();
        FaceGallery gallery = newGallery();
        FaceImage portrait = testImages().portrait();

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> galleries().create(new GalleryId(bad)),
                () -> galleries().open(new GalleryId(bad)),
                () -> galleries().openOrCreate(new GalleryId(bad)),
                () -> galleries().delete(new GalleryId(bad)),
                () -> gallery.enroll(EnrollRequest.of(new PersonId(bad), portrait)),
                () -> gallery.find(new PersonId(bad)),
                () -> gallery.remove(new PersonId(bad)),
                () -> gallery.removeFace(ADA, new FaceId(bad)))) {
            assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(bad);
        }
    }

    // Enrollment

    @Test
    void an_enrolled_person_is_found_listed_and_recognized() {
        FaceGallery gallery = newGallery();
        EnrollmentResult enrollment = enroll(gallery, ADA, testImages().portrait());

        assertThat(enrollment.person()).isEqualTo(ADA);
        assertThat(enrollment.faces()).hasSize(1);
        assertThat(gallery.find(ADA))
                .hasValueSatisfying(person -> assertThat(person.faces())
                        .containsExactly(enrollment.faces().get(0).id()));
        assertThat(gallery.list()).containsExactly(ADA);
        assertThat(recognized(gallery, testImages().samePerson())).containsExactly(ADA);
        assertThat(recognized(gallery, testImages().otherPerson())).isEmpty();
        gallery.info().persons().ifPresent(persons -> assertThat(persons).isEqualTo(1));
    }

    @Test
    void a_person_may_have_several_faces_and_get_more_later() {
        FaceGallery gallery = newGallery();
        enroll(gallery, ADA, testImages().portrait());
        enroll(gallery, ADA, testImages().samePerson());

        assertThat(faces(gallery, ADA)).hasSize(2);
        assertThat(gallery.list()).containsExactly(ADA);
    }

    @Test
    void enrolls_several_pictures_at_once() {
        FaceGallery gallery = newGallery();
        EnrollmentResult enrollment =
                enroll(gallery, ADA, testImages().portrait(), testImages().samePerson());

        assertThat(enrollment.imageResults())
                .hasSize(2)
                .allSatisfy(verdict -> assertThat(verdict.face()).isPresent());
        assertThat(faces(gallery, ADA))
                .containsExactlyInAnyOrderElementsOf(
                        enrollment.faces().stream().map(EnrolledFace::id).toList());
    }

    @Test
    void a_picture_enrolled_again_is_not_enrolled_twice() {
        Gate.open(recognizesImagesEnrolledBefore(), "images enrolled before are recognized");
        FaceGallery gallery = newGallery();
        List<EnrolledFace> first = enroll(gallery, ADA, testImages().portrait()).faces();
        List<EnrolledFace> again = enroll(gallery, ADA, testImages().portrait()).faces();

        assertThat(again.get(0).id()).isEqualTo(first.get(0).id());
        assertThat(faces(gallery, ADA)).hasSize(1);
    }

    @Test
    void a_picture_enrolled_again_is_another_face_when_it_is_not_recognized() {
        Gate.closed(recognizesImagesEnrolledBefore(), "images enrolled before are not recognized");
        FaceGallery gallery = newGallery();
        enroll(gallery, ADA, testImages().portrait());
        enroll(gallery, ADA, testImages().portrait());

        assertThat(faces(gallery, ADA)).hasSize(2);
    }

    @Test
    void the_same_name_in_two_galleries_is_two_persons() {
        FaceGallery one = newGallery();
        FaceGallery other = newGallery();
        enroll(one, ADA, testImages().portrait());
        enroll(other, ADA, testImages().otherPerson());
        one.remove(ADA);

        assertThat(one.find(ADA)).isEmpty();
        assertThat(other.find(ADA)).isPresent();
        assertThat(recognized(other, testImages().otherPerson())).containsExactly(ADA);
    }

    @Test
    void reports_each_image_in_order_and_enrolls_the_usable_ones() {
        FaceGallery gallery = newGallery();
        EnrollmentResult enrollment =
                enroll(gallery, ADA, testImages().withoutFace(), testImages().portrait());

        assertThat(enrollment.imageResults()).hasSize(2);
        assertThat(enrollment.imageResults().get(0).rejection()).containsInstanceOf(FaceNotFoundException.class);
        assertThat(enrollment.imageResults().get(1).face()).isPresent();
        assertThat(faces(gallery, ADA)).hasSize(1);
    }

    @Test
    void refuses_to_enroll_a_picture_without_a_face() {
        FaceGallery gallery = newGallery();
        FaceNotFoundException thrown = catchThrowableOfType(
                FaceNotFoundException.class,
                () -> enroll(gallery, ADA, testImages().withoutFace()));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.role()).isEqualTo(ImageRole.REFERENCE);
        assertEmpty(gallery);
    }

    @Test
    void refuses_to_enroll_a_picture_with_several_faces_and_says_where_they_are() {
        FaceGallery gallery = newGallery();
        TestImages.TestImage group = testImages().group();
        TooManyFacesException thrown =
                catchThrowableOfType(TooManyFacesException.class, () -> enroll(gallery, ADA, group.image()));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.role()).isEqualTo(ImageRole.REFERENCE);
        assertThat(thrown.boxes()).hasSize(group.faces());
        assertEmpty(gallery);
        assertThat(candidates(gallery, group.image())).isEmpty();
    }

    @Test
    void enrolls_the_largest_of_several_faces_when_requested() {
        FaceGallery gallery = newGallery();
        FaceImage pair = SyntheticVariants.sideBySide(
                SyntheticVariants.shrunk(testImages().otherPerson(), 0.5),
                testImages().portrait());
        gallery.enroll(EnrollRequest.of(ADA, pair).face(FaceSelection.LARGEST));
        gallery.awaitSearchable(Duration.ofSeconds(30));

        assertThat(faces(gallery, ADA)).hasSize(1);
        assertThat(recognized(gallery, testImages().samePerson())).containsExactly(ADA);
    }

    @Test
    void refuses_to_enroll_the_central_face_when_it_cannot() {
        Gate.closed(enrollsTheCentralFace(), "the central face cannot be enrolled");
        FaceGallery gallery = newGallery();

        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .isThrownBy(() -> gallery.enroll(
                        EnrollRequest.of(ADA, testImages().portrait()).face(FaceSelection.CENTRAL)))
                .withMessageContaining("CENTRAL");
        assertEmpty(gallery);
    }

    @Test
    void enrolls_the_central_face_when_requested() {
        Gate.open(enrollsTheCentralFace(), "the central face may be enrolled");
        FaceGallery gallery = newGallery();
        FaceImage large = testImages().otherPerson();
        FaceImage small = SyntheticVariants.shrunk(testImages().portrait(), 0.5);
        FaceImage trio = SyntheticVariants.sideBySide(SyntheticVariants.sideBySide(large, small), large);
        gallery.enroll(EnrollRequest.of(ADA, trio).face(FaceSelection.CENTRAL));
        gallery.awaitSearchable(Duration.ofSeconds(30));

        assertThat(recognized(gallery, testImages().samePerson())).containsExactly(ADA);
    }

    @TestFactory
    Stream<DynamicTest> refuses_to_enroll_what_is_no_picture() {
        FaceGallery gallery = galleries().create(newName());
        return BrokenImages.areRefusedBy(
                image -> gallery.enroll(EnrollRequest.of(ADA, image)),
                testImages().portrait());
    }

    // The quality gate

    @Test
    void a_synthetic_face_of_80_pixels_is_enrolled_and_a_smaller_one_is_refused() {
        // A small face is also blurred, and has its eyes close together: each has a rule and a test of its own.
        QualityGate sizeAlone = QualityGate.enrollment()
                .withEyeDistance(0, 0)
                .with(QualityReason.TOO_BLURRED, QualityGate.Severity.WARN);
        FaceSizes.Pair pair =
                FaceSizes.around(80, testImages().portrait(), provider().detector(), FaceSizes::side);
        FaceGallery gallery = newGallery();

        assertThat(refusal(gallery, EnrollRequest.of(ADA, pair.below()).qualityGate(sizeAlone)))
                .containsExactly(QualityReason.TOO_SMALL);
        assertEmpty(gallery);
        EnrollmentResult enrollment =
                gallery.enroll(EnrollRequest.of(ADA, pair.atLeast()).qualityGate(sizeAlone));
        assertThat(enrollment.imageResults().get(0).quality())
                .hasValueSatisfying(quality -> assertThat(quality.warnings()).contains(QualityReason.TOO_SMALL));
        assertThat(faces(gallery, ADA)).hasSize(1);
    }

    @Test
    void synthetic_eyes_40_pixels_apart_are_enrolled_and_closer_ones_are_refused() {
        Gate.open(
                FaceSizes.measured(provider().detector(), testImages().portrait(), FaceSizes::eyes)
                        .isPresent(),
                "the distance between the eyes is known without a further request");
        FaceSizes.Pair pair =
                FaceSizes.around(40, testImages().portrait(), provider().detector(), FaceSizes::eyes);
        FaceGallery gallery = newGallery();

        assertThat(refusal(gallery, EnrollRequest.of(ADA, pair.below()))).contains(QualityReason.EYES_TOO_CLOSE);
        assertEmpty(gallery);
        enroll(gallery, ADA, pair.atLeast());
        assertThat(faces(gallery, ADA)).hasSize(1);
    }

    @Test
    void the_gate_is_on_by_default_and_a_refused_face_is_nowhere_in_the_gallery() {
        FaceImage small = smallFace();
        FaceGallery gallery = newGallery();
        LowQualityException thrown =
                catchThrowableOfType(LowQualityException.class, () -> gallery.enroll(EnrollRequest.of(ADA, small)));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.role()).isEqualTo(ImageRole.REFERENCE);
        assertThat(thrown.reasons()).contains(QualityReason.TOO_SMALL);
        assertThat(thrown.effect()).isEqualTo(Effect.NONE);
        assertEmpty(gallery);
        assertThat(candidates(gallery, testImages().portrait())).isEmpty();
    }

    @Test
    void a_refused_picture_does_not_harm_the_others() {
        FaceGallery gallery = newGallery();
        EnrollmentResult enrollment =
                enroll(gallery, ADA, smallFace(), testImages().portrait());

        assertThat(enrollment.imageResults().get(0).rejection()).containsInstanceOf(LowQualityException.class);
        assertThat(enrollment.imageResults().get(0).quality())
                .hasValueSatisfying(quality -> assertThat(quality.accepted()).isFalse());
        assertThat(enrollment.imageResults().get(1).face()).isPresent();
        assertThat(faces(gallery, ADA)).hasSize(1);
    }

    @Test
    void without_the_gate_a_face_is_enrolled_that_it_would_refuse() {
        FaceGallery gallery = newGallery();
        EnrollmentResult enrollment =
                gallery.enroll(EnrollRequest.of(ADA, smallFace()).withoutQualityGate());

        assertThat(enrollment.imageResults().get(0).quality()).isEmpty();
        assertThat(faces(gallery, ADA)).hasSize(1);
    }

    @Test
    void the_gate_judges_the_largest_face_when_that_is_meant() {
        FaceImage pair = SyntheticVariants.sideBySide(smallFace(), testImages().portrait());
        FaceGallery gallery = newGallery();
        EnrollmentResult enrollment = gallery.enroll(EnrollRequest.of(ADA, pair).face(FaceSelection.LARGEST));

        assertThat(enrollment.imageResults().get(0).quality())
                .hasValueSatisfying(quality -> assertThat(quality.unjudged()).contains(QualityReason.SEVERAL_FACES));
        assertThat(faces(gallery, ADA)).hasSize(1);
    }

    /** A size below the minimum for enrollment that every provider detects. */
    private FaceImage smallFace() {
        FaceImage portrait = testImages().portrait();
        double side = FaceSizes.measured(provider().detector(), portrait, FaceSizes::side)
                .orElseThrow();
        return SyntheticVariants.sideBySide(
                SyntheticVariants.shrunk(portrait, 65 / side), SyntheticVariants.landscape(300, 300));
    }

    private static Set<QualityReason> refusal(FaceGallery gallery, EnrollRequest request) {
        LowQualityException thrown = catchThrowableOfType(LowQualityException.class, () -> gallery.enroll(request));
        assertThat(thrown).as("the refusal").isNotNull();
        return thrown.reasons();
    }

    // Enrolling again

    @Test
    void enrolled_anew_a_person_has_the_new_faces_alone() {
        FaceGallery gallery = newGallery();
        FaceId old =
                enroll(gallery, ADA, testImages().portrait()).faces().get(0).id();
        EnrollmentResult again =
                gallery.reEnroll(EnrollRequest.of(ADA, testImages().samePerson()));
        gallery.awaitSearchable(Duration.ofSeconds(30));

        assertThat(faces(gallery, ADA))
                .containsExactly(again.faces().get(0).id())
                .doesNotContain(old);
        assertThat(gallery.list()).containsExactly(ADA);
        assertThat(recognized(gallery, testImages().samePerson())).containsExactly(ADA);
        gallery.info().faces().ifPresent(faces -> assertThat(faces).isEqualTo(1));
    }

    @Test
    void re_enrolling_enrolls_an_unenrolled_person() {
        FaceGallery gallery = newGallery();
        gallery.reEnroll(EnrollRequest.of(ADA, testImages().portrait()));

        assertThat(faces(gallery, ADA)).hasSize(1);
    }

    @Test
    void nothing_changes_when_an_enrollment_anew_is_refused() {
        FaceGallery gallery = newGallery();
        List<FaceId> before = enroll(gallery, ADA, testImages().portrait()).faces().stream()
                .map(EnrolledFace::id)
                .toList();

        for (FaceImage unusable : List.of(testImages().withoutFace(), smallFace())) {
            FaceBridgeException thrown = catchThrowableOfType(
                    FaceBridgeException.class, () -> gallery.reEnroll(EnrollRequest.of(ADA, unusable)));
            assertThat(thrown).as("the refusal").isNotNull();
            assertThat(thrown.effect()).isEqualTo(Effect.NONE);
            assertThat(faces(gallery, ADA)).isEqualTo(before);
        }
    }

    @Test
    void a_known_picture_stays_when_it_is_enrolled_anew() {
        FaceGallery gallery = newGallery();
        enroll(gallery, ADA, testImages().portrait(), testImages().samePerson());
        gallery.reEnroll(EnrollRequest.of(ADA, testImages().portrait()));

        assertThat(faces(gallery, ADA)).hasSize(1);
    }

    // Removal

    @Test
    void finds_no_person_who_was_not_enrolled() {
        FaceGallery gallery = newGallery();

        assertThat(gallery.find(UNENROLLED)).isEmpty();
        assertThatCode(() -> gallery.remove(UNENROLLED)).doesNotThrowAnyException();
    }

    @Test
    void a_removed_person_is_neither_found_nor_listed_nor_recognized() {
        FaceGallery gallery = newGallery();
        enroll(gallery, ADA, testImages().portrait(), testImages().samePerson());
        enroll(gallery, BOB, testImages().otherPerson());
        gallery.remove(ADA);
        gallery.remove(ADA);

        assertThat(gallery.find(ADA)).isEmpty();
        assertThat(gallery.list()).containsExactly(BOB);
        assertThat(candidates(gallery, testImages().portrait()))
                .extracting(Candidate::person)
                .doesNotContain(ADA);
        assertThat(recognized(gallery, testImages().otherPerson())).containsExactly(BOB);
        gallery.info().faces().ifPresent(faces -> assertThat(faces).isEqualTo(1));
    }

    @Test
    void a_removed_face_leaves_the_others() {
        FaceGallery gallery = newGallery();
        EnrollmentResult enrollment =
                enroll(gallery, ADA, testImages().portrait(), testImages().samePerson());
        FaceId first = enrollment.faces().get(0).id();
        FaceId second = enrollment.faces().get(1).id();
        gallery.removeFace(ADA, first);
        gallery.removeFace(ADA, first);

        assertThat(faces(gallery, ADA)).containsExactly(second);
        assertThat(recognized(gallery, testImages().portrait())).containsExactly(ADA);
        gallery.info().faces().ifPresent(faces -> assertThat(faces).isEqualTo(1));
    }

    @Test
    void the_last_face_takes_the_person_along() {
        FaceGallery gallery = newGallery();
        FaceId only =
                enroll(gallery, ADA, testImages().portrait()).faces().get(0).id();
        gallery.removeFace(ADA, only);

        assertEmpty(gallery);
        assertThat(candidates(gallery, testImages().portrait())).isEmpty();
    }

    @Test
    void a_face_of_another_person_is_not_removed() {
        FaceGallery gallery = newGallery();
        FaceId adas =
                enroll(gallery, ADA, testImages().portrait()).faces().get(0).id();
        enroll(gallery, BOB, testImages().otherPerson());
        gallery.removeFace(BOB, adas);

        assertThat(faces(gallery, ADA)).containsExactly(adas);
        assertThat(faces(gallery, BOB)).hasSize(1);
    }

    // Many

    @Test
    void lists_each_of_many_persons_once() {
        FaceGallery gallery = newGallery();
        seed(gallery.id(), MANY);
        Set<PersonId> listed = new HashSet<>();
        int count = 0;
        for (PersonId person : gallery.list()) {
            listed.add(person);
            count++;
        }

        assertThat(count).isEqualTo(MANY);
        assertThat(listed).hasSize(MANY);
    }

    @Test
    void lists_anew_with_every_iterator() {
        FaceGallery gallery = newGallery();
        Iterable<PersonId> persons = gallery.list();
        seed(gallery.id(), 3);
        Iterator<PersonId> first = persons.iterator();
        first.next();

        assertThat(persons).hasSize(3);
    }

    @Test
    void waits_for_some_time_only() {
        FaceGallery gallery = newGallery();

        for (Duration timeout : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> gallery.awaitSearchable(timeout));
        }
    }

    private static List<FaceId> faces(FaceGallery gallery, PersonId person) {
        return gallery.find(person).map(Person::faces).orElseThrow();
    }

    private static void assertEmpty(FaceGallery gallery) {
        assertThat(gallery.find(ADA)).isEmpty();
        assertThat(gallery.list()).isEmpty();
        gallery.info().faces().ifPresent(faces -> assertThat(faces).isZero());
    }

    private static void assertNoGallery(ThrowingCallable call) {
        NotFoundException thrown = catchThrowableOfType(NotFoundException.class, call);
        assertThat((FaceBridgeException) thrown).as("the refusal").isNotNull();
        assertThat(thrown.kind()).isEqualTo(NotFoundException.Kind.GALLERY);
    }
}
