package io.facebridge.operations.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryMigrationTest {
    private static final GalleryId OLD = new GalleryId("staff");
    private static final GalleryId NEW = new GalleryId("people");
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final PersonId EVE = new PersonId("eve");

    private final MemoryFaces from =
            new MemoryFaces("one").holding(OLD, ADA, 11).holding(OLD, BOB, 21);
    private final MemoryFaces to = new MemoryFaces("two");
    private final MemoryImages images = new MemoryImages().with(ADA, 11, 12).with(BOB, 21);

    @TempDir
    private Path folder;

    private GalleryMigration migration() {
        return GalleryMigration.of(from, OLD, to, NEW, images);
    }

    private MigrationJournal journal() {
        return MigrationJournal.open(folder.resolve("journal"));
    }

    private MigrationReport run(GalleryMigration migration) {
        try (MigrationJournal journal = journal()) {
            return migration.run(journal);
        }
    }

    private static Outcome outcome(MigrationReport report, PersonId person) {
        return report.persons().stream()
                .filter(result -> result.person().equals(person))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    private static ProviderUnavailableException down(Effect effect) {
        return new ProviderUnavailableException("down", null, effect, null, null);
    }

    @Test
    void every_person_is_enrolled_in_the_new_gallery_and_the_old_one_is_as_it_was() {
        Map<PersonId, List<Integer>> before = from.everyPerson(OLD);

        MigrationReport report = run(migration());

        assertThat(report.complete()).isTrue();
        assertThat(report.persons(Outcome.MOVED)).isEqualTo(2);
        assertThat(to.faces(NEW, ADA)).containsExactly(11, 12);
        assertThat(to.faces(NEW, BOB)).containsExactly(21);
        assertThat(from.everyPerson(OLD)).isEqualTo(before);
        assertThat(from.enrolled()).isEmpty();
    }

    @Test
    void a_second_run_sends_nothing() {
        run(migration());

        assertThat(run(migration()).complete()).isTrue();

        assertThat(to.enrolled()).hasSize(2);
    }

    @Test
    void no_more_images_of_a_person_are_read_and_enrolled_than_the_maximum() {
        MigrationReport report = run(migration().maxImagesPerPerson(1));

        assertThat(to.faces(NEW, ADA)).containsExactly(11);
        assertThat(report.images(ImageMigrationResult.Outcome.OMITTED)).isEqualTo(1);
        assertThat(images.read()).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> migration().maxImagesPerPerson(0))
                .withMessage("maxImagesPerPerson must be 1 or more but was 0");
    }

    @Test
    void a_person_who_is_not_in_the_old_gallery_is_moved_on_request_only() {
        images.with(EVE, 31);

        MigrationReport report = run(migration());
        assertThat(outcome(report, EVE)).isEqualTo(Outcome.NOT_IN_OLD_GALLERY);
        assertThat(to.faces(NEW, EVE)).isEmpty();

        assertThat(outcome(run(migration().includeUnenrolledPersons()), EVE)).isEqualTo(Outcome.MOVED);
        assertThat(to.faces(NEW, EVE)).containsExactly(31);
    }

    @Test
    void a_person_who_is_in_the_new_gallery_already_is_left_as_is() {
        to.holding(NEW, ADA, 99);

        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.ALREADY_ENROLLED);

        assertThat(to.faces(NEW, ADA)).containsExactly(99);
    }

    @Test
    void a_person_without_images_remains() {
        from.holding(OLD, EVE, 31);

        MigrationReport report = run(migration());

        assertThat(outcome(report, EVE)).isEqualTo(Outcome.NO_IMAGES);
        assertThat(report.remaining()).isEqualTo(1);
        assertThat(report.complete()).isFalse();
    }

    @Test
    void each_request_is_customized_and_a_setting_leaves_the_migration_that_it_was_set_on_as_it_was() {
        GalleryMigration gated = migration();
        GalleryMigration ungated = gated.customizeEnrollRequest(EnrollRequest::withoutQualityGate);

        run(ungated);
        assertThat(to.enrolled())
                .allSatisfy(request -> assertThat(request.qualityGate()).isEmpty());

        to.clear();
        run(gated);
        assertThat(to.enrolled().get(2).qualityGate()).isPresent();
    }

    @Test
    void an_image_that_cannot_be_read_is_not_sent_and_the_others_are() {
        images.with(BOB, 0);

        MigrationReport report = run(migration());

        assertThat(outcome(report, BOB)).isEqualTo(Outcome.PARTLY_MOVED);
        assertThat(report.images(ImageMigrationResult.Outcome.UNREADABLE)).isEqualTo(1);
        assertThat(to.faces(NEW, BOB)).containsExactly(21);
    }

    @Test
    void rejected_images_are_sent_again_once_they_or_the_request_are_other_ones() {
        to.rejecting(21, new FaceNotFoundException(ImageRole.SINGLE, null));

        MigrationReport report = run(migration());
        assertThat(outcome(report, BOB)).isEqualTo(Outcome.NOT_MOVED);
        assertThat(report.images(ImageMigrationResult.Outcome.REJECTED)).isEqualTo(1);

        run(migration());
        assertThat(to.enrolled()).hasSize(2);

        images.with(BOB, 22);
        assertThat(outcome(run(migration()), BOB)).isEqualTo(Outcome.PARTLY_MOVED);
        assertThat(to.faces(NEW, BOB)).containsExactly(22);
    }

    @Test
    void a_request_that_may_have_been_carried_out_is_taken_back_and_sent_again() {
        to.failingAfterwards(down(Effect.UNKNOWN));

        MigrationReport report = run(migration());

        assertThat(report.persons(Outcome.MOVED)).isEqualTo(2);
        assertThat(to.faces(NEW, ADA)).containsExactly(11, 12);
    }

    @Test
    void a_person_of_whom_it_stays_unknown_what_was_carried_out_is_there_once_after_the_next_run() {
        to.failingAfterwards(down(Effect.UNKNOWN), down(Effect.UNKNOWN), down(Effect.UNKNOWN));

        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.UNKNOWN);

        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.MOVED);
        assertThat(to.faces(NEW, ADA)).containsExactly(11, 12);
    }

    @Test
    void after_three_persons_in_a_row_whom_the_provider_failed_on_the_run_ends_and_the_next_one_continues() {
        from.holding(OLD, EVE, 31).holding(OLD, new PersonId("fay"), 41);
        images.with(EVE, 31).with(new PersonId("fay"), 41);
        to.failing(down(Effect.NONE), down(Effect.NONE), down(Effect.NONE));

        assertThatExceptionOfType(ProviderUnavailableException.class).isThrownBy(() -> run(migration()));
        assertThat(to.enrolled()).hasSize(3);
        try (MigrationJournal journal = journal()) {
            MigrationReport report = migration().report(journal);
            assertThat(report.persons(Outcome.FAILED)).isEqualTo(3);
            assertThat(report.persons(Outcome.PENDING)).isEqualTo(1);
        }

        assertThat(run(migration()).complete()).isTrue();
    }

    @Test
    void an_id_that_the_new_provider_does_not_allow_is_not_moved_and_the_others_are() {
        PersonId odd = new PersonId("a b");
        from.holding(OLD, odd, 31);
        images.with(odd, 31);

        MigrationReport report = run(migration());

        assertThat(outcome(report, odd)).isEqualTo(Outcome.NOT_MOVED);
        assertThat(report.persons(Outcome.MOVED)).isEqualTo(2);
    }

    @Test
    void a_person_who_was_erased_from_the_journal_is_not_moved() throws IOException {
        run(migration());
        to.open(NEW).remove(ADA);
        MigrationJournal.erase(folder.resolve("journal"), ADA);

        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.ERASED);

        assertThat(to.faces(NEW, ADA)).isEmpty();
        assertThat(Files.readString(folder.resolve("journal"))).doesNotContain("ada");
    }

    @Test
    void a_dry_run_sends_nothing_and_writes_nothing() throws IOException {
        images.with(EVE, 31);
        from.holding(OLD, new PersonId("fay"), 41);
        try (MigrationJournal journal = journal()) {
            byte[] before = Files.readAllBytes(folder.resolve("journal"));

            for (MigrationReport report :
                    List.of(migration().dryRun(), migration().dryRun(journal))) {
                assertThat(report.persons(Outcome.PENDING)).isEqualTo(2);
                assertThat(outcome(report, EVE)).isEqualTo(Outcome.NOT_IN_OLD_GALLERY);
                assertThat(outcome(report, new PersonId("fay"))).isEqualTo(Outcome.NO_IMAGES);
            }

            assertThat(Files.readAllBytes(folder.resolve("journal"))).isEqualTo(before);
        }
        assertThat(to.list()).isEmpty();
        assertThat(to.enrolled()).isEmpty();
    }

    @Test
    void a_report_notices_who_is_no_longer_in_the_new_gallery() {
        run(migration());
        to.open(NEW).remove(ADA);

        try (MigrationJournal journal = journal()) {
            MigrationReport report = migration().report(journal);
            assertThat(outcome(report, ADA)).isEqualTo(Outcome.PENDING);
            assertThat(outcome(report, BOB)).isEqualTo(Outcome.MOVED);
        }
    }

    @Test
    void the_listener_is_notified_after_each_person_with_the_time_left() {
        List<MigrationProgress> progress = new ArrayList<>();
        Instant[] now = {Instant.EPOCH};

        run(migration().withClock(() -> now[0]).withListener(step -> {
            progress.add(step);
            now[0] = now[0].plusSeconds(10);
        }));

        assertThat(progress).extracting(MigrationProgress::persons).containsExactly(1L, 2L);
        assertThat(progress).extracting(MigrationProgress::total).containsExactly(2L, 2L);
        assertThat(progress).extracting(MigrationProgress::images).containsExactly(2L, 3L);
        assertThat(progress.get(1).remainingTime()).contains(Duration.ZERO);
    }

    @Test
    void the_time_left_is_estimated_by_the_persons_of_this_run() {
        List<MigrationProgress> progress = new ArrayList<>();
        Instant[] now = {Instant.EPOCH};

        run(migration()
                .customizeEnrollRequest(request -> {
                    now[0] = now[0].plusSeconds(10);
                    return request;
                })
                .withClock(() -> now[0])
                .withListener(progress::add));

        assertThat(progress.get(0).remainingTime()).contains(Duration.ofSeconds(10));
    }

    @Test
    void a_journal_of_another_migration_is_rejected() {
        run(migration());

        try (MigrationJournal journal = journal()) {
            GalleryMigration other = GalleryMigration.of(to, NEW, from, OLD, images);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.run(journal))
                    .withMessageContaining("one/staff to two/people");
        }
    }

    @Test
    void a_gallery_is_not_moved_onto_itself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GalleryMigration.of(from, OLD, from, OLD, images))
                .withMessageContaining("staff");
    }
}
