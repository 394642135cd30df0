package io.facebridge;

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
     * A handle on a gallery. Asks nobody: whether the gallery exists shows with the first call.
     *
     * @param id its name
     * @return the handle
     * @throws IllegalArgumentException if the provider does not allow that name
     */
    FaceGallery open(GalleryId id);

    /**
     * The galleries of the account, in the provider's order.
     *
     * @return pages lazily, and asks anew with every iterator; empty if there are none
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
