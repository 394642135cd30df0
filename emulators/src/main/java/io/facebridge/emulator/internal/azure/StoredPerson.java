package io.facebridge.emulator.internal.azure;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A person of a group, with all faces. Guarded by the store's lock. */
final class StoredPerson {
    static final int MAX_FACES = 248;

    final String id;
    final Map<String, StoredFace> faces = new TreeMap<>();
    String name;

    @Nullable
    String userData;

    Instant busyUntil = Instant.MIN;

    StoredPerson(String id, String name, @Nullable String userData) {
        this.id = id;
        this.name = name;
        this.userData = userData;
    }

    @Override
    public String toString() {
        return "StoredPerson[" + faces.size() + " faces]";
    }
}
