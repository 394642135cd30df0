package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentLogTest {
    @TempDir
    private Path folder;

    @Test
    void a_second_enrolment_of_this_process_is_refused_with_the_name_of_the_journal() {
        Path file = folder.resolve("journal");
        try (EnrolmentLog first = EnrolmentLog.open(file, "here")) {
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> EnrolmentLog.open(file, "here"))
                    .withMessageContaining(file.toString())
                    .withMessageContaining("used by another enrollment");
            assertThat(first).isNotNull();
        }
        EnrolmentLog.open(file, "here").close();
    }

    @Test
    void another_process_is_refused_also_after_this_one_has_read_the_journal() throws Exception {
        Path file = folder.resolve("journal");
        try (EnrolmentLog first = EnrolmentLog.open(file, "here")) {
            assertThat(Files.readAllBytes(file)).isEmpty();

            assertThat(second(file)).startsWith("the journal " + file + " is used by another enrollment");
            assertThat(first).isNotNull();
        }
        assertThat(second(file)).isEqualTo("opened");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "person,image",
                "{\"record\":1,",
                " ",
                "person,image\nada,1.jpg",
                "person,image\nada,1.jpg\n",
                "{\"record\":1,\"outcome\":\"MATCH\"}\n"
            })
    void a_file_that_is_not_of_a_journal_is_refused_and_stays_as_it_is(String content) throws IOException {
        Path file = folder.resolve("people.csv");
        Files.writeString(file, content);

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> EnrolmentLog.open(file, "here").close())
                .withMessageContaining(file.toString())
                .withMessageContaining("no journal of an enrollment")
                .withMessageContaining("--journal");

        assertThat(file).hasContent(content);
    }

    @Test
    void a_journal_whose_first_line_was_cut_anywhere_is_begun_again() throws IOException {
        Path file = folder.resolve("journal");
        EnrolmentList.Item item = new EnrolmentList.Item("ada", "1.jpg", "/1.jpg", null);
        try (EnrolmentLog log = EnrolmentLog.open(file, "here")) {
            log.add("aws", "staff", item, new EnrolmentLog.Entry("1", "", null));
        }
        String line = Files.readString(file);
        for (int length = 0; length < line.length(); length += 7) {
            Files.writeString(file, line.substring(0, length));

            try (EnrolmentLog log = EnrolmentLog.open(file, "here")) {
                assertThat(log.find(item)).isNull();
                log.add("aws", "staff", item, new EnrolmentLog.Entry("1", "", null));
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
                .isThrownBy(() -> EnrolmentLog.open(file, "here").close())
                .withMessageContaining("no journal of an enrollment");

        assertThat(file).hasSize(3L << 30);
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
            try (EnrolmentLog log = EnrolmentLog.open(Path.of(args[0]), "here")) {
                System.out.println(log == null ? "nothing" : "opened");
            } catch (CommandFailedException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
