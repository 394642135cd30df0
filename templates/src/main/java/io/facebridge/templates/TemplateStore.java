package io.facebridge.templates;

import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.FaceTemplate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The galleries of a provider that compares templates itself, and the search in them. Implement it to store templates
 * elsewhere than the provider's own stores do. Thread-safe.
 *
 * <!-- docs-test: given TemplateStore store -->
 * <pre>{@code
 * try (LocalFaces provider = LocalFaces.builder().store(store).build()) {
 *     FaceGallery gallery = provider.galleries().openOrCreate("staff");
 * }
 * }</pre>
 *
 * <p>The requirements of a store, which the contract {@code TemplateStoreContract} of {@code facebridge-testkit}
 * checks:
 * <ul>
 * <li>A call that writes returns when the change is as durable as the store promises, and has been made as a whole or
 *     not at all; every search that begins afterwards includes it.
 * <li>Reading never waits for writing.
 * <li>Templates of one model only. The scores that it returns are cosines as {@link FaceTemplate#cosine} defines them.
 * <li>A face's id is never used again, also not after the face was removed.
 * <li>A store that cannot verify what it read is not opened.
 * </ul>
 *
 * <p>Every method with a gallery as its parameter throws {@link io.facebridge.error.NotFoundException} (kind GALLERY)
 * if it does not exist, every one that reads or writes {@link IllegalStateException} after {@link #close()}, and every
 * one that writes {@link io.facebridge.error.GalleryStoreException} if the change cannot be stored; its effect states
 * whether it may have been.
 */
public interface TemplateStore extends AutoCloseable {
    /**
     * Binds the store to a model. A new store keeps the binding. Called by the provider, before anything is written.
     *
     * @param model as {@link FaceTemplate#model()} returns it
     * @param dimension the dimension of a template
     * @throws io.facebridge.error.IncompatibleScaleException if the store was created for another model or dimension
     */
    void bind(String model, int dimension);

    /**
     * Creates a gallery.
     *
     * @param gallery its id
     * @throws io.facebridge.error.AlreadyExistsException if a gallery with that id exists
     */
    void create(GalleryId gallery);

    /**
     * Deletes a gallery and all people in it. Idempotent: does nothing if the gallery does not exist.
     *
     * @param gallery its id
     */
    void delete(GalleryId gallery);

    /**
     * Returns the galleries.
     *
     * @return sorted by id
     */
    List<GalleryId> galleries();

    /**
     * Returns the properties of a gallery.
     *
     * @param gallery its id
     * @return counts, model, and when it was created by the clock of that time
     */
    GalleryInfo info(GalleryId gallery);

    /**
     * Adds templates, all or none of them. A template that its person has already is not added again.
     *
     * @param gallery the gallery
     * @param templates one or more, of the store's model
     * @return the id of each face, in the same order
     * @throws io.facebridge.error.IncompatibleScaleException if a template is of another model
     */
    List<FaceId> add(GalleryId gallery, List<PersonTemplate> templates);

    /**
     * Removes a face; the person is removed with the last one. Idempotent: does nothing if the face does not exist.
     *
     * @param gallery the gallery
     * @param person the person
     * @param face the face
     */
    void remove(GalleryId gallery, PersonId person, FaceId face);

    /**
     * Removes a person and all their faces. Idempotent: does nothing if the person is not enrolled.
     *
     * @param gallery the gallery
     * @param person the person
     */
    void remove(GalleryId gallery, PersonId person);

    /**
     * Returns a person and the ids of their faces.
     *
     * @param gallery the gallery
     * @param person the person
     * @return the person, faces in the order of enrollment; empty if no person with that id is enrolled
     */
    Optional<Person> find(GalleryId gallery, PersonId person);

    /**
     * Returns the people in a gallery.
     *
     * @param gallery the gallery
     * @return sorted by id; each iterator reads the store again
     */
    Iterable<PersonId> persons(GalleryId gallery);

    /**
     * Returns the templates of a person.
     *
     * @param gallery the gallery
     * @param person the person
     * @return in the order of enrollment; empty if no person with that id is enrolled
     */
    List<FaceTemplate> templates(GalleryId gallery, PersonId person);

    /**
     * Compares a probe with a person.
     *
     * @param gallery the gallery
     * @param person the person
     * @param probe of the store's model
     * @param scoring how the person's templates make one score
     * @return -1 to 1; empty if no person with that id is enrolled
     */
    OptionalDouble score(GalleryId gallery, PersonId person, FaceTemplate probe, PersonScoring scoring);

    /**
     * Searches for the most similar people.
     *
     * @param gallery the gallery
     * @param probe of the store's model
     * @param limit the maximum number of people; 1 or more
     * @param scoring how the templates of a person make one score
     * @param exact whether every template is compared in full; a store may do so in any case
     * @return best first
     */
    List<TemplateHit<PersonId, FaceId>> search(
            GalleryId gallery, FaceTemplate probe, int limit, PersonScoring scoring, boolean exact);

    /**
     * Searches for all people with at least a given score, by the best template of each.
     *
     * @param gallery the gallery
     * @param probe of the store's model
     * @param cosine the lowest score, -1 to 1
     * @return best first
     */
    List<TemplateHit<PersonId, FaceId>> atLeast(GalleryId gallery, FaceTemplate probe, double cosine);

    /** Waits for running calls and releases the resources of the store. Idempotent. */
    @Override
    void close();
}
