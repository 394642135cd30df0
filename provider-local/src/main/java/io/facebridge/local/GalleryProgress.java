package io.facebridge.local;

/** Receives the progress of a long operation. */
@FunctionalInterface
public interface GalleryProgress {
    /** Does nothing. */
    GalleryProgress NONE = (done, total) -> {};

    /**
     * So much is done. Called on the thread that does it, every few thousand steps and at the end; what it throws ends the
     * work.
     *
     * @param done how many, 0 to {@code total}
     * @param total how many there are
     */
    void at(long done, long total);
}
