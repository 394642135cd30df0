package io.facebridge.liveness;

import java.time.Clock;
import java.time.Instant;

/**
 * Remembers which sessions were used, so that an outcome lets somebody in once. Thread-safe; several processes need one
 * that they share, for example {@link io.facebridge.store.JdbcStores#redemptions}.
 *
 * <p>A record holds a session and no subject, and is not removed with one: it keeps a session that was used from being used
 * again. It may be forgotten one hour after the session's end, and is removed when another one comes after that.
 */
@FunctionalInterface
public interface RedemptionStore {
    /**
     * Records a session as used, unless it is recorded already: one atomic step.
     *
     * @param session the session
     * @param keepUntil from when on the record may be forgotten. An implementation must answer {@code false} when this is
     *     over already, as it may have forgotten
     * @return whether this call recorded it
     */
    boolean putIfAbsent(LivenessSessionId session, Instant keepUntil);

    /**
     * Remembers in this process, as long as it runs and no longer than needed.
     *
     * @param clock tells when a record may be forgotten
     * @return a new, empty memory
     */
    static RedemptionStore inMemory(Clock clock) {
        return new InMemoryRedemptionStore(clock);
    }
}
