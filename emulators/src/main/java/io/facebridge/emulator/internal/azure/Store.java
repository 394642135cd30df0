package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.Templates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of an emulator. Threads hold the lock of the store while they read or change faces and groups; models never
 * run under it.
 */
public final class Store {
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final Times times;
    private final Map<String, TemporaryFace> faces = new HashMap<>();
    private final Templates<String> templates = new Templates<>();
    private final Map<String, StoredGroup> groups = new TreeMap<>();

    /** Creates an empty store. */
    public Store(Clock clock, Supplier<UUID> ids, Times times) {
        this.clock = clock;
        this.ids = ids;
        this.times = times;
    }

    /**
     * The durations of the steps that take time.
     *
     * @param queued a training, until it begins
     * @param running a training, once it has begun
     * @param busy a person, after one of its faces was added or deleted
     */
    public record Times(Duration queued, Duration running, Duration busy) {}

    /** A face that detection has kept for a while. */
    static final class TemporaryFace {
        private final String id;
        private final RecognitionModel model;
        private final Instant expires;

        TemporaryFace(String id, RecognitionModel model, Instant expires) {
            this.id = id;
            this.model = model;
            this.expires = expires;
        }

        RecognitionModel model() {
            return model;
        }

        @Override
        public String toString() {
            return "TemporaryFace[" + model + "]";
        }
    }

    Instant now() {
        return clock.instant();
    }

    String newId() {
        return ids.get().toString();
    }

    /** Keeps a face for so long; answers its id. */
    String keep(float[] vector, RecognitionModel model, Duration life) {
        Instant now = now();
        List<TemporaryFace> expired = faces.values().stream()
                .filter(face -> !now.isBefore(face.expires))
                .toList();
        expired.forEach(face -> {
            faces.remove(face.id);
            templates.remove(face.id);
        });
        String id = newId();
        templates.put(id, vector);
        faces.put(id, new TemporaryFace(id, model, now.plus(life)));
        return id;
    }

    /** A face that was kept and has not expired; null if there is none. */
    @Nullable
    TemporaryFace face(String id) {
        TemporaryFace face = faces.get(id);
        return face == null || !now().isBefore(face.expires) ? null : face;
    }

    /** A copy of the template of a face that is there. */
    float[] template(TemporaryFace face) {
        return Objects.requireNonNull(templates.vector(face.id), "every face has a template");
    }

    /** All groups, by their ids in order. */
    Map<String, StoredGroup> groups() {
        return groups;
    }

    StoredGroup group(String id) {
        StoredGroup group = groups.get(id);
        if (group == null) {
            throw RefusedException.notFound("LargePersonGroupNotFound", "The large person group is not found.");
        }
        return group;
    }

    /** A group that is about to be changed: not while it is trained. */
    StoredGroup groupToChange(String id) {
        StoredGroup group = group(id);
        if (group.isUnderTraining(now())) {
            throw RefusedException.underTraining();
        }
        return group;
    }

    StoredPerson person(String groupId, String id) {
        return person(group(groupId), id);
    }

    static StoredPerson person(StoredGroup group, String id) {
        StoredPerson person = group.persons.get(id);
        if (person == null) {
            throw RefusedException.noPerson();
        }
        return person;
    }

    /** A person whose faces are about to be changed: not right after another such change. */
    StoredPerson personToChange(String groupId, String id) {
        StoredPerson person = person(groupToChange(groupId), id);
        if (now().isBefore(person.busyUntil)) {
            throw RefusedException.conflict(
                    "ConcurrentOperationConflict", "Another operation on the person is not over yet.");
        }
        return person;
    }

    void touch(StoredPerson person) {
        person.busyUntil = now().plus(times.busy());
    }

    void train(StoredGroup group) {
        Instant now = now();
        Instant starts = now.plus(times.queued());
        group.train(now, starts, starts.plus(times.running()));
    }

    /** Makes a group unless it is there. */
    public synchronized void seedGroup(String id) {
        groups.computeIfAbsent(id, name -> new StoredGroup(name, name, null, RecognitionModel.RECOGNITION_04));
    }

    /** Adds a person to a seeded group, as if it had been trained since; returns the person's id. */
    public synchronized String seedPerson(
            String groupId, String name, @Nullable String userData, List<float[]> vectors) {
        StoredGroup group = groups.get(groupId);
        if (group == null) {
            throw new IllegalStateException("the group " + groupId + " was deleted; seed it again");
        }
        StoredPerson person = new StoredPerson(newId(), name, userData);
        vectors.forEach(vector -> {
            group.add(person, new StoredFace(newId(), null), vector);
        });
        group.seed(person, now());
        return person.id;
    }

    /** Forgets everything. */
    public synchronized void clear() {
        faces.clear();
        templates.clear();
        groups.clear();
    }

    @Override
    public String toString() {
        return "Store[]";
    }
}
