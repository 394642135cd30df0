package io.facebridge.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.FaceComparer;
import io.facebridge.FaceVerifier;
import io.facebridge.error.Effect;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceQuality;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.GuardedResult;
import io.facebridge.liveness.GuardedResult.Verdict;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.VerifyRequest;
import io.facebridge.operations.guard.LivenessAttemptPolicy.Limit;
import io.facebridge.operations.jdbc.JdbcStores;
import io.facebridge.operations.review.ReviewCase;
import io.facebridge.operations.review.ReviewQueue;
import io.facebridge.operations.store.AtOnce;
import io.facebridge.operations.store.SqliteFile;
import io.facebridge.operations.store.StoreException;
import io.facebridge.provider.ProviderId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LivenessGuardTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String ADA = "ada";
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final FaceImage FILM = picture(120);
    private static final FaceImage CARD = picture(100);
    private static final ProviderError ANSWER =
            new ProviderError(new ProviderId("scripted"), "HTTP 200", "request-1", 200);
    private static final ScoreScale SCALE =
            ScoreScale.of(new ProviderId("scripted"), "1", ScoreScale.Operation.VERIFY, 0, 100);
    private static final MatchPolicy POLICY = MatchPolicy.falseMatchRate(1e-4)
            .withReviewBand(1e-3)
            .calibratedBy(
                    SCALE,
                    FalseMatchTable.of(
                            List.of(new FalseMatchTable.Point(1e-3, 60), new FalseMatchTable.Point(1e-4, 70)),
                            1,
                            "our own pairs",
                            List.of()));

    @TempDir
    private Path folder;

    private Instant time = NOW;
    private final Clock clock = ((InstantSource) () -> time).withZone(ZoneOffset.UTC);
    private final ScriptedSessions sessions = new ScriptedSessions(clock);
    private final ReviewQueue reviews = ReviewQueue.inMemory();
    private final LivenessGuard guard = LivenessGuard.builder(
                    sessions, AttemptStore.inMemory(), RedemptionStore.inMemory(clock), clock)
            .reviews(reviews)
            .build();

    @Test
    void a_guard_in_memory_has_the_default_limits_and_remembers_for_itself_alone() {
        ScriptedSessions now = new ScriptedSessions(Clock.systemUTC());
        LivenessGuard first = LivenessGuard.inMemory(now);
        LivenessSession live = now.end(
                first.open(LivenessSessionRequest.forSubject(ADA)), outcome -> outcome.decision(LivenessDecision.LIVE));

        assertThat(LivenessGuard.inMemory(now).check(ADA, live).verdict()).isEqualTo(Verdict.OTHER_SUBJECT);
        assertThat(first.check(ADA, live).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(first.check(ADA, live).verdict()).isEqualTo(Verdict.USED);
        for (int i = 0; i < LivenessAttemptPolicy.DEFAULT.maxFailures(); i++) {
            first.open(LivenessSessionRequest.forSubject(ADA));
        }
        assertThatExceptionOfType(SubjectLockedException.class)
                .isThrownBy(() -> first.open(LivenessSessionRequest.forSubject(ADA)));
        assertThatCode(() -> LivenessGuard.inMemory(now).open(LivenessSessionRequest.forSubject(ADA)))
                .doesNotThrowAnyException();
    }

    // Attempts

    @Test
    void five_failures_within_three_minutes_lock_a_subject_out_for_thirty() {
        for (int i = 0; i < 5; i++) {
            fail(guard);
            time = time.plusSeconds(30);
        }
        Instant lastFailure = time.minusSeconds(30);
        SubjectLockedException thrown = catchThrowableOfType(SubjectLockedException.class, () -> open(guard));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.lockedOut()).isTrue();
        assertThat(thrown.until()).contains(lastFailure.plus(Duration.ofMinutes(30)));
        assertThat(thrown.limit()).isEqualTo(Limit.WINDOW);
        assertThat(guard.lockOut(ADA)).contains(LockOut.until(Limit.WINDOW, lastFailure.plus(Duration.ofMinutes(30))));
        assertThat(sessions.opened()).isEqualTo(5);
        time = thrown.until().orElseThrow().minusMillis(1);
        assertThatExceptionOfType(SubjectLockedException.class).isThrownBy(() -> open(guard));
        time = thrown.until().orElseThrow();
        assertThat(guard.lockOut(ADA)).isEmpty();
        assertThatCode(() -> open(guard)).doesNotThrowAnyException();
    }

    @Test
    void others_are_not_locked_out_with_a_subject() {
        for (int i = 0; i < 5; i++) {
            fail(guard);
        }

        assertThat(guard.lockOut("bob")).isEmpty();
        assertThatCode(() -> guard.open(LivenessSessionRequest.forSubject("bob")))
                .doesNotThrowAnyException();
    }

    @Test
    void failures_further_apart_than_the_window_lock_nobody_out() {
        for (int i = 0; i < 19; i++) {
            fail(guard);
            time = time.plus(Duration.ofSeconds(46)); // five take 184 seconds
        }

        assertThat(guard.lockOut(ADA)).isEmpty();
    }

    @Test
    void failures_exactly_a_window_apart_still_count() {
        for (int i = 0; i < 5; i++) {
            fail(guard);
            time = time.plus(Duration.ofSeconds(45)); // the first and the fifth are 180 seconds apart
        }

        assertThat(guard.lockOut(ADA)).isPresent();
    }

    @Test
    void successes_do_not_count_and_do_not_wipe_out_failures() {
        for (int i = 0; i < 4; i++) {
            fail(guard);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(guard.check(ADA, sessions.end(open(guard), LivenessGuardTest::isLive))
                            .accepted())
                    .isTrue();
        }
        fail(guard);

        assertThat(guard.lockOut(ADA)).isPresent();
    }

    @Test
    void open_sessions_count_so_that_nobody_opens_more_without_a_result() {
        for (int i = 0; i < 5; i++) {
            open(guard);
        }
        SubjectLockedException thrown = catchThrowableOfType(SubjectLockedException.class, () -> open(guard));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.lockedOut()).isFalse();
        assertThat(thrown.until()).contains(NOW.plus(Duration.ofMinutes(3)));
        assertThat(sessions.opened()).isEqualTo(5);
    }

    @Test
    void sessions_that_nobody_asks_for_have_failed_when_they_expire() {
        for (int i = 0; i < 5; i++) {
            open(guard);
        }
        time = NOW.plus(Duration.ofMinutes(3));

        assertThat(guard.lockOut(ADA)).contains(LockOut.until(Limit.WINDOW, NOW.plus(Duration.ofMinutes(30))));
        assertThatExceptionOfType(SubjectLockedException.class).isThrownBy(() -> open(guard));
    }

    @Test
    void a_session_that_the_service_does_not_open_costs_no_attempt() {
        sessions.down = true;
        for (int i = 0; i < 20; i++) {
            assertThatExceptionOfType(ProviderUnavailableException.class).isThrownBy(() -> open(guard));
        }
        sessions.down = false;

        assertThatCode(() -> open(guard)).doesNotThrowAnyException();
    }

    @Test
    void a_session_that_an_error_keeps_from_opening_costs_no_attempt() {
        sessions.broken = true;
        for (int i = 0; i < 20; i++) {
            assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> open(guard));
        }
        sessions.broken = false;

        assertThatCode(() -> open(guard)).doesNotThrowAnyException();
    }

    @Test
    void a_store_that_takes_no_version_is_a_mistake_and_opens_no_session() {
        LivenessGuard stuck = on(new ForwardingStore() {
            @Override
            public boolean replace(
                    String subject, long expected, List<AttemptStore.Attempt> attempts, Instant keepUntil) {
                return false;
            }
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> open(stuck))
                .withMessageContaining("replace")
                .withMessageNotContaining(ADA);
        assertThat(sessions.opened()).isZero();
    }

    @Test
    void a_store_that_cannot_give_an_attempt_back_does_not_hide_why_no_session_was_opened() {
        StoreException full = new StoreException("the disk is full; make room", Effect.NONE, null);
        AtomicBoolean failing = new AtomicBoolean();
        LivenessGuard broken = on(new ForwardingStore() {
            @Override
            public boolean replace(
                    String subject, long expected, List<AttemptStore.Attempt> attempts, Instant keepUntil) {
                if (failing.getAndSet(true)) {
                    throw full;
                }
                return super.replace(subject, expected, attempts, keepUntil);
            }
        });
        sessions.down = true;

        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> open(broken))
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(full));
    }

    @Test
    void limits_can_be_set() {
        LivenessGuard strict = LivenessGuard.builder(
                        sessions, AttemptStore.inMemory(), RedemptionStore.inMemory(clock), clock)
                .attemptPolicy(new LivenessAttemptPolicy(1, Duration.ofSeconds(10), Duration.ofHours(2)))
                .build();
        fail(strict);

        assertThat(strict.lockOut(ADA)).contains(LockOut.until(Limit.WINDOW, NOW.plus(Duration.ofHours(2))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LivenessAttemptPolicy(0, Duration.ofMinutes(1), Duration.ZERO))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LivenessAttemptPolicy(1, Duration.ZERO, Duration.ZERO))
                .withMessageContaining("PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LivenessAttemptPolicy(1, Duration.ofMinutes(1), Duration.ofSeconds(-1)))
                .withMessageContaining("PT-1S");
    }

    // Results

    @Test
    void a_live_person_is_let_on_once() {
        LivenessSession session = sessions.end(open(guard), LivenessGuardTest::isLive);

        assertThat(guard.check(ADA, session).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(guard.check(ADA, session).verdict()).isEqualTo(Verdict.USED);
    }

    @Test
    void a_session_that_has_not_ended_is_pending_and_costs_nothing_more() {
        LivenessSession session = open(guard);
        for (int i = 0; i < 20; i++) {
            assertThat(guard.check(ADA, session).verdict()).isEqualTo(Verdict.PENDING);
        }
        sessions.end(session, LivenessGuardTest::isLive);

        assertThat(guard.check(ADA, session).accepted()).isTrue();
    }

    @Test
    void somebody_elses_session_is_refused_and_not_used_up() {
        LivenessSession session = sessions.end(open(guard), LivenessGuardTest::isLive);
        LivenessSession claimed = LivenessSession.restore(session.id(), "bob", session.expiresAt())
                .build();

        assertThat(guard.check("bob", session).verdict()).isEqualTo(Verdict.OTHER_SUBJECT);
        assertThat(guard.check("bob", claimed).verdict()).isEqualTo(Verdict.OTHER_SUBJECT);
        assertThat(guard.check(ADA, session).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void a_session_that_was_not_opened_through_the_guard_is_refused() {
        LivenessSession aside =
                sessions.end(sessions.open(LivenessSessionRequest.forSubject(ADA)), LivenessGuardTest::isLive);

        assertThat(guard.check(ADA, aside).verdict()).isEqualTo(Verdict.OTHER_SUBJECT);
    }

    @ParameterizedTest
    @EnumSource(
            value = LivenessDecision.class,
            names = {"NOT_LIVE", "UNDECIDED"})
    void whoever_is_not_live_is_not_even_compared(LivenessDecision decision) {
        LivenessSession session =
                sessions.end(open(guard), outcome -> outcome.decision(decision).referenceImage(FILM));
        GuardedResult result =
                guard.verify(ADA, session, verifierThatMustNotBeAsked(), STAFF, new PersonId(ADA), POLICY);

        assertThat(result.verdict().name()).isEqualTo(decision.name());
        assertThat(result.accepted()).isFalse();
        assertThat(result.decision()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"70, ACCEPTED", "69.9, REVIEW", "60, REVIEW", "59.9, NO_MATCH"})
    void the_person_filmed_is_compared_by_the_sessions_own_picture(double score, Verdict expected) {
        List<FaceImage> probes = new ArrayList<>();
        LivenessSession session = sessions.end(open(guard), LivenessGuardTest::isLive);
        GuardedResult result =
                guard.verify(ADA, session, verifier(score, 200, probes), STAFF, new PersonId(ADA), POLICY);

        assertThat(result.verdict()).isEqualTo(expected);
        assertThat(probes).containsExactly(FILM);
        assertThat(guard.verify(ADA, session, verifier(100, 200, probes), STAFF, new PersonId(ADA), POLICY)
                        .verdict())
                .as("a second try with the same session")
                .isEqualTo(Verdict.USED);
    }

    @Test
    void a_kept_picture_is_the_reference_and_the_film_the_probe() {
        List<FaceImage> pictures = new ArrayList<>();
        GuardedResult result = guard.compare(
                ADA, sessions.end(open(guard), LivenessGuardTest::isLive), comparer(95, pictures), CARD, POLICY);

        assertThat(result.accepted()).isTrue();
        assertThat(pictures).containsExactly(CARD, FILM);
    }

    @Test
    void a_film_too_small_to_decide_about_is_inconclusive_and_a_failure() {
        for (int i = 0; i < 5; i++) {
            GuardedResult result = guard.verify(
                    ADA,
                    sessions.end(open(guard), LivenessGuardTest::isLive),
                    verifier(99, 35, new ArrayList<>()),
                    STAFF,
                    new PersonId(ADA),
                    POLICY);
            assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }

        assertThat(guard.lockOut(ADA)).isPresent();
    }

    @Test
    void the_sessions_own_comparison_decides_and_is_never_passed_over() {
        LivenessSession alike =
                sessions.end(guard.open(LivenessSessionRequest.forSubject(ADA).verifyAgainst(CARD)), live(80));
        LivenessSession unlike =
                sessions.end(guard.open(LivenessSessionRequest.forSubject(ADA).verifyAgainst(CARD)), live(10));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> guard.check(ADA, alike))
                .withMessageContaining("policy");
        assertThat(guard.check(ADA, alike, POLICY).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(guard.verify(ADA, unlike, verifier(99, 200, new ArrayList<>()), STAFF, new PersonId(ADA), POLICY)
                        .verdict())
                .isEqualTo(Verdict.NO_MATCH);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_restored_session_that_was_opened_with_an_image_is_not_accepted_without_its_comparison(Kept kept) {
        LivenessGuard before = on(kept.store(folder, clock));
        LivenessSession session =
                before.open(LivenessSessionRequest.forSubject(ADA).verifyAgainst(CARD));
        sessions.end(session, LivenessGuardTest::isLive); // as of a provider that compares by the session's image
        LivenessSession restored =
                LivenessSession.restore(session.id(), ADA, session.expiresAt()).build();
        LivenessGuard after = kept == Kept.IN_A_DATABASE
                ? on(JdbcStores.over(SqliteFile.open(folder)).withClock(clock).attempts())
                : before;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> after.check(ADA, restored))
                .withMessageContaining("policy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> after.check(ADA, restored, POLICY))
                .withMessageContaining("verifyAgainst");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> after.verify(
                        ADA, restored, verifier(99, 200, new ArrayList<>()), STAFF, new PersonId(ADA), POLICY))
                .withMessageContaining("verifyAgainst");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> after.compare(ADA, restored, comparer(95, new ArrayList<>()), CARD, POLICY))
                .withMessageContaining("verifyAgainst");
        sessions.end(session, live(80));
        assertThat(after.check(ADA, restored, POLICY).verdict())
                .as("with its comparison")
                .isEqualTo(Verdict.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({"85, 80, ACCEPTED", "65, 80, REVIEW", "10, 80, NO_MATCH", "85, 65, REVIEW", "85, 10, NO_MATCH"})
    void the_sessions_own_comparison_and_the_other_one_must_both_match(double other, double own, Verdict expected) {
        LivenessSession verified =
                sessions.end(guard.open(LivenessSessionRequest.forSubject(ADA).verifyAgainst(CARD)), live(own));
        LivenessSession compared =
                sessions.end(guard.open(LivenessSessionRequest.forSubject(ADA).verifyAgainst(CARD)), live(own));

        assertThat(guard.verify(
                                ADA,
                                verified,
                                verifier(other, 200, new ArrayList<>()),
                                STAFF,
                                new PersonId(ADA),
                                POLICY)
                        .verdict())
                .isEqualTo(expected);
        assertThat(guard.compare(ADA, compared, comparer(other, new ArrayList<>()), CARD, POLICY)
                        .verdict())
                .isEqualTo(expected);
    }

    @Test
    void liveness_alone_is_not_checked_where_the_outcome_or_the_restored_session_has_a_comparison() {
        LivenessSession compared = sessions.end(open(guard), live(10));
        LivenessSession opened = sessions.end(open(guard), LivenessGuardTest::isLive);
        LivenessSession restored = LivenessSession.restore(opened.id(), ADA, opened.expiresAt())
                .verifyAgainst(CARD)
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> guard.check(ADA, compared))
                .withMessageContaining("policy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guard.check(ADA, restored))
                .withMessageContaining("policy");
        assertThat(guard.check(ADA, compared, POLICY).verdict()).isEqualTo(Verdict.NO_MATCH);
        assertThat(guard.check(ADA, opened).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void a_session_that_was_redeemed_elsewhere_is_used() {
        RedemptionStore redemptions = RedemptionStore.inMemory(clock);
        LivenessGuard sharing = LivenessGuard.builder(sessions, AttemptStore.inMemory(), redemptions, clock)
                .build();
        LivenessSession session = sessions.end(open(sharing), LivenessGuardTest::isLive);
        assertThat(redemptions.redeem(ADA, sessions.result(session))).isEqualTo(Redemption.ACCEPTED);

        assertThat(sharing.check(ADA, session).verdict()).isEqualTo(Verdict.USED);
    }

    @ParameterizedTest
    @EnumSource(
            value = LivenessDecision.class,
            names = {"NOT_LIVE", "UNDECIDED"})
    void of_two_that_conclude_an_attempt_at_once_the_first_one_has_its_verdict(LivenessDecision decision) {
        LivenessSession session = open(guard);
        List<Verdict> first = new ArrayList<>();
        sessions.end(session, outcome -> {
            sessions.end(session, again -> again.decision(decision));
            first.add(guard.check(ADA, session).verdict()); // while the other one reads the result
            return outcome.decision(decision);
        });

        assertThat(guard.check(ADA, session).verdict()).isEqualTo(Verdict.USED);
        assertThat(first).extracting(Enum::name).containsExactly(decision.name());
        assertThat(guard.clear(ADA)).as("failures").isEqualTo(1);
    }

    @Test
    void a_film_that_cannot_be_decoded_does_not_cost_the_decision_and_is_no_match_where_it_is_needed() {
        LivenessSession compared =
                guard.open(LivenessSessionRequest.forSubject(ADA).verifyAgainst(CARD));
        sessions.end(compared, LivenessGuardTest::isLiveWithBrokenFilm);
        LivenessSession session = sessions.end(open(guard), LivenessGuardTest::isLiveWithBrokenFilm);

        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> guard.check(ADA, compared, POLICY))
                .withMessageContaining("TRUNCATED");
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() ->
                        guard.verify(ADA, session, verifierThatMustNotBeAsked(), STAFF, new PersonId(ADA), POLICY))
                .satisfies(thrown -> assertThat(thrown.providerError()).contains(ANSWER));
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> guard.compare(ADA, session, comparer(95, new ArrayList<>()), CARD, POLICY));
        assertThat(guard.check(ADA, session).verdict()).as("liveness alone").isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void a_comparison_that_is_not_there_is_no_match_of_any_kind() {
        LivenessSession session = sessions.end(open(guard), LivenessGuardTest::isLive);
        LivenessSession unseen = sessions.end(open(guard), outcome -> outcome.decision(LivenessDecision.LIVE));

        assertThatIllegalArgumentException().isThrownBy(() -> guard.check(ADA, session, POLICY));
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        guard.verify(ADA, unseen, verifierThatMustNotBeAsked(), STAFF, new PersonId(ADA), POLICY));
    }

    @Test
    void a_service_that_fails_uses_nothing_up() {
        LivenessSession session = sessions.end(open(guard), LivenessGuardTest::isLive);
        sessions.down = true;
        assertThatExceptionOfType(ProviderUnavailableException.class).isThrownBy(() -> guard.check(ADA, session));
        sessions.down = false;

        assertThat(guard.check(ADA, session).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    // Reviews

    @Test
    void a_subject_that_is_locked_out_becomes_one_case() {
        for (int i = 0; i < 4; i++) {
            fail(guard);
        }
        assertThat(reviews.listOpen(0, 10)).isEmpty();
        GuardedResult last = guard.check(ADA, sessions.end(open(guard), LivenessGuardTest::isNotLive));

        assertThat(reviews.listOpen(0, 10)).singleElement().satisfies(found -> {
            assertThat(found.id()).isEqualTo(last.reviewCase().orElseThrow());
            assertThat(found.why()).isEqualTo(ReviewCase.Why.LOCKED);
            assertThat(found.subject()).isEqualTo(ADA);
            assertThat(found.at()).isEqualTo(NOW);
            assertThat(found.images()).isEmpty();
        });
    }

    @Test
    void a_decision_in_the_review_band_becomes_a_case_with_what_it_rests_on_and_no_picture() {
        GuardedResult result = guard.verify(
                ADA,
                sessions.end(open(guard), LivenessGuardTest::isLive),
                verifier(65, 50, new ArrayList<>()),
                STAFF,
                new PersonId(ADA),
                POLICY);

        assertThat(reviews.find(result.reviewCase().orElseThrow())).hasValueSatisfying(found -> {
            assertThat(found.why()).isEqualTo(ReviewCase.Why.REVIEW);
            assertThat(found.measures()).singleElement().satisfies(measure -> {
                assertThat(measure.score()).isEqualTo(65);
                assertThat(measure.threshold()).isEqualTo(70);
                assertThat(measure.reviewThreshold()).isEqualTo(60);
            });
            assertThat(found.quality()).extracting(Enum::name).contains("TOO_SMALL");
            assertThat(found.images()).isEmpty();
        });
    }

    @Test
    void pictures_come_with_a_case_when_the_application_says_so() {
        LivenessGuard keeping = LivenessGuard.builder(
                        sessions, AttemptStore.inMemory(), RedemptionStore.inMemory(clock), clock)
                .reviews(reviews)
                .imagesForReview()
                .build();
        keeping.verify(
                ADA,
                sessions.end(open(keeping), LivenessGuardTest::isLive),
                verifier(65, 200, new ArrayList<>()),
                STAFF,
                new PersonId(ADA),
                POLICY);

        assertThat(reviews.listOpen(0, 1).get(0).images()).containsExactly(FILM);
    }

    @Test
    void shows_neither_subject_nor_session_nor_score() {
        LivenessSession session = sessions.end(open(guard), LivenessGuardTest::isLive);
        GuardedResult result =
                guard.verify(ADA, session, verifier(65, 200, new ArrayList<>()), STAFF, new PersonId(ADA), POLICY);

        assertThat(guard.toString() + result + reviews.listOpen(0, 1)).doesNotContain("ada", "session-", "65");
        assertThat(guard.toString()).contains(LivenessAttemptPolicy.DEFAULT.toString());
    }

    // Several instances, and restarts

    @Test
    void a_lock_out_survives_a_restart() {
        LivenessGuard before = onDatabase(SqliteFile.create(folder));
        for (int i = 0; i < 5; i++) {
            fail(before);
        }
        Optional<LockOut> until = before.lockOut(ADA);

        LivenessGuard after = onDatabase(SqliteFile.open(folder));
        assertThat(until).isPresent();
        assertThat(after.lockOut(ADA)).isEqualTo(until);
        assertThatExceptionOfType(SubjectLockedException.class).isThrownBy(() -> open(after));
    }

    @Test
    void a_session_opened_before_a_restart_is_accepted_once_after_it() {
        LivenessSession session = sessions.end(open(onDatabase(SqliteFile.create(folder))), LivenessGuardTest::isLive);

        assertThat(onDatabase(SqliteFile.open(folder)).check(ADA, session).verdict())
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(onDatabase(SqliteFile.open(folder)).check(ADA, session).verdict())
                .isEqualTo(Verdict.USED);
    }

    @Test
    void two_instances_on_one_store_count_together() {
        LivenessGuard one = onDatabase(SqliteFile.create(folder));
        LivenessGuard other = onDatabase(SqliteFile.open(folder));
        fail(one);
        fail(other);
        fail(one);
        fail(other);
        fail(one);

        assertThatExceptionOfType(SubjectLockedException.class).isThrownBy(() -> open(other));
    }

    @Test
    void instances_that_race_open_no_more_sessions_than_one_alone() throws Exception {
        SqliteFile.create(folder);
        List<Callable<Boolean>> openings = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            LivenessGuard instance = onDatabase(SqliteFile.open(folder));
            openings.add(() -> {
                try {
                    open(instance);
                    return true;
                } catch (SubjectLockedException e) {
                    return false;
                }
            });
        }

        assertThat(AtOnce.ask(openings)).filteredOn(opened -> opened).hasSize(5);
        assertThat(sessions.opened()).isEqualTo(5);
    }

    @Test
    void of_instances_that_redeem_one_session_at_once_one_lets_the_person_on() throws Exception {
        LivenessSession session = sessions.end(open(onDatabase(SqliteFile.create(folder))), LivenessGuardTest::isLive);
        List<Callable<Verdict>> checks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            LivenessGuard instance = onDatabase(SqliteFile.open(folder));
            checks.add(() -> instance.check(ADA, session).verdict());
        }

        assertThat(AtOnce.ask(checks))
                .containsOnly(Verdict.ACCEPTED, Verdict.USED)
                .containsOnlyOnce(Verdict.ACCEPTED);
    }

    @Test
    void nothing_of_a_sessions_id_is_stored() {
        DataSource database = SqliteFile.create(folder);
        open(onDatabase(database));

        assertThat(JdbcStores.over(database)
                        .withClock(clock)
                        .attempts()
                        .find(ADA)
                        .attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.session()).hasSize(64).doesNotContain("session-"));
    }

    @Test
    void what_cannot_matter_any_more_is_forgotten() {
        DataSource database = SqliteFile.create(folder);
        LivenessGuard kept = onDatabase(database);
        fail(kept);
        time = NOW.plus(Duration.ofDays(1));
        kept.open(LivenessSessionRequest.forSubject("bob"));

        assertThat(JdbcStores.over(database).withClock(clock).attempts().find(ADA))
                .isEqualTo(AttemptStore.Attempts.NONE);
        open(kept);
        assertThat(JdbcStores.over(database)
                        .withClock(clock)
                        .attempts()
                        .find(ADA)
                        .attempts())
                .hasSize(1);
    }

    /** A store in memory, to be changed by a test. */
    private static class ForwardingStore implements AttemptStore {
        private final AttemptStore store = AttemptStore.inMemory();

        @Override
        public Attempts find(String subject) {
            return store.find(subject);
        }

        @Override
        public boolean replace(String subject, long expected, List<Attempt> attempts, Instant keepUntil) {
            return store.replace(subject, expected, attempts, keepUntil);
        }

        @Override
        public void remove(String subject) {
            store.remove(subject);
        }
    }

    private LivenessGuard on(AttemptStore store) {
        return LivenessGuard.builder(sessions, store, RedemptionStore.inMemory(clock), clock)
                .build();
    }

    private LivenessGuard onDatabase(DataSource database) {
        return LivenessGuard.builder(
                        sessions,
                        JdbcStores.over(database).withClock(clock).attempts(),
                        JdbcStores.over(database).withClock(clock).redemptions(),
                        clock)
                .build();
    }

    private LivenessSession open(LivenessGuard by) {
        return by.open(LivenessSessionRequest.forSubject(ADA));
    }

    private void fail(LivenessGuard by) {
        assertThat(by.check(ADA, sessions.end(open(by), LivenessGuardTest::isNotLive))
                        .verdict())
                .isEqualTo(Verdict.NOT_LIVE);
    }

    private static LivenessOutcome.Builder isLive(LivenessOutcome.Builder outcome) {
        return outcome.decision(LivenessDecision.LIVE).referenceImage(FILM);
    }

    private static LivenessOutcome.Builder isLiveWithBrokenFilm(LivenessOutcome.Builder outcome) {
        byte[] half = Arrays.copyOf(FILM.toByteArray(), FILM.sizeInBytes() / 2);
        return outcome.decision(LivenessDecision.LIVE).referenceImage(half, ANSWER);
    }

    private static LivenessOutcome.Builder isNotLive(LivenessOutcome.Builder outcome) {
        return outcome.decision(LivenessDecision.NOT_LIVE).referenceImage(FILM);
    }

    private static UnaryOperator<LivenessOutcome.Builder> live(double score) {
        return outcome -> isLive(outcome)
                .comparison(Comparison.builder(new Score(score, SCALE)).build());
    }

    private static FaceVerifier verifier(double score, double pixels, List<FaceImage> probes) {
        return new FaceVerifier() {
            @Override
            public Comparison verify(VerifyRequest request) {
                probes.add(request.probe());
                return Comparison.builder(new Score(score, SCALE))
                        .probeFace(DetectedFace.at(new BoundingBox(0, 0, 0.5, 0.5))
                                .quality(FaceQuality.builder()
                                        .faceSize(pixels, pixels)
                                        .build())
                                .build())
                        .build();
            }

            @Override
            public ScoreScale scale(GalleryId gallery) {
                return SCALE;
            }
        };
    }

    private static FaceVerifier verifierThatMustNotBeAsked() {
        return new FaceVerifier() {
            @Override
            public Comparison verify(VerifyRequest request) {
                throw new AssertionError("no comparison is expected");
            }

            @Override
            public ScoreScale scale(GalleryId gallery) {
                return SCALE;
            }
        };
    }

    private static FaceComparer comparer(double score, List<FaceImage> pictures) {
        return new FaceComparer() {
            @Override
            public Comparison compare(FaceImage reference, FaceImage probe, CompareOptions options) {
                pictures.add(reference);
                pictures.add(probe);
                return Comparison.builder(new Score(score, SCALE)).build();
            }

            @Override
            public Optional<ScoreScale> scale() {
                return Optional.of(SCALE);
            }
        };
    }

    private static FaceImage picture(int side) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FaceImage.of(png.toByteArray());
    }
}
