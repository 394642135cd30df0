package io.facebridge.operations.guard;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class InMemoryAttemptStore implements AttemptStore {
    private final Map<String, Attempts> stored = new HashMap<>();
    private long versions;

    @Override
    public synchronized Attempts find(String subject) {
        return stored.getOrDefault(subject, Attempts.NONE);
    }

    @Override
    public synchronized boolean replace(String subject, long expected, List<Attempt> attempts, Instant keepUntil) {
        if (find(subject).version() != expected) {
            return false;
        }
        versions++;
        stored.put(subject, new Attempts(versions, attempts));
        return true;
    }

    @Override
    public synchronized void remove(String subject) {
        stored.remove(subject);
    }

    @Override
    public String toString() {
        return "AttemptStore[in memory]";
    }
}
