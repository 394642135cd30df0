package io.facebridge.operations.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.gallery.PersonId;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import io.facebridge.operations.migration.ShadowResult.Decision;
import io.facebridge.operations.migration.ShadowResult.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lines of a journal say after it was closed, and which lines it does not take. */
class MigrationJournalLinesTest {
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");
    private static final String HEAD = "[\"facebridge migration journal 3\"]";

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("journal");
    }

    private static PersonMigrationResult moved(PersonId person, ImageMigrationResult... pictures) {
        return new PersonMigrationResult(person, Outcome.MOVED, "", List.of(pictures));
    }

    /** A line with the checksum it should have. */
    private static String line(String json) {
        CRC32 sum = new CRC32();
        sum.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x %s%n", sum.getValue(), json).replace(System.lineSeparator(), "\n");
    }

    @Test
    void everything_that_was_noted_is_there_when_the_journal_is_opened_again() {
        ImageMigrationResult refused =
                new ImageMigrationResult("1.png", ImageMigrationResult.Outcome.REJECTED, "FaceNotFound");
        ShadowResult answer = new ShadowResult(ADA, "9.png", Question.VERIFY, Decision.MATCH, Decision.REVIEW);
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            journal.bind("one/a to two/b");
            journal.begin(ADA, 3, "f1");
            journal.begin(BOB, 2, "f2");
            journal.add(new PersonMigrationResult(BOB, Outcome.PARTLY_MOVED, "why", List.of(refused)));
            journal.beginShadow("a policy");
            journal.add(answer);
        }
        for (int round = 0; round < 2; round++) {
            try (MigrationJournal journal = MigrationJournal.open(file)) {
                journal.requireOf("one/a to two/b");
                assertThat(journal.begun(ADA)).isEqualTo(3);
                assertThat(journal.fingerprint(ADA)).isEqualTo("f1");
                assertThat(journal.verdict(ADA)).isNull();
                assertThat(journal.begun(BOB)).isZero();
                assertThat(journal.fingerprint(BOB)).isEqualTo("f2");
                assertThat(journal.verdict(BOB))
                        .isEqualTo(new PersonMigrationResult(BOB, Outcome.PARTLY_MOVED, "why", List.of(refused)));
                assertThat(journal.verdicts()).hasSize(1);
                ShadowReport shadow = Objects.requireNonNull(journal.shadow());
                assertThat(shadow.policy()).isEqualTo("a policy");
                assertThat(shadow.results()).containsExactly(answer);
                assertThat(shadow.complete()).isFalse();
            }
        }
    }

    @Test
    void a_comparison_by_the_same_policy_goes_on_and_one_that_ended_or_is_by_another_begins_again() {
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            assertThat(journal.shadow()).isNull();
            journal.beginShadow("a policy");
            journal.add(new ShadowResult(ADA, "9.png", Question.VERIFY, Decision.MATCH, Decision.MATCH));
            journal.beginShadow("a policy");
            assertThat(Objects.requireNonNull(journal.shadow()).results()).hasSize(1);
            journal.beginShadow("another");
            assertThat(Objects.requireNonNull(journal.shadow()).results()).isEmpty();
            journal.add(new ShadowResult(ADA, "9.png", Question.VERIFY, Decision.MATCH, Decision.MATCH));
            journal.endShadow();
            assertThat(Objects.requireNonNull(journal.shadow()).complete()).isTrue();
        }
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            assertThat(Objects.requireNonNull(journal.shadow()).complete()).isTrue();
            assertThat(Objects.requireNonNull(journal.shadow()).policy()).isEqualTo("another");
            journal.beginShadow("another");
            assertThat(Objects.requireNonNull(journal.shadow()).results()).isEmpty();
            assertThat(Objects.requireNonNull(journal.shadow()).complete()).isFalse();
        }
    }

    @Test
    void a_person_of_whom_it_is_unknown_what_was_carried_out_stays_begun() {
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            for (Outcome outcome : Outcome.values()) {
                PersonId person = new PersonId(outcome.name());
                assertThat(journal.begun(person)).isZero();
                journal.begin(person, 2, "f");
                journal.add(PersonMigrationResult.of(person, outcome));
                assertThat(journal.begun(person)).as(outcome.name()).isEqualTo(outcome == Outcome.UNKNOWN ? 2 : 0);
            }
        }
    }

    @Test
    void what_is_noted_already_is_not_written_again() throws IOException {
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            journal.bind("one/a to two/b");
            journal.begin(ADA, 1, "f");
            journal.add(moved(ADA));
            long size = Files.size(file);

            journal.bind("one/a to two/b");
            journal.add(moved(ADA));
            assertThat(file).hasSize(size);

            journal.add(PersonMigrationResult.of(ADA, Outcome.FAILED));
            assertThat(Files.size(file)).isGreaterThan(size);
            size = Files.size(file);
            journal.begin(ADA, 1, "f");
            long begun = Files.size(file);
            journal.add(PersonMigrationResult.of(ADA, Outcome.FAILED));
            assertThat(begun).isGreaterThan(size);
            assertThat(Files.size(file)).as("the end of what was begun").isGreaterThan(begun);
            assertThat(journal.begun(ADA)).isZero();
        }
    }

    @Test
    void the_journal_of_another_migration_is_refused_and_a_new_one_is_of_any() {
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            assertThatCode(() -> journal.requireOf("one/a to two/b")).doesNotThrowAnyException();
            journal.bind("one/a to two/b");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> journal.bind("two/b to one/a"))
                    .withMessageContaining("one/a to two/b")
                    .withMessageContaining("two/b to one/a")
                    .withMessageContaining(file.toString());
        }
    }

    @Test
    void every_line_has_a_checksum_of_eight_digits() throws IOException {
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            for (int i = 0; i < 100; i++) {
                journal.add(moved(new PersonId("p" + i)));
            }
        }

        assertThat(Files.readAllLines(file)).hasSize(101).allMatch(line -> line.matches("[0-9a-f]{8} \\[.*]"));
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            assertThat(journal.verdicts()).hasSize(100);
        }
    }

    @Test
    void a_closed_journal_takes_nothing_more_and_may_be_closed_again() throws IOException {
        MigrationJournal journal = MigrationJournal.open(file);
        journal.close();
        journal.close();
        String before = Files.readString(file);

        assertThatIllegalStateException()
                .isThrownBy(() -> journal.begin(ADA, 1, "f"))
                .withMessageContaining(file.toString())
                .withMessageContaining("closed");
        assertThat(file).hasContent(before);
        assertThat(journal).hasToString("MigrationJournal[" + file + "]");
        MigrationJournal.open(file).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"unheard of\",\"ada\"]",
                HEAD,
                "[\"move\"]",
                "[\"begin\",\"ada\",\"1\"]",
                "[\"begin\",\"ada\",\"one\",\"f\"]",
                "[\"begin\",\"\",\"1\",\"f\"]",
                "[\"person\",\"ada\",\"MOVED\"]",
                "[\"person\",\"ada\",\"GONE\",\"\"]",
                "[\"person\",\"ada\",\"MOVED\",\"\",\"1.png\",\"ENROLLED\"]",
                "[\"person\",\"ada\",\"MOVED\",\"\",\"1.png\",\"LOST\",\"\"]",
                "[\"shadow\"]",
                "[\"probe\",\"ada\",\"9.png\",\"VERIFY\",\"MATCH\"]",
                "[\"probe\",\"ada\",\"9.png\",\"VERIFY\",\"MATCH\",\"PERHAPS\"]",
                "[\"person\",\"ada\",\"NO_PICTURES\",\"\"]",
                "[\"person\",\"ada\",\"MOVED\",\"\",\"1.png\",\"REFUSED\",\"\"]",
                "[\"erased\",\"00:11\"]",
                "[]",
                "[\"move\",\"one/a to two/b\"",
                "nothing"
            })
    void a_line_that_a_journal_does_not_write_is_refused_by_its_number(String json) throws IOException {
        String content = line(HEAD) + line(json) + line("[\"move\",\"one/a to two/b\"]");
        Files.writeString(file, content);

        assertThatExceptionOfType(MigrationJournalException.class)
                .isThrownBy(() -> MigrationJournal.open(file).close())
                .withMessageContaining("line 2 of " + file);

        assertThat(file).hasContent(content);
    }

    /** The lines that a version with format 1 wrote. */
    private static final List<String> LINES_OF_FORMAT_1 = List.of(
            "[\"move\",\"one/a to two/b\"]",
            "[\"person\",\"ada\",\"NO_PICTURES\",\"\"]",
            "[\"person\",\"eve\",\"ALREADY_THERE\",\"\"]",
            "[\"person\",\"bob\",\"PARTLY_MOVED\",\"\",\"1.png\",\"REFUSED\",\"FaceNotFound\",\"2.png\",\"LEFT_OUT\",\"\","
                    + "\"3.png\",\"WAITING\",\"\"]",
            "[\"shadow\",\"a policy\"]",
            "[\"probe\",\"bob\",\"9.png\",\"VERIFY_SOMEBODY_ELSE\",\"NO_ANSWER\",\"MATCH_OF_SOMEBODY_ELSE\"]");

    private static String journal(int format) {
        return line("[\"facebridge migration journal " + format + "\"]")
                + LINES_OF_FORMAT_1.stream()
                        .map(MigrationJournalLinesTest::line)
                        .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_journal_of_an_earlier_format_is_read_and_continued_in_its_format(int format) throws IOException {
        Files.writeString(file, journal(format));
        PersonMigrationResult bob = new PersonMigrationResult(
                BOB,
                Outcome.PARTLY_MOVED,
                "",
                List.of(
                        new ImageMigrationResult("1.png", ImageMigrationResult.Outcome.REJECTED, "FaceNotFound"),
                        new ImageMigrationResult("2.png", ImageMigrationResult.Outcome.OMITTED, ""),
                        new ImageMigrationResult("3.png", ImageMigrationResult.Outcome.PENDING, "")));
        ShadowResult result = new ShadowResult(
                BOB, "9.png", Question.VERIFY_OTHER_PERSON, Decision.NO_DECISION, Decision.MATCH_OF_OTHER_PERSON);
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            journal.requireOf("one/a to two/b");
            assertThat(journal.verdict(ADA)).isEqualTo(PersonMigrationResult.of(ADA, Outcome.NO_IMAGES));
            assertThat(journal.verdict(new PersonId("eve")))
                    .isEqualTo(PersonMigrationResult.of(new PersonId("eve"), Outcome.ALREADY_ENROLLED));
            assertThat(journal.verdict(BOB)).isEqualTo(bob);
            assertThat(Objects.requireNonNull(journal.shadow()).results()).containsExactly(result);
            journal.add(PersonMigrationResult.of(ADA, Outcome.PENDING));
            journal.add(PersonMigrationResult.of(ADA, Outcome.NO_IMAGES));
            journal.add(result);
        }
        assertThat(file)
                .hasContent(journal(format)
                        + line("[\"person\",\"ada\",\"WAITING\",\"\"]")
                        + line("[\"person\",\"ada\",\"NO_PICTURES\",\"\"]")
                        + line("[\"probe\",\"bob\",\"9.png\",\"VERIFY_SOMEBODY_ELSE\",\"NO_ANSWER\","
                                + "\"MATCH_OF_SOMEBODY_ELSE\"]"));

        assertThat(MigrationJournal.erase(file, ADA)).isEqualTo(3);
        assertThat(Files.readAllLines(file).get(0)).endsWith("[\"facebridge migration journal 2\"]");
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            assertThat(journal.isErased(ADA)).isTrue();
            assertThat(journal.verdict(BOB)).isEqualTo(bob);
            assertThat(Objects.requireNonNull(journal.shadow()).results()).containsExactly(result, result);
        }
    }

    @Test
    void a_new_journal_has_the_names_of_format_3_and_keeps_it_when_a_person_is_forgotten() throws IOException {
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            journal.add(PersonMigrationResult.of(BOB, Outcome.NO_IMAGES));
            journal.add(moved(ADA, new ImageMigrationResult("1.png", ImageMigrationResult.Outcome.OMITTED, "")));
        }
        assertThat(file)
                .hasContent(line(HEAD)
                        + line("[\"person\",\"bob\",\"NO_IMAGES\",\"\"]")
                        + line("[\"person\",\"ada\",\"MOVED\",\"\",\"1.png\",\"OMITTED\",\"\"]"));

        MigrationJournal.erase(file, ADA);

        assertThat(Files.readString(file)).startsWith(line(HEAD));
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            assertThat(journal.isErased(ADA)).isTrue();
            assertThat(journal.verdict(BOB)).isEqualTo(PersonMigrationResult.of(BOB, Outcome.NO_IMAGES));
        }
    }

    @Test
    void a_journal_of_a_later_version_is_refused_and_stays() throws IOException {
        for (String head : List.of("[\"facebridge migration journal 4\"]", "[\"move\",\"one/a to two/b\"]")) {
            String content = line(head) + line("[\"move\",\"one/a to two/b\"]");
            Files.writeString(file, content);

            assertThatExceptionOfType(MigrationJournalException.class)
                    .isThrownBy(() -> MigrationJournal.open(file).close())
                    .withMessageContaining("line 1 of " + file);

            assertThat(file).hasContent(content);
        }
    }

    @Test
    void a_last_line_that_is_not_whole_is_removed_and_one_before_is_refused() throws IOException {
        String good = line(HEAD) + line("[\"move\",\"one/a to two/b\"]");
        for (String torn : List.of("12", "12345678", "00000000 [\"move\",\"x\"]\n", "\n", "12345678\n", "1234567\n")) {
            Files.writeString(file, good + torn);
            MigrationJournal.open(file).close();
            assertThat(file).as(torn).hasContent(good);

            if (torn.endsWith("\n")) {
                Files.writeString(file, good + torn + line("[\"move\",\"one/a to two/b\"]"));
                assertThatExceptionOfType(MigrationJournalException.class)
                        .isThrownBy(() -> MigrationJournal.open(file).close())
                        .withMessageContaining("line 3 of");
            }
            Files.delete(file);
        }
    }

    @Test
    void a_line_that_is_longer_than_any_of_a_journal_is_refused() throws IOException {
        MigrationJournal.open(file).close();
        Files.writeString(file, "x".repeat((1 << 24) + 1), StandardOpenOption.APPEND);

        assertThatExceptionOfType(MigrationJournalException.class)
                .isThrownBy(() -> MigrationJournal.open(file).close())
                .withMessageContaining("line 2 of");
    }

    @Test
    void a_journal_in_a_folder_that_is_not_there_is_a_typed_failure() {
        Path none = folder.resolve("none").resolve("journal");

        assertThatExceptionOfType(MigrationJournalException.class)
                .isThrownBy(() -> MigrationJournal.open(none).close())
                .withMessageContaining(none.toString());
        assertThatExceptionOfType(MigrationJournalException.class).isThrownBy(() -> MigrationJournal.count(none, ADA));
    }

    @Test
    void lines_that_only_look_as_if_they_named_a_person_are_kept_when_the_person_is_forgotten() throws IOException {
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            journal.bind("one/ada to two/ada");
            journal.beginShadow("ada");
            journal.begin(BOB, 1, "ada");
            journal.add(new PersonMigrationResult(BOB, Outcome.NOT_MOVED, "ada", List.of()));
            journal.endShadow();
        }

        assertThat(MigrationJournal.count(file, ADA)).isZero();
        assertThat(MigrationJournal.count(file, BOB)).isEqualTo(2);
        assertThat(MigrationJournal.erase(file, ADA)).isZero();
        assertThat(Files.readAllLines(file)).hasSize(7);
    }
}
