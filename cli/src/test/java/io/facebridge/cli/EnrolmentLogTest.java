package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
