package io.facebridge.local;

/** Listener for the progress of a long operation on a store or a gallery. */
@FunctionalInterface
public interface GalleryProgress {
    /** Does nothing. */
    GalleryProgress NONE = (done, total) -> {};

    /**
     * Receives the progress. Called on the thread that does the work, repeatedly and at the end. An exception that this
     * method throws ends the work.
     *
     * @param done the number of processed items, 0 to {@code total}
     * @param total the number of items
     */
    void at(long done, long total);
}
