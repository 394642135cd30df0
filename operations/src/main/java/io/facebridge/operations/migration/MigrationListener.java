package io.facebridge.operations.migration;

/** Receives the progress of a migration. */
@FunctionalInterface
public interface MigrationListener {
    /**
     * After each person, once what became of the person is on the disk; on the migration's thread.
     *
     * @param progress how far it is
     */
    void onProgress(MigrationProgress progress);
}
