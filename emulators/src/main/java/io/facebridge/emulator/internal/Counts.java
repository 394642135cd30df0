package io.facebridge.emulator.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The number of requests of each operation. Thread-safe. */
public final class Counts {
    private final Set<String> operations;
    private final Map<String, LongAdder> attempts = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> carriedOut = new ConcurrentHashMap<>();

    /** Creates counts of 0 for operations of these names. */
    public Counts(Set<String> operations) {
        this.operations = Set.copyOf(operations);
    }

    /** Counts an arrived request. */
    public void arrived(String operation) {
        count(attempts, operation);
    }

    /** Counts a request that was carried out. */
    public void carriedOut(String operation) {
        count(carriedOut, operation);
    }

    private static void count(Map<String, LongAdder> counts, String operation) {
        counts.computeIfAbsent(operation, name -> new LongAdder()).increment();
    }

    /**
     * Returns how many requests arrived.
     *
     * @throws IllegalArgumentException if the operation is not emulated
     */
    public long attempts(String operation) {
        return sum(attempts, operation);
    }

    /**
     * Returns how many requests were carried out.
     *
     * @throws IllegalArgumentException if the operation is not emulated
     */
    public long requests(String operation) {
        return sum(carriedOut, operation);
    }

    private long sum(Map<String, LongAdder> counts, String operation) {
        requireKnown(operation);
        LongAdder count = counts.get(operation);
        return count == null ? 0 : count.sum();
    }

    /**
     * Checks the name of an operation.
     *
     * @throws IllegalArgumentException if the operation is not emulated
     */
    public void requireKnown(String operation) {
        if (!operations.contains(operation)) {
            throw new IllegalArgumentException(
                    "operation must be one of " + operations.stream().sorted().toList() + " but was " + operation);
        }
    }

    /** Resets all counts to 0. */
    public void clear() {
        attempts.clear();
        carriedOut.clear();
    }

    @Override
    public String toString() {
        return "Counts[" + operations.size() + " operations]";
    }
}
