package io.facebridge.testkit;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Candidate;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/**
 * The common part of the contracts of galleries: galleries of portable ids that are deleted after each test, and two persons.
 * Ada is the person of the portrait, Bob is the other one.
 */
public abstract class GalleryContract extends ProviderContract {
    static final PersonId ADA = PersonId.portable("Ada_1");
    static final PersonId BOB = PersonId.portable("bob-2");
    static final PersonId UNENROLLED = PersonId.portable("unenrolled");

    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<GalleryId> created = new ArrayList<>();

    /** Creates the contract. */
    protected GalleryContract() {}

    /**
     * Returns a policy for the provider's scores, so that decisions can be checked.
     *
     * @param scale the score scale of the provider's scores
     * @return a policy at a false match rate of 1e-3 or stricter that can judge such scores
     */
    protected abstract MatchPolicy policy(ScoreScale scale);

    /**
     * Adds many synthetic persons to a gallery without images, by means that only the test has.
     *
     * @param gallery a gallery that was created through the provider
     * @param persons the number of persons; each needs one face, and any id
     */
    protected abstract void seed(GalleryId gallery, int persons);

    /**
     * Returns an id that the provider does not allow.
     *
     * @return {@code bad id !!} unless overridden
     */
    protected String idOutsideThePattern() {
        return "bad id !!";
    }

    /** Deletes the galleries of the test. */
    @AfterEach
    void deleteGalleries() {
        created.forEach(galleries()::delete);
        created.clear();
    }

    FaceGalleries galleries() {
        return provider().require(FaceGalleries.class);
    }

    /** Returns a new gallery id; the gallery is deleted after the test. */
    GalleryId newName() {
        GalleryId id = GalleryId.portable("contract-" + UUID.randomUUID());
        created.add(id);
        return id;
    }

    FaceGallery newGallery() {
        return galleries().create(newName());
    }

    EnrollmentResult enroll(FaceGallery gallery, PersonId person, FaceImage... images) {
        EnrollmentResult enrollment = gallery.enroll(EnrollRequest.of(person, List.of(images)));
        gallery.awaitSearchable(SOON);
        return enrollment;
    }

    /** Who is taken for the person of an image. */
    List<PersonId> recognized(FaceGallery gallery, FaceImage probe) {
        return candidates(gallery, probe).stream()
                .filter(candidate ->
                        policy(candidate.score().scale()).judge(candidate).outcome() == Outcome.MATCH)
                .map(Candidate::person)
                .toList();
    }

    List<Candidate> candidates(FaceGallery gallery, FaceImage probe) {
        return provider()
                .require(FaceIdentifier.class)
                .identify(IdentifyRequest.of(probe, gallery.id()))
                .get(0)
                .candidates();
    }
}
