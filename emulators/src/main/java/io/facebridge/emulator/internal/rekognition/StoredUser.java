package io.facebridge.emulator.internal.rekognition;

import io.facebridge.emulator.internal.Vectors;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user of a collection: the mean of the faces that are associated with it. Guarded by the store's lock. */
final class StoredUser {
    final long number;
    final String id;

    private final Map<String, StoredFace> faces = new LinkedHashMap<>();
    private Instant activeFrom = Instant.MIN;
    private float @Nullable [] vector;
    private boolean vectorIsCurrent;
    private Instant vectorChanges = Instant.MAX;

    StoredUser(long number, String id) {
        this.number = number;
        this.id = id;
    }

    int size() {
        return faces.size();
    }

    List<StoredFace> faces() {
        return List.copyOf(faces.values());
    }

    void add(StoredFace face, Instant associatedFrom, Instant becomesActive) {
        face.user = this;
        face.associatedFrom = associatedFrom;
        faces.put(face.id, face);
        changed(becomesActive);
    }

    void remove(StoredFace face, Instant becomesActive) {
        faces.remove(face.id);
        face.user = null;
        changed(becomesActive);
    }

    private void changed(Instant becomesActive) {
        activeFrom = becomesActive;
        vectorIsCurrent = false;
    }

    String status(Instant now) {
        if (now.isBefore(activeFrom)) {
            return "UPDATING";
        }
        return faces.isEmpty() ? "CREATED" : "ACTIVE";
    }

    /** What is searched; null while no association has taken effect. */
    float @Nullable [] vector(Instant now) {
        if (!vectorIsCurrent || !now.isBefore(vectorChanges)) {
            List<float[]> effective = faces.values().stream()
                    .filter(face -> !now.isBefore(face.associatedFrom))
                    .map(face -> face.vector)
                    .toList();
            vector = effective.isEmpty() ? null : Vectors.mean(effective);
            vectorChanges = faces.values().stream()
                    .map(face -> face.associatedFrom)
                    .filter(now::isBefore)
                    .min(Instant::compareTo)
                    .orElse(Instant.MAX);
            vectorIsCurrent = true;
        }
        return vector;
    }

    /** What a further face is compared with when it is associated; null if there is no face yet. */
    float @Nullable [] meanOfAll() {
        return faces.isEmpty()
                ? null
                : Vectors.mean(faces.values().stream().map(face -> face.vector).toList());
    }

    @Override
    public String toString() {
        return "StoredUser[" + id + "]";
    }
}
