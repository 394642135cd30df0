package io.facebridge.gallery;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.image.FaceImage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A gallery: the people enrolled in it and their faces. Get one from {@link io.facebridge.FaceGalleries}. Thread-safe.
 *
 * <pre>{@code
 * FaceGallery gallery = provider.require(FaceGalleries.class).openOrCreate("staff");
 * gallery.enroll(EnrollRequest.of(PersonId.portable("p-1"), FaceImage.of(Path.of("p-1.jpg"))));
 * gallery.awaitSearchable(Duration.ofSeconds(30));
 * IdentifyRequest request = IdentifyRequest.of(FaceImage.of(Path.of("selfie.jpg")), gallery.id());
 * FaceMatcher matcher = FaceMatcher.of(provider, MatchPolicy.falsePositiveIdentificationRate(1e-3));
 * List<IdentificationDecision> decisions = matcher.identify(request);
 * }</pre>
 *
 * <p>Every method but {@link #id} throws {@link io.facebridge.error.NotFoundException} (kind GALLERY) where the
 * provider reports that the gallery does not exist, {@link IllegalArgumentException} for an id that the provider does
 * not allow, and may fail as any remote call may.
 */
public interface FaceGallery {
    /** {@return the id of this gallery; makes no remote call} */
    GalleryId id();

    /**
     * Returns what the provider reports about the gallery.
     *
     * @return counts, model and age, as far as the provider reports them
     */
    GalleryInfo info();

    /**
     * Enrolls a person with one image or several; creates a person who does not exist yet. Does not wait until the faces can
     * be found: {@link #awaitSearchable} does.
     *
     * <p>An unusable image is reported in its verdict and does not affect the others. When none can be used, nothing is
     * enrolled and the first rejection is thrown. When the service fails midway, this call rolls back what it enrolled, and
     * the exception's {@link io.facebridge.error.FaceBridgeException#effect() effect} says what it could not roll back. An
     * image that is enrolled again for the same person is not enrolled twice where the provider recognizes it.
     *
     * @param request the person and the images
     * @return a verdict for each image
     * @throws io.facebridge.error.FaceNotFoundException if no image could be used, and the first contains no face (role
     *     REFERENCE)
     * @throws io.facebridge.error.TooManyFacesException if no image could be used, and the first contains several faces while
     *     {@code ONLY} was requested
     * @throws io.facebridge.error.LowQualityException if no image could be used, and the first contains a face that the
     *     request's quality gate rejects, or that the provider does not enroll
     * @throws io.facebridge.error.InvalidImageException if no image could be used, and the first is outside the provider's
     *     limits
     * @throws io.facebridge.error.QuotaExceededException if the gallery, or the person, is full
     */
    EnrollmentResult enroll(EnrollRequest request);

    /**
     * Replaces the faces of a person: enrolls the new images first, then removes the faces that the person had before.
     * Nothing changes if the enrollment fails. For people that the gallery no longer recognizes, and after every change of
     * appearance. The face of an image that the provider recognizes as enrolled before stays. Needs capacity for the old and
     * the new faces together, where a provider has a limit per person.
     *
     * @param request the person and the images
     * @return a verdict for each image, as {@link #enroll}
     * @throws io.facebridge.error.FaceBridgeException if the enrollment fails, as in {@link #enroll}
     * @throws io.facebridge.error.FaceBridgeException if an old face could not be removed: the effect then is PARTIAL or
     *     UNKNOWN, the message states how many old faces may be left beside the new ones, and calling again with the same
     *     images, or removing faces by {@link #removeFace}, completes it
     */
    default EnrollmentResult reEnroll(EnrollRequest request) {
        List<FaceId> before = find(request.person()).map(Person::faces).orElse(List.of());
        EnrollmentResult enrollment = enroll(request);
        Set<FaceId> enrolled = enrollment.faces().stream().map(EnrolledFace::id).collect(Collectors.toSet());
        List<FaceId> old =
                before.stream().filter(face -> !enrolled.contains(face)).toList();
        for (int removed = 0; removed < old.size(); removed++) {
            try {
                removeFace(request.person(), old.get(removed));
            } catch (FaceBridgeException e) {
                e.addEffect(
                        Effect.PARTIAL,
                        "the new images are enrolled, and up to " + (old.size() - removed) + " of " + old.size()
                                + " old faces are left beside them; remove those");
                throw e;
            }
        }
        return enrollment;
    }

    /**
     * Returns a person and the ids of their faces.
     *
     * @param person the person
     * @return empty if no person with that id is enrolled here
     */
    Optional<Person> find(PersonId person);

    /**
     * Returns the people in the gallery.
     *
     * @return a lazily paged view in the provider's order; each iterator queries the provider again; empty if the gallery is
     *     empty
     */
    Iterable<PersonId> list();

    /**
     * Removes one face of a person; the person is removed with the last one. Idempotent: does nothing if the face does not
     * exist or belongs to another person.
     *
     * @param person the person whose face it is
     * @param face the face
     */
    void removeFace(PersonId person, FaceId face);

    /**
     * Removes a person and all their faces. Idempotent: does nothing if the person is not enrolled, and completes a removal
     * that failed earlier.
     *
     * @param person the person
     */
    void remove(PersonId person);

    /**
     * Removes a person as {@link #remove(PersonId)} does, and faces that belonged to the person before an interrupted
     * removal, unless they belong to another person now.
     *
     * @param person the person
     * @param earlier the faces that {@link #find} returned before the first removal; may be empty, and may contain faces that
     *     do not exist any more
     */
    default void remove(PersonId person, Collection<FaceId> earlier) {
        remove(person);
    }

    /**
     * Returns the faces of a person that the provider still stores, whether or not they belong to the person: also
     * those that an interrupted enrollment or removal left without a person. Use it to verify an erasure. A provider
     * that stores no face without a person returns the faces of {@link #find}. May list the whole gallery, with one
     * request for each page of faces, and sends a request for each probe where searches for people do not find faces
     * without a person.
     *
     * @param person the person
     * @param earlier faces that belonged to the person, as {@link #find} returned them before a removal; may be empty
     * @param probes images of the person to search with; without any, the gallery is only listed
     * @return each face once, in no particular order; unmodifiable; empty if none is stored
     * @throws io.facebridge.error.FaceNotFoundException if a probe that is searched with contains no face (role PROBE)
     */
    default List<FaceId> storedFaces(PersonId person, Collection<FaceId> earlier, FaceImage... probes) {
        return find(person).map(Person::faces).orElse(List.of());
    }

    /**
     * Waits until searches can find everything that was enrolled before this call. Returns at once where a provider needs no
     * time for it.
     *
     * @param timeout the longest wait; greater than 0
     * @throws io.facebridge.error.CallTimeoutException if it takes longer; nothing is lost, and the call may be repeated
     */
    void awaitSearchable(Duration timeout);
}
