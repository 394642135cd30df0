package io.facebridge.local.internal;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.internal.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;

/** A folder is one store's at a time. The system gives the lock back when a process ends, however it ends. */
final class FolderLock implements AutoCloseable {
    static final String FILE = "lock";

    private final ProcessLock lock;

    private FolderLock(ProcessLock lock) {
        this.lock = lock;
    }

    static FolderLock take(Path folder) throws IOException {
        return new FolderLock(ProcessLock.ofFolder(folder, FILE)
                .orElseThrow(() -> new GalleryStoreException(
                        Reason.IN_USE,
                        "the store in " + folder
                                + " is open already, in another process or in this one; close it there,"
                                + " or share one LocalFaces",
                        Effect.NONE,
                        null)));
    }

    @Override
    public void close() {
        lock.close();
    }
}
