package io.facebridge.operations.guard;

import io.facebridge.liveness.LivenessSessionId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

final class InMemoryRedemptionStore implements RedemptionStore {
    private static final int SWEEP_AT = 1024;

    private final Clock clock;
    private final Map<LivenessSessionId, Instant> used = new HashMap<>();
    private int sweepAt = SWEEP_AT;

    InMemoryRedemptionStore(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public synchronized boolean putIfAbsent(LivenessSessionId session, Instant keepUntil) {
        Instant now = clock.instant();
        if (!now.isBefore(keepUntil)) {
            return false;
        }
        if (used.size() >= sweepAt) {
            used.values().removeIf(until -> !now.isBefore(until));
            sweepAt = Math.max(SWEEP_AT, 2 * used.size());
        }
        return used.putIfAbsent(session, keepUntil) == null;
    }

    @Override
    public String toString() {
        return "RedemptionStore[in memory]";
    }
}
