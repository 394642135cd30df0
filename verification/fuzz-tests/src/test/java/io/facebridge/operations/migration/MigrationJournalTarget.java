package io.facebridge.operations.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.fuzz.FuzzTarget;
import io.facebridge.fuzz.Input;
import io.facebridge.gallery.PersonId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/** Journals of migrations, with the checksum of each line as it is and made right: read, and continued. */
public final class MigrationJournalTarget implements FuzzTarget {
    private static final String HEAD = sealed("[\"facebridge migration journal 1\"]");
    private static final String HEAD_WITH_MARKS = sealed("[\"facebridge migration journal 2\"]");

    private static final String HEAD_OF_3 = sealed("[\"facebridge migration journal 3\"]");

    /** Of a person who was erased. */
    private static final String MARK =
            sealed("[\"erased\",\"" + "0123456789abcdef".repeat(2) + ":" + "fedcba9876543210".repeat(4) + "\"]");

    private static final PersonMigrationResult NEXT = new PersonMigrationResult(
            new PersonId("next"),
            PersonMigrationResult.Outcome.MOVED,
            "",
            List.of(new ImageMigrationResult("1.jpg", ImageMigrationResult.Outcome.ENROLLED, "")));

    private final Path file;

    /** Writes inputs into this folder. */
    public MigrationJournalTarget(Path folder) {
        file = folder.resolve("migration.journal");
    }

    @Override
    public List<byte[]> seeds() {
        String moved =
                HEAD + sealed("[\"move\",\"aws staff -> azure staff\"]") + sealed("[\"begin\",\"ada\",\"2\",\"f\"]");
        String verdict = sealed(
                "[\"person\",\"ada\",\"PARTLY_MOVED\",\"\",\"1.jpg\",\"ENROLLED\",\"\",\"2.jpg\",\"REFUSED\",\"no\"]");
        String shadow = sealed("[\"shadow\",\"policy\"]")
                + sealed("[\"probe\",\"ada\",\"3.jpg\",\"VERIFY\",\"MATCH\",\"NO_MATCH\"]")
                + sealed("[\"shadowed\"]");
        String verdictOf3 = sealed(
                "[\"person\",\"ada\",\"NOT_MOVED\",\"\",\"1.jpg\",\"REJECTED\",\"no\",\"2.jpg\",\"OMITTED\",\"\"]");
        return List.of(
                Input.bytes(HEAD),
                Input.bytes(moved + verdict),
                Input.bytes(moved + verdict + shadow),
                Input.bytes(moved.replace(HEAD, HEAD_WITH_MARKS) + verdict + MARK),
                Input.bytes(HEAD_WITH_MARKS + MARK + shadow),
                Input.bytes(moved.replace(HEAD, HEAD_OF_3) + verdictOf3 + MARK + shadow),
                Input.bytes(moved + verdict.substring(0, 30)),
                Input.bytes(HEAD.substring(0, 12)));
    }

    private static String sealed(String json) {
        CRC32 sum = new CRC32();
        sum.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x %s%n", sum.getValue(), json).replace("\r", "");
    }

    @Override
    public boolean take(byte[] input) throws IOException {
        boolean asItIs = isTaken(input);
        boolean summed = isTaken(summed(Input.text(input)));
        return asItIs || summed;
    }

    private static byte[] summed(String text) {
        StringBuilder journal = new StringBuilder();
        int from = 0;
        for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
            String line = text.substring(from, to);
            journal.append(sealed(line.substring(Math.min(9, line.length()))));
            from = to + 1;
        }
        return Input.bytes(journal.append(text, from, text.length()).toString());
    }

    private boolean isTaken(byte[] input) throws IOException {
        Files.write(file, input);
        List<PersonMigrationResult> before;
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            before = journal.verdicts();
            for (PersonMigrationResult verdict : before) {
                assertThat(journal.verdict(verdict.person())).isEqualTo(verdict);
                assertThat(journal.begun(verdict.person())).isNotNegative();
            }
            ShadowReport shadow = journal.shadow();
            assertThat(shadow == null || shadow.toString() != null).isTrue();
            journal.add(NEXT);
        } catch (MigrationJournalException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(Files.readAllBytes(file)).as("refused and changed").isEqualTo(input);
            return false;
        }
        String after = Files.readString(file, StandardCharsets.ISO_8859_1);
        String said = new String(input, StandardCharsets.ISO_8859_1);
        if (!after.startsWith(said)) { // the last line was cut, or its end reached the disk before its middle
            int last = said.lastIndexOf('\n', said.length() - 2) + 1;
            assertThat(after).startsWith(said.substring(0, last));
            assertThat(last > 0
                            || List.of(HEAD, HEAD_WITH_MARKS, HEAD_OF_3).stream()
                                    .anyMatch(head -> head.startsWith(said)))
                    .as("not of a journal, and overwritten")
                    .isTrue();
        }
        try (MigrationJournal again = MigrationJournal.open(file)) {
            HashSet<PersonMigrationResult> expected = new HashSet<>(before);
            expected.removeIf(verdict -> verdict.person().equals(NEXT.person()));
            expected.add(NEXT);
            assertThat(again.verdicts()).containsExactlyInAnyOrderElementsOf(expected);
        }
        return true;
    }
}
