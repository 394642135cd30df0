package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tarball, unpacked in another folder and started by its launcher; runs once the tarball is there. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "not on this operating system: a launcher for POSIX shells")
@EnabledIfSystemProperty(
        named = "facebridge.tarball",
        matches = ".+",
        disabledReason = "engine missing: the tarball that the build makes after the other tests")
class TarballTest {
    private static final int RELEASE = Runtime.version().feature();

    @TempDir
    private static Path unpacked;

    private static Path home;

    @TempDir
    private Path folder;

    private Map<String, String> environment;

    @BeforeAll
    static void unpack() throws Exception {
        Path apps = Files.createDirectory(unpacked.resolve("my apps"));
        Shells.run(apps, "tar", "-xzf", System.getProperty("facebridge.tarball"));
        try (Stream<Path> folders = Files.list(apps)) {
            home = folders.toList().get(0);
        }
    }

    /** The path has the folder of a symbolic link to a symbolic link to the program. */
    @BeforeEach
    void link() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin of ada"));
        Path first = Files.createSymbolicLink(
                bin.resolve("first"),
                bin.toRealPath().relativize(home.toRealPath().resolve("bin/facebridge")));
        Files.createSymbolicLink(bin.resolve("facebridge"), first.getFileName());
        environment = new HashMap<>(
                Map.of("PATH", bin + ":" + System.getenv("PATH"), "JAVA_HOME", System.getProperty("java.home")));
    }

    @Test
    void holds_the_program_its_licenses_and_completion_scripts() throws Exception {
        assertThat(List.of("LICENSE", "NOTICE", "README.md", "lib/facebridge.jar"))
                .allSatisfy(name -> assertThat(home.resolve(name)).isNotEmptyFile());
        for (Map.Entry<String, String> script : Map.of(
                        "bash", "facebridge.bash", "zsh", "_facebridge", "fish", "facebridge.fish")
                .entrySet()) {
            assertThat(home.resolve("completions").resolve(script.getValue()))
                    .hasContent(start("completion", script.getKey()).out());
        }
    }

    @Test
    void every_entry_has_the_time_of_the_build_file() throws Exception {
        List<String> entries = Shells.run(folder, "tar", "--utc", "-tvzf", System.getProperty("facebridge.tarball"));

        assertThat(entries).hasSizeGreaterThan(10).allMatch(entry -> entry.contains(" 2026-11-01 00:00 "));
    }

    @Test
    void starts_through_links_on_the_path() throws Exception {
        Run run = start("--version");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("facebridge ");
        assertThat(run.err()).isEmpty();
    }

    @Test
    @Tag("models")
    void detects_and_compares_and_unpacks_no_native_library() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        environment.put("JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        Path photograph = Files.copy(
                Path.of(System.getProperty("facebridge.photographs"), "sample1.jpg"),
                folder.resolve("photo of ada.jpg"));

        Run detected = start("detect", photograph.toString());
        Run compared =
                start("compare", "--face", "central", "--fmr", "1e-4", photograph.toString(), photograph.toString());

        assertThat(detected.exitCode()).as(detected.err()).isZero();
        assertThat(detected.out()).contains("photo of ada.jpg: ", "3 faces");
        assertThat(compared.exitCode()).as(compared.err()).isZero();
        assertThat(compared.out()).contains("MATCH");
        try (Stream<Path> files = Files.walk(temporary)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void passes_options_on_to_java_and_none_to_a_shell() throws Exception {
        environment.put("JAVA_OPTS", "-XshowSettings:properties -Da=* -Xlog:gc=info:file=" + folder.resolve("log"));
        environment.put("FACEBRIDGE_OPTS", "-XX:+UseParallelGC -Db=$(false)");

        Run run = start("--version");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("a = *", "b = $(false)");
        assertThat(folder.resolve("log")).content().contains("Using Parallel");
    }

    @Test
    void short_commands_start_with_a_small_heap_unless_the_options_name_one() throws Exception {
        environment.put("FACEBRIDGE_OPTS", "-XX:+PrintFlagsFinal");
        String small = "size_t MaxNewSize += 33554432 ";
        assertThat(start("--version").out()).containsPattern(small);
        assertThat(start("enroll", "--help").out()).doesNotContainPattern(small);

        environment.put("FACEBRIDGE_OPTS", "-XX:+PrintFlagsFinal -Xmx200m");
        assertThat(start("--version").out()).doesNotContainPattern(small);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FACEBRIDGE_OPTS=-Xmx32m",
                "FACEBRIDGE_OPTS=-mx32m",
                "FACEBRIDGE_OPTS=-XX:MaxHeapSize=32m",
                "FACEBRIDGE_OPTS=-XX:VMOptionsFile=FILE",
                "FACEBRIDGE_OPTS=@FILE",
                "JAVA_OPTS=@FILE",
                "JDK_JAVA_OPTIONS=@FILE",
                "JAVA_TOOL_OPTIONS=-Xmx32m"
            })
    void starts_with_the_heap_and_the_collector_that_options_name_wherever_they_stand(String setting) throws Exception {
        Path file = Files.writeString(folder.resolve("options"), "-Xmx32m\n-XX:+UseParallelGC\n");
        String[] named = setting.replace("FILE", file.toString()).split("=", 2);
        environment.put(named[0], named[1]);

        Run run = start("--version");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).startsWith("facebridge ");
    }

    @Test
    void uses_an_archive_of_classes_that_this_java_made() throws Exception {
        Path archive = home.resolve("lib/java-" + RELEASE + ".jsa");
        environment.put("JDK_JAVA_OPTIONS", "-Xshare:auto \"-XX:ArchiveClassesAtExit=" + archive + "\"");
        start("--version");
        environment.remove("JDK_JAVA_OPTIONS");
        environment.put("FACEBRIDGE_OPTS", "-Xlog:class+load=info:file=" + folder.resolve("log"));
        try {
            Run run = start("--version");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).startsWith("facebridge ");
            assertThat(folder.resolve("log")).content().contains("shared objects file (top)");
        } finally {
            Files.delete(archive);
        }
    }

    @Test
    void an_archive_that_another_java_made_changes_nothing() throws Exception {
        Path archive = Files.writeString(home.resolve("lib/java-" + RELEASE + ".jsa"), "of another Java");
        try {
            Run run = start("--version");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).startsWith("facebridge ");
            assertThat(run.err()).isEmpty();
        } finally {
            Files.delete(archive);
        }
    }

    @ParameterizedTest
    @CsvSource({"'JAVA_VERSION=\"11.0.2\"', 11", "'JAVA_VERSION=\"1.8.0_392\"', 8", "'OTHER=1', 9"})
    void an_older_java_is_one_line_and_exit_code_4(String released, int release) throws Exception {
        Path java = Files.createDirectories(folder.resolve("old java/bin")).resolve("java");
        Files.writeString(folder.resolve("old java/release"), released + "\n");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"9.0.4\"' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        environment.put("JAVA_HOME", folder.resolve("old java").toString());

        Run run = start("--version");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines()).singleElement().asString().contains("Java 17 or later", "is " + release + ";");
    }

    @Test
    void without_java_it_is_one_line_and_exit_code_4() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("readlink"), Path.of("/usr/bin/readlink"));
        environment.remove("JAVA_HOME");
        environment.put("PATH", folder.resolve("bin of ada") + ":" + tools);

        Run run = start("--version");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines()).singleElement().asString().contains("Java was not found", "JAVA_HOME");
    }

    private Run start(String... args) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec facebridge \"$@\"", "sh"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        for (String name :
                List.of("JAVA_OPTS", "FACEBRIDGE_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_HOME")) {
            builder.environment().remove(name);
        }
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Run(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
