package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.LivenessSessions;
import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.NotFoundException;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link LivenessSessions}. The subclass scripts what the person and the service do. */
public abstract class LivenessSessionsContract extends ProviderContract {
    private static final String SUBJECT = "login-17";

    /** A time that has passed when the first request is answered. */
    private static final Duration INSTANT = Duration.ofNanos(1);

    /** Creates the contract. */
    protected LivenessSessionsContract() {}

    /**
     * Returns a policy for the provider's scores, so that decisions can be checked.
     *
     * @param scale the score scale of the provider's scores
     * @return a policy at a false match rate of 1e-3 or stricter that can judge such scores
     */
    protected abstract MatchPolicy policy(ScoreScale scale);

    /**
     * Lets the person begin.
     *
     * @param session an open session
     */
    protected abstract void begin(LivenessSession session);

    /**
     * Lets the person be filmed and judged.
     *
     * @param session an open session
     * @param live whether the confidence is sufficient for the provider
     * @param film the best image of the film, and then two for the audit
     */
    protected abstract void complete(LivenessSession session, boolean live, List<FaceImage> film);

    /**
     * Aborts the session.
     *
     * @param session an open session
     */
    protected abstract void fail(LivenessSession session);

    /**
     * Advances the time of the provider and of the service.
     *
     * @param time the duration
     */
    protected abstract void pass(Duration time);

    /**
     * Returns the clock of the provider.
     *
     * @return the clock that {@link #pass} advances
     */
    protected abstract Clock clock();

    /**
     * Returns the maximum number of audit images.
     *
     * @return the provider's upper limit, at least 2 unless {@link #givesAuditImages} returns {@code false}
     */
    protected abstract int maxAuditImages();

    /**
     * Returns a session that the service does not know.
     *
     * @return a session that has not expired, with an id of the right form
     */
    protected abstract LivenessSession unknownSession();

    /**
     * Returns whether the service reports that a session has begun.
     *
     * @return {@code true} unless overridden; otherwise a session stays CREATED until it ends
     */
    protected boolean reportsSessionStart() {
        return true;
    }

    /**
     * Returns whether the service returns further images of the film, two or more.
     *
     * @return {@code true} unless overridden
     */
    protected boolean givesAuditImages() {
        return true;
    }

    /**
     * Returns whether the service keeps the result of a completed session after the session's end.
     *
     * @return {@code true} unless overridden
     */
    protected boolean keepsResultsPastTheEnd() {
        return true;
    }

    @Test
    void a_new_session_is_bound_to_its_subject_and_undecided() {
        LivenessSession session = open();

        assertThat(session.subject()).isEqualTo(SUBJECT);
        assertThat(session.expiresAt()).isAfter(clock().instant());
        assertThat(sessions().result(session)).satisfies(outcome -> {
            assertThat(outcome.state()).isEqualTo(LivenessState.CREATED);
            assertThat(outcome.decision()).isEqualTo(LivenessDecision.UNDECIDED);
            assertThat(outcome.confidence()).isEmpty();
            assertThat(outcome.referenceImage()).isEmpty();
            assertThat(outcome.auditImages()).isEmpty();
        });
    }

    @Test
    void two_sessions_are_two() {
        assertThat(open().id()).isNotEqualTo(open().id());
    }

    @Test
    void a_session_that_has_begun_is_in_progress() {
        LivenessSession session = open();
        begin(session);

        LivenessOutcome outcome = sessions().result(session);
        assertThat(outcome.state())
                .isEqualTo(reportsSessionStart() ? LivenessState.IN_PROGRESS : LivenessState.CREATED);
        assertThat(outcome.decision()).isEqualTo(LivenessDecision.UNDECIDED);
    }

    @Test
    void a_live_person_is_live() {
        LivenessOutcome outcome = completed(open(), true);

        assertThat(outcome.state()).isEqualTo(LivenessState.COMPLETED);
        assertThat(outcome.decision()).isEqualTo(LivenessDecision.LIVE);
        outcome.confidence().ifPresent(score -> {
            assertThat(score.scale().provider()).isEqualTo(provider().id());
            assertThat(score.scale().operation()).isEqualTo(ScoreScale.Operation.LIVENESS);
        });
    }

