package io.facebridge.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.decision.DecisionListener;
import io.facebridge.decision.DecisionReport;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.GuardedResult;
import io.facebridge.liveness.GuardedResult.Verdict;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.match.Comparison;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.match.VerifyRequest;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.audit.DecisionLogException;
import io.facebridge.operations.audit.DecisionLogVerifier;
import io.facebridge.operations.guard.AttemptStore.State;
import io.facebridge.operations.jdbc.JdbcStores;
import io.facebridge.operations.review.ReviewQueue;
import io.facebridge.operations.store.AtOnce;
import io.facebridge.operations.store.SqliteFile;
import io.facebridge.operations.store.StoreException;
import io.facebridge.provider.ProviderId;
import io.facebridge.provider.VendorResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardReportsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String ADA = "account-17";
    private static final PersonId PERSON = new PersonId("person-4");
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final ProviderId PROVIDER = new ProviderId("scripted");
    private static final ScoreScale SCALE = ScoreScale.of(PROVIDER, "1", Operation.VERIFY, 0, 100);
    private static final MatchPolicy POLICY = MatchPolicy.falseMatchRate(1e-4)
            .withReviewBand(1e-3)
            .calibratedBy(
                    SCALE,
                    FalseMatchTable.of(
                            List.of(new FalseMatchTable.Point(1e-3, 60), new FalseMatchTable.Point(1e-4, 70)),
                            1,
                            "our own pairs",
                            List.of()));
    private static final DecisionListener FAILING = report -> {
        throw new DecisionLogException("the decision could not be recorded", null);
    };

    @TempDir
    private Path folder;

    private Instant time = NOW;
    private final Clock clock = ((InstantSource) () -> time).withZone(ZoneOffset.UTC);
    private final ScriptedSessions sessions = new ScriptedSessions(clock);
    private final AttemptStore store = AttemptStore.inMemory();
    private final RedemptionStore redemptions = RedemptionStore.inMemory(clock);
    private final ReviewQueue reviews = ReviewQueue.inMemory();
    private final List<DecisionReport> reports = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "85.125, ACCEPTED, MATCH",
        "65.125, REVIEW, REVIEW",
        "5.125, NO_MATCH, NO_MATCH",
    })
    void a_verdict_is_reported_once_with_who_was_claimed_and_by_which_policy(
            double score, Verdict verdict, Outcome outcome) {
        LivenessGuard guard = guard(reports::add);
        LivenessSession session = open(guard);
        assertThat(verify(guard, session, score).verdict()).isEqualTo(Verdict.PENDING);
        assertThat(reports).as("of a session that has not ended").isEmpty();
        GuardedResult result = verify(guard, live(session), score);

        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.time()).isEqualTo(NOW);
            assertThat(report.operation()).isEqualTo(Operation.LIVENESS);
            assertThat(report.provider()).isEqualTo(PROVIDER);
            assertThat(report.regions()).containsExactly("here");
            assertThat(report.subject()).contains(ADA);
            assertThat(report.verdict()).contains(verdict);
            assertThat(report.outcome()).isEqualTo(outcome);
            assertThat(report.lockedOut()).isFalse();
            assertThat(report.policy()).contains(POLICY);
            assertThat(report.galleries()).containsExactly(STAFF);
            assertThat(report.claimed()).contains(PERSON);
            assertThat(report.person()).isEqualTo(result.accepted() ? Optional.of(PERSON) : Optional.empty());
            assertThat(report.personGallery()).isEqualTo(result.accepted() ? Optional.of(STAFF) : Optional.empty());
            assertThat(report.score())
                    .hasValueSatisfying(given -> assertThat(given.value()).isEqualTo(score));
            assertThat(report.requestIds()).containsExactly("session-request", "verify-request");
            assertThat(report.toString()).contains(verdict.name()).doesNotContain(ADA, PERSON.value(), "125");
        });
    }

    @ParameterizedTest
    @CsvSource({"LIVE, ACCEPTED, MATCH", "NOT_LIVE, NOT_LIVE, NO_MATCH", "UNDECIDED, UNDECIDED, INCONCLUSIVE"})
    void a_verdict_about_liveness_alone_has_neither_policy_nor_score(
            LivenessDecision decision, Verdict verdict, Outcome outcome) {
        LivenessGuard guard = guard(reports::add);
        guard.check(ADA, sessions.end(open(guard), ended -> ended.decision(decision)));

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.verdict()).contains(verdict);
            assertThat(report.outcome()).isEqualTo(outcome);
            assertThat(report.claimed()).contains(new PersonId(ADA));
            assertThat(report.person()).isEmpty();
            assertThat(report.policy()).isEmpty();
            assertThat(report.score()).isEmpty();
            assertThat(report.reasons()).isEmpty();
            assertThat(report.toString()).doesNotContain(ADA);
        });
    }

    @Test
    void refusals_are_reported_too() {
        LivenessGuard guard = guard(reports::add);
        LivenessSession session = live(open(guard));
        guard.check("bob", session);
        guard.check(ADA, session);
        guard.check(ADA, session);

        assertThat(reports)
                .extracting(report -> report.verdict().orElseThrow())
                .containsExactly(Verdict.OTHER_SUBJECT, Verdict.ACCEPTED, Verdict.USED);
        assertThat(reports.get(0).subject()).contains("bob");
    }

    @Test
    void the_attempt_that_locks_the_subject_out_is_marked() {
        LivenessGuard guard = guard(reports::add);
        for (int i = 0; i < 5; i++) {
            guard.check(ADA, sessions.end(open(guard), outcome -> outcome.decision(LivenessDecision.NOT_LIVE)));
        }

        assertThat(reports).extracting(DecisionReport::lockedOut).containsExactly(false, false, false, false, true);
    }

    @Test
    void listeners_are_notified_in_their_order_before_the_caller() {
        List<String> order = new ArrayList<>();
        LivenessGuard guard = LivenessGuard.builder(sessions, store, redemptions, clock)
                .addListener(new Named(), report -> order.add("first"))
                .addListener(new Named(), report -> order.add("second"))
                .build();
        order.add(guard.check(ADA, live(open(guard))).verdict().name());

        assertThat(order).containsExactly("first", "second", "ACCEPTED");
    }

    @ParameterizedTest
    @EnumSource(
            value = LivenessDecision.class,
            names = {"LIVE", "NOT_LIVE"})
    void an_attempt_that_could_not_be_recorded_is_never_accepted(LivenessDecision decision) {
        LivenessGuard failing = guard(FAILING);
        LivenessSession session = sessions.end(open(failing), outcome -> outcome.decision(decision));

        assertThatExceptionOfType(DecisionLogException.class).isThrownBy(() -> failing.check(ADA, session));
        LivenessGuard recording = guard(reports::add);
        assertThat(recording.check(ADA, session).verdict()).isEqualTo(Verdict.USED);
        assertThat(store.find(ADA).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.state())
                        .isEqualTo(decision == LivenessDecision.LIVE ? State.SUCCEEDED : State.FAILED));
    }

    @Test
    void failures_that_cannot_be_recorded_lock_out_all_the_same_and_become_a_case() {
        LivenessGuard guard = guard(FAILING);
        for (int i = 0; i < 5; i++) {
            LivenessSession session = sessions.end(open(guard), outcome -> outcome.decision(LivenessDecision.NOT_LIVE));
            assertThatExceptionOfType(DecisionLogException.class).isThrownBy(() -> guard.check(ADA, session));
        }

        assertThat(guard.lockOut(ADA)).isPresent();
        assertThat(reviews.listOpen(0, 10)).hasSize(1);
    }

    @Test
    void a_queue_that_takes_no_case_does_not_hide_that_the_decision_was_not_recorded() {
        LivenessAttemptPolicy one = new LivenessAttemptPolicy(1, Duration.ofMinutes(1), Duration.ofMinutes(1));
        DataSource noTables = SqliteFile.open(folder);
        LivenessGuard guard = LivenessGuard.builder(sessions, store, redemptions, clock)
                .attemptPolicy(one)
                .reviews(JdbcStores.over(noTables).reviews())
                .addListener(new Named(), FAILING)
                .build();
        LivenessSession session = sessions.end(open(guard), outcome -> outcome.decision(LivenessDecision.NOT_LIVE));

        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> guard.check(ADA, session))
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .hasOnlyElementsOfType(StoreException.class)
                        .hasSize(1));
    }

    @Test
    void of_instances_that_race_for_one_session_one_reports_that_it_was_accepted() throws Exception {
        DataSource database = SqliteFile.create(folder);
        LivenessSession session = live(open(onDatabase(database)));
        List<Callable<Verdict>> checks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            LivenessGuard instance = onDatabase(SqliteFile.open(folder));
            checks.add(() -> instance.check(ADA, session).verdict());
        }
        List<Verdict> verdicts = AtOnce.ask(checks);

        assertThat(verdicts).containsOnlyOnce(Verdict.ACCEPTED);
        assertThat(reports)
                .extracting(report -> report.verdict().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(verdicts);
    }

    @Test
    void a_log_of_decisions_has_the_verdict_and_no_score() throws IOException {
        Path file = folder.resolve("decisions.jsonl");
        try (DecisionLog log = DecisionLog.open(file, clock)) {
            LivenessGuard guard = guard(log);
            verify(guard, live(open(guard)), 85.125);
            guard.check(ADA, sessions.end(open(guard), outcome -> outcome.decision(LivenessDecision.NOT_LIVE)));
        }
        List<String> lines = Files.readAllLines(file);

        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"operation\":\"LIVENESS\"", "\"lockedOut\":false")
                        .doesNotContain("85.125"));
        assertThat(lines.get(0)).contains("\"verdict\":\"ACCEPTED\"");
        assertThat(lines.get(1)).contains("\"verdict\":\"NOT_LIVE\"", "\"policy\":null");
        assertThat(DecisionLogVerifier.verify(file).inOrder()).isTrue();
    }

    @Test
    void a_person_is_claimed_in_a_gallery() {
        GuardedResult result = new GuardedResult(Verdict.ACCEPTED, null, null, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionReport.ofLiveness(
                        NOW, new Named(), ADA, result, false, POLICY, List.of(), PERSON, List.of()))
                .withMessageContaining("gallery");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_subject_is_not_blank_whether_a_person_is_claimed_or_not(boolean claimed) {
        GuardedResult result = new GuardedResult(Verdict.ACCEPTED, null, null, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionReport.ofLiveness(
                        NOW,
                        new Named(),
                        " ",
                        result,
                        false,
                        POLICY,
                        List.of(STAFF),
                        claimed ? PERSON : null,
                        List.of()))
                .withMessageContaining("subject");
    }

    @Test
    void a_session_that_is_pending_is_no_decision() {
        GuardedResult result = new GuardedResult(Verdict.PENDING, null, null, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionReport.ofLiveness(
                        NOW, new Named(), ADA, result, false, POLICY, List.of(), null, List.of()))
                .withMessageContaining("PENDING");
    }

    private LivenessGuard guard(DecisionListener listener) {
        return LivenessGuard.builder(sessions, store, redemptions, clock)
                .reviews(reviews)
                .addListener(new Named(), listener)
                .build();
    }

    private LivenessGuard onDatabase(DataSource database) {
        return LivenessGuard.builder(
                        sessions,
                        JdbcStores.over(database).withClock(clock).attempts(),
                        JdbcStores.over(database).withClock(clock).redemptions(),
                        clock)
                .addListener(new Named(), reports::add)
                .build();
    }

    private LivenessSession open(LivenessGuard by) {
        return by.open(LivenessSessionRequest.forSubject(ADA));
    }

    private LivenessSession live(LivenessSession session) {
        return sessions.end(
                session,
                outcome -> outcome.decision(LivenessDecision.LIVE)
                        .vendor(answer("session-request"))
                        .referenceImage(film()));
    }

    private GuardedResult verify(LivenessGuard guard, LivenessSession session, double score) {
        FaceVerifier verifier = new FaceVerifier() {
            @Override
            public Comparison verify(VerifyRequest request) {
                return Comparison.builder(new Score(score, SCALE))
                        .vendor(answer("verify-request"))
                        .build();
            }

            @Override
            public ScoreScale scale(GalleryId gallery) {
                return SCALE;
            }
        };
        return guard.verify(ADA, session, verifier, STAFF, PERSON, POLICY);
    }

    private static VendorResponse answer(String requestId) {
        return new VendorResponse() {
            @Override
            public Optional<String> requestId() {
                return Optional.of(requestId);
            }

            @Override
            public <T> Optional<T> as(Class<T> vendorType) {
                return Optional.empty();
            }
        };
    }

    private static FaceImage film() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FaceImage.of(png.toByteArray());
    }

    /** A provider by its name alone. */
    private static final class Named implements FaceProvider {
        @Override
        public ProviderId id() {
            return PROVIDER;
        }

        @Override
        public Set<String> regions() {
            return Set.of("here");
        }

        @Override
        public FaceDetector detector() {
            throw new AssertionError("a report needs no capability");
        }

        @Override
        public FaceComparer comparer() {
            throw new AssertionError("a report needs no capability");
        }

        @Override
        public <C extends FaceCapability> Optional<C> find(Class<C> capability) {
            throw new AssertionError("a report needs no capability");
        }

        @Override
        public void close() {
            // Stays open.
        }
    }
}
