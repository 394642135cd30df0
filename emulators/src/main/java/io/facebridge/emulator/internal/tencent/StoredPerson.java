package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.Vectors;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A person of one group or more, with all faces. Guarded by the store's lock. */
final class StoredPerson {
    static final int MOST_FACES = 5;

    final String id;
    final Instant created;
    final String model;
    final Map<String, Face> faces = new LinkedHashMap<>();
    final Set<Group> groups = new LinkedHashSet<>();
    final Map<String, Map<Integer, String>> descriptions = new LinkedHashMap<>();
    String name;
    long gender;

    StoredPerson(String id, String name, long gender, Instant created, String model) {
        this.id = id;
        this.name = name;
        this.gender = gender;
        this.created = created;
        this.model = model;
    }

    /** A face. */
    static final class Face {
        private final String id;
        private final float[] vector;
        private final Instant searchableFrom;

        /** Found from a moment on, compared by that vector. */
        Face(String id, float[] vector, Instant searchableFrom) {
            this.id = id;
            this.vector = vector;
            this.searchableFrom = searchableFrom;
        }

        String id() {
            return id;
        }

        /** The caller does not change it. */
        float[] vector() {
            return vector;
        }

        boolean isSearchable(Instant now) {
            return !now.isBefore(searchableFrom);
        }

        @Override
        public String toString() {
            return "Face[" + id + "]";
        }
    }

    void add(Face face) {
        faces.put(face.id, face);
    }

    List<Face> searchable(Instant now) {
        return faces.values().stream().filter(face -> face.isSearchable(now)).toList();
    }

    /** What all faces together are compared by; empty if none is searchable. */
    Optional<float[]> fused(Instant now) {
        List<float[]> vectors = searchable(now).stream().map(Face::vector).toList();
        return vectors.isEmpty() ? Optional.empty() : Optional.of(Vectors.mean(vectors));
    }

    @Override
    public String toString() {
        return "StoredPerson[" + faces.size() + " faces]";
    }
}