    @Test
    void a_person_below_the_liveness_threshold_is_not_live() {
        LivenessOutcome outcome = completed(open(), false);

        assertThat(outcome.state()).isEqualTo(LivenessState.COMPLETED);
        assertThat(outcome.decision()).isEqualTo(LivenessDecision.NOT_LIVE);
    }

    @Test
    void a_session_that_broke_off_has_failed() {
        LivenessSession session = open();
        begin(session);
        fail(session);

        LivenessOutcome outcome = sessions().result(session);
        assertThat(outcome.state()).isEqualTo(LivenessState.FAILED);
        assertThat(outcome.decision()).isEqualTo(LivenessDecision.UNDECIDED);
    }

    @Test
    void a_session_whose_time_is_over_has_expired() {
        LivenessSession session = open();
        passTheEndOf(session);

        assertThat(sessions().result(session).state()).isEqualTo(LivenessState.EXPIRED);
    }

    @Test
    void a_session_that_was_completed_keeps_its_decision_for_as_long_as_the_service_has_it() {
        LivenessSession session = open();
        complete(session, true, film());
        passTheEndOf(session);

        LivenessOutcome outcome = sessions().result(session);
        assertThat(outcome.state())
                .isEqualTo(keepsResultsPastTheEnd() ? LivenessState.COMPLETED : LivenessState.EXPIRED);
        assertThat(outcome.decision())
                .isEqualTo(keepsResultsPastTheEnd() ? LivenessDecision.LIVE : LivenessDecision.UNDECIDED);
        assertThat(outcome.referenceImage().isPresent()).isEqualTo(keepsResultsPastTheEnd());
    }

    @Test
    void a_session_in_which_the_person_did_not_finish_has_expired_when_its_time_is_over() {
        LivenessSession session = open();
        begin(session);
        passTheEndOf(session);

        assertThat(sessions().result(session).state()).isEqualTo(LivenessState.EXPIRED);
    }

    @Test
    void awaits_the_result_of_a_session_that_has_ended() {
        LivenessSession completed = open();
        complete(completed, true, film());
        LivenessSession failed = open();
        begin(failed);
        fail(failed);

        assertThat(sessions().awaitResult(completed, INSTANT).decision()).isEqualTo(LivenessDecision.LIVE);
        assertThat(sessions().awaitResult(failed, INSTANT).state()).isEqualTo(LivenessState.FAILED);
        LivenessSession left = open();
        passTheEndOf(left);
        assertThat(sessions().awaitResult(left, INSTANT).state()).isEqualTo(LivenessState.EXPIRED);
    }

    @Test
    void a_session_that_does_not_end_in_time_can_be_awaited_again() {
        LivenessSession session = open();

        CallTimeoutException thrown = catchThrowableOfType(
                CallTimeoutException.class, () -> sessions().awaitResult(session, INSTANT));
        assertThat(thrown).as("the timeout").isNotNull();
        assertThat(thrown.effect()).isEqualTo(Effect.NONE);
        assertThat(thrown).hasMessageContaining("CREATED").hasMessageContaining(INSTANT.toString());
        assertThat(thrown.getMessage()).doesNotContain(session.id().value(), SUBJECT);

        complete(session, true, film());
        assertThat(sessions().awaitResult(session, INSTANT).decision()).isEqualTo(LivenessDecision.LIVE);
    }

