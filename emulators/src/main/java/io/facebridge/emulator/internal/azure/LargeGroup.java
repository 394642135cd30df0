package io.facebridge.emulator.internal.azure;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A large person group, and what its last successful training has seen of it. Guarded by the store's lock. */
final class LargeGroup {
    final String id;
    final RecognitionModel model;
    final Map<String, StoredPerson> persons = new TreeMap<>();
    String name;

    @Nullable
    String userData;

    private @Nullable Training training;
    private @Nullable Map<String, float[]> trained;
    private @Nullable Instant lastSuccess;

    LargeGroup(String id, String name, @Nullable String userData, RecognitionModel model) {
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
     * @param seen the vector of each person that has a face; empty if it will fail
     */
    record Training(Instant created, Instant starts, Instant ends, Map<String, float[]> seen) {
        String status(Instant now) {
            if (now.isBefore(starts)) {
                return "notStarted";
            }
            if (now.isBefore(ends)) {
                return "running";
            }
            return seen.isEmpty() ? "failed" : "succeeded";
        }

        boolean isOver(Instant now) {
            return !now.isBefore(ends);
        }

        @Override
        public String toString() {
            return "Training[" + created + "]";
        }
    }

    /** Starts a training of what is there now. */
    void train(Instant created, Instant starts, Instant ends) {
        settle(created);
        Map<String, float[]> seen = new HashMap<>();
        persons.values().forEach(person -> person.vector().ifPresent(vector -> seen.put(person.id, vector)));
        training = new Training(created, starts, ends, seen);
        settle(created);
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
    Map<String, float[]> trained(Instant now) {
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
        if (last != null && last.isOver(now) && !last.seen.isEmpty()) {
            trained = last.seen;
            lastSuccess = last.ends;
        }
    }

    /** Adds somebody as if a training had seen it. */
    void seed(StoredPerson person, Instant now) {
        persons.put(person.id, person);
        Training last = training(now);
        Map<String, float[]> seen = last == null || last.seen.isEmpty() ? new HashMap<>() : last.seen;
        person.vector().ifPresent(vector -> seen.put(person.id, vector));
        if (last == null || last.seen.isEmpty()) {
            training = new Training(now, now, now, seen);
        }
        settle(now);
    }

    @Override
    public String toString() {
        return "LargeGroup[" + persons.size() + " persons]";
    }
}
