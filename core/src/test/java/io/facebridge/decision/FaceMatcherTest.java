package io.facebridge.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceVerifier;
import io.facebridge.decision.FaceMatcher.UnreportedDecision;
import io.facebridge.decision.FailoverMember.FailedMember;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.UncalibratedException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.QualityReason;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchDecision.Reason;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.match.Threshold;
import io.facebridge.match.VerifyRequest;
import io.facebridge.observation.Observer;
import io.facebridge.provider.ProviderId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceMatcherTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final FaceImage PICTURE = FaceImage.of(png());
    private static final PersonId ADA = new PersonId("ada");

    private final List<DecisionReport> reports = new ArrayList<>();
    private final ScriptedFaces faces = new ScriptedFaces();
    private final MatchPolicy comparisons = MatchPolicy.falseMatchRate(1e-4).withReviewBand(1e-3);

    /** Among 500 faces 1e-2 is 2e-5 of one comparison, which lies at 56.99. */
    private final MatchPolicy searches = MatchPolicy.falsePositiveIdentificationRate(1e-2);

    @ParameterizedTest
    @CsvSource({"50, MATCH", "49.9, REVIEW", "40, REVIEW", "39.9, NO_MATCH"})
    void decides_about_two_pictures(double score, Outcome outcome) {
        MatchDecision decision = matcher(faces.scoring(score), comparisons).compare(PICTURE, PICTURE);

        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.threshold().basis()).isEqualTo(Threshold.Basis.PUBLISHED_TABLE);
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.operation()).isEqualTo(Operation.COMPARE);
            assertThat(report.outcome()).isEqualTo(outcome);
            assertThat(report.galleries()).isEmpty();
            assertThat(report.person()).isEmpty();
        });
    }

    @Test
    void decides_about_two_files(@TempDir Path folder) throws IOException {
        Path card = Files.write(folder.resolve("card"), png());
        Path selfie = Files.write(folder.resolve("selfie"), png());

        MatchDecision decision = matcher(faces.scoring(50), comparisons).compare(card, selfie);

        assertThat(decision.outcome()).isEqualTo(Outcome.MATCH);
        assertThat(decision.score().value()).isEqualTo(50);
        assertThat(reports).hasSize(1);
    }

    @Test
    void a_file_that_cannot_be_read_is_refused_before_anything_is_compared(@TempDir Path folder) throws IOException {
        Path there = Files.write(folder.resolve("there"), png());
        Path missing = folder.resolve("missing");
        FaceMatcher matcher = matcher(faces.scoring(50), comparisons);

        assertThatExceptionOfType(InvalidImageException.class).isThrownBy(() -> matcher.compare(missing, there));
        assertThatExceptionOfType(InvalidImageException.class).isThrownBy(() -> matcher.compare(there, missing));

        assertThat(faces.compared()).isZero();
        assertThat(reports).isEmpty();
    }

    @Test
    void a_capability_that_the_provider_lacks_is_named() {
        FaceMatcher matcher = matcher(
                faces.without(FaceVerifier.class).without(FaceIdentifier.class).without(FaceGalleries.class), searches);

        assertUnsupported("FaceVerifier", () -> matcher.verify(VerifyRequest.of(PICTURE, ScriptedFaces.STAFF, ADA)));
        assertUnsupported("FaceIdentifier", () -> matcher.identify(IdentifyRequest.of(PICTURE, ScriptedFaces.STAFF)));
        assertUnsupported("FaceGalleries", () -> matcher.policyIn(List.of(ScriptedFaces.STAFF)));
        assertThat(reports).isEmpty();
    }

    private static void assertUnsupported(String name, ThrowingCallable call) {
        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .isThrownBy(call)
                .withMessage("provider scripted does not offer " + name);
    }

    @Test
    void tells_an_auditor_who_asked_what_and_why_it_was_decided_so() {
        matcher(faces.scoring(70), comparisons)
                .withRequester("door 3")
                .verify(VerifyRequest.of(PICTURE, ScriptedFaces.STAFF, ADA));

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.time()).isEqualTo(NOW);
            assertThat(report.requester()).hasValue("door 3");
            assertThat(report.provider()).isEqualTo(ScriptedFaces.ID);
            assertThat(report.operation()).isEqualTo(Operation.VERIFY);
            assertThat(report.galleries()).containsExactly(ScriptedFaces.STAFF);
            assertThat(report.claimed()).hasValue(ADA);
            assertThat(report.person()).hasValue(ADA);
            assertThat(report.personGallery()).hasValue(ScriptedFaces.STAFF);
            assertThat(report.outcome()).isEqualTo(Outcome.MATCH);
            assertThat(report.scale().orElseThrow().model()).isEqualTo("script-1");
            assertThat(report.threshold().orElseThrow().value()).isEqualTo(50);
            assertThat(report.reviewThreshold().orElseThrow().value()).isEqualTo(40);
            assertThat(report.score().orElseThrow().value()).isEqualTo(70);
            assertThat(report.requestIds()).containsExactly("request-7");
            assertThat(report.ambiguous()).isFalse();
            assertThat(report)
                    .hasToString("DecisionReport[VERIFY by scripted in [staff], MATCH,"
                            + " MatchPolicy[FMR 1.0E-4, review from FMR 0.001]]");
        });
    }

    @Test
    void names_nobody_where_the_claim_was_not_confirmed() {
        matcher(faces.scoring(10), comparisons).verify(VerifyRequest.of(PICTURE, ScriptedFaces.STAFF, ADA));

        assertThat(reports.get(0).claimed()).hasValue(ADA);
        assertThat(reports.get(0).person()).isEmpty();
        assertThat(reports.get(0).personGallery()).isEmpty();
    }

    @Test
    void a_poor_probe_is_inconclusive() {
        MatchDecision decision = matcher(faces.scoring(99).withFaceOf(20), comparisons)
                .verify(VerifyRequest.of(PICTURE, ScriptedFaces.STAFF, ADA));

        assertThat(decision.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(decision.probeQuality().orElseThrow().rejections()).containsExactly(QualityReason.TOO_SMALL);
        assertThat(reports.get(0).reasons()).containsExactly(Reason.LOW_QUALITY_PROBE);
        assertThat(reports.get(0))
                .hasToString("DecisionReport[VERIFY by scripted in [staff], INCONCLUSIVE [LOW_QUALITY_PROBE],"
                        + " MatchPolicy[FMR 1.0E-4, review from FMR 0.001]]");
    }

    @Test
    void a_rate_that_cannot_be_decided_at_is_refused_before_a_picture_is_sent() {
        FaceMatcher matcher = matcher(faces.scoring(99).publishingNothing(), comparisons);

        assertThatExceptionOfType(UncalibratedException.class).isThrownBy(() -> matcher.compare(PICTURE, PICTURE));
        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> matcher.verify(VerifyRequest.of(PICTURE, ScriptedFaces.STAFF, ADA)));
        assertThatExceptionOfType(UncalibratedException.class)
                .as("although the search would return no candidate")
                .isThrownBy(() -> identify(comparisons, 5, faces));
        assertThatExceptionOfType(UncalibratedException.class).isThrownBy(() -> identify(searches, 5, faces));

        assertThat(faces.compared()).isZero();
        assertThat(faces.searches()).isEmpty();
        assertThat(reports).isEmpty();
    }

    @Test
    void where_only_an_answer_names_the_scale_a_rate_without_a_threshold_is_refused_with_the_first_score() {
        faces.scoring(99).publishingNothing().tellingScalesInAnswersOnly();
        FaceMatcher matcher = matcher(faces, comparisons);

        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> matcher.verify(VerifyRequest.of(PICTURE, ScriptedFaces.STAFF, ADA)));
        assertThat(identify(searches, 5, faces).outcome())
                .as("no candidate is no match at every threshold")
                .isEqualTo(Outcome.NO_MATCH);
        faces.finding("ada", 90);
        assertThatExceptionOfType(UncalibratedException.class).isThrownBy(() -> identify(searches, 5, faces));

        assertThat(faces.compared()).isEqualTo(1);
        assertThat(faces.searches()).hasSize(2);
    }

    @Test
    void finds_who_it_is_at_the_rate_of_the_whole_search() {
        IdentificationDecision decision =
                identify(searches, 5, faces.finding("ada", 57).finding("bob", 20));

        assertThat(decision.outcome()).isEqualTo(Outcome.MATCH);
        assertThat(decision.person().orElseThrow().person()).isEqualTo(ADA);
        assertThat(decision.candidates()).hasSize(2);
        assertThat(decision.threshold().orElseThrow().value()).isEqualTo(56.99);
        assertThat(decision.threshold().orElseThrow().references()).hasValue(500);
        assertThat(decision.ambiguous()).isFalse();
        assertThat(decision)
                .hasToString(
                        "IdentificationDecision[MATCH, " + decision.threshold().orElseThrow() + "]");
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.person()).hasValue(ADA);
            assertThat(report.personGallery()).hasValue(ScriptedFaces.STAFF);
            assertThat(report.policy().orElseThrow().references()).hasValue(500);
            assertThat(report.ambiguous()).isFalse();
            assertThat(report.requestIds()).containsExactly("request-7");
        });
    }

    @Test
    void all_galleries_that_are_searched_count() {
        FaceMatcher matcher = matcher(faces.finding("ada", 57), searches);

        IdentificationDecision decision = matcher.identify(
                        IdentifyRequest.of(PICTURE, ScriptedFaces.STAFF, ScriptedFaces.GUESTS))
                .get(0);

        assertThat(decision.outcome()).isEqualTo(Outcome.NO_MATCH);
        assertThat(decision.threshold().orElseThrow().value()).isEqualTo(60);
    }

    @Test
    void a_gallery_that_does_not_tell_its_size_is_refused_unless_the_caller_says_it() {
        faces.tellingNoCounts().finding("ada", 57);

        assertThatExceptionOfType(UncalibratedException.class)
                .isThrownBy(() -> identify(searches, 5, faces))
                .withMessageContaining("staff")
                .withMessageContaining("withReferenceCount");
        assertThat(faces.searches()).isEmpty();
        assertThat(identify(searches.withReferenceCount(100), 5, faces).outcome())
                .isEqualTo(Outcome.MATCH);
    }

    @Test
    void two_persons_who_match_are_for_a_human_even_where_one_candidate_was_wanted() {
        IdentificationDecision decision =
                identify(searches, 1, faces.finding("ada", 90).finding("bob", 57));

        assertThat(decision.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(decision.ambiguous()).isTrue();
        assertThat(decision)
                .hasToString("IdentificationDecision[REVIEW of two persons, "
                        + decision.threshold().orElseThrow() + "]");
        assertThat(decision.person()).isEmpty();
        assertThat(decision.candidates()).hasSize(1);
        assertThat(reports.get(0).ambiguous()).isTrue();
        assertThat(reports.get(0).person()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"50.01, REVIEW", "50, MATCH"})
    void a_second_person_within_the_margin_is_for_a_human(double second, Outcome outcome) {
        FaceMatcher matcher = matcher(faces.finding("ada", 60).finding("bob", second), searches)
                .withMargin(10);

        assertThat(matcher.identify(IdentifyRequest.of(PICTURE, ScriptedFaces.STAFF))
                        .get(0)
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void one_person_in_two_galleries_is_no_second_person_and_hides_none() {
        faces.finding(ScriptedFaces.STAFF, "ada", 90).finding(ScriptedFaces.GUESTS, "ada", 89);
        IdentifyRequest request = IdentifyRequest.of(PICTURE, ScriptedFaces.STAFF, ScriptedFaces.GUESTS)
                .limit(1);

        assertThat(matcher(faces, searches).identify(request).get(0).outcome()).isEqualTo(Outcome.MATCH);

        faces.finding("bob", 88);
        assertThat(matcher(faces, searches).identify(request).get(0).outcome()).isEqualTo(Outcome.REVIEW);
    }

    @Test
    void a_margin_makes_no_review_out_of_what_does_not_match() {
        FaceMatcher matcher =
                matcher(faces.finding("ada", 20).finding("bob", 19), searches).withMargin(10);

        assertThat(matcher.identify(IdentifyRequest.of(PICTURE, ScriptedFaces.STAFF))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.NO_MATCH);
    }

    @Test
    void nobody_at_all_is_no_match_and_of_a_poor_probe_inconclusive() {
        IdentificationDecision unenrolled = identify(searches, 5, faces);
        IdentificationDecision poor = identify(searches, 5, faces.withFaceOf(20));

        assertThat(unenrolled.outcome()).isEqualTo(Outcome.NO_MATCH);
        assertThat(unenrolled.threshold()).isEmpty();
        assertThat(poor.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(poor.reasons()).containsExactly(Reason.LOW_QUALITY_PROBE);
        assertThat(unenrolled).hasToString("IdentificationDecision[NO_MATCH]");
        assertThat(poor).hasToString("IdentificationDecision[INCONCLUSIVE [LOW_QUALITY_PROBE]]");
        assertThat(reports)
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.scale()).isEmpty());
    }

    @Test
    void carries_the_decision_about_the_best_candidate() {
        IdentificationDecision decision =
                identify(searches, 1, faces.finding("ada", 90).finding("bob", 57));

        assertThat(decision.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(decision.bestDecision()).hasValueSatisfying(best -> {
            assertThat(best.outcome()).isEqualTo(Outcome.MATCH);
            assertThat(best.score().value()).isEqualTo(90);
            assertThat(best.threshold()).isEqualTo(decision.threshold().orElseThrow());
        });
        assertThat(decision.probeQuality())
                .isEqualTo(decision.bestDecision().orElseThrow().probeQuality());
    }

    @Test
    void without_a_candidate_it_carries_what_the_gate_says_of_the_probe() {
        IdentificationDecision poor = identify(searches, 5, faces.withFaceOf(20));

        assertThat(poor.bestDecision()).isEmpty();
        assertThat(poor.probeQuality().orElseThrow().rejections()).containsExactly(QualityReason.TOO_SMALL);
        assertThat(identify(searches.withoutProbeGate(), 5, faces).probeQuality())
                .isEmpty();
    }

    @Test
    void a_decision_that_a_listener_could_not_record_is_not_given() {
        FaceMatcher matcher = FaceMatcher.of(faces.scoring(99), comparisons).withListener(report -> {
            throw new IllegalStateException("the disk is full");
        });

        assertThatIllegalStateException().isThrownBy(() -> matcher.compare(PICTURE, PICTURE));
    }

    @Test
    void a_decision_after_a_failover_is_reported_once_with_who_answered_and_who_was_passed_over() {
        FailoverMember first = new FailoverMember(new ProviderId("first"), Set.of());
        FailoverMember second = new FailoverMember(new ProviderId("second"), Set.of("eu-west-1"));
        FailedMember late = FailedMember.of(first, new CallTimeoutException("late", null, Effect.UNKNOWN, null));

        UnreportedDecision decided =
                matcher(faces.scoring(70), comparisons).compareUnreported(PICTURE, PICTURE, CompareOptions.defaults());
        assertThat(reports).isEmpty();
        decided.report(second, List.of(late));

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.provider()).isEqualTo(new ProviderId("second"));
            assertThat(report.regions()).containsExactly("eu-west-1");
            assertThat(report.failedMembers()).containsExactly(late);
            assertThat(report.subject()).isEmpty();
            assertThat(report.verdict()).isEmpty();
            assertThat(report)
                    .hasToString("DecisionReport[COMPARE by second after [first: CallTimeoutException], MATCH,"
                            + " MatchPolicy[FMR 1.0E-4, review from FMR 0.001]]");
        });
    }

    @Test
    void says_in_words_who_decides_and_at_which_rate() {
        FaceMatcher matcher = FaceMatcher.of(faces, searches);

        assertThat(matcher).hasToString("FaceMatcher[scripted, MatchPolicy[FPIR 0.01]]");
        assertThat(matcher.withMargin(10)).hasToString("FaceMatcher[scripted, MatchPolicy[FPIR 0.01], margin 10.0]");
    }

    @Test
    void a_policy_of_searches_does_not_judge_two_pictures() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matcher(faces, searches.withReferenceCount(5)).compare(PICTURE, PICTURE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matcher(faces, searches).withMargin(0))
                .withMessageContaining("0.0");
    }

    @Test
    void an_observer_sees_each_decision_around_the_providers_work_and_before_the_listeners() {
        List<String> seen = new ArrayList<>();
        FaceMatcher matcher = FaceMatcher.of(faces.doing(() -> seen.add("work")), comparisons)
                .withObserver(observer(seen))
                .withListener(report -> seen.add("listener"))
                .withMargin(1);

        matcher.compare(PICTURE, PICTURE);
        assertThat(seen).containsExactly("begin DECISION scripted compare", "work", "end compare NO_MATCH", "listener");

        seen.clear();
        faces.scoring(45);
        matcher.verify(VerifyRequest.of(PICTURE, ScriptedFaces.STAFF, ADA));
        assertThat(seen).containsExactly("begin DECISION scripted verify", "end verify REVIEW", "listener");

        seen.clear();
        faces.finding("ada", 90);
        matcher.identify(IdentifyRequest.of(PICTURE, ScriptedFaces.STAFF));
        assertThat(seen).containsExactly("begin DECISION scripted identify", "end identify MATCH", "listener");
    }

    @Test
    void an_observer_sees_the_search_that_finds_nobody_and_the_decision_that_fails() {
        List<String> seen = new ArrayList<>();
        FaceMatcher matcher = FaceMatcher.of(faces, comparisons).withObserver(observer(seen));

        matcher.identify(IdentifyRequest.of(PICTURE, ScriptedFaces.STAFF));
        faces.publishingNothing();
        assertThatExceptionOfType(UncalibratedException.class).isThrownBy(() -> matcher.compare(PICTURE, PICTURE));

        assertThat(seen)
                .containsExactly(
                        "begin DECISION scripted identify",
                        "end identify NO_MATCH",
                        "begin DECISION scripted compare",
                        "end compare FAILED UncalibratedException");
    }

    @Test
    void what_an_observer_throws_changes_no_decision() {
        MatchDecision decision = matcher(faces.scoring(50), comparisons)
                .withObserver(stage -> {
                    throw new IllegalArgumentException("no timer");
                })
                .compare(PICTURE, PICTURE);

        assertThat(decision.outcome()).isEqualTo(Outcome.MATCH);
        assertThat(reports).hasSize(1);
    }

    private static Observer observer(List<String> seen) {
        return stage -> {
            seen.add("begin " + stage.kind() + " " + stage.provider() + " " + stage.operation());
            return (outcome, failure) -> seen.add("end " + stage.operation() + " " + outcome
                    + (failure == null ? "" : " " + failure.getClass().getSimpleName()));
        };
    }

    private IdentificationDecision identify(MatchPolicy policy, int limit, ScriptedFaces of) {
        return matcher(of, policy)
                .identify(IdentifyRequest.of(PICTURE, ScriptedFaces.STAFF).limit(limit))
                .get(0);
    }

    private FaceMatcher matcher(ScriptedFaces of, MatchPolicy policy) {
        return FaceMatcher.of(of, policy).withListener(reports::add).withClock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
