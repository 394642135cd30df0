package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.Vectors;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A person of a group, with all faces. Guarded by the store's lock. */
final class StoredPerson {
    static final int MOST_FACES = 248;

    final String id;
    final Map<String, Face> faces = new TreeMap<>();
    String name;

    @Nullable
    String userData;

    Instant busyUntil = Instant.MIN;

    StoredPerson(String id, String name, @Nullable String userData) {
        this.id = id;
        this.name = name;
        this.userData = userData;
    }

    /** A face that was kept. */
    static final class Face {
        final String id;
        private final float[] vector;

        @Nullable
        String userData;

        /** Compared by that vector. */
        Face(String id, float[] vector, @Nullable String userData) {
            this.id = id;
            this.vector = vector;
            this.userData = userData;
        }

        /** The caller does not change it. */
        float[] vector() {
            return vector;
        }

        @Override
        public String toString() {
            return "Face[" + id + "]";
        }
    }

    /** What all faces together are compared by; empty if there is none. */
    Optional<float[]> vector() {
        List<float[]> vectors = faces.values().stream().map(Face::vector).toList();
        return vectors.isEmpty() ? Optional.empty() : Optional.of(Vectors.mean(vectors));
    }

    @Override
    public String toString() {
        return "StoredPerson[" + faces.size() + " faces]";
    }
}
