package io.facebridge.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.decision.FailoverMember.FailedMember;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.ProviderError;
import io.facebridge.error.QuotaExceededException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.liveness.GuardedResult;
import io.facebridge.liveness.GuardedResult.Verdict;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.match.Threshold;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionReportTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final PersonId ADA = new PersonId("ada");
    private static final ScoreScale SCALE =
            ScoreScale.of(new ProviderId("scripted"), "script-1", Operation.COMPARE, 0, 100);

    private final ScriptedFaces faces = new ScriptedFaces(ScriptedFaces.ID, 1, "eu-west-1");

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, MATCH",
        "REVIEW, REVIEW",
        "INCONCLUSIVE, INCONCLUSIVE",
        "UNDECIDED, INCONCLUSIVE",
        "NO_MATCH, NO_MATCH",
        "NOT_LIVE, NO_MATCH",
        "OTHER_SUBJECT, NO_MATCH",
        "USED, NO_MATCH"
    })
    void the_verdict_on_a_liveness_session_has_an_outcome_too(Verdict verdict, Outcome outcome) {
        DecisionReport report = liveness(verdict, null, List.of(), null);

        assertThat(report.verdict()).contains(verdict);
        assertThat(report.outcome()).isEqualTo(outcome);
        assertThat(report.operation()).isEqualTo(Operation.LIVENESS);
        assertThat(report.time()).isEqualTo(NOW);
        assertThat(report.provider()).isEqualTo(ScriptedFaces.ID);
        assertThat(report.regions()).containsExactly("eu-west-1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PENDING"})
    void an_enrolled_person_is_named_as_found_only_where_the_session_was_accepted(Verdict verdict) {
        DecisionReport report = liveness(verdict, null, List.of(ScriptedFaces.STAFF), ADA);

        assertThat(report.subject()).contains("login-17");
        assertThat(report.claimed()).contains(ADA);
        assertThat(report.galleries()).containsExactly(ScriptedFaces.STAFF);
        assertThat(report.person().isPresent()).isEqualTo(verdict == Verdict.ACCEPTED);
        assertThat(report.personGallery().isPresent()).isEqualTo(verdict == Verdict.ACCEPTED);
    }

    @Test
    void without_an_enrolled_person_the_subject_is_claimed_and_nobody_is_found() {
        DecisionReport report = liveness(Verdict.ACCEPTED, null, List.of(ScriptedFaces.STAFF), null);

        assertThat(report.claimed()).contains(new PersonId("login-17"));
        assertThat(report.person()).isEmpty();
        assertThat(report.personGallery()).isEmpty();
        assertThat(report.ambiguous()).isFalse();
        assertThat(report.requester()).isEmpty();
        assertThat(report.failedMembers()).isEmpty();
    }

    @Test
    void a_report_of_a_liveness_session_carries_what_was_compared() {
        MatchDecision compared = Threshold.explicit(50, SCALE)
                .judge(Comparison.builder(new Score(40, SCALE)).upperBound().build());

        DecisionReport report = liveness(Verdict.NO_MATCH, compared, List.of(), null);

        assertThat(report.score()).contains(compared.score());
        assertThat(report.threshold()).contains(compared.threshold());
        assertThat(report.scale()).contains(SCALE);
        assertThat(report.requestIds()).containsExactly("request-1", "request-2");
        assertThat(liveness(Verdict.NOT_LIVE, null, List.of(), null).score()).isEmpty();
    }

    @Test
    void a_report_of_a_liveness_session_says_whether_it_locked_the_subject_out() {
        DecisionReport open = liveness(Verdict.NOT_LIVE, null, List.of(), null);
        DecisionReport locked = DecisionReport.ofLiveness(
                NOW,
                faces,
                "login-17",
                result(Verdict.NOT_LIVE, null),
                true,
                MatchPolicy.falseMatchRate(1e-4),
                List.of(ScriptedFaces.STAFF),
                ADA,
                List.of());

        assertThat(open.lockedOut()).isFalse();
        assertThat(open).hasToString("DecisionReport[LIVENESS by scripted, NOT_LIVE]");
        assertThat(locked.lockedOut()).isTrue();
        assertThat(locked)
                .hasToString("DecisionReport[LIVENESS by scripted in [staff], NOT_LIVE, locked out,"
                        + " MatchPolicy[FMR 1.0E-4]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_report_of_a_liveness_session_needs_a_subject(String blank) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionReport.ofLiveness(
                        NOW, faces, blank, result(Verdict.ACCEPTED, null), false, null, List.of(), null, List.of()))
                .withMessageContaining("subject must not be blank");
    }

    @Test
    void a_session_that_goes_on_has_no_report_and_a_claim_needs_its_gallery() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> liveness(Verdict.PENDING, null, List.of(), null))
                .withMessageContaining("PENDING");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> liveness(Verdict.ACCEPTED, null, List.of(), ADA))
                .withMessageContaining("add the gallery");
    }

    @Test
    void who_was_passed_over_is_named_with_the_services_word_and_no_message() {
        FailoverMember member = new FailoverMember(new ProviderId("first"), Set.of("us-east-1", "eu-central-1"));
        ProviderError error = new ProviderError(new ProviderId("first"), "LimitExceeded", "request-9", 400);

        FailedMember refused = FailedMember.of(member, new QuotaExceededException("secret", error, null));
        FailedMember silent =
                FailedMember.of(FailoverMember.of(faces), new CallTimeoutException("late", null, Effect.UNKNOWN, null));

        assertThat(refused.error()).isEqualTo(error);
        assertThat(refused.effect()).isEqualTo(Effect.NONE);
        assertThat(silent.error()).isNull();
        assertThat(silent.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(refused).hasToString("first in eu-central-1 and us-east-1: QuotaExceededException (LimitExceeded)");
        assertThat(silent).hasToString("scripted in eu-west-1: CallTimeoutException");
        assertThat(FailoverMember.of(new ScriptedFaces())).hasToString("scripted");
    }

    private DecisionReport liveness(
            Verdict verdict, @Nullable MatchDecision compared, List<GalleryId> galleries, @Nullable PersonId claimed) {
        return DecisionReport.ofLiveness(
                NOW,
                faces,
                "login-17",
                result(verdict, compared),
                false,
                null,
                galleries,
                claimed,
                List.of("request-1", "request-2", "request-1"));
    }

    private static GuardedResult result(Verdict verdict, @Nullable MatchDecision compared) {
        return new GuardedResult(verdict, LivenessState.COMPLETED, compared, null);
    }
}
