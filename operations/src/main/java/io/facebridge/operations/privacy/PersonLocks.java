package io.facebridge.operations.privacy;

import io.facebridge.gallery.PersonId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One lock per person, for as long as a thread holds or awaits it. Thread-safe. */
final class PersonLocks {
    private static final class Counted {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    private final ConcurrentHashMap<PersonId, Counted> locks = new ConcurrentHashMap<>();

    /** Runs an action while no other thread runs one of the same person. Reentrant. */
    <T> T callExclusively(PersonId person, Supplier<T> action) {
        Counted counted = locks.compute(person, (id, known) -> {
            Counted used = known == null ? new Counted() : known;
            used.users++;
            return used;
        });
        counted.lock.lock();
        try {
            return action.get();
        } finally {
            counted.lock.unlock();
            locks.computeIfPresent(person, (id, used) -> --used.users == 0 ? null : used);
        }
    }

    /** Returns the number of persons whose lock is held or awaited. */
    int count() {
        return locks.size();
    }
}
