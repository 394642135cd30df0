package io.facebridge.operations.guard;

import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSessionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Stores which sessions were redeemed, so that an outcome is accepted at most once. Thread-safe; several processes must share
 * one, for example {@link io.facebridge.operations.jdbc.JdbcStores#redemptions}.
 *
 * <p>A record contains a session and no subject, and is not removed with a subject: it prevents a redeemed session from being
 * redeemed again. It expires one hour after the session's end, and is removed when another one is added after that.
 */
@FunctionalInterface
public interface RedemptionStore {
    /**
     * Records a session as redeemed, unless it is recorded already. Atomic.
     *
     * @param session the session
     * @param keepUntil the instant from which the record may be removed. If it has passed, an implementation must return
     *     {@code false}, as an earlier record may have been removed
     * @return whether this call recorded the session
     */
    boolean putIfAbsent(LivenessSessionId session, Instant keepUntil);

    /**
     * Redeems an outcome. A session can be redeemed once; a second attempt is rejected. A rejected attempt does not redeem it.
     * Considers liveness only: judge the outcome's comparison too. An outcome can be redeemed until one hour after the session's
     * end; after that it can be read, and is not accepted.
     *
     * @param subject the subject that redeems it; must be the one for which the session was opened
     * @param outcome the outcome of the session
     * @return ACCEPTED at most once, and only for a decision of LIVE
     */
    default Redemption redeem(String subject, LivenessOutcome outcome) {
        if (!outcome.session().subject().equals(subject)) {
            return Redemption.OTHER_SUBJECT;
        }
        if (outcome.decision() != LivenessDecision.LIVE) {
            return Redemption.NOT_LIVE;
        }
        Instant keepUntil = outcome.session().expiresAt().plus(Duration.ofHours(1));
        return putIfAbsent(outcome.session().id(), keepUntil) ? Redemption.ACCEPTED : Redemption.USED;
    }

    /**
     * Creates a store in the memory of this process, which removes expired records.
     *
     * @param clock the clock by which records expire
     * @return a new, empty store
     */
    static RedemptionStore inMemory(Clock clock) {
        return new InMemoryRedemptionStore(clock);
    }
}
