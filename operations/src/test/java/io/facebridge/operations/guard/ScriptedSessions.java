package io.facebridge.operations.guard;

import io.facebridge.LivenessSessions;
import io.facebridge.error.Effect;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A service without a camera: sessions of three minutes that end as the test says. */
final class ScriptedSessions implements LivenessSessions {
    private static final Duration LIFE = Duration.ofMinutes(3);

    private final Clock clock;
    private final AtomicInteger opened = new AtomicInteger();
    private final Map<LivenessSessionId, UnaryOperator<LivenessOutcome.Builder>> ended = new ConcurrentHashMap<>();
    volatile boolean down;
    volatile boolean broken;

    ScriptedSessions(Clock clock) {
        this.clock = clock;
    }

    int opened() {
        return opened.get();
    }

    LivenessSession end(LivenessSession session, UnaryOperator<LivenessOutcome.Builder> how) {
        ended.put(session.id(), how);
        return session;
    }

    @Override
    public LivenessSession open(LivenessSessionRequest request) {
        requireUp();
        if (broken) {
            throw new NoClassDefFoundError("the test says that a library is missing");
        }
        LivenessSession.Builder session = LivenessSession.restore(
                new LivenessSessionId("session-" + opened.incrementAndGet()),
                request.subject(),
                clock.instant().plus(LIFE));
        request.verifyAgainst().ifPresent(session::verifyAgainst);
        return session.build();
    }

    @Override
    public LivenessOutcome result(LivenessSession session) {
        requireUp();
        if (!clock.instant().isBefore(session.expiresAt())) {
            return LivenessOutcome.builder(session, LivenessState.EXPIRED).build();
        }
        UnaryOperator<LivenessOutcome.Builder> how = ended.get(session.id());
        return how == null
                ? LivenessOutcome.builder(session, LivenessState.CREATED).build()
                : how.apply(LivenessOutcome.builder(session, LivenessState.COMPLETED))
                        .build();
    }

    private void requireUp() {
        if (down) {
            throw new ProviderUnavailableException(
                    "the test says that the service is down", null, Effect.NONE, null, null);
        }
    }
}
