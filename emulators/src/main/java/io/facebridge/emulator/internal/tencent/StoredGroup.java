package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.FusedTemplates;
import io.facebridge.emulator.internal.Templates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A group of persons. Guarded by the store's lock. */
final class StoredGroup {
    final String id;
    final String model;
    final List<String> descriptions;
    final Instant created;
    final Map<String, StoredPerson> persons = new LinkedHashMap<>();
    final Templates<StoredFace> templates = new Templates<>();
    final FusedTemplates<StoredPerson, StoredFace> personTemplates =
            new FusedTemplates<>(templates, StoredPerson::since);
    String name;
    String tag;
    Instant updated;

    StoredGroup(String id, String name, String tag, String model, List<String> descriptions, Instant created) {
        this.id = id;
        this.name = name;
        this.tag = tag;
        this.model = model;
        this.descriptions = new ArrayList<>(descriptions);
        this.created = created;
        updated = created;
    }

    /** Adds a face of a person who is, or will be, in the group. */
    void add(StoredFace face, float[] template) {
        templates.put(face, template);
        personTemplates.changed(face.person());
    }

    void remove(StoredFace face) {
        templates.remove(face);
        personTemplates.changed(face.person());
    }

    @Override
    public String toString() {
        return "StoredGroup[" + persons.size() + " persons]";
    }
}
