package io.facebridge.azure;

/**
 * What a search does in a gallery that was changed through this provider and not trained since. The service's searches see
 * who was enrolled only after a training; nobody who was removed is given as a candidate, whatever is chosen here.
 */
public enum UntrainedSearchPolicy {
    /** Trains and waits for it, as long as the call policy's deadline allows. */
    WAIT,
    /**
     * Searches what the last training saw; {@link io.facebridge.gallery.FaceGallery#awaitSearchable} trains. While a training
     * runs the service searches nothing, so that it is waited for. A gallery that was never trained cannot be searched:
     * {@link GalleryNotTrainedException}, unless nobody is in it.
     */
    ACCEPT_STALE,
    /** Throws {@link GalleryNotTrainedException}. */
    FAIL
}
