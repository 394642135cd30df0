package io.facebridge.liveness;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class AttemptsInMemory implements AttemptStore {
    private final Map<String, Attempts> stored = new HashMap<>();

    @Override
    public synchronized Attempts find(String subject) {
        return stored.getOrDefault(subject, Attempts.NONE);
    }

    @Override
    public synchronized boolean replace(String subject, long expected, List<Attempt> attempts, Instant keepUntil) {
        if (find(subject).version() != expected) {
            return false;
        }
        stored.put(subject, new Attempts(expected + 1, attempts));
        return true;
    }

    @Override
    public String toString() {
        return "AttemptStore[in memory]";
    }
}
