package io.facebridge.operations.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.facebridge.error.AuthenticationException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is settled by an earlier run, and how a run deals with what fails. */
class MigrationSettledTest {
    private static final GalleryId OLD = new GalleryId("staff");
    private static final GalleryId NEW = new GalleryId("people");
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final PersonId EVE = new PersonId("eve");

    private final MemoryFaces from =
            new MemoryFaces("one").holding(OLD, ADA, 11).holding(OLD, BOB, 21);
    private final MemoryFaces to = new MemoryFaces("two");
    private MemoryImages images = new MemoryImages().with(ADA, 11, 12).with(BOB, 21);

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

    private MigrationReport dryRun() {
        try (MigrationJournal journal = journal()) {
            return migration().dryRun(journal);
        }
    }

    private MigrationReport report() {
        try (MigrationJournal journal = journal()) {
            return migration().report(journal);
        }
    }

    private static PersonMigrationResult result(MigrationReport report, PersonId person) {
        return report.persons().stream()
                .filter(result -> result.person().equals(person))
                .findFirst()
                .orElseThrow();
    }

    private static Outcome outcome(MigrationReport report, PersonId person) {
        return result(report, person).outcome();
    }

    private static ProviderUnavailableException down(Effect effect) {
        return new ProviderUnavailableException("down", null, effect, null, null);
    }

    /** Throws the next one when the step is reached; {@code null} lets it pass. */
    private void failing(String step, RuntimeException... failures) {
        Deque<RuntimeException> left = new ArrayDeque<>(List.of(failures));
        to.observedBy(reached -> {
            if (reached.equals(step) && !left.isEmpty()) {
                throw left.remove();
            }
        });
    }

