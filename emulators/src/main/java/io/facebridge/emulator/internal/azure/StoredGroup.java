package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.Templates;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A large person group, and what its last successful training has seen of it. Guarded by the store's lock. */
final class StoredGroup {
    final String id;
    final RecognitionModel model;
    final Map<String, StoredPerson> persons = new TreeMap<>();
    private final Templates<StoredFace> templates = new Templates<>();
    String name;

    @Nullable
    String userData;

    private @Nullable Training training;
    private @Nullable Templates<String> trained;
    private @Nullable Instant lastSuccess;

    StoredGroup(String id, String name, @Nullable String userData, RecognitionModel model) {
        this.id = id;
        this.name = name;
        this.userData = userData;
        this.model = model;
    }

    /**
     * A training, which sees what was there when it was asked for.
     *
     * @param created when it was asked for
     * @param starts when it begins
     * @param ends when it is over
     * @param seen the template of each person that has a face; none if it will fail
     */
    record Training(Instant created, Instant starts, Instant ends, Templates<String> seen) {
        String status(Instant now) {
            if (now.isBefore(starts)) {
                return "notStarted";
            }
            if (now.isBefore(ends)) {
                return "running";
            }
            return seen.size() == 0 ? "failed" : "succeeded";
        }

        boolean isOver(Instant now) {
            return !now.isBefore(ends);
        }

        @Override
        public String toString() {
            return "Training[" + created + "]";
        }
    }

    void add(StoredPerson person, StoredFace face, float[] template) {
        templates.put(face, template); // first, because it may be refused
        person.faces.put(face.id, face);
    }

    void remove(StoredPerson person, StoredFace face) {
        person.faces.remove(face.id);
        templates.remove(face);
    }

    void remove(StoredPerson person) {
        persons.remove(person.id);
        person.faces.values().forEach(templates::remove);
    }

    /** What all faces of a person together are compared by; null if there is none. */
    float @Nullable [] template(StoredPerson person) {
        return templates.mean(person.faces.values());
    }

    /** Starts a training of what is there now. */
    void train(Instant created, Instant starts, Instant ends) {
        settle(created);
        Templates<String> seen = new Templates<>();
        persons.values().forEach(person -> see(person, seen));
        training = new Training(created, starts, ends, seen);
        settle(created);
    }

    private void see(StoredPerson person, Templates<String> seen) {
        float[] template = template(person);
        if (template != null) {
            seen.put(person.id, template);
        }
    }

    /** The last training; null if there was none. */
    @Nullable
    Training training(Instant now) {
        settle(now);
        return training;
    }

    boolean isUnderTraining(Instant now) {
        Training last = training;
        return last != null && !last.isOver(now);
    }

    /** What identification sees, by the persons' ids; null before the first training that succeeded. */
    @Nullable
    Templates<String> trained(Instant now) {
        settle(now);
        return trained;
    }

    /** When the last successful training was over; null if there was none. */
    @Nullable
    Instant lastSuccess(Instant now) {
        settle(now);
        return lastSuccess;
    }

    private void settle(Instant now) {
        Training last = training;
        if (last != null && last.isOver(now) && last.seen.size() > 0) {
            trained = last.seen;
            lastSuccess = last.ends;
        }
    }

    /** Adds a person as if a training had included it. */
    void seed(StoredPerson person, Instant now) {
        persons.put(person.id, person);
        Training last = training(now);
        boolean isFirst = last == null || last.seen.size() == 0;
        Templates<String> seen = last == null || isFirst ? new Templates<>() : last.seen;
        see(person, seen);
        if (isFirst) {
            training = new Training(now, now, now, seen);
        }
        settle(now);
    }

    @Override
    public String toString() {
        return "StoredGroup[" + persons.size() + " persons]";
    }
}
