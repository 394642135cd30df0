package io.facebridge.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.FaceProvider;
import io.facebridge.LivenessSessions;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.GuardedResult.Verdict;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.operations.guard.AttemptStore;
import io.facebridge.operations.guard.LivenessAttemptPolicy;
import io.facebridge.operations.guard.LivenessGuard;
import io.facebridge.operations.guard.Redemption;
import io.facebridge.operations.guard.RedemptionStore;
import io.facebridge.operations.guard.SubjectLockedException;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.CachingFaces;
import io.facebridge.testkit.TestImages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the sessions of every service give once a {@link LivenessGuard} stands in front of them, or their outcomes are redeemed.
 * The subclass starts an emulator, once for all tests, and scripts what the person and the service do.
 */
@Tag("models")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GuardedSessionsContract {
    /** Behind all emulators: opened once, and closed with the JVM; the same image is analyzed once. */
    static final CachingFaces SEEN = new CachingFaces(LocalFaces.create());

    private static final String SUBJECT = "login-17";
    private static final String OTHER = "login-18";

    /** Shorter than signatures of requests live, which time passing ends. */
    private static final LivenessAttemptPolicy FEW =
            new LivenessAttemptPolicy(3, Duration.ofMinutes(1), Duration.ofMinutes(2));

    /** Has passed when the first request has its answer. */
    private static final Duration INSTANT = Duration.ofNanos(1);

    private final TestImages photographs = TestImages.ofTheBuild();
    private volatile Duration passed = Duration.ZERO;

    /** The clock of the service, the provider and the guard: time goes by when a test says so. */
    final Clock clock = ((InstantSource) () -> Instant.now().plus(passed)).withZone(ZoneOffset.UTC);

    /** Without the quotas of real accounts. */
    static CallPolicy unlimited() {
        return CallPolicy.builder().unlimitedRate().build();
    }

    /** In front of the emulator: always the same one, open. */
    abstract FaceProvider provider();

    /** A policy at a false match rate of 1e-3 that can judge scores on a scale of the provider. */
    abstract MatchPolicy policy(ScoreScale scale);

    /** The person is filmed and judged, {@code live} or not: the best picture of the film, and then two for the audit. */
    abstract void complete(LivenessSession session, boolean live, List<FaceImage> film);

    // Behind a guard

    @Test
    void behind_a_guard_a_live_person_is_let_on_once() {
        LivenessGuard guard = guard();
        LivenessSession session = guard.open(LivenessSessionRequest.forSubject(SUBJECT));
        assertThat(guard.check(SUBJECT, session).verdict()).isEqualTo(Verdict.PENDING);
        complete(session, true, film());

        assertThat(guard.check(OTHER, session).verdict()).isEqualTo(Verdict.OTHER_SUBJECT);
        assertThat(guard.check(SUBJECT, session).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(guard.check(SUBJECT, session).verdict()).isEqualTo(Verdict.USED);
    }

    @Test
    void behind_a_guard_a_subject_that_fails_too_often_has_to_wait() {
        LivenessGuard guard = guard();
        for (int i = 0; i < FEW.maxFailures(); i++) {
            LivenessSession session = guard.open(LivenessSessionRequest.forSubject(SUBJECT));
            complete(session, false, film());
            assertThat(guard.check(SUBJECT, session).verdict()).isEqualTo(Verdict.NOT_LIVE);
        }

        assertThatExceptionOfType(SubjectLockedException.class)
                .isThrownBy(() -> guard.open(LivenessSessionRequest.forSubject(SUBJECT)));
        passed = FEW.lockOut();
        assertThatCode(() -> guard.open(LivenessSessionRequest.forSubject(SUBJECT)))
                .doesNotThrowAnyException();
    }

    @Test
    void behind_a_guard_the_film_is_compared_with_the_picture_that_is_kept() {
        LivenessGuard guard = guard();
        assertThat(compared(guard, photographs.portrait())).isEqualTo(Verdict.ACCEPTED);
        assertThat(compared(guard, photographs.otherPerson())).isEqualTo(Verdict.NO_MATCH);
    }

    @Test
    void behind_a_guard_a_session_opened_with_an_image_is_not_accepted_without_its_comparison() {
        LivenessGuard guard = guard();
        LivenessSession session =
                guard.open(LivenessSessionRequest.forSubject(SUBJECT).verifyAgainst(photographs.portrait()));
        complete(session, true, film());
        LivenessSession restored = LivenessSession.restore(session.id(), SUBJECT, session.expiresAt())
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> guard.check(SUBJECT, restored))
                .withMessageContaining("policy");
        MatchPolicy policy = policy(
                sessions().result(session).comparison().orElseThrow().score().scale());
        assertThat(guard.check(SUBJECT, session, policy).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    // Redeemed without a guard

    @Test
    void an_outcome_lets_its_subject_in_once_and_no_other() {
        LivenessSession session = open();
        RedemptionStore redemptions = RedemptionStore.inMemory(clock);
        complete(session, true, film());
        LivenessOutcome outcome = sessions().result(session);

        assertThat(redemptions.redeem(OTHER, outcome)).isEqualTo(Redemption.OTHER_SUBJECT);
        assertThat(redemptions.redeem(SUBJECT, outcome)).isEqualTo(Redemption.ACCEPTED);
        assertThat(redemptions.redeem(SUBJECT, sessions().result(session))).isEqualTo(Redemption.USED);
    }

    @Test
    void an_outcome_that_is_not_live_lets_its_subject_not_in() {
        LivenessSession session = open();
        complete(session, false, film());

        assertThat(RedemptionStore.inMemory(clock).redeem(SUBJECT, sessions().result(session)))
                .isEqualTo(Redemption.NOT_LIVE);
    }

    @Test
    void an_outcome_that_was_awaited_again_lets_its_subject_in() {
        LivenessSession session = open();
        assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> sessions().awaitResult(session, INSTANT));
        complete(session, true, film());

        assertThat(RedemptionStore.inMemory(clock).redeem(SUBJECT, sessions().awaitResult(session, INSTANT)))
                .isEqualTo(Redemption.ACCEPTED);
    }

    private Verdict compared(LivenessGuard guard, FaceImage kept) {
        LivenessSession session = guard.open(LivenessSessionRequest.forSubject(SUBJECT));
        complete(session, true, film());
        return guard.compare(
                        SUBJECT,
                        session,
                        provider().comparer(),
                        kept,
                        policy(provider().comparer().scale().orElseThrow()))
                .verdict();
    }

    private LivenessGuard guard() {
        return LivenessGuard.builder(sessions(), AttemptStore.inMemory(), RedemptionStore.inMemory(clock), clock)
                .attemptPolicy(FEW)
                .build();
    }

    private LivenessSession open() {
        return sessions().open(LivenessSessionRequest.forSubject(SUBJECT));
    }

    private LivenessSessions sessions() {
        return provider().require(LivenessSessions.class);
    }

    private List<FaceImage> film() {
        return List.of(photographs.samePerson(), photographs.portrait(), photographs.samePerson());
    }
}
