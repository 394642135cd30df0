package io.facebridge.operations.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.ImageRole;
import io.facebridge.error.NotFoundException;
import io.facebridge.face.QualityReason;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Comparison;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.jdbc.JdbcStores;
import io.facebridge.operations.jdbc.JdbcTables;
import io.facebridge.operations.review.ReviewCase.Measure;
import io.facebridge.operations.review.ReviewCase.Why;
import io.facebridge.operations.store.AtOnce;
import io.facebridge.operations.store.SqliteFile;
import io.facebridge.operations.store.Table;
import io.facebridge.provider.ProviderId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteDataSource;

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
            new ReviewVerdict("grace", NOW.plusSeconds(60), ReviewVerdict.Decision.REJECTED, "another person");

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
        ReviewCase whole = ReviewCase.builder(UUID.randomUUID(), NOW, "ada", Why.REVIEW)
                .measure(new Measure("a scale", 61.25, 70, 60.0))
                .measure(new Measure("another scale", 0.5, 0.75, null))
                .reason(MatchDecision.Reason.LOW_QUALITY_PROBE)
                .reason(MatchDecision.Reason.RIVAL_FACE_IN_PROBE)
                .quality(QualityReason.TOO_SMALL)
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

    @ParameterizedTest
    @EnumSource(Kept.class)
    void cases_are_listed_and_counted_by_state_subject_and_age(Kept kept) {
        ReviewQueue queue = queue(kept);
        ReviewCase old = of("ada", 1);
        ReviewCase decided = of("ada", 2);
        ReviewCase young = of("ada", 3);
        ReviewCase another = of("bob", 1);
        List.of(young, another, decided, old).forEach(queue::add);
        queue.decide(decided.id(), REFUSED);

        assertThat(ids(queue, ReviewFilter.openAndDecided().subject("ada")))
                .containsExactly(old.id(), decided.id(), young.id());
        assertThat(ids(queue, ReviewFilter.decided())).containsExactly(decided.id());
        assertThat(ids(queue, ReviewFilter.open().subject("ada"))).containsExactly(old.id(), young.id());
        assertThat(ids(queue, ReviewFilter.open().subject("ada").addedBefore(NOW.plusSeconds(3))))
                .containsExactly(old.id());
        assertThat(ids(queue, ReviewFilter.openAndDecided().subject("Ada"))).isEmpty();
        assertThat(queue.list(ReviewFilter.openAndDecided().subject("ada"), 1, 1))
                .extracting(ReviewCase::id)
                .containsExactly(decided.id());
        assertThat(queue.count(ReviewFilter.openAndDecided())).isEqualTo(4);
        assertThat(queue.count(ReviewFilter.open().addedBefore(NOW.plusSeconds(2))))
                .isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> queue.list(ReviewFilter.open(), 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReviewFilter.open().subject(" "));
    }

    private static List<UUID> ids(ReviewQueue queue, ReviewFilter filter) {
        return queue.list(filter, 0, 10).stream().map(ReviewCase::id).toList();
    }

    private static ReviewCase of(String subject, int seconds) {
        return ReviewCase.builder(UUID.randomUUID(), NOW.plusSeconds(seconds), subject, Why.REVIEW)
                .build();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_case_is_removed_open_or_decided_and_no_other_one(Kept kept) {
        ReviewQueue queue = queue(kept);
        ReviewCase open = of("ada", 1);
        ReviewCase decided = of("ada", 2);
        ReviewCase stays = of("ada", 3);
        List.of(open, decided, stays).forEach(queue::add);
        queue.decide(decided.id(), REFUSED);

        assertThat(queue.remove(open.id())).isTrue();
        assertThat(queue.remove(decided.id())).isTrue();
        assertThat(queue.remove(decided.id())).isFalse();
        assertThat(ids(queue, ReviewFilter.openAndDecided())).containsExactly(stays.id());
        assertThat(queue.find(open.id())).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> queue.decide(open.id(), REFUSED));
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_removal_says_which_state_it_concerns(Kept kept) {
        ReviewQueue queue = queue(kept);
        ReviewCase open = of("ada", 1);
        ReviewCase decided = of("ada", 2);
        ReviewCase young = of("ada", 9);
        ReviewCase another = of("bob", 1);
        List.of(open, decided, young, another).forEach(queue::add);
        queue.decide(decided.id(), REFUSED);
        queue.decide(young.id(), REFUSED);

        assertThat(queue.remove(ReviewFilter.decided().addedBefore(NOW.plusSeconds(9))))
                .isEqualTo(1);
        assertThat(ids(queue, ReviewFilter.openAndDecided()))
                .containsExactlyInAnyOrder(open.id(), another.id(), young.id());
        assertThat(queue.remove(ReviewFilter.openAndDecided().subject("ada"))).isEqualTo(2);
        assertThat(queue.remove(ReviewFilter.openAndDecided().subject("ada"))).isZero();
        assertThat(ids(queue, ReviewFilter.openAndDecided())).containsExactly(another.id());
    }

    @Test
    void a_removed_case_leaves_no_row_of_its_images_and_measures() throws IOException {
        DataSource database = SqliteFile.create(folder);
        ReviewQueue queue = JdbcStores.over(database).reviews();
        for (String subject : List.of("ada", "ada", "bob")) {
            queue.add(ReviewCase.builder(UUID.randomUUID(), NOW, subject, Why.REVIEW)
                    .measure(new Measure("a scale", 61.25, 70, 60.0))
                    .images(List.of(picture(), picture()))
                    .build());
        }

        assertThat(queue.remove(ReviewFilter.openAndDecided().subject("ada"))).isEqualTo(2);

        assertThat(rows(database, "facebridge_review")).isEqualTo(1);
        assertThat(rows(database, "facebridge_review_measure")).isEqualTo(1);
        assertThat(rows(database, "facebridge_review_image")).isEqualTo(2);
    }

    @Test
    void a_database_that_takes_upper_and_lower_case_for_the_same_shows_no_case_of_another_subject() {
        DataSource database = SqliteFile.open(folder);
        for (String statement : JdbcTables.statements()) {
            Table.run(
                    database,
                    statement.replace("subject VARCHAR(255) NOT NULL", "subject VARCHAR(255) COLLATE NOCASE NOT NULL"));
        }
        ReviewQueue queue = JdbcStores.over(database).reviews();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            queue.add(ReviewCase.builder(UUID.randomUUID(), NOW.plusSeconds(2L * i), "Ada", Why.REVIEW)
                    .build());
            ReviewCase added = simple(NOW.plusSeconds(2L * i + 1));
            queue.add(added);
            ids.add(added.id());
        }
        assertThat(Table.count(database, "SELECT COUNT(*) FROM facebridge_review WHERE subject = 'ada'"))
                .isEqualTo(6);
        ReviewFilter ada = ReviewFilter.open().subject("ada");

        assertThat(queue.list(ada, 0, 2)).extracting(ReviewCase::id).isEqualTo(ids.subList(0, 2));
        assertThat(queue.list(ada, 2, 2)).extracting(ReviewCase::id).isEqualTo(ids.subList(2, 3));
        assertThat(queue.list(ada, 3, 2)).isEmpty();
        assertThat(queue.list(ada, 9, 2)).isEmpty();
        assertThat(queue.list(ReviewFilter.open(), 0, 10)).hasSize(6);
        assertThat(queue.count(ada)).isEqualTo(3);
        assertThat(queue.remove(ada)).isEqualTo(3);
        assertThat(queue.list(ReviewFilter.open(), 0, 10))
                .extracting(ReviewCase::subject)
                .containsExactly("Ada", "Ada", "Ada");
    }

    @Test
    void a_rejection_is_stored_with_the_word_of_earlier_versions_and_read_from_it() {
        DataSource database = SqliteFile.open(folder);
        JdbcTables.create(database);
        ReviewQueue queue = JdbcStores.over(database).reviews();
        ReviewCase added = simple(NOW);
        queue.add(added);

        queue.decide(added.id(), REFUSED);

        assertThat(Table.count(database, "SELECT COUNT(*) FROM facebridge_review WHERE decision = 'REFUSED'"))
                .isEqualTo(1);
        assertThat(queue.find(added.id()).flatMap(ReviewCase::verdict)).contains(REFUSED);
    }

    private static long rows(DataSource database, String table) {
        return Table.count(database, "SELECT COUNT(*) FROM " + table);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_verdict_that_is_recorded_is_an_event_without_its_reason(Kept kept) {
        List<AuditEvent> events = new ArrayList<>();
        ReviewQueue queue = queue(kept).withListener(events::add);
        ReviewCase added = of("ada", 1);
        queue.add(added);

        queue.decide(added.id(), REFUSED);
        queue.decide(added.id(), REFUSED);

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(AuditEvent.Kind.REVIEW_VERDICT);
            assertThat(event.time()).isEqualTo(REFUSED.at());
            assertThat(event.person()).contains(new PersonId("ada"));
            assertThat(event.requester()).contains("grace");
            assertThat(event.attributes()).isEqualTo(Map.of("case", added.id().toString(), "decision", "REFUSED"));
        });
        assertThat(queue.remove(ReviewFilter.decided().subject("ada"))).isEqualTo(1);
        assertThat(queue.count(ReviewFilter.openAndDecided())).isZero();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_page_is_of_1_to_1000_cases_and_begins_at_0_or_later(Kept kept) {
        ReviewQueue queue = queue(kept);
        ReviewCase added = simple(NOW);
        queue.add(added);

        for (int limit : List.of(1, 1_000)) {
            assertThat(queue.listOpen(0, limit)).extracting(ReviewCase::id).containsExactly(added.id());
            assertThat(queue.list(ReviewFilter.open(), 0, limit)).hasSize(1);
        }
        for (List<Integer> page : List.of(List.of(-1, 1), List.of(0, 0), List.of(0, 1_001))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> queue.listOpen(page.get(0), page.get(1)))
                    .withMessageContaining(page.get(0) + " and " + page.get(1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> queue.list(ReviewFilter.openAndDecided(), page.get(0), page.get(1)));
        }
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void cases_of_one_moment_are_listed_in_the_order_of_their_ids(Kept kept) {
        ReviewQueue queue = queue(kept);
        List<UUID> ids = new ArrayList<>();
        for (int i = 9; i >= 0; i--) {
            UUID id = UUID.fromString("00000000-0000-4000-8000-00000000000" + i);
            queue.add(ReviewCase.builder(id, NOW, "ada", Why.REVIEW).build());
            ids.add(0, id);
        }

        assertThat(ids(queue, ReviewFilter.open())).isEqualTo(ids);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_queue_with_a_listener_is_the_same_queue(Kept kept) {
        List<AuditEvent> events = new ArrayList<>();
        ReviewQueue queue = queue(kept);
        ReviewQueue audited = queue.withListener(events::add);
        ReviewCase first = of("ada", 1);
        ReviewCase second = of("bob", 2);
        audited.add(first);
        audited.add(second);

        assertThat(audited.listOpen(1, 1)).extracting(ReviewCase::id).containsExactly(second.id());
        assertThat(ids(audited, ReviewFilter.open().subject("ada"))).containsExactly(first.id());
        assertThat(audited.find(first.id()).map(ReviewCase::subject)).contains("ada");
        assertThat(audited.count(ReviewFilter.open())).isEqualTo(2);
        assertThat(audited.decide(first.id(), REFUSED)).isTrue();
        assertThat(audited.decide(first.id(), REFUSED)).isFalse();
        assertThat(queue.find(first.id()).orElseThrow().verdict()).contains(REFUSED);
        assertThat(audited.remove(first.id())).isTrue();
        assertThat(audited.remove(first.id())).isFalse();
        assertThat(audited.find(first.id())).isEmpty();
        assertThat(audited.remove(ReviewFilter.open())).isEqualTo(1);
        assertThat(events).hasSize(1);
        assertThat(audited).hasToString(queue + ", audited");
        assertThat(queue).hasToString(kept == Kept.IN_MEMORY ? "ReviewQueue[in memory]" : "ReviewQueue[in a database]");
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void measures_and_images_are_kept_in_their_order(Kept kept) throws IOException {
        ReviewQueue queue = queue(kept);
        List<Measure> measures =
                List.of(new Measure("c", 3, 4, 0.0), new Measure("a", 1, 2, null), new Measure("b", 2, 3, 1.5));
        List<FaceImage> images = List.of(picture(30), picture(10), picture(20));
        ReviewCase.Builder builder = ReviewCase.builder(UUID.randomUUID(), NOW, "ada", Why.REVIEW);
        measures.forEach(builder::measure);
        ReviewCase whole = builder.images(images).build();
        queue.add(whole);

        ReviewCase found = queue.find(whole.id()).orElseThrow();
        assertThat(found.measures()).isEqualTo(measures);
        assertThat(found.images()).extracting(FaceImage::width).containsExactly(30, 10, 20);
        assertThat(queue.listOpen(0, 1).get(0).measures()).isEqualTo(measures);
    }

    @Test
    void a_case_with_a_verdict_has_all_that_it_had_before() throws IOException {
        ReviewCase open = ReviewCase.builder(UUID.randomUUID(), NOW, "ada", Why.LOCKED)
                .measure(new Measure("a scale", 61.25, 70, 60.0))
                .reason(MatchDecision.Reason.LOW_QUALITY_PROBE)
                .quality(QualityReason.TOO_SMALL)
                .images(List.of(picture()))
                .build();

        ReviewCase decided = open.decided(REFUSED);

        assertThat(decided).usingRecursiveComparison().ignoringFields("verdict").isEqualTo(open);
        assertThat(decided.verdict()).contains(REFUSED);
        assertThat(open.verdict()).isEmpty();
        assertThat(open).hasToString("ReviewCase[LOCKED, open]");
        assertThat(decided).hasToString("ReviewCase[LOCKED, decided]");
        assertThat(decided.measures()).hasToString("[Measure[a scale]]");
        assertThat(REFUSED).hasToString("ReviewVerdict[REJECTED]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReviewCase.builder(UUID.randomUUID(), NOW, " ", Why.REVIEW));
    }

    @Test
    void a_filter_says_what_it_filters_by_and_shows_no_subject() {
        ReviewFilter whole = ReviewFilter.decided().subject("ada").addedBefore(NOW);

        assertThat(whole.isDecided()).contains(true);
        assertThat(whole.subject()).contains("ada");
        assertThat(whole.addedBefore()).contains(NOW);
        assertThat(ReviewFilter.open().isDecided()).contains(false);
        assertThat(ReviewFilter.openAndDecided().isDecided()).isEmpty();
        assertThat(ReviewFilter.open().subject()).isEmpty();
        assertThat(ReviewFilter.open().addedBefore()).isEmpty();
        assertThat(ReviewFilter.open()).hasToString("ReviewFilter[open]");
        assertThat(ReviewFilter.openAndDecided()).hasToString("ReviewFilter[open and decided]");
    }

    @Test
    void a_filter_shows_no_subject() {
        assertThat(ReviewFilter.decided().subject("ada").addedBefore(NOW).toString())
                .isEqualTo("ReviewFilter[decided, of one subject, added before " + NOW + "]");
    }

    @Test
    void cases_and_verdicts_survive_a_restart() {
        ReviewCase open = simple(NOW);
        ReviewCase decided = simple(NOW);
        ReviewQueue before = JdbcStores.over(SqliteFile.create(folder)).reviews();
        before.add(open);
        before.add(decided);
        before.decide(decided.id(), REFUSED);

        ReviewQueue after = JdbcStores.over(SqliteFile.open(folder)).reviews();
        assertThat(after.listOpen(0, 10)).extracting(ReviewCase::id).containsExactly(open.id());
        assertThat(after.find(decided.id()).orElseThrow().verdict()).contains(REFUSED);
    }

    @Test
    void of_two_reviewers_at_once_one_decides() throws Exception {
        ReviewCase added = simple(NOW);
        JdbcStores.over(SqliteFile.create(folder)).reviews().add(added);
        List<Callable<Boolean>> verdicts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ReviewQueue instance = JdbcStores.over(SqliteFile.open(folder)).reviews();
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
        MatchDecision decision = POLICY.judge(Comparison.builder(new Score(99, SCALE))
                .rivalledIn(ImageRole.PROBE)
                .build());

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
        ReviewCase found = ReviewCase.builder(UUID.randomUUID(), NOW, "ada", Why.REVIEW)
                .measure(new Measure("a scale", 61.25, 70, null))
                .build()
                .decided(REFUSED);

        assertThat(found.toString() + found.measures() + found.verdict())
                .doesNotContain("ada", "61", "grace", "another");
    }

    @Test
    void a_case_that_another_instance_adds_in_the_meantime_is_added_once() {
        SqliteFile.create(folder);
        ReviewQueue other = JdbcStores.over(SqliteFile.open(folder)).reviews();
        ReviewCase added = simple(NOW);
        AtomicInteger connections = new AtomicInteger();
        SQLiteDataSource between = new SQLiteDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                if (connections.incrementAndGet() == 2) {
                    other.add(added); // after this instance has looked whether the case exists
                }
                return super.getConnection();
            }
        };
        between.setUrl("jdbc:sqlite:" + folder.resolve("facebridge.db"));

        JdbcStores.over(between).reviews().add(added);

        assertThat(connections.get()).isGreaterThanOrEqualTo(2);
        assertThat(other.listOpen(0, 10)).extracting(ReviewCase::id).containsExactly(added.id());
    }

    private ReviewQueue queue(Kept kept) {
        return kept == Kept.IN_MEMORY
                ? ReviewQueue.inMemory()
                : JdbcStores.over(SqliteFile.create(folder)).reviews();
    }

    private static ReviewCase simple(Instant at) {
        return ReviewCase.builder(UUID.randomUUID(), at, "ada", Why.INCONCLUSIVE)
                .build();
    }

    private static FaceImage picture() throws IOException {
        return picture(90);
    }

    private static FaceImage picture(int side) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB), "png", png);
        return FaceImage.of(png.toByteArray());
    }
}