    @Test
    void an_interruption_ends_the_wait_for_a_result() {
        LivenessSession session = open();
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CallInterruptedException.class)
                    .isThrownBy(() -> sessions().awaitResult(session, Duration.ofMinutes(1)));
        } finally {
            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        }
    }

    @Test
    void goes_one_way_through_its_states() {
        LivenessSession session = open();
        LivenessState created = sessions().result(session).state();
        begin(session);
        LivenessState begun = sessions().result(session).state();
        LivenessState ended = completed(session, true).state();
        passTheEndOf(session);
        LivenessState later = sessions().result(session).state();

        if (reportsSessionStart()) {
            assertThat(created.mayBecome(begun)).isTrue();
        }
        assertThat(ended).isNotIn(created, begun);
        assertThat(begun.mayBecome(ended)).isTrue();
        assertThat(ended.mayBecome(later)).isTrue();
    }

    @Test
    void gives_the_best_picture_and_as_many_others_as_were_asked_for() {
        Gate.open(givesAuditImages(), "there are further images");
        LivenessSession without = open();
        LivenessSession with =
                sessions().open(LivenessSessionRequest.forSubject(SUBJECT).auditImages(2));

        assertThat(completed(without, true).auditImages()).isEmpty();
        LivenessOutcome outcome = completed(with, true);
        assertThat(outcome.auditImages()).hasSize(2);
        assertThat(outcome.referenceImage())
                .hasValueSatisfying(image -> assertThat(image.width())
                        .isEqualTo(testImages().samePerson().width()));
    }

    @Test
    void gives_the_best_picture_alone_when_there_are_no_others() {
        Gate.closed(givesAuditImages(), "there are no further images");

        LivenessOutcome outcome = completed(open(), true);
        assertThat(outcome.auditImages()).isEmpty();
        assertThat(outcome.referenceImage())
                .hasValueSatisfying(image -> assertThat(image.width())
                        .isEqualTo(testImages().samePerson().width()));
    }

    @Test
    void refuses_to_give_more_pictures_than_it_can() {
        int tooMany = maxAuditImages() + 1;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sessions()
                        .open(LivenessSessionRequest.forSubject(SUBJECT).auditImages(tooMany)))
                .withMessageContaining(Integer.toString(tooMany));
    }

    @Test
    void compares_the_person_with_the_picture_of_the_claimed_one() {
        assertThat(verified(testImages().portrait())).isEqualTo(Outcome.MATCH);
        assertThat(verified(testImages().otherPerson())).isEqualTo(Outcome.NO_MATCH);
    }

    @Test
    void compares_nothing_when_nothing_was_to_be_compared() {
        assertThat(completed(open(), true).comparison()).isEmpty();
    }

    @Test
    void refuses_to_compare_with_a_picture_without_a_face() {
        FaceNotFoundException thrown = catchThrowableOfType(
                FaceNotFoundException.class, () -> verified(testImages().withoutFace()));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.role()).isEqualTo(ImageRole.REFERENCE);
    }

    @Test
    void a_restored_session_has_the_same_outcome() {
        LivenessSession session = open();
        completed(session, true);
        LivenessSession restored = LivenessSession.restore(session.id(), SUBJECT, session.expiresAt())
                .build();

        assertThat(sessions().result(restored).decision()).isEqualTo(LivenessDecision.LIVE);
    }

    @Test
    void says_that_it_knows_no_such_session() {
        NotFoundException thrown =
                catchThrowableOfType(NotFoundException.class, () -> sessions().result(unknownSession()));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.kind()).isEqualTo(NotFoundException.Kind.LIVENESS_SESSION);
    }

    @Test
    void prints_nothing_of_a_session() {
        LivenessSession session = open();
        String printed = session + " " + session.id() + " " + completed(session, true);

        assertThat(printed).doesNotContain(session.id().value(), SUBJECT);
        session.clientToken().ifPresent(token -> assertThat(printed).doesNotContain(token));
    }

    private LivenessSession open() {
        return sessions().open(LivenessSessionRequest.forSubject(SUBJECT));
    }

    private LivenessOutcome completed(LivenessSession session, boolean live) {
        complete(session, live, film());
        return sessions().result(session);
    }

    private List<FaceImage> film() {
        return List.of(
                testImages().samePerson(), testImages().portrait(), testImages().samePerson());
    }

    private Outcome verified(FaceImage claimed) {
        LivenessSession session =
                sessions().open(LivenessSessionRequest.forSubject(SUBJECT).verifyAgainst(claimed));
        Comparison comparison = completed(session, true).comparison().orElseThrow();
        return policy(comparison.score().scale()).judge(comparison).outcome();
    }

    private void passTheEndOf(LivenessSession session) {
        pass(Duration.between(clock().instant(), session.expiresAt()).plusSeconds(1));
    }

    private LivenessSessions sessions() {
        return provider().require(LivenessSessions.class);
    }
}
