package io.facebridge.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The registration, within this process, of a file that is locked itself, by a descriptor of its own. On POSIX systems the lock
 * ends when the process closes any descriptor of the file. While the file is registered, it is not registered again, by whatever
 * name, and closing a {@link ReopenedFile} of it keeps the lock. Thread-safe.
 */
public final class ContentLock implements AutoCloseable {
    private final Set<Object> keys;
    private boolean held = true;

    private ContentLock(Set<Object> keys) {
        this.keys = keys;
    }

    /**
     * Registers a file. To be called before the file is opened to lock it, so that a file which is locked already is not opened.
     *
     * @param file exists
     * @return to be closed after the descriptor that has the lock; empty if the file is registered already
     * @throws IOException if the file does not exist
     */
    public static Optional<ContentLock> of(Path file) throws IOException {
        Set<Object> keys = Set.of(HeldPaths.contentKeyOf(file));
        return HeldPaths.hold(keys) ? Optional.of(new ContentLock(keys)) : Optional.empty();
    }

    /** Ends the registration. Idempotent. */
    @Override
    public synchronized void close() {
        if (held) {
            held = false;
            HeldPaths.release(keys);
        }
    }

    /** Contains no path. */
    @Override
    public synchronized String toString() {
        return "ContentLock[" + (held ? "held" : "released") + "]";
    }
}
