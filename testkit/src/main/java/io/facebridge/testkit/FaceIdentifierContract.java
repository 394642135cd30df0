package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.FaceIdentifier;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Candidate;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchDecision.Reason;
import io.facebridge.match.ScoreScale;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contract of {@link FaceIdentifier}. */
public abstract class FaceIdentifierContract extends GalleryContract {
    /** Creates the contract. */
    protected FaceIdentifierContract() {}

    /**
     * Returns the maximum number of candidates.
     *
     * @return the provider's upper limit
     */
    protected abstract int maxCandidates();

    /**
     * Returns whether a search may select every face of a probe.
     *
     * @return {@code true} unless overridden
     */
    protected boolean searchesForEveryFace() {
        return true;
    }

    /**
     * Returns whether the face to search for may be the central one.
     *
     * @return {@code true} unless overridden
     */
    protected boolean searchesForTheCentralFace() {
        return true;
    }

    @Test
    void finds_the_enrolled_person_in_another_picture() {
        FaceGallery gallery = adaAndBob();
        Identification found = identify(IdentifyRequest.of(testImages().samePerson(), gallery.id()));
        Candidate best = found.best().orElseThrow();

        assertThat(best.person()).isEqualTo(ADA);
        assertThat(best.gallery()).isEqualTo(gallery.id());
        assertThat(judge(best).outcome()).isEqualTo(Outcome.MATCH);
        assertThat(found.candidates())
                .isSortedAccordingTo(Comparator.comparingDouble(
                                (Candidate candidate) -> candidate.score().value())
                        .reversed())
                .filteredOn(candidate -> candidate.person().equals(BOB))
                .allSatisfy(candidate -> assertThat(judge(candidate).outcome()).isEqualTo(Outcome.NO_MATCH));
    }

    @Test
    void returns_no_match_for_an_unenrolled_person() {
        FaceGallery gallery = newGallery();
        enroll(gallery, ADA, testImages().portrait());

        assertThat(identify(IdentifyRequest.of(testImages().otherPerson(), gallery.id()))
                        .candidates())
                .allSatisfy(candidate -> assertThat(judge(candidate).outcome()).isEqualTo(Outcome.NO_MATCH));
    }

    @Test
    void returns_no_candidates_from_an_empty_gallery() {
        Identification found = identify(
                IdentifyRequest.of(testImages().portrait(), newGallery().id()));

        assertThat(found.candidates()).isEmpty();
        assertThat(found.face().box().area()).isPositive();
    }

    @Test
    void a_person_with_several_faces_is_one_candidate() {
        FaceGallery gallery = newGallery();
        enroll(gallery, ADA, testImages().portrait(), testImages().samePerson());

        assertThat(identify(IdentifyRequest.of(testImages().portrait(), gallery.id()))
                        .candidates())
                .hasSize(1);
    }

    @Test
    void searches_several_galleries_at_once() {
        FaceGallery one = newGallery();
        FaceGallery other = newGallery();
        enroll(one, ADA, testImages().portrait());
        enroll(other, ADA, testImages().portrait());
        Identification found = identify(IdentifyRequest.of(testImages().samePerson(), one.id(), other.id()));

        assertThat(found.candidates()).extracting(Candidate::gallery).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(identify(IdentifyRequest.of(testImages().samePerson(), one.id(), other.id())
                                .limit(1))
                        .candidates())
                .hasSize(1);
    }

    @Test
    void gives_no_more_candidates_than_wanted() {
        FaceGallery gallery = adaAndBob();
        FaceImage probe = testImages().samePerson();

        assertThat(identify(IdentifyRequest.of(probe, gallery.id()).limit(1)).candidates())
                .extracting(Candidate::person)
                .containsExactly(ADA);
        assertThat(identify(IdentifyRequest.of(probe, gallery.id()).limit(maxCandidates()))
                        .candidates())
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void gives_as_many_candidates_of_many_as_wanted() {
        FaceGallery gallery = newGallery();
        seed(gallery.id(), 50);

        assertThat(identify(IdentifyRequest.of(testImages().portrait(), gallery.id())
                                .limit(20))
                        .candidates())
                .hasSize(20);
    }

    @Test
    void refuses_to_give_more_candidates_than_it_can() {
        FaceGallery gallery = newGallery();
        int tooMany = maxCandidates() + 1;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> identify(IdentifyRequest.of(testImages().portrait(), gallery.id())
                        .limit(tooMany)))
                .withMessageContaining(Integer.toString(tooMany));
    }

