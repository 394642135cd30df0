package io.facebridge;

import io.facebridge.error.AlreadyExistsException;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;

/**
 * The galleries of one account: named sets of enrolled people. Thread-safe.
 *
 * <pre>{@code
 * FaceGalleries galleries = provider.require(FaceGalleries.class);
 * FaceGallery gallery = galleries.openOrCreate("staff");
 * for (GalleryId id : galleries.list()) {
 *     System.out.println(id);
 * }
 * }</pre>
 *
 * <p>Every method but {@link #open} may fail as any remote call may, with the exceptions whose root is
 * {@link io.facebridge.error.FaceBridgeException}.
 */
public interface FaceGalleries extends FaceCapability {
    /**
     * Creates a gallery.
     *
     * @param id the id of the new gallery
     * @return the new gallery, empty
     * @throws io.facebridge.error.AlreadyExistsException if a gallery with that id exists
     * @throws IllegalArgumentException if the provider does not allow that id
     */
    FaceGallery create(GalleryId id);

    /**
     * Opens a gallery, which is created first if it does not exist. Sends one request, the one of {@link #create}; a gallery
     * that exists is not changed. Idempotent, and safe where several threads or processes call it at once: one of them
     * creates the gallery.
     *
     * @param id the id of the gallery
     * @return the gallery, which may have people in it
     * @throws IllegalArgumentException if the provider does not allow that id
     */
    default FaceGallery openOrCreate(GalleryId id) {
        try {
            return create(id);
        } catch (AlreadyExistsException e) {
            return open(id);
        }
    }

    /**
     * Opens a gallery by a name that every provider allows, which is created first if it does not exist.
     *
     * @param name as for {@link GalleryId#portable}
     * @return as {@link #openOrCreate(GalleryId)}
     * @throws IllegalArgumentException if the name is not {@linkplain GalleryId#portable portable}
     */
    default FaceGallery openOrCreate(String name) {
        return openOrCreate(GalleryId.portable(name));
    }

    /**
     * Returns a handle on a gallery. Makes no remote call: the first call on it fails if the gallery does not exist.
     *
     * @param id the id of the gallery
     * @return the handle
     * @throws IllegalArgumentException if the provider does not allow that id
     */
    FaceGallery open(GalleryId id);

    /**
     * Returns the galleries of the account.
     *
     * @return a lazily paged view in the provider's order; each iterator queries the provider again; empty if there are none
     */
    Iterable<GalleryId> list();

    /**
     * Deletes a gallery and all people in it. Idempotent: does nothing if the gallery does not exist.
     *
     * @param id the id of the gallery
     * @throws IllegalArgumentException if the provider does not allow that id
     */
    void delete(GalleryId id);
}
