package io.facebridge.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * The files and folders that this process holds. A system's locks are the whole process's, and on POSIX they end when any
 * descriptor of the file is closed: a second opening in the same process has to be refused before it touches the file. This is
 * one of the two static states of the library, and as such listed in the architecture test.
 */
final class HeldPaths {
    private static final Set<Object> HELD = new HashSet<>();

    private HeldPaths() {}

    /** Holds all of them, or none if one is held already. */
    static synchronized boolean hold(Set<Object> keys) {
        return Collections.disjoint(HELD, keys) && HELD.addAll(keys);
    }

    static synchronized void release(Set<Object> keys) {
        HELD.removeAll(keys);
    }

    /** The same for every name of a file or folder that exists: links, hard links and relative paths meet. */
    static Object keyOf(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toRealPath() : key; // Windows has no keys
    }
}
