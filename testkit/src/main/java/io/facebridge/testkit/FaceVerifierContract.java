package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.FaceVerifier;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.VerifyRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contract of {@link FaceVerifier}. */
public abstract class FaceVerifierContract extends GalleryContract {
    /** Creates the contract. */
    protected FaceVerifierContract() {}

    @Test
    void accepts_the_person_who_is_claimed() {
        FaceGallery gallery = adaAndBob();

        assertThat(outcome(VerifyRequest.of(testImages().samePerson(), gallery.id(), ADA)))
                .isEqualTo(Outcome.MATCH);
    }

    @Test
    void does_not_match_a_person_who_claims_to_be_another() {
        FaceGallery gallery = adaAndBob();

        assertThat(outcome(VerifyRequest.of(testImages().samePerson(), gallery.id(), BOB)))
                .isEqualTo(Outcome.NO_MATCH);
        assertThat(outcome(VerifyRequest.of(testImages().otherPerson(), gallery.id(), ADA)))
                .isEqualTo(Outcome.NO_MATCH);
    }

    @Test
    void accepts_a_person_by_any_of_several_faces() {
        FaceGallery gallery = newGallery();
        enroll(gallery, ADA, testImages().portrait(), testImages().samePerson());

        assertThat(outcome(VerifyRequest.of(testImages().portrait(), gallery.id(), ADA)))
                .isEqualTo(Outcome.MATCH);
    }

    @Test
    void says_that_a_person_is_not_enrolled() {
        FaceGallery gallery = adaAndBob();

        assertNotFound(
                NotFoundException.Kind.PERSON, VerifyRequest.of(testImages().portrait(), gallery.id(), UNENROLLED));
    }

    @Test
    void says_that_a_person_is_not_enrolled_in_an_empty_gallery() {
        assertNotFound(
                NotFoundException.Kind.PERSON,
                VerifyRequest.of(testImages().portrait(), newGallery().id(), ADA));
    }

    @Test
    void says_that_a_gallery_is_not_there() {
        assertNotFound(
                NotFoundException.Kind.GALLERY, VerifyRequest.of(testImages().portrait(), newName(), ADA));
    }

    @Test
    void the_same_name_in_another_gallery_is_another_person() {
        FaceGallery one = newGallery();
        FaceGallery other = newGallery();
        enroll(one, ADA, testImages().portrait());
        enroll(other, ADA, testImages().otherPerson());

        assertThat(outcome(VerifyRequest.of(testImages().samePerson(), other.id(), ADA)))
                .isEqualTo(Outcome.NO_MATCH);
    }

    @Test
    void refuses_names_that_it_does_not_allow() {
        FaceGallery gallery = newGallery();
        String bad = idOutsideThePattern();
        FaceImage portrait = testImages().portrait();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> verifier().verify(VerifyRequest.of(portrait, new GalleryId(bad), ADA)))
                .withMessageContaining(bad);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> verifier().verify(VerifyRequest.of(portrait, gallery.id(), new PersonId(bad))))
                .withMessageContaining(bad);
    }

    @Test
    void names_the_scale_beforehand() {
        FaceGallery gallery = adaAndBob();
        ScoreScale scale = verifier().scale(gallery.id());

        assertThat(scale.provider()).isEqualTo(provider().id());
        assertThat(scale.operation()).isEqualTo(ScoreScale.Operation.VERIFY);
        assertThat(verifier()
                        .verify(VerifyRequest.of(testImages().portrait(), gallery.id(), ADA))
                        .score()
                        .scale())
                .isEqualTo(scale);
    }

    @Test
    void decides_nothing_when_another_face_rivals_the_one_compared() {
        FaceGallery gallery = adaAndBob();
        VerifyRequest request = VerifyRequest.of(testImages().rivals(), gallery.id(), ADA);

        assertThat(outcome(request)).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(outcome(request.face(FaceSelection.LARGEST))).isNotEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void refuses_several_faces_when_there_must_be_only_one() {
        FaceGallery gallery = adaAndBob();
        TestImages.TestImage group = testImages().group();
        TooManyFacesException thrown = catchThrowableOfType(
                TooManyFacesException.class,
                () -> verifier()
                        .verify(VerifyRequest.of(group.image(), gallery.id(), ADA)
                                .face(FaceSelection.ONLY)));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.boxes()).hasSize(group.faces());
    }

    @Test
    void refuses_a_picture_without_a_face() {
        FaceGallery gallery = adaAndBob();
        FaceNotFoundException thrown = catchThrowableOfType(
                FaceNotFoundException.class,
                () -> verifier().verify(VerifyRequest.of(testImages().withoutFace(), gallery.id(), ADA)));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.role()).isEqualTo(ImageRole.PROBE);
    }

    @TestFactory
    Stream<DynamicTest> refuses_what_is_no_picture() {
        GalleryId gallery = newGallery().id();
        return BrokenImages.areRefusedBy(
                image -> verifier().verify(VerifyRequest.of(image, gallery, ADA)),
                testImages().portrait());
    }

    private FaceGallery adaAndBob() {
        FaceGallery gallery = newGallery();
        enroll(gallery, ADA, testImages().portrait());
        enroll(gallery, BOB, testImages().otherPerson());
        return gallery;
    }

    private FaceVerifier verifier() {
        return provider().require(FaceVerifier.class);
    }

    private Outcome outcome(VerifyRequest request) {
        Comparison comparison = verifier().verify(request);
        return policy(comparison.score().scale()).judge(comparison).outcome();
    }

    private void assertNotFound(NotFoundException.Kind kind, VerifyRequest request) {
        NotFoundException thrown =
                catchThrowableOfType(NotFoundException.class, () -> verifier().verify(request));
        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.kind()).isEqualTo(kind);
    }
}
