package io.facebridge.azure;

/**
 * The treatment of a search in a gallery that was changed through this provider and not trained since. The service's searches
 * find an enrolled person only after a training; a removed person is never returned as a candidate, whatever the policy.
 */
public enum UntrainedSearchPolicy {
    /** Trains the gallery and waits for the end, until the call policy's deadline. */
    WAIT,
    /**
     * Searches the state of the last training; {@link io.facebridge.gallery.FaceGallery#awaitSearchable} trains. While a
     * training runs the service rejects searches, so that the search waits for its end. A search in a gallery that was never
     * trained throws {@link GalleryNotTrainedException}, unless the gallery is empty.
     */
    ACCEPT_STALE,
    /** Throws {@link GalleryNotTrainedException}. */
    FAIL
}
