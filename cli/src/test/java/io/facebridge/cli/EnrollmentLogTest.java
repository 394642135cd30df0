package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.gallery.PersonId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrollmentLogTest {
    @TempDir
    private Path folder;

    @Test
    void a_second_enrollment_of_this_process_is_refused_with_the_name_of_the_journal() {
        Path file = folder.resolve("journal");
        try (EnrollmentLog first = EnrollmentLog.open(file, "here")) {
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> EnrollmentLog.open(file, "here"))
                    .withMessageContaining(file.toString())
                    .withMessageContaining("in use by another enrollment");
            assertThat(first).isNotNull();
        }
        EnrollmentLog.open(file, "here").close();
    }

    @Test
    void another_process_is_refused_also_after_this_one_has_read_the_journal() throws Exception {
        Path file = folder.resolve("journal");
        try (EnrollmentLog first = EnrollmentLog.open(file, "here")) {
            assertThat(Files.readAllBytes(file)).isEmpty();

            assertThat(second(file)).startsWith("the journal " + file + " is in use by another enrollment");
            assertThat(first).isNotNull();
        }
        assertThat(second(file)).isEqualTo("opened");
    }

    @Test
    void another_process_is_refused_by_another_name_too_whatever_reads_a_journal_that_is_open() throws Exception {
        Path file = folder.resolve("journal");
        PersonId ada = new PersonId("ada");
        try (EnrollmentLog first = EnrollmentLog.open(file, "here")) {
            Path link = Files.createLink(folder.resolve("link"), file);
            EnrollmentLog.requireJournal(file);
            assertThat(EnrollmentLog.isConcerned(file, (gallery, target) -> true))
                    .isFalse();
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> EnrollmentLog.count(file, ada, (gallery, target) -> true));
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> EnrollmentLog.erase(link, ada, (gallery, target) -> true));

            assertThat(second(link)).startsWith("the journal " + link + " is in use by another enrollment");
            assertThat(first).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "person,image",
                "{\"record\":1,",
                " ",
                "person,image\nada,1.jpg",
                "person,image\nada,1.jpg\n",
                "{\"record\":1,\"outcome\":\"MATCH\"}\n",
                "{\"record\":1,\"attributes\":{\"target\":\"here\",\"verdict\":\"MATCH\"}}\n"
            })
    void a_file_that_is_not_of_a_journal_is_refused_and_stays_as_it_is(String content) throws IOException {
        Path file = folder.resolve("people.csv");
        Files.writeString(file, content);

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> EnrollmentLog.open(file, "here").close())
                .withMessageContaining(file.toString())
                .withMessageContaining("is not an enrollment journal")
                .withMessageContaining("--journal");

        assertThat(file).hasContent(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "person,image",
                "person,image\nada,1.jpg\n",
                "{\"record\":1,\"outcome\":\"MATCH\"}\n",
                "{\"record\":1,\"attributes\":{\"target\":\"here\",\"verdict\":\"MATCH\"}}\n",
                "no JSON\n{\"provider\":\"aws\",\"gallery\":\"staff\",\"target\":\"here\",\"person\":\"ada\",\"verdict\":\"enrolled\"}\n"
            })
    void nothing_is_counted_in_or_removed_from_a_file_that_is_not_of_a_journal(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("people.csv"), content);
        PersonId ada = new PersonId("ada");

        for (ThrowingCallable erasing : List.<ThrowingCallable>of(
                () -> EnrollmentLog.erase(file, ada, (gallery, target) -> true),
                () -> EnrollmentLog.count(file, ada, (gallery, target) -> true))) {
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(erasing)
                    .withMessageContaining(file.toString())
                    .withMessageContaining("is not an enrollment journal");
        }

        assertThat(file).hasContent(content);
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void a_line_that_was_cut_is_removed_because_it_may_name_the_person() throws IOException {
        Path file = Files.writeString(
                folder.resolve("journal"),
                "{\"provider\":\"aws\",\"gallery\":\"staff\",\"target\":\"here\",\"person\":\"ada\",\"im");
        PersonId ada = new PersonId("ada");

        assertThat(EnrollmentLog.count(file, ada, (gallery, target) -> true)).isEqualTo(1);
        assertThat(EnrollmentLog.erase(file, ada, (gallery, target) -> true)).isEqualTo(1);

        assertThat(file).isEmptyFile();
        assertThat(EnrollmentLog.count(file, ada, (gallery, target) -> true)).isZero();
    }

    @Test
    void a_journal_whose_first_line_was_cut_anywhere_is_begun_again() throws IOException {
        Path file = folder.resolve("journal");
        EnrollmentList.Item item = new EnrollmentList.Item("ada", "1.jpg", "/1.jpg", null);
        try (EnrollmentLog log = EnrollmentLog.open(file, "here")) {
            log.add("aws", "staff", item, new EnrollmentLog.Entry("1", "", null));
        }
        String line = Files.readString(file);
        for (int length = 0; length < line.length(); length += 7) {
            Files.writeString(file, line.substring(0, length));

            try (EnrollmentLog log = EnrollmentLog.open(file, "here")) {
                assertThat(log.find(item)).isNull();
                log.add("aws", "staff", item, new EnrollmentLog.Entry("1", "", null));
            }

            assertThat(file).hasContent(line);
        }
    }

    @Test
    void a_file_of_gigabytes_is_refused_without_being_kept_in_memory() throws IOException {
        Path file = folder.resolve("journal");
        try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(3L << 30);
        }

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> EnrollmentLog.open(file, "here").close())
                .withMessageContaining("is not an enrollment journal");
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> EnrollmentLog.erase(file, new PersonId("ada"), (gallery, target) -> true))
                .withMessageContaining("is not an enrollment journal");

        assertThat(file).hasSize(3L << 30);
    }

    private static void note(Path file, String target, String gallery, String... persons) {
        try (EnrollmentLog log = EnrollmentLog.open(file, target)) {
            for (String person : persons) {
                log.add(
                        "local",
                        gallery,
                        new EnrollmentList.Item(person, person + "/1.png", person + "/1.png", null),
                        new EnrollmentLog.Entry("1-2", "as asked", null));
            }
        }
    }

    private static boolean isErased(Path file, String target, String person) {
        try (EnrollmentLog log = EnrollmentLog.open(file, target)) {
            return log.isErased(person);
        }
    }

    @Test
    void a_person_who_is_erased_leaves_a_mark_for_each_gallery_and_no_name() throws IOException {
        Path file = folder.resolve("journal");
        note(file, "here", "staff", "ada-4711", "bob");
        note(file, "there", "staff", "bob");
        Files.writeString(file, "{\"person\":\"ada-4711\", no JSON\n{\"person\":\"ada-47", StandardOpenOption.APPEND);
        PersonId ada = new PersonId("ada-4711");
        EnrollmentLog.Scope all = (gallery, target) -> true;
        assertThat(EnrollmentLog.count(file, ada, all)).isEqualTo(2);

        assertThat(EnrollmentLog.erase(file, ada, all)).isEqualTo(2);

        assertThat(Files.readString(file)).doesNotContain("ada-47");
        assertThat(EnrollmentLog.count(file, ada, all)).isZero();
        assertThat(Files.readAllLines(file)).hasSize(4);
        assertThat(EnrollmentLog.erase(file, ada, all)).isZero();
        assertThat(Files.readAllLines(file)).hasSize(4);
        assertThat(isErased(file, "here", "ada-4711")).isTrue();
        assertThat(isErased(file, "there", "ada-4711")).isTrue();
        assertThat(isErased(file, "there", "bob")).isFalse();
        assertThat(isErased(file, "elsewhere", "ada-4711")).isFalse();
        try (EnrollmentLog log = EnrollmentLog.open(file, "here")) {
            assertThat(log.find(new EnrollmentList.Item("bob", "bob/1.png", "bob/1.png", null)))
                    .isEqualTo(new EnrollmentLog.Entry("1-2", "as asked", null));
        }
    }

    @Test
    void lines_about_another_gallery_or_store_keep_the_person() throws IOException {
        Path file = folder.resolve("journal");
        note(file, "here", "staff", "ada");
        note(file, "there", "staff", "ada");
        note(file, "here", "guests", "ada");
        EnrollmentLog.Scope one = (gallery, target) -> gallery.equals("staff") && target.equals("here");

        assertThat(EnrollmentLog.erase(file, new PersonId("ada"), one)).isEqualTo(1);

        assertThat(EnrollmentLog.count(file, new PersonId("ada"), (gallery, target) -> true))
                .isEqualTo(2);
        assertThat(isErased(file, "there", "ada")).isFalse();
        assertThat(EnrollmentLog.isConcerned(file, one)).isTrue();
        assertThat(EnrollmentLog.isConcerned(file, (gallery, target) -> gallery.equals("cellar")))
                .isFalse();
        assertThat(EnrollmentLog.isConcerned(folder.resolve("none"), one)).isFalse();
    }

    @Test
    void a_journal_in_use_is_not_rewritten_and_one_that_is_not_concerned_is_recognized_without_its_lock()
            throws IOException {
        Path file = folder.resolve("journal");
        note(file, "here", "staff", "ada");
        try (EnrollmentLog open = EnrollmentLog.open(file, "here")) {
            assertThat(open.isErased("ada")).isFalse();
            assertThat(EnrollmentLog.isConcerned(file, (gallery, target) -> target.equals("there")))
                    .isFalse();
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> EnrollmentLog.erase(file, new PersonId("ada"), (gallery, target) -> true))
                    .withMessageContaining("in use by another enrollment");
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> EnrollmentLog.count(file, new PersonId("ada"), (gallery, target) -> true));
        }
        assertThat(Files.readString(file)).contains("ada");
    }

    private static String second(Path file) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Second.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        child.waitFor();
        return said;
    }

    /** Another process that enrolls by the same journal. */
    static final class Second {
        private Second() {}

        /** Says whether it could open the journal. */
        public static void main(String[] args) {
            try (EnrollmentLog log = EnrollmentLog.open(Path.of(args[0]), "here")) {
                System.out.println(log == null ? "nothing" : "opened");
            } catch (CommandFailedException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
