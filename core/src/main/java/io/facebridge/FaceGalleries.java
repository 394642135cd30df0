package io.facebridge;

import io.facebridge.error.AlreadyExistsException;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;

/**
 * The galleries of one account: named sets of enrolled persons. Thread-safe.
 *
 * <p>Every method but {@link #open} may fail as any remote call may, with the exceptions that
 * {@link io.facebridge.error.FaceBridgeException} is the root of.
 */
public interface FaceGalleries extends FaceCapability {
    /**
     * Creates a gallery.
     *
     * @param id its name
     * @return the new gallery, empty
     * @throws io.facebridge.error.AlreadyExistsException if there is one of that name
     * @throws IllegalArgumentException if the provider does not allow that name
     */
    FaceGallery create(GalleryId id);

    /**
     * Opens a gallery, which is created first if it does not exist. Sends one request, the one of {@link #create}; a gallery that
     * exists is left as it is. Idempotent, and safe where several threads or processes call it at once: one of them creates the
     * gallery.
     *
     * @param id its name
     * @return the gallery, which may have people in it
     * @throws IllegalArgumentException if the provider does not allow that name
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
     * @param id its name
     * @return the handle
     * @throws IllegalArgumentException if the provider does not allow that name
     */
    FaceGallery open(GalleryId id);

    /**
     * The galleries of the account, in the provider's order.
     *
     * @return a lazily paged view; each iterator queries the provider again; empty if there are none
     */
    Iterable<GalleryId> list();

    /**
     * Deletes a gallery with everybody in it. Deleting one that is not there does nothing.
     *
     * @param id its name
     * @throws IllegalArgumentException if the provider does not allow that name
     */
    void delete(GalleryId id);
}
