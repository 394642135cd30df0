package io.facebridge.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files and folders that this process holds. A system's locks are the whole process's, and on POSIX they end when any
 * descriptor of the file is closed: a second opening in the same process has to be refused before it touches the file, and a
 * descriptor by which a held file was read stays open, for the next reader, until the file is released. This is one of the two
 * static states of the library, and as such listed in the architecture test.
 */
final class HeldPaths {
    private static final Map<Object, List<Idle>> HELD = new HashMap<>();

    private HeldPaths() {}

    /** A descriptor of a held file that nothing uses at the moment. */
    record Idle(RandomAccessFile file, boolean isWritable) {}

    /** What is held where the file itself is locked, and not one beside it. */
    private record Content(Object key) {}

    /** Holds all of them, or none if one is held already. */
    static synchronized boolean hold(Set<Object> keys) {
        if (!Collections.disjoint(HELD.keySet(), keys)) {
            return false;
        }
        keys.forEach(key -> HELD.put(key, new ArrayList<>()));
        return true;
    }

    static synchronized void release(Set<Object> keys) {
        for (Object key : keys) {
            List<Idle> idle = HELD.remove(key);
            if (idle != null) {
                idle.forEach(each -> close(each.file));
            }
        }
    }

    /** The same for every name of a file or folder that exists: links, hard links and relative paths meet. */
    static Object keyOf(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toRealPath() : key; // Windows has no keys
    }

    /** The same for every name of a file that exists, and another one than that of the file as a name. */
    static Object contentKeyOf(Path path) throws IOException {
        return new Content(keyOf(path));
    }

    /** Hands over an idle descriptor of a held file; {@code null} if there is none. */
    static synchronized @Nullable RandomAccessFile take(Object contentKey, boolean isWritable) {
        for (Iterator<Idle> all = HELD.getOrDefault(contentKey, List.of()).iterator(); all.hasNext(); ) {
            Idle each = all.next();
            if (each.isWritable == isWritable) {
                all.remove();
                return each.file;
            }
        }
        return null;
    }

    /** Keeps a descriptor of a file that is held, and closes that of any other. */
    static synchronized void addIdle(Object contentKey, Idle descriptor) {
        List<Idle> idle = HELD.get(contentKey);
        boolean isByName =
                contentKey instanceof Content content && content.key instanceof Path; // Windows keeps its locks
        if (idle == null || isByName) {
            close(descriptor.file);
        } else {
            idle.add(descriptor);
        }
    }

    private static void close(RandomAccessFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // What was written was forced to the disk by its writer.
        }
    }
}
