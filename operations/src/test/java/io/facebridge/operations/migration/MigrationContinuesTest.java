package io.facebridge.operations.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration after its process was killed anywhere. */
class MigrationContinuesTest {
    private static final GalleryId OLD = new GalleryId("staff");
    private static final GalleryId NEW = new GalleryId("people");
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final PersonId EVE = new PersonId("eve");
    private static final PersonId FAY = new PersonId("fay");

    private final MemoryFaces from = new MemoryFaces("one")
            .holding(OLD, ADA, 11)
            .holding(OLD, BOB, 21)
            .holding(OLD, EVE, 31)
            .holding(OLD, FAY, 41);

    @TempDir
    private Path folder;

    /** Ends the process, as far as a migration can notice: nothing catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static MemoryImages images() {
        return new MemoryImages()
                .with(ADA, 11, 12)
                .with(BOB, 21, 22)
                .with(EVE, 31)
                .with(FAY, 41, 0);
    }

    private static MemoryFaces target() {
        MemoryFaces to = new MemoryFaces("two");
        to.rejecting(22, new FaceNotFoundException(ImageRole.SINGLE, null));
        to.rejecting(31, new FaceNotFoundException(ImageRole.SINGLE, null));
        return to;
    }

    private GalleryMigration migration(MemoryFaces to) {
        return GalleryMigration.of(from, OLD, to, NEW, images());
    }

    private static void assertEveryPersonIsThereOnce(MigrationReport report, MemoryFaces to) {
        assertThat(to.everyPerson(NEW))
                .containsExactlyInAnyOrderEntriesOf(Map.of(ADA, List.of(11, 12), BOB, List.of(21), FAY, List.of(41)));
        assertThat(report.persons())
                .extracting(PersonMigrationResult::person, PersonMigrationResult::outcome)
                .containsExactly(
                        tuple(ADA, Outcome.MOVED),
                        tuple(BOB, Outcome.PARTLY_MOVED),
                        tuple(EVE, Outcome.NOT_MOVED),
                        tuple(FAY, Outcome.PARTLY_MOVED));
    }

    @Test
    void the_run_after_a_kill_before_or_after_any_call_moves_every_person_once() {
        Map<PersonId, List<Integer>> old = from.everyPerson(OLD);
        int kills = 0;
        for (boolean killed = true; killed; kills++) {
            Path file = folder.resolve("journal-" + kills);
            MemoryFaces to = target();
            List<String> steps = new ArrayList<>();
            int last = kills;
            to.observedBy(step -> {
                steps.add(step);
                if (steps.size() > last) {
                    throw new Killed();
                }
            });
            killed = false;
            try (MigrationJournal journal = MigrationJournal.open(file)) {
                migration(to).run(journal);
            } catch (Killed e) {
                killed = true;
            }
            to.observedBy(step -> {});

            try (MigrationJournal journal = MigrationJournal.open(file)) {
                for (PersonMigrationResult result :
                        migration(to).report(journal).persons()) {
                    if (result.outcome().isMoved()) {
                        assertThat(to.faces(NEW, result.person()))
                                .as("killed at %s", steps)
                                .hasSize(result.enrolled());
                    }
                }
                long waiting = migration(to).dryRun(journal).persons(Outcome.PENDING);
                int before = to.enrolled().size();

                MigrationReport report = migration(to).run(journal);

                assertThat(to.enrolled().size() - before)
                        .as("as the dry run said")
                        .isEqualTo(waiting);
                assertEveryPersonIsThereOnce(report, to);
                assertThat(migration(to).run(journal).persons()).isEqualTo(report.persons());
                assertThat(to.enrolled().size() - before)
                        .as("nothing is sent again")
                        .isEqualTo(waiting);
            }
            assertThat(from.everyPerson(OLD)).isEqualTo(old);
        }
        assertThat(kills).as("steps before which the process was killed").isGreaterThan(20);
    }

    @Test
    void a_journal_that_was_cut_anywhere_moves_no_person_twice() throws IOException {
        Path whole = folder.resolve("whole");
        try (MigrationJournal journal = MigrationJournal.open(whole)) {
            migration(target()).run(journal);
        }
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 0; length <= bytes.length; length += 29) {
            Path cut = Files.write(folder.resolve("cut-" + length), Arrays.copyOf(bytes, length));
            MemoryFaces to = target();
            try (MigrationJournal journal = MigrationJournal.open(folder.resolve("of-its-own-" + length))) {
                migration(to).run(journal);
            }

            try (MigrationJournal journal = MigrationJournal.open(cut)) {
                migration(to).run(journal);
            }

            assertThat(to.everyPerson(NEW))
                    .as("cut after %d bytes", length)
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of(ADA, List.of(11, 12), BOB, List.of(21), FAY, List.of(41)));
        }
    }
}
