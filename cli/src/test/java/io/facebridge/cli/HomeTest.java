package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the home folder is, and what happens without one, as for a user id without an entry in the system's table of users. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "not on this operating system: a folder named ?")
class HomeTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();
    private static final Path OF_JAVA = Path.of("java").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void an_absolute_home_of_the_environment_goes_before_that_of_java() {
        assertThat(Home.in(Map.of("HOME", HOME.toString()), OF_JAVA.toString())).contains(HOME);
        assertThat(Home.in(Map.of(), OF_JAVA.toString())).contains(OF_JAVA);
        assertThat(Home.in(Map.of("HOME", "home"), OF_JAVA.toString())).contains(OF_JAVA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "", "home"})
    void a_relative_path_is_none(String ofJava) {
        assertThat(Home.in(Map.of("HOME", ofJava), ofJava)).isEmpty();
        assertThat(Home.in(Map.of(), null)).isEmpty();
    }

    @Test
    void the_configuration_file_of_the_home_in_the_environment_is_read() throws IOException {
        Path file = folder.resolve(".config/facebridge/config");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "face = only\ncalibration = ~/one.json\n");

        Run run = Run.in(Map.of("HOME", folder.toString()), "config", "show");

        assertThat(run.out())
                .contains("file     " + file, folder.resolve("one.json").toString())
                .containsPattern("face +only +default profile, line 1");
    }

    @Test
    void without_a_home_folder_no_configuration_is_read_from_the_current_folder() throws Exception {
        Path file = folder.resolve("?/.config/facebridge/config");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "face = only\n");

        Run shown = start("config", "show");
        Run json = start("config", "show", "--json");
        Run path = start("config", "path");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .startsWith("file     - (no home folder is known)")
                .containsPattern("face +- +built in");
        assertThat(json.out()).startsWith("{\"file\":null,\"exists\":false,");
        assertThat(path.exitCode()).isEqualTo(2);
        assertThat(path.errorLines())
                .singleElement()
                .asString()
                .contains("no configuration file without a home folder", "set HOME", "FACEBRIDGE_CONFIG");
    }

    @Test
    void without_a_home_folder_a_bulk_enrollment_requires_a_journal() throws Exception {
        Path people = Files.createDirectories(folder.resolve("people/ada"));
        Run.picture(people, "1.png", 200, 100);

        Run unnamed = start("enroll", "staff", "--from", "people", "--provider", "scripted");
        Run named = start("enroll", "staff", "--from", "people", "--provider", "scripted", "--journal", "j.jsonl");

        assertThat(unnamed.exitCode()).isEqualTo(2);
        assertThat(unnamed.errorLines())
                .singleElement()
                .asString()
                .startsWith("--from requires a journal")
                .contains("--journal FILE", "set HOME");
        assertThat(named.exitCode()).as(named.err()).isZero();
        assertThat(folder.resolve("?")).doesNotExist();
    }

    @Test
    void without_a_home_folder_an_erasure_is_complete_without_journals_of_the_state_folder() throws Exception {
        Run run = start("erase", "ada", "--without-searching", "--yes", "--provider", "scripted");

        assertThat(run.out()).as(run.err()).doesNotContain("enrollment journals in");
        assertThat(folder.resolve("?")).doesNotExist();
    }

    /** In a process, because the home folder of Java is a property that is read in many places. */
    private Run start(String... args) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=?",
                "io.facebridge.cli.Main"));
        words.addAll(List.of(args));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        int exitCode = builder.start().waitFor();
        return new Run(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
