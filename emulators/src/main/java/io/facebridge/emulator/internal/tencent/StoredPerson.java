package io.facebridge.emulator.internal.tencent;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A person of one group or more, with all faces. Guarded by the store's lock. */
final class StoredPerson {
    static final int MAX_FACES = 5;

    final String id;
    final Instant created;
    final String model;
    final Map<String, StoredFace> faces = new LinkedHashMap<>();
    final Set<StoredGroup> groups = new LinkedHashSet<>();
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

    /** Adds a face. A person with faces is in at least one group. */
    void add(StoredFace face, float[] template) {
        groups.forEach(group -> group.add(face, template)); // first, because it may be refused
        faces.put(face.id, face);
    }

    void remove(StoredFace face) {
        faces.remove(face.id);
        groups.forEach(group -> group.remove(face));
    }

    void join(StoredGroup group) {
        faces.values().forEach(face -> group.add(face, template(face)));
        groups.add(group);
        group.persons.put(id, this);
    }

    void leave(StoredGroup group) {
        groups.remove(group);
        descriptions.remove(group.id);
        group.persons.remove(id);
        faces.values().forEach(group.templates::remove);
        group.personTemplates.remove(this);
    }

    private float[] template(StoredFace face) {
        return Objects.requireNonNull(home().templates.vector(face), "every face has a template");
    }

    /** A group, which has the templates. */
    private StoredGroup home() {
        return groups.iterator().next();
    }

    /** The faces, each with the moment from which on it counts. */
    Map<StoredFace, Instant> since() {
        Map<StoredFace, Instant> since = new LinkedHashMap<>();
        faces.values().forEach(face -> since.put(face, face.searchableFrom));
        return since;
    }

    /** How alike the person's faces are to a probe. */
    DoubleStream cosines(float[] probe) {
        return cosines(faces.values().stream(), probe);
    }

    /** How alike those of the person's faces are to a probe that can be searched; empty if none can. */
    DoubleStream cosines(float[] probe, Instant now) {
        return cosines(faces.values().stream().filter(face -> face.isSearchable(now)), probe);
    }

    private DoubleStream cosines(Stream<StoredFace> of, float[] probe) {
        return of.mapToDouble(face -> home().templates.cosine(face, probe).orElseThrow());
    }

    /** How alike all faces together are to a probe; empty if none is searchable. */
    OptionalDouble fusedCosine(float[] probe, Instant now) {
        return home().personTemplates.at(now).cosine(this, probe);
    }

    @Override
    public String toString() {
        return "StoredPerson[" + faces.size() + " faces]";
    }
}
