package io.facebridge.operations.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.migration.ShadowResult.Decision;
import io.facebridge.operations.migration.ShadowResult.Question;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowComparisonTest {
    private static final GalleryId STAFF = new GalleryId("staff");
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final MatchPolicy POLICY = MatchPolicy.falseMatchRate(1e-4).withoutProbeGate();

    private final MemoryFaces from =
            new MemoryFaces("one").holding(STAFF, ADA, 11).holding(STAFF, BOB, 21);
    private final MemoryFaces to = new MemoryFaces("two");
    private final MemoryImages probes = new MemoryImages().with(ADA, 11).with(BOB, 21);

    @TempDir
    private Path folder;

    @BeforeEach
    void moved() {
        try (MigrationJournal journal = journal()) {
            migration().run(journal);
        }
    }

    private GalleryMigration migration() {
        return GalleryMigration.of(
                from, STAFF, to, STAFF, new MemoryImages().with(ADA, 11).with(BOB, 21));
    }

    private MigrationJournal journal() {
        return MigrationJournal.open(folder.resolve("journal"));
    }

    private ShadowReport shadow(MatchPolicy policy) {
        try (MigrationJournal journal = journal()) {
            return migration().shadow(journal, probes, policy, policy);
        }
    }

    private static ShadowResult result(ShadowReport report, PersonId person, Question question) {
        return report.results().stream()
                .filter(result -> result.person().equals(person) && result.question() == question)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void galleries_that_decide_alike_have_no_disagreement() {
        ShadowReport report = shadow(POLICY);

        assertThat(report.complete()).isTrue();
        assertThat(report.results()).hasSize(6);
        assertThat(report.disagreements()).isEmpty();
        assertThat(result(report, ADA, Question.VERIFY).source()).isEqualTo(Decision.MATCH);
        assertThat(result(report, ADA, Question.VERIFY_OTHER_PERSON).target()).isEqualTo(Decision.NO_MATCH);
        assertThat(result(report, ADA, Question.IDENTIFY).target()).isEqualTo(Decision.MATCH);
    }

    @Test
    void a_new_provider_that_takes_one_person_for_another_disagrees_in_every_question() {
        to.mistaking(11, 21);

        ShadowReport report = shadow(POLICY);

        assertThat(report.disagreements())
                .containsExactly(
                        new ShadowResult(ADA, "11.png", Question.VERIFY, Decision.MATCH, Decision.NO_MATCH),
                        new ShadowResult(
                                ADA, "11.png", Question.VERIFY_OTHER_PERSON, Decision.NO_MATCH, Decision.MATCH),
                        new ShadowResult(
                                ADA, "11.png", Question.IDENTIFY, Decision.MATCH, Decision.MATCH_OF_OTHER_PERSON));
        assertThat(report.compared(Question.VERIFY)).isEqualTo(2);
        assertThat(report.agreed(Question.VERIFY)).isEqualTo(1);
    }

    @Test
    void a_probe_that_both_reject_is_no_agreement() {
        FaceNotFoundException noFace = new FaceNotFoundException(ImageRole.PROBE, null);
        from.rejecting(21, noFace);
        to.rejecting(21, noFace);

        ShadowReport report = shadow(POLICY);

        assertThat(report.disagreements()).hasSize(3).allSatisfy(result -> {
            assertThat(result.source()).isEqualTo(Decision.NO_DECISION);
            assertThat(result.target()).isEqualTo(Decision.NO_DECISION);
        });
        assertThat(report.complete()).isTrue();
    }

    @Test
    void persons_who_were_not_moved_are_not_asked_about() {
        probes.with(new PersonId("eve"), 31);

        assertThat(shadow(POLICY).results()).extracting(ShadowResult::person).containsOnly(ADA, BOB);
    }

    @Test
    void a_question_that_one_provider_does_not_answer_is_not_asked() {
        to.withoutSearches();

        ShadowReport report = shadow(POLICY);

        assertThat(report.compared(Question.IDENTIFY)).isZero();
        assertThat(report.results()).hasSize(4);
    }

    @Test
    void a_person_alone_is_not_taken_for_the_next_one() {
        try (MigrationJournal journal = journal()) {
            ShadowReport report = migration().shadow(journal, new MemoryImages().with(ADA, 11), POLICY, POLICY);

            assertThat(report.results())
                    .extracting(ShadowResult::question)
                    .containsExactly(Question.VERIFY, Question.IDENTIFY);
        }
    }

    @Test
    void a_comparison_that_was_broken_off_continues_where_it_was() {
        shadow(POLICY);
        int whole = to.searches();
        MatchPolicy other = MatchPolicy.falseMatchRate(1e-3).withoutProbeGate();
        to.mistaking(21, 11);
        to.searchesFailingWith(new ProviderUnavailableException("down", null, Effect.NONE, null, null));
        assertThatExceptionOfType(ProviderUnavailableException.class).isThrownBy(() -> shadow(other));
        try (MigrationJournal journal = journal()) {
            assertThat(migration().report(journal).shadow().orElseThrow().complete())
                    .isFalse();
        }
        to.searchesFailingWith(null);
        int failed = to.searches();

        ShadowReport report = shadow(other);

        assertThat(report.complete()).isTrue();
        assertThat(report.results()).hasSize(6);
        assertThat(to.searches() - failed).isEqualTo(whole);
    }

    @Test
    void what_was_asked_before_the_comparison_was_broken_off_is_not_asked_again() {
        probes.with(ADA, 12);
        RuntimeException down = new ProviderUnavailableException("down", null, Effect.NONE, null, null);
        to.rejecting(12, down);
        assertThatExceptionOfType(ProviderUnavailableException.class).isThrownBy(() -> shadow(POLICY));
        to.rejecting(12, new FaceNotFoundException(ImageRole.PROBE, null));
        int before = to.searches();

        ShadowReport report = shadow(POLICY);

        assertThat(report.results()).hasSize(9);
        assertThat(to.searches() - before).isEqualTo(6);
    }

    @Test
    void another_policy_begins_another_comparison() {
        shadow(POLICY);

        ShadowReport report = shadow(MatchPolicy.falseMatchRate(1e-3).withoutProbeGate());

        assertThat(report.results()).hasSize(6);
        assertThat(report.policy()).contains("0.001").doesNotContain(List.of("and"));
    }
}
