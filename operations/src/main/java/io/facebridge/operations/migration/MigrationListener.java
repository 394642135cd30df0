package io.facebridge.operations.migration;

/** Receives the progress of a migration; registered with {@link GalleryMigration#withListener}. */
@FunctionalInterface
public interface MigrationListener {
    /**
     * Receives the progress after each person, once the person's result is on the disk. Called on the thread of the migration. An
     * exception ends the run, which continues when it is run again.
     *
     * @param progress the progress
     */
    void onProgress(MigrationProgress progress);
}
