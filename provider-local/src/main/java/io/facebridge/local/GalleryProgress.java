package io.facebridge.local;

/** Is told how far something that takes long has come. */
@FunctionalInterface
public interface GalleryProgress {
    /** Is told and does nothing. */
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
