package io.facebridge.operations.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.gallery.PersonId;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import io.facebridge.operations.migration.ShadowResult.Decision;
import io.facebridge.operations.migration.ShadowResult.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@link MigrationJournal#erase} leaves of a person, and what it does not touch. */
class ErasedByMigrationTest {
    private static final PersonId ADA = new PersonId("ada-4711");
    private static final PersonId BOB = new PersonId("bob");

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void a_journal_of_two_persons() {
        file = folder.resolve("journal");
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            journal.bind("one/staff to two/staff");
            for (PersonId person : List.of(ADA, BOB)) {
                journal.begin(person, 1, "12");
                journal.add(new PersonMigrationResult(
                        person,
                        Outcome.MOVED,
                        "",
                        List.of(new ImageMigrationResult(person + ".png", ImageMigrationResult.Outcome.ENROLLED, ""))));
            }
            journal.beginShadow("a policy");
            journal.add(new ShadowResult(ADA, "9.png", Question.VERIFY, Decision.MATCH, Decision.MATCH));
            journal.add(new ShadowResult(BOB, "9.png", Question.VERIFY, Decision.MATCH, Decision.NO_MATCH));
        }
    }

    @Test
    void nothing_names_the_person_and_all_else_is_as_it_was() throws IOException {
        assertThat(MigrationJournal.count(file, ADA)).isEqualTo(3);

        assertThat(MigrationJournal.erase(file, ADA)).isEqualTo(3);

        assertThat(Files.readString(file)).doesNotContain(ADA.value());
        assertThat(MigrationJournal.count(file, ADA)).isZero();
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            journal.requireOf("one/staff to two/staff");
            assertThat(journal.isErased(ADA)).isTrue();
            assertThat(journal.verdict(ADA)).isNull();
            assertThat(journal.begun(ADA)).isZero();
            assertThat(journal.isErased(BOB)).isFalse();
            assertThat(journal.verdict(BOB)).isNotNull();
            assertThat(Objects.requireNonNull(journal.shadow()).results())
                    .extracting(ShadowResult::person)
                    .containsExactly(BOB);
            journal.add(new PersonMigrationResult(new PersonId("eve"), Outcome.MOVED, "", List.of()));
        }
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            assertThat(journal.isErased(ADA)).isTrue();
            assertThat(journal.verdicts()).hasSize(2);
        }
    }

    @Test
    void a_person_whom_no_run_has_come_to_is_marked_once() throws IOException {
        PersonId eve = new PersonId("eve");

        assertThat(MigrationJournal.erase(file, eve)).isZero();
        String once = Files.readString(file);
        assertThat(MigrationJournal.erase(file, eve)).isZero();

        assertThat(Files.readString(file)).isEqualTo(once);
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            assertThat(journal.isErased(eve)).isTrue();
        }
    }

    @Test
    void a_person_who_is_noted_again_after_being_forgotten_is_forgotten_again_with_one_mark() throws IOException {
        MigrationJournal.erase(file, ADA);
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            journal.begin(ADA, 1, "12");
        }

        assertThat(MigrationJournal.erase(file, ADA)).isEqualTo(1);

        assertThat(Files.readString(file)).doesNotContain(ADA.value()).containsOnlyOnce("\"erased\"");
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            assertThat(journal.isErased(ADA)).isTrue();
        }
    }

    @Test
    void the_same_person_has_another_mark_in_another_journal() throws IOException {
        Path other = Files.copy(file, folder.resolve("other"));
        MigrationJournal.erase(file, ADA);
        MigrationJournal.erase(other, ADA);

        List<String> marks = List.of(last(file), last(other));
        assertThat(marks).allMatch(line -> line.contains("\"erased\"")).doesNotHaveDuplicates();
    }

    private static String last(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.get(lines.size() - 1);
    }

    @Test
    void a_line_that_was_cut_off_goes_too() throws IOException {
        Files.writeString(file, "12345678 [\"begin\",\"ada-47", StandardOpenOption.APPEND);

        MigrationJournal.erase(file, ADA);

        assertThat(Files.readString(file)).doesNotContain("ada-47");
    }

    @Test
    void a_journal_that_is_open_or_gone_or_damaged_is_a_typed_failure_and_stays() throws IOException {
        try (MigrationJournal open = MigrationJournal.open(file)) {
            assertThat(open).isNotNull();
            assertThatExceptionOfType(MigrationJournalException.class)
                    .isThrownBy(() -> MigrationJournal.erase(file, ADA))
                    .withMessageContaining("locked by another migration");
            assertThatExceptionOfType(MigrationJournalException.class)
                    .isThrownBy(() -> MigrationJournal.count(file, ADA));
        }
        Path none = folder.resolve("none");
        assertThatExceptionOfType(MigrationJournalException.class)
                .isThrownBy(() -> MigrationJournal.erase(none, ADA))
                .withMessageContaining(none.toString());
        assertThat(none).doesNotExist();
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), "damaged", lines.get(2)));
        assertThatExceptionOfType(MigrationJournalException.class)
                .isThrownBy(() -> MigrationJournal.erase(file, ADA))
                .withMessageContaining("line 2");
        assertThat(Files.readAllLines(file)).contains("damaged");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "not on this operating system: permissions of files")
    void a_symbolic_link_stays_and_what_it_leads_to_is_rewritten_for_its_owner_alone() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        MigrationJournal.erase(link, ADA);

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(file)).doesNotContain(ADA.value());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