    @Test
    void says_that_a_gallery_is_not_there() {
        NotFoundException thrown = catchThrowableOfType(
                NotFoundException.class,
                () -> identify(IdentifyRequest.of(testImages().portrait(), newName())));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.kind()).isEqualTo(NotFoundException.Kind.GALLERY);
    }

    @Test
    void refuses_names_that_it_does_not_allow() {
        GalleryId bad = new GalleryId(idOutsideThePattern());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> identify(IdentifyRequest.of(testImages().portrait(), bad)))
                .withMessageContaining(bad.value());
    }

    @Test
    void names_the_scale_beforehand() {
        FaceGallery gallery = adaAndBob();
        ScoreScale scale = identifier().scale(gallery.id());

        assertThat(scale.provider()).isEqualTo(provider().id());
        assertThat(scale.operation()).isEqualTo(ScoreScale.Operation.IDENTIFY);
        assertThat(identify(IdentifyRequest.of(testImages().portrait(), gallery.id()))
                        .candidates())
                .isNotEmpty()
                .allSatisfy(candidate -> assertThat(candidate.score().scale()).isEqualTo(scale));
    }

    // Which face is meant

    @Test
    void decides_nothing_when_another_face_rivals_the_one_searched_for() {
        FaceGallery gallery = adaAndBob();
        Candidate best = identify(IdentifyRequest.of(testImages().rivals(), gallery.id()))
                .best()
                .orElseThrow();

        MatchDecision decision = judge(best);
        assertThat(decision.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(decision.reasons()).containsExactly(Reason.RIVAL_FACE_IN_PROBE);
    }

    @Test
    void decides_when_the_caller_says_that_the_largest_face_is_meant() {
        FaceGallery gallery = adaAndBob();
        Candidate best = identify(
                        IdentifyRequest.of(testImages().rivals(), gallery.id()).face(FaceSelection.LARGEST))
                .best()
                .orElseThrow();

        assertThat(judge(best).outcome()).isNotEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void refuses_several_faces_when_there_must_be_only_one() {
        FaceGallery gallery = newGallery();
        TestImages.TestImage group = testImages().group();
        TooManyFacesException thrown = catchThrowableOfType(
                TooManyFacesException.class,
                () -> identify(IdentifyRequest.of(group.image(), gallery.id()).face(FaceSelection.ONLY)));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.role()).isEqualTo(ImageRole.PROBE);
        assertThat(thrown.boxes()).hasSize(group.faces());
    }

    @Test
    void searches_for_every_face_when_requested() {
        Gate.open(searchesForEveryFace(), "every face can be searched for");
        TestImages.TestImage group = testImages().group();

        assertThat(identifier()
                        .identify(IdentifyRequest.of(group.image(), newGallery().id())
                                .everyFace()))
                .hasSize(group.faces());
    }

    @Test
    void refuses_to_search_for_every_face_when_it_cannot() {
        Gate.closed(searchesForEveryFace(), "only one face can be searched for");
        GalleryId gallery = newGallery().id();

        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .isThrownBy(() -> identifier()
                        .identify(IdentifyRequest.of(testImages().portrait(), gallery)
                                .everyFace()));
    }

    @Test
    void refuses_to_search_for_the_central_face_when_it_cannot() {
        Gate.closed(searchesForTheCentralFace(), "the central face cannot be searched for");
        GalleryId gallery = newGallery().id();

        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .isThrownBy(() -> identify(
                        IdentifyRequest.of(testImages().portrait(), gallery).face(FaceSelection.CENTRAL)))
                .withMessageContaining("CENTRAL");
    }

    @Test
    void searches_for_the_central_face_when_requested() {
        Gate.open(searchesForTheCentralFace(), "the central face can be searched for");
        FaceGallery gallery = adaAndBob();
        FaceImage large = testImages().otherPerson();
        FaceImage small = SyntheticVariants.shrunk(testImages().portrait(), 0.5);
        FaceImage trio = SyntheticVariants.sideBySide(SyntheticVariants.sideBySide(large, small), large);

        assertThat(identify(IdentifyRequest.of(trio, gallery.id()).face(FaceSelection.CENTRAL))
                        .best()
                        .orElseThrow()
                        .person())
                .isEqualTo(ADA);
    }

    @Test
    void refuses_a_picture_without_a_face() {
        FaceGallery gallery = adaAndBob();
        FaceNotFoundException thrown = catchThrowableOfType(
                FaceNotFoundException.class,
                () -> identify(IdentifyRequest.of(testImages().withoutFace(), gallery.id())));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.role()).isEqualTo(ImageRole.PROBE);
    }

    @TestFactory
    Stream<DynamicTest> refuses_what_is_no_picture() {
        GalleryId gallery = newGallery().id();
        return BrokenImages.areRefusedBy(
                image -> identify(IdentifyRequest.of(image, gallery)),
                testImages().portrait());
    }

    @Test
    void gives_ten_threads_the_same_answer_as_one() throws Exception {
        FaceGallery gallery = adaAndBob();
        List<String> alone = answer(gallery);

        assertThat(TenThreads.call(() -> answer(gallery)))
                .hasSize(10)
                .allSatisfy(together -> assertThat(together).isEqualTo(alone));
    }

    private List<String> answer(FaceGallery gallery) {
        return identify(IdentifyRequest.of(testImages().samePerson(), gallery.id())).candidates().stream()
                .map(candidate -> candidate.person() + " "
                        + Double.hashCode(candidate.score().value()))
                .toList();
    }

    private FaceGallery adaAndBob() {
        FaceGallery gallery = newGallery();
        enroll(gallery, ADA, testImages().portrait());
        enroll(gallery, BOB, testImages().otherPerson());
        return gallery;
    }

    private FaceIdentifier identifier() {
        return provider().require(FaceIdentifier.class);
    }

    private Identification identify(IdentifyRequest request) {
        List<Identification> found = identifier().identify(request);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private MatchDecision judge(Candidate candidate) {
        return policy(candidate.score().scale()).judge(candidate);
    }
}
