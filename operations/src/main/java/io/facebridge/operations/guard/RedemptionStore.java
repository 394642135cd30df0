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
 * <p>A record contains a session and no subject, and is not removed with one: it prevents a redeemed session from being
 * redeemed again. It may be forgotten one hour after the session's end, and is removed when another one is added after that.
 */
@FunctionalInterface
public interface RedemptionStore {
    /**
     * Records a session as redeemed, unless it is recorded already. Atomic.
     *
     * @param session the session
     * @param keepUntil the instant from which the record may be forgotten. An implementation must return {@code false} when
     *     this has passed already, as it may have forgotten
     * @return whether this call recorded it
     */
    boolean putIfAbsent(LivenessSessionId session, Instant keepUntil);

    /**
     * Redeems an outcome. A session can be redeemed once; a second attempt is rejected, and a rejected attempt does not redeem
     * it. Only liveness counts: judge the outcome's comparison too, before or after. A result that is older than the limit can
     * still be read and is not accepted.
     *
     * @param subject who redeems it; must be the subject that the session was opened for
     * @param outcome of the session
     * @return ACCEPTED once, and only for a decision of LIVE; accepted until one hour after the session's end at most
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
     * Creates a store in the memory of this process, which keeps each record no longer than needed.
     *
     * @param clock decides when a record may be forgotten
     * @return a new, empty store
     */
    static RedemptionStore inMemory(Clock clock) {
        return new InMemoryRedemptionStore(clock);
    }
}
