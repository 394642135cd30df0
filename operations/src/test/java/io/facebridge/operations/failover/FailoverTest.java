package io.facebridge.operations.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.FaceProvider;
import io.facebridge.decision.DecisionReport;
import io.facebridge.decision.FailoverMember;
import io.facebridge.decision.FailoverMember.FailedMember;
import io.facebridge.error.AccessNotApprovedException;
import io.facebridge.error.AuthenticationException;
import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.QuotaExceededException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.error.ThrottledException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.error.UncalibratedException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.ScriptedFaces;
import io.facebridge.provider.ProviderId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailoverTest {
    private static final FaceImage PICTURE = FaceImage.of(png());
    private static final ProviderId NEAR = new ProviderId("near");
    private static final ProviderId FAR = new ProviderId("far");
    private static final MatchPolicy POLICY = MatchPolicy.falseMatchRate(1e-4);
    private static final ProviderError ERROR = new ProviderError(NEAR, "Busy", "request-1", 503);

    /** 1e-4 lies at 50. */
    private final ScriptedFaces near = new ScriptedFaces(NEAR, 1, "eu-west-1").scoring(45);

    /** 1e-4 lies at 40, where a score of 45 matches. */
    private final ScriptedFaces far = new ScriptedFaces(FAR, 0.8, "us-east-1").scoring(45);

    private final ScriptedFaces inside = new ScriptedFaces(ScriptedFaces.ID, 1, FaceProvider.IN_PROCESS).scoring(45);
    private final List<DecisionReport> reports = new ArrayList<>();

    static Stream<FaceBridgeException> failures_of_the_service() {
        return Stream.of(
                new ProviderUnavailableException("down", ERROR, Effect.NONE, null, null),
                new CallTimeoutException("late", null, Effect.UNKNOWN, null),
                new ThrottledException(ERROR, Duration.ofSeconds(3), null));
    }

    static Stream<RuntimeException> failures_of_the_caller() {
        return Stream.of(
                new InvalidImageException(InvalidImageException.Reason.CORRUPT, "corrupt"),
                new FaceNotFoundException(ImageRole.PROBE, null),
                new TooManyFacesException(ImageRole.PROBE, List.of(), null),
                new LowQualityException(ImageRole.PROBE, Set.of(), null),
                new AuthenticationException("wrong key", ERROR, null),
                new AccessNotApprovedException("not approved", ERROR, null),
                new QuotaExceededException("used up", ERROR, null),
                new RequestRefusedException("refused", ERROR, null),
                new UncalibratedException("another model"),
                new UnsupportedCapabilityException(NEAR, "CENTRAL"),
                new CallInterruptedException(Effect.NONE, null),
                new IllegalStateException("closed"));
    }

    @Test
    void the_primary_answers_as_long_as_it_can() {
        FailoverResult<MatchDecision> answer = failover().compare(PICTURE, PICTURE);

        assertThat(answer.member()).hasToString("near in eu-west-1");
        assertThat(answer.failedMembers()).isEmpty();
        assertThat(answer.value().outcome()).isEqualTo(Outcome.NO_MATCH);
        assertThat(far.compared()).isZero();
    }

    @Test
    void two_files_are_read_before_the_first_member_is_called(@TempDir Path folder) throws IOException {
        Path there = Files.write(folder.resolve("there"), png());
        Path missing = folder.resolve("missing");
        near.failing(new ProviderUnavailableException("down", ERROR, Effect.NONE, null, null));

        assertThatExceptionOfType(InvalidImageException.class)
                .isThrownBy(() -> failover().compare(there, missing));
        assertThat(near.compared()).isZero();
        assertThat(failover().compare(there, there).member().provider()).isEqualTo(FAR);
    }

    @ParameterizedTest
    @MethodSource("failures_of_the_service")
    void the_next_one_answers_by_its_own_threshold_at_the_same_rate(FaceBridgeException failure) {
        near.failing(failure);

        FailoverResult<MatchDecision> answer = failover().compare(PICTURE, PICTURE);

        assertThat(answer.member().provider()).isEqualTo(FAR);
        assertThat(answer.value().outcome()).isEqualTo(Outcome.MATCH);
        assertThat(answer.value().threshold().value()).isEqualTo(40);
        assertThat(answer.value().score().scale().provider()).isEqualTo(FAR);
        assertThat(answer.failedMembers()).singleElement().satisfies(passed -> {
            assertThat(passed.member().provider()).isEqualTo(NEAR);
            assertThat(passed.failure()).isEqualTo(failure.getClass().getSimpleName());
            assertThat(passed.effect()).isEqualTo(failure.effect());
        });
    }

    @ParameterizedTest
    @MethodSource("failures_of_the_service")
    void detection_moves_on_too(FaceBridgeException failure) {
        near.failing(failure);

        FailoverResult<List<DetectedFace>> answer = failover().detect(PICTURE);

        assertThat(answer.value()).hasSize(1);
        assertThat(answer.member().provider()).isEqualTo(FAR);
        assertThat(answer.failedMembers()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("failures_of_the_caller")
    void what_the_caller_has_to_see_to_reaches_the_caller_at_once(RuntimeException failure) {
        near.failing(failure);

        assertThat(catchThrowableOfType(RuntimeException.class, () -> failover().compare(PICTURE, PICTURE)))
                .isSameAs(failure);
        assertThat(catchThrowableOfType(RuntimeException.class, () -> failover().detect(PICTURE)))
                .isSameAs(failure);
        assertThat(far.compared() + far.detected()).isZero();
        assertThat(reports).isEmpty();
    }

    @Test
    void a_refusal_by_the_next_one_does_not_hide_why_it_was_asked() {
        CallTimeoutException late = new CallTimeoutException("late", null, Effect.UNKNOWN, null);
        near.failing(late);
        far.failing(new AuthenticationException("wrong key", null, null));

        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(() -> failover().compare(PICTURE, PICTURE))
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(late))
                .satisfies(e -> assertThat(e.effect()).isEqualTo(Effect.UNKNOWN));
        assertThat(inside.compared()).isZero();
    }

    @Test
    void when_nobody_answers_one_exception_names_every_failure() {
        ThrottledException busy = new ThrottledException(ERROR, Duration.ofSeconds(3), null);
        CallTimeoutException late = new CallTimeoutException("late", null, Effect.UNKNOWN, null);
        near.failing(busy);
        far.failing(late);

        assertThatExceptionOfType(FailoverExhaustedException.class)
                .isThrownBy(
                        () -> Failover.builder(near, far).policy(POLICY).build().compare(PICTURE, PICTURE))
                .withMessageContaining(
                        "near in eu-west-1: ThrottledException (Busy); far in us-east-1: CallTimeoutException")
                .withCause(busy)
                .satisfies(e -> {
                    assertThat(e.getSuppressed()).containsExactly(late);
                    assertThat(e.failedMembers()).hasSize(2);
                    assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
                    assertThat(e.retryable()).isTrue();
                    assertThat(e.retryAfter()).hasValue(Duration.ofSeconds(3));
                });
    }

    @Test
    void an_interruption_between_two_members_ends_the_call() {
        near.failing(new ProviderUnavailableException("down", null, Effect.NONE, null, null))
                .doing(() -> Thread.currentThread().interrupt());
        try {
            assertThatExceptionOfType(CallInterruptedException.class)
                    .isThrownBy(() -> failover().compare(PICTURE, PICTURE));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(far.compared()).isZero();
    }

    @Test
    void listeners_are_told_once_who_decided_where_and_who_was_passed_over() {
        near.failing(new ProviderUnavailableException("down", ERROR, Effect.NONE, null, null));

        failover().withRequester("door 3").compare(PICTURE, PICTURE);

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.provider()).isEqualTo(FAR);
            assertThat(report.regions()).containsExactly("us-east-1");
            assertThat(report.requester()).hasValue("door 3");
            assertThat(report.scale().orElseThrow().model()).isEqualTo("script-1");
            assertThat(report.failedMembers())
                    .containsExactly(new FailedMember(
                            new FailoverMember(NEAR, Set.of("eu-west-1")),
                            "ProviderUnavailableException",
                            ERROR,
                            Effect.NONE));
            assertThat(report.toString())
                    .contains("after [near in eu-west-1: ProviderUnavailableException (Busy)]")
                    .doesNotContain("45");
        });
    }

    @Test
    void an_observer_sees_the_member_that_failed_and_the_one_that_decided() {
        near.failing(new ProviderUnavailableException("down", ERROR, Effect.NONE, null, null));
        List<String> seen = new ArrayList<>();
        Failover failover = Failover.builder(near, far)
                .policy(POLICY)
                .observer(stage -> (outcome, failure) ->
                        seen.add(stage.kind() + " " + stage.provider() + " " + stage.operation() + " " + outcome))
                .build();

        failover.compare(PICTURE, PICTURE);

        assertThat(seen).containsExactly("DECISION near compare FAILED", "DECISION far compare MATCH");
    }

    @Test
    void what_a_listener_throws_is_no_reason_to_ask_another_provider() {
        Failover failover = Failover.builder(near, far)
                .policy(POLICY)
                .addListener(report -> {
                    throw new ProviderUnavailableException("the audit is down", null, Effect.NONE, null, null);
                })
                .build();

        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(() -> failover.compare(PICTURE, PICTURE))
                .withMessage("the audit is down");
        assertThat(far.compared()).isZero();
    }

    @Test
    void a_member_that_cannot_decide_at_the_rate_is_refused_before_there_is_an_outage() {
        far.publishingNothing();

        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> Failover.builder(near, far).policy(POLICY).build())
                .withMessageContaining("far/script-1");
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> Failover.builder(near)
                        .policy(POLICY.withReviewBand(0.5))
                        .build())
                .withMessageContaining("0.5");
    }

    @Test
    void a_feature_that_one_member_lacks_is_refused_before_anybody_is_asked() {
        near.reporting(FaceFeature.POSE);

        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .isThrownBy(() ->
                        failover().detect(PICTURE, DetectOptions.defaults().with(FaceFeature.POSE)))
                .withMessageContaining("far")
                .withMessageContaining("POSE");
        assertThat(near.detected()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"eu-west-1, far", "us-east-1, near", "us-east, near"})
    void a_member_outside_the_allowed_regions_is_refused_and_never_asked(String allowed, String refused) {
        assertThatExceptionOfType(RegionNotAllowedException.class)
                .isThrownBy(() -> Failover.builder(near, far, inside)
                        .policy(POLICY)
                        .allowedRegions(allowed)
                        .build())
                .withMessageContaining("provider " + refused)
                .withMessageContaining("[" + allowed + "]");
        assertThat(near.compared() + far.compared()).isZero();
    }

    @Test
    void a_member_with_one_region_too_many_is_refused() {
        ScriptedFaces wide = new ScriptedFaces(FAR, 1, "eu-west-1", "us-east-1");

        assertThatExceptionOfType(RegionNotAllowedException.class)
                .isThrownBy(() ->
                        Failover.builder(near, wide).allowedRegions("eu-west-1").build());
    }

    @Test
    void a_member_of_which_nobody_tells_the_region_is_refused_until_somebody_does() {
        ScriptedFaces silent = new ScriptedFaces();

        assertThatExceptionOfType(RegionNotAllowedException.class)
                .isThrownBy(() ->
                        Failover.builder(silent).allowedRegions("westeurope").build())
                .withMessageContaining("processedIn");
        assertThat(Failover.builder(silent)
                        .processedIn(silent, "westeurope")
                        .allowedRegions("westeurope")
                        .build()
                        .members())
                .hasToString("[scripted in westeurope]");
    }

    @Test
    void what_runs_inside_this_jvm_crosses_no_border() {
        assertThat(Failover.builder(inside).allowedRegions().build().members()).hasSize(1);
    }

    @Test
    void a_region_is_not_talked_away() {
        ScriptedFaces silent = new ScriptedFaces();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Failover.builder(near).processedIn(near, "us-east-1"))
                .withMessageContaining("eu-west-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Failover.builder(silent).processedIn(silent, FaceProvider.IN_PROCESS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Failover.builder(near).processedIn(far, "us-east-1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Failover.builder(near).processedIn(near));
    }

    @Test
    void a_region_that_the_provider_states_itself_may_be_repeated() {
        assertThat(Failover.builder(near, inside)
                        .processedIn(near, "eu-west-1")
                        .processedIn(inside, FaceProvider.IN_PROCESS)
                        .allowedRegions("eu-west-1")
                        .build())
                .hasToString("Failover[near in eu-west-1, scripted in in-process]");
    }

    @ParameterizedTest
    @CsvSource({"NONE, NONE, NONE", "NONE, PARTIAL, PARTIAL", "PARTIAL, NONE, PARTIAL", "PARTIAL, UNKNOWN, UNKNOWN"})
    void the_worst_effect_of_the_members_that_failed_is_the_effect_of_the_call(
            Effect first, Effect second, Effect expected) {
        near.failing(new CallTimeoutException("late", null, first, null));
        far.failing(new CallTimeoutException("late", null, second, null));
        AuthenticationException wrongKey = new AuthenticationException("wrong key", null, null);
        inside.failing(wrongKey);

        assertThatExceptionOfType(FailoverExhaustedException.class)
                .isThrownBy(
                        () -> Failover.builder(near, far).policy(POLICY).build().compare(PICTURE, PICTURE))
                .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(expected));
        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(() -> failover().compare(PICTURE, PICTURE))
                .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(expected))
                .withMessage(
                        expected == Effect.NONE
                                ? "wrong key"
                                : "wrong key; a provider that was called before may have executed the request");
    }

    @Test
    void the_shortest_wait_that_a_member_asks_for_is_the_wait_of_the_call() {
        near.failing(new ThrottledException(ERROR, Duration.ofSeconds(3), null));
        far.failing(new ProviderUnavailableException("down", null, Effect.NONE, Duration.ofSeconds(2), null));
        inside.failing(new CallTimeoutException("late", null, Effect.NONE, null));

        assertThatExceptionOfType(FailoverExhaustedException.class)
                .isThrownBy(() -> failover().compare(PICTURE, PICTURE))
                .satisfies(thrown -> {
                    assertThat(thrown.retryAfter()).contains(Duration.ofSeconds(2));
                    assertThat(thrown.providerError()).contains(ERROR);
                    assertThat(thrown.getSuppressed()).hasSize(2);
                });
        near.failing(new CallTimeoutException("late", null, Effect.NONE, null));
        far.failing(new CallTimeoutException("late", null, Effect.NONE, null));
        assertThatExceptionOfType(FailoverExhaustedException.class)
                .isThrownBy(() -> failover().compare(PICTURE, PICTURE))
                .satisfies(thrown -> assertThat(thrown.retryAfter()).isEmpty());
    }

    @Test
    void an_answer_says_who_gave_it_and_who_was_passed_over_and_no_score() {
        assertThat(failover().compare(PICTURE, PICTURE)).hasToString("FailoverResult[near in eu-west-1]");
        near.failing(new CallTimeoutException("late", null, Effect.NONE, null));

        assertThat(failover().compare(PICTURE, PICTURE))
                .hasToString("FailoverResult[far in us-east-1 after [near in eu-west-1: CallTimeoutException]]");
    }

    @Test
    void without_a_policy_a_failover_detects_also_for_a_requester() {
        assertThat(Failover.builder(near)
                        .build()
                        .withRequester("door 3")
                        .detect(PICTURE)
                        .value())
                .hasSize(1);
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Failover.builder(near).build().withRequester("door 3").compare(PICTURE, PICTURE))
                .withMessageContaining("policy");
    }

    @Test
    void a_report_is_dated_by_the_clock_that_was_set() {
        Instant moment = Instant.parse("2026-11-25T08:00:00Z");
        Failover.builder(near)
                .policy(POLICY)
                .addListener(reports::add)
                .clock(Clock.fixed(moment, ZoneOffset.UTC))
                .build()
                .compare(PICTURE, PICTURE);

        assertThat(reports).extracting(DecisionReport::time).containsExactly(moment);
    }

    @Test
    void a_feature_that_every_member_has_is_asked_for() {
        near.reporting(FaceFeature.POSE);

        assertThat(Failover.builder(near)
                        .build()
                        .detect(PICTURE, DetectOptions.defaults().with(FaceFeature.POSE))
                        .member()
                        .provider())
                .isEqualTo(NEAR);
    }

    @Test
    void an_exception_that_was_written_and_read_has_lost_who_was_passed_over_and_nothing_else() throws Exception {
        near.failing(new ThrottledException(null, Duration.ofSeconds(3), null));
        FailoverExhaustedException thrown = catchThrowableOfType(
                FailoverExhaustedException.class,
                () -> Failover.builder(near).policy(POLICY).build().compare(PICTURE, PICTURE));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }

        FailoverExhaustedException read = (FailoverExhaustedException)
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(read.failedMembers()).isEmpty();
        assertThat(read.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(read).hasMessage(thrown.getMessage());
    }

    @Test
    void mistakes_of_the_application_are_said_at_once() {
        assertThatIllegalArgumentException().isThrownBy(() -> Failover.builder(near, far, near));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Failover.builder(near)
                        .policy(MatchPolicy.falsePositiveIdentificationRate(1e-2))
                        .build())
                .withMessageContaining("falseMatchRate");
        assertThatIllegalStateException()
                .isThrownBy(() -> Failover.builder(near).build().compare(PICTURE, PICTURE))
                .withMessageContaining("policy");
        assertThat(near.compared()).isZero();
    }

    private Failover failover() {
        return Failover.builder(near, far, inside)
                .policy(POLICY)
                .addListener(reports::add)
                .build();
    }

    private static byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
