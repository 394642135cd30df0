package io.facebridge.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.ImageRole;
import io.facebridge.LowQualityException;
import io.facebridge.NotFoundException;
import io.facebridge.ProviderId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Comparison;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.review.ReviewCase.Measure;
import io.facebridge.review.ReviewCase.Why;
import io.facebridge.store.AtOnce;
import io.facebridge.store.SqliteFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewQueueTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final ScoreScale SCALE =
            ScoreScale.of(new ProviderId("scripted"), "1", ScoreScale.Operation.COMPARE, 0, 100);
    private static final MatchPolicy POLICY = MatchPolicy.falseMatchRate(1e-4)
            .withReviewBand(1e-3)
            .calibratedBy(
                    SCALE,
                    FalseMatchTable.of(
                            List.of(new FalseMatchTable.Point(1e-3, 60), new FalseMatchTable.Point(1e-4, 70)),
                            1,
                            "our own pairs",
                            List.of()));
    private static final ReviewVerdict REFUSED =
            new ReviewVerdict("grace", NOW.plusSeconds(60), ReviewVerdict.Decision.REFUSED, "another person");

    @TempDir
    private Path folder;

    private enum Kept {
        IN_MEMORY,
        IN_A_DATABASE
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_case_is_kept_with_all_that_it_rests_on(Kept kept) throws IOException {
        ReviewQueue queue = queue(kept);
        FaceImage image = picture();
        ReviewCase whole = ReviewCase.of(UUID.randomUUID(), NOW, "ada", Why.REVIEW)
                .measure(new Measure("a scale", 61.25, 70, 60.0))
                .measure(new Measure("another scale", 0.5, 0.75, null))
                .reason(MatchDecision.Reason.LOW_QUALITY_PROBE)
                .reason(MatchDecision.Reason.RIVAL_FACE_IN_PROBE)
                .quality(LowQualityException.Reason.TOO_SMALL)
                .images(List.of(image))
                .build();
        queue.add(whole);

        assertThat(queue.find(whole.id())).hasValueSatisfying(found -> {
            assertThat(found.at()).isEqualTo(NOW);
            assertThat(found.subject()).isEqualTo("ada");
            assertThat(found.why()).isEqualTo(Why.REVIEW);
            assertThat(found.measures()).isEqualTo(whole.measures());
            assertThat(found.reasons()).isEqualTo(whole.reasons());
            assertThat(found.quality()).isEqualTo(whole.quality());
            assertThat(found.images())
                    .singleElement()
                    .satisfies(same -> assertThat(same.toByteArray()).isEqualTo(image.toByteArray()));
            assertThat(found.verdict()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void open_cases_are_listed_oldest_first_in_pages(Kept kept) {
        ReviewQueue queue = queue(kept);
        List<UUID> ids = new ArrayList<>();
        for (int i = 5; i > 0; i--) {
            ReviewCase added = simple(NOW.plusSeconds(i));
            queue.add(added);
            ids.add(0, added.id());
        }

        assertThat(queue.listOpen(0, 2)).extracting(ReviewCase::id).isEqualTo(ids.subList(0, 2));
        assertThat(queue.listOpen(2, 2)).extracting(ReviewCase::id).isEqualTo(ids.subList(2, 4));
        assertThat(queue.listOpen(4, 2)).extracting(ReviewCase::id).isEqualTo(ids.subList(4, 5));
        assertThat(queue.listOpen(5, 2)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue.listOpen(-1, 2))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue.listOpen(0, 1_001))
                .withMessageContaining("1001");
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_verdict_is_recorded_once(Kept kept) {
        ReviewQueue queue = queue(kept);
        ReviewCase added = simple(NOW);
        queue.add(added);

        assertThat(queue.decide(added.id(), REFUSED)).isTrue();
        assertThat(queue.decide(added.id(), new ReviewVerdict("eve", NOW, ReviewVerdict.Decision.ACCEPTED, "please")))
                .isFalse();
        assertThat(queue.find(added.id()).orElseThrow().verdict()).contains(REFUSED);
        assertThat(queue.listOpen(0, 10)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_case_added_again_changes_nothing(Kept kept) {
        ReviewQueue queue = queue(kept);
        ReviewCase added = simple(NOW);
        queue.add(added);
        queue.decide(added.id(), REFUSED);
        queue.add(added);

        assertThat(queue.find(added.id()).orElseThrow().verdict()).contains(REFUSED);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void says_that_a_case_is_not_there(Kept kept) {
        ReviewQueue queue = queue(kept);

        assertThat(queue.find(UUID.randomUUID())).isEmpty();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> queue.decide(UUID.randomUUID(), REFUSED))
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(NotFoundException.Kind.REVIEW_CASE));
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_decided_case_does_not_wait(Kept kept) {
        ReviewCase decided = simple(NOW).decided(REFUSED);

        assertThatIllegalArgumentException().isThrownBy(() -> queue(kept).add(decided));
    }

    @Test
    void cases_and_verdicts_survive_a_restart() {
        ReviewCase open = simple(NOW);
        ReviewCase decided = simple(NOW);
        ReviewQueue before = ReviewQueue.jdbc(SqliteFile.create(folder));
        before.add(open);
        before.add(decided);
        before.decide(decided.id(), REFUSED);

        ReviewQueue after = ReviewQueue.jdbc(SqliteFile.open(folder));
        assertThat(after.listOpen(0, 10)).extracting(ReviewCase::id).containsExactly(open.id());
        assertThat(after.find(decided.id()).orElseThrow().verdict()).contains(REFUSED);
    }

    @Test
    void of_two_reviewers_at_once_one_decides() throws Exception {
        ReviewCase added = simple(NOW);
        ReviewQueue.jdbc(SqliteFile.create(folder)).add(added);
        List<Callable<Boolean>> verdicts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ReviewQueue instance = ReviewQueue.jdbc(SqliteFile.open(folder));
            verdicts.add(() -> instance.decide(added.id(), REFUSED));
        }

        assertThat(AtOnce.ask(verdicts)).containsOnlyOnce(true);
    }

    @ParameterizedTest
    @CsvSource({"70, ", "69, REVIEW", "59, "})
    void a_decision_that_a_person_should_look_at_makes_a_case(double score, @Nullable Why expected) {
        MatchDecision decision = POLICY.judge(new Score(score, SCALE));

        assertThat(ReviewCase.of(UUID.randomUUID(), NOW, "ada", decision).map(ReviewCase::why))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void an_inconclusive_decision_makes_a_case_with_its_reasons() {
        MatchDecision decision = POLICY.judge(
                Comparison.of(new Score(99, SCALE)).rivalledIn(ImageRole.PROBE).build());

        assertThat(ReviewCase.of(UUID.randomUUID(), NOW, "ada", decision)).hasValueSatisfying(made -> {
            assertThat(made.why()).isEqualTo(Why.INCONCLUSIVE);
            assertThat(made.reasons()).containsExactly(MatchDecision.Reason.RIVAL_FACE_IN_PROBE);
            assertThat(made.measures()).extracting(Measure::score).containsExactly(99.0);
        });
    }

    @Test
    void a_verdict_needs_somebody_and_a_reason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReviewVerdict(" ", NOW, ReviewVerdict.Decision.ACCEPTED, "a reason"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReviewVerdict("grace", NOW, ReviewVerdict.Decision.ACCEPTED, ""));
    }

    @Test
    void shows_neither_subject_nor_score_nor_reviewer() {
        ReviewCase found = ReviewCase.of(UUID.randomUUID(), NOW, "ada", Why.REVIEW)
                .measure(new Measure("a scale", 61.25, 70, null))
                .build()
                .decided(REFUSED);

        assertThat(found.toString() + found.measures() + found.verdict())
                .doesNotContain("ada", "61", "grace", "another");
    }

    private ReviewQueue queue(Kept kept) {
        return kept == Kept.IN_MEMORY ? ReviewQueue.inMemory() : ReviewQueue.jdbc(SqliteFile.create(folder));
    }

    private static ReviewCase simple(Instant at) {
        return ReviewCase.of(UUID.randomUUID(), at, "ada", Why.INCONCLUSIVE).build();
    }

    private static FaceImage picture() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(90, 90, BufferedImage.TYPE_INT_RGB), "png", png);
        return FaceImage.of(png.toByteArray());
    }
}
