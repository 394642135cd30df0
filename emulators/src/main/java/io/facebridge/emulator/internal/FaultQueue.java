package io.facebridge.emulator.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pending faults, in the order in which they were added. Thread-safe. */
public final class FaultQueue {
    private final List<Rule> rules = new ArrayList<>();

    /** Adds a fault of that many requests, of the operation or, if it is null, of any. */
    public synchronized void add(int count, @Nullable String operation, Fault fault) {
        rules.add(new Rule(operation, fault, count, null));
    }

    /** Adds a fault of all requests before the end, of the operation or, if it is null, of any. */
    public synchronized void addUntil(Instant end, @Nullable String operation, Fault fault) {
        rules.add(new Rule(operation, fault, Integer.MAX_VALUE, end));
    }

    /** Returns the fault of a request that arrives now; null if it has none. */
    public synchronized @Nullable Fault take(String operation, Instant now) {
        for (Iterator<Rule> all = rules.iterator(); all.hasNext(); ) {
            Rule rule = all.next();
            if (rule.end != null && !now.isBefore(rule.end)) {
                all.remove();
            } else if (rule.operation == null || rule.operation.equals(operation)) {
                if (rule.end == null) {
                    rule.left--;
                    if (rule.left == 0) {
                        all.remove();
                    }
                }
                return rule.fault;
            }
        }
        return null;
    }

    /** Removes all faults. */
    public synchronized void clear() {
        rules.clear();
    }

    private static final class Rule {
        private final @Nullable String operation;
        private final Fault fault;
        private final @Nullable Instant end;
        private int left;

        Rule(@Nullable String operation, Fault fault, int left, @Nullable Instant end) {
            this.operation = operation;
            this.fault = fault;
            this.left = left;
            this.end = end;
        }
    }
}