    @Test
    void who_was_moved_and_is_gone_from_the_new_gallery_is_moved_again() {
        run(migration());
        to.open(NEW).remove(ADA);

        assertThat(outcome(dryRun(), ADA)).isEqualTo(Outcome.PENDING);
        assertThat(outcome(dryRun(), BOB)).isEqualTo(Outcome.MOVED);
        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.MOVED);
        assertThat(to.faces(NEW, ADA)).containsExactly(11, 12);
    }

    @Test
    void who_was_there_already_and_is_gone_is_moved() {
        to.holding(NEW, ADA, 99);
        assertThat(outcome(dryRun(), ADA)).isEqualTo(Outcome.ALREADY_ENROLLED);
        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.ALREADY_ENROLLED);
        assertThat(outcome(report(), ADA)).isEqualTo(Outcome.ALREADY_ENROLLED);
        to.open(NEW).remove(ADA);

        PersonMigrationResult gone = result(report(), ADA);
        assertThat(gone.outcome()).isEqualTo(Outcome.PENDING);
        assertThat(gone.reason()).isEqualTo("no longer in the new gallery");
        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.MOVED);
    }

    @Test
    void who_is_there_and_not_yet_in_the_listing_is_settled_and_reported_as_moved() {
        run(migration());
        to.listingWithout(ADA);
        int before = to.enrolled().size();

        assertThat(outcome(report(), ADA)).isEqualTo(Outcome.MOVED);
        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.MOVED);
        assertThat(to.enrolled()).hasSize(before);
    }

    @Test
    void who_was_put_there_by_others_and_is_not_yet_in_the_listing_is_left_as_is() {
        to.holding(NEW, ADA, 99).listingWithout(ADA);

        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.ALREADY_ENROLLED);
        assertThat(to.faces(NEW, ADA)).containsExactly(99);
    }

    @Test
    void a_new_gallery_that_was_deleted_is_made_and_filled_again() {
        run(migration());
        to.clear();
        to.holding(new GalleryId("another"), EVE, 31);

        assertThat(report().persons(Outcome.PENDING)).isEqualTo(2);
        assertThat(dryRun().persons(Outcome.PENDING)).isEqualTo(2);
        assertThat(run(migration()).complete()).isTrue();
        assertThat(to.faces(NEW, BOB)).containsExactly(21);
        assertThat(to.everyPerson(new GalleryId("another"))).containsOnlyKeys(EVE);
    }

    @Test
    void the_new_gallery_is_found_among_others_and_not_made_again() {
        to.holding(new GalleryId("another"), EVE, 31).holding(NEW, BOB, 99);

        run(migration());

        assertThat(to.faces(NEW, BOB)).containsExactly(99);
    }

    @Test
    void who_was_not_moved_and_was_put_there_by_others_is_there_already() {
        to.rejecting(21, new FaceNotFoundException(ImageRole.SINGLE, null));
        assertThat(outcome(run(migration()), BOB)).isEqualTo(Outcome.NOT_MOVED);
        to.holding(NEW, BOB, 99);

        assertThat(outcome(run(migration()), BOB)).isEqualTo(Outcome.ALREADY_ENROLLED);
    }

    @Test
    void who_had_no_image_that_could_be_read_is_moved_once_there_is_one() {
        images = new MemoryImages().with(ADA, 11).with(BOB, 0);
        PersonMigrationResult none = result(run(migration()), BOB);
        assertThat(none.outcome()).isEqualTo(Outcome.NOT_MOVED);
        assertThat(none.images())
                .extracting(ImageMigrationResult::outcome)
                .containsExactly(ImageMigrationResult.Outcome.UNREADABLE);
        assertThat(none.images().get(0).reason()).startsWith("InvalidImage ");
        assertThat(outcome(dryRun(), BOB)).isEqualTo(Outcome.NOT_MOVED);

        images = new MemoryImages().with(ADA, 11).with(BOB, 21);
        assertThat(outcome(dryRun(), BOB)).isEqualTo(Outcome.PENDING);
        assertThat(outcome(run(migration()), BOB)).isEqualTo(Outcome.MOVED);
    }

    @Test
    void rejected_images_that_can_no_longer_be_read_are_not_settled() {
        to.rejecting(21, new FaceNotFoundException(ImageRole.SINGLE, null));
        run(migration());
        images = new MemoryImages().with(ADA, 11, 12).with(BOB, 0);

        assertThat(result(run(migration()), BOB).images())
                .extracting(ImageMigrationResult::outcome)
                .containsExactly(ImageMigrationResult.Outcome.UNREADABLE);
    }

    @Test
    void rejected_images_are_sent_again_for_another_face_or_another_quality_gate() {
        to.rejecting(21, new FaceNotFoundException(ImageRole.SINGLE, null));
        run(migration());
        for (GalleryMigration other : List.of(
                migration().customizeEnrollRequest(EnrollRequest::withoutQualityGate),
                migration().customizeEnrollRequest(request -> request.face(FaceSelection.LARGEST)))) {
            int before = to.enrolled().size();
            run(other);
            run(other);
            assertThat(to.enrolled()).hasSize(before + 1);
        }
    }

    @Test
    void reasons_of_rejected_images_are_in_the_report_by_image() {
        images.with(BOB, 0, 22, 23);
        to.rejecting(22, new FaceNotFoundException(ImageRole.SINGLE, null));

        PersonMigrationResult partly = result(run(migration().maxImagesPerPerson(2)), BOB);

        assertThat(partly.outcome()).isEqualTo(Outcome.PARTLY_MOVED);
        assertThat(partly.enrolled()).isEqualTo(1);
        assertThat(partly.images())
                .extracting(ImageMigrationResult::image, ImageMigrationResult::outcome)
                .containsExactly(
                        tuple("21.png", ImageMigrationResult.Outcome.ENROLLED),
                        tuple("0.png", ImageMigrationResult.Outcome.UNREADABLE),
                        tuple("22.png", ImageMigrationResult.Outcome.REJECTED),
                        tuple("23.png", ImageMigrationResult.Outcome.OMITTED));
        assertThat(partly.images().get(2).reason()).isEqualTo("FaceNotFound");
    }

    @Test
    void of_images_that_are_all_rejected_the_first_has_the_providers_reason() {
        images.with(BOB, 0, 22);
        to.rejecting(21, new FaceNotFoundException(ImageRole.SINGLE, null));
        to.rejecting(22, new FaceNotFoundException(ImageRole.SINGLE, null));

        assertThat(result(run(migration()), BOB).images())
                .containsExactly(
                        new ImageMigrationResult("21.png", ImageMigrationResult.Outcome.REJECTED, "FaceNotFound"),
                        result(report(), BOB).images().get(1),
                        new ImageMigrationResult(
                                "22.png", ImageMigrationResult.Outcome.REJECTED, "none could be used"));
    }

    @Test
    void a_dry_run_of_a_person_in_progress_expects_another_enrollment_also_if_faces_are_there() {
        to.failingAfterwards(down(Effect.UNKNOWN), down(Effect.UNKNOWN), down(Effect.UNKNOWN));
        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.UNKNOWN);
        assertThat(to.faces(NEW, ADA)).isNotEmpty();

        assertThat(outcome(dryRun(), ADA)).isEqualTo(Outcome.PENDING);
        assertThat(outcome(migration().dryRun(), ADA))
                .as("without the journal the person was put there by others")
                .isEqualTo(Outcome.ALREADY_ENROLLED);
    }

    @Test
    void persons_without_images_are_reported_by_whether_they_are_there_or_were_erased() throws IOException {
        from.holding(OLD, EVE, 31);
        run(migration());
        assertThat(outcome(report(), EVE)).isEqualTo(Outcome.NO_IMAGES);
        to.holding(NEW, EVE, 99);
        assertThat(outcome(report(), EVE)).isEqualTo(Outcome.ALREADY_ENROLLED);
        assertThat(outcome(dryRun(), EVE)).isEqualTo(Outcome.ALREADY_ENROLLED);
        MigrationJournal.erase(folder.resolve("journal"), EVE);
        assertThat(outcome(report(), EVE)).isEqualTo(Outcome.ERASED);
        assertThat(outcome(dryRun(), EVE)).isEqualTo(Outcome.ERASED);
        assertThat(outcome(migration().dryRun(), EVE)).isEqualTo(Outcome.ALREADY_ENROLLED);
    }

    @Test
    void who_was_erased_is_erased_in_a_dry_run_and_a_report_too() {
        run(migration());
        MigrationJournal.erase(folder.resolve("journal"), ADA);

        assertThat(outcome(dryRun(), ADA)).isEqualTo(Outcome.ERASED);
        assertThat(outcome(report(), ADA)).isEqualTo(Outcome.ERASED);
        assertThat(outcome(report(), BOB)).isEqualTo(Outcome.MOVED);
    }

    @Test
    void before_a_run_every_person_waits() {
        assertThat(report().persons(Outcome.PENDING)).isEqualTo(2);
        assertThat(report().shadow()).isEmpty();
    }

    // What fails

    @Test
    void a_run_ends_with_the_first_failure_that_trying_again_does_not_mend() {
        to.failing(new AuthenticationException("denied", null, null));

        assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> run(migration()));

        assertThat(to.enrolled()).hasSize(1);
        assertThat(result(report(), ADA).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result(report(), ADA).reason()).isEqualTo("Authentication");
        assertThat(outcome(report(), BOB)).isEqualTo(Outcome.PENDING);
    }

    @Test
    void failures_with_a_success_between_them_are_not_in_a_row() {
        for (int i = 0; i < 5; i++) {
            PersonId person = new PersonId("p" + i);
            from.holding(OLD, person, 31 + i);
            images.with(person, 31 + i);
        }
        Deque<Boolean> fails = new ArrayDeque<>(List.of(true, true, false, true, true, false, true));
        to.observedBy(step -> {
            if (step.equals("enroll") && fails.remove()) {
                throw down(Effect.NONE);
            }
        });

        MigrationReport report = run(migration());

        assertThat(report.persons(Outcome.FAILED)).isEqualTo(5);
        assertThat(report.persons(Outcome.MOVED)).isEqualTo(2);
    }

    @Test
    void what_fails_before_anything_was_sent_leaves_nothing_unknown() {
        failing("find", down(Effect.UNKNOWN));

        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.FAILED);
        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.MOVED);
    }

    @Test
    void what_fails_again_after_it_was_unknown_stays_unknown() {
        to.failingAfterwards(down(Effect.UNKNOWN), down(Effect.UNKNOWN), down(Effect.UNKNOWN));
        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.UNKNOWN);
        to.failing(down(Effect.NONE), down(Effect.NONE), down(Effect.NONE));

        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void a_request_of_unknown_effect_is_sent_three_times_at_most() {
        to.failingAfterwards(down(Effect.UNKNOWN), down(Effect.UNKNOWN));
        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.MOVED);
        assertThat(to.enrolled()).hasSize(4);
        assertThat(to.faces(NEW, ADA)).containsExactly(11, 12);

        to.clear();
        to.failingAfterwards(down(Effect.UNKNOWN), down(Effect.UNKNOWN), down(Effect.UNKNOWN));
        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.UNKNOWN);
        assertThat(to.enrolled()).hasSize(4 + 4);
    }

    @Test
    void a_request_that_failed_without_effect_after_one_of_unknown_effect_is_sent_again_too() {
        int[] calls = {0};
        to.failingAfterwards(down(Effect.UNKNOWN));
        to.observedBy(step -> {
            if (step.equals("enroll") && ++calls[0] == 2) {
                throw down(Effect.NONE);
            }
        });

        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.MOVED);
        assertThat(to.faces(NEW, ADA)).containsExactly(11, 12);

        to.clear();
        calls[0] = 0;
        to.failingAfterwards(down(Effect.UNKNOWN));
        to.observedBy(step -> {
            calls[0] += step.equals("enroll") ? 1 : 0;
            if (step.equals("enroll") && (calls[0] == 2 || calls[0] == 3)) {
                throw down(Effect.NONE);
            }
        });
        assertThat(outcome(run(migration()), ADA))
                .as("the first request may have been carried out")
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void an_interrupted_run_does_not_send_again() {
        to.failingAfterwards(down(Effect.UNKNOWN));
        to.observedBy(step -> {
            if (step.equals("enroll")) {
                Thread.currentThread().interrupt();
            }
        });

        MigrationReport report = run(migration());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome(report, ADA)).isEqualTo(Outcome.UNKNOWN);
        assertThat(to.enrolled()).hasSize(2);
    }

    /** As a request does that was on its way when its process was killed. */
    private void arriveLate(PersonId person, int times) {
        int[] left = {times};
        to.observedBy(step -> {
            if (step.equals("enroll done")
                    && left[0] > 0
                    && !to.faces(NEW, person).isEmpty()) {
                left[0]--;
                to.faces(NEW, person).add(11);
            }
        });
    }

    @Test
    void a_request_that_is_carried_out_late_is_taken_back_too() {
        to.failingAfterwards(down(Effect.UNKNOWN));
        arriveLate(ADA, 1);

        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.MOVED);
        assertThat(to.faces(NEW, ADA)).containsExactly(11, 12);
    }

    @Test
    void a_person_of_whom_more_faces_arrive_than_were_sent_is_unknown_and_put_right_by_the_next_run() {
        to.failingAfterwards(down(Effect.UNKNOWN));
        arriveLate(ADA, 2);

        PersonMigrationResult surplus = result(run(migration()), ADA);

        assertThat(surplus.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(surplus.reason()).isEqualTo("the gallery contains other faces of the person too");
        assertThat(surplus.images()).hasSize(2);
        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.MOVED);
        assertThat(to.faces(NEW, ADA)).containsExactly(11, 12);
    }

    @Test
    void want_of_heap_leaves_it_unknown_what_was_sent_and_the_request_is_sent_again() {
        int[] left = {1};
        to.observedBy(step -> {
            if (step.equals("enroll done") && left[0]-- > 0) {
                throw new OutOfMemoryError("as the Java platform says it");
            }
        });

        assertThat(outcome(run(migration()), ADA)).isEqualTo(Outcome.MOVED);
        assertThat(to.faces(NEW, ADA)).containsExactly(11, 12);
    }

    @Test
    void an_image_for_which_the_heap_never_has_room_does_not_end_the_run() {
        to.observedBy(step -> {
            if (step.equals("enroll")) {
                throw new OutOfMemoryError("as the Java platform says it");
            }
        });

        MigrationReport report = run(migration());

        assertThat(report.persons(Outcome.UNKNOWN)).isEqualTo(2);
        assertThat(result(report, ADA).reason()).isEqualTo("InvalidImage TOO_MANY_PIXELS");
    }

    @Test
    void an_argument_that_is_wrong_although_the_id_is_allowed_everywhere_ends_the_run() {
        failing("enroll", new IllegalArgumentException("something else is wrong"));

        assertThatIllegalArgumentException().isThrownBy(() -> run(migration())).withMessage("something else is wrong");
    }

    @Test
    void an_id_that_is_not_allowed_has_its_reason() {
        PersonId odd = new PersonId("a b");
        from.holding(OLD, odd, 31);
        images.with(odd, 31);

        assertThat(result(run(migration()), odd).reason()).isEqualTo("the new provider does not allow the id");
    }

    @Test
    void a_run_ends_when_the_new_gallery_can_be_searched() {
        List<String> steps = new ArrayList<>();
        to.observedBy(steps::add);

        run(migration());

        assertThat(steps).endsWith("await", "await done");
    }

    @Test
    void the_time_left_counts_whom_this_run_moved_and_not_whom_an_earlier_one_did() {
        run(migration());
        for (PersonId person : List.of(EVE, new PersonId("fay"), new PersonId("gus"))) {
            from.holding(OLD, person, 31);
            images.with(person, 31);
        }
        List<MigrationProgress> progress = new ArrayList<>();
        Instant[] now = {Instant.EPOCH.plusSeconds(1_000)};

        run(migration()
                .customizeEnrollRequest(request -> {
                    now[0] = now[0].plusSeconds(10);
                    return request;
                })
                .withClock(() -> now[0])
                .withListener(progress::add));

        assertThat(progress)
                .extracting(step -> step.remainingTime().orElse(null))
                .containsExactly(null, null, Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ZERO);
        assertThat(progress).extracting(MigrationProgress::total).containsOnly(5L);
        assertThat(progress).extracting(MigrationProgress::images).containsExactly(0L, 0L, 1L, 2L, 3L);
    }

    @Test
    void a_dry_run_and_a_report_refuse_the_journal_of_another_migration() {
        run(migration());
        GalleryMigration other = GalleryMigration.of(from, OLD, to, new GalleryId("another"), images);
        try (MigrationJournal journal = journal()) {
            assertThatIllegalArgumentException().isThrownBy(() -> other.dryRun(journal));
            assertThatIllegalArgumentException().isThrownBy(() -> other.report(journal));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.shadow(
                            journal, images, MatchPolicy.falseMatchRate(1e-4), MatchPolicy.falseMatchRate(1e-4)));
        }
    }

    @Test
    void a_gallery_may_be_moved_within_a_provider_and_to_one_of_its_name_elsewhere() {
        assertThat(GalleryMigration.of(from, OLD, from, NEW, images))
                .hasToString("GalleryMigration[one/staff to one/people]");
        assertThat(GalleryMigration.of(from, OLD, to, OLD, images))
                .hasToString("GalleryMigration[one/staff to two/staff]");
    }
}
