package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.FusedTemplates;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A user of a collection: the mean of the faces that are associated with it. Guarded by the store's lock. */
final class StoredPerson {
    /** The status after every change of the faces. */
    static final String UPDATING = "UPDATING";

    final long number;
    final String id;

    private final FusedTemplates<StoredPerson, StoredFace> templates;
    private final Map<String, StoredFace> faces = new LinkedHashMap<>();
    private Instant activeFrom = Instant.MIN;

    StoredPerson(long number, String id, FusedTemplates<StoredPerson, StoredFace> templates) {
        this.number = number;
        this.id = id;
        this.templates = templates;
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
        face.release(this, becomesActive);
        changed(becomesActive);
    }

    private void changed(Instant becomesActive) {
        activeFrom = becomesActive;
        templates.changed(this);
    }

    String status(Instant now) {
        if (now.isBefore(activeFrom)) {
            return UPDATING;
        }
        return faces.isEmpty() ? "CREATED" : "ACTIVE";
    }

    /** The faces, each with the moment from which on it counts. */
    Map<StoredFace, Instant> since() {
        Map<StoredFace, Instant> since = new LinkedHashMap<>();
        faces.values().forEach(face -> since.put(face, face.associatedFrom));
        return since;
    }

    @Override
    public String toString() {
        return "StoredPerson[" + id + "]";
    }
}
