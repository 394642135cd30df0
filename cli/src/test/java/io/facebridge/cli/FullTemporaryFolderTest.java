package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program where its native libraries cannot be unpacked. */
@Tag("models")
class FullTemporaryFolderTest {
    @TempDir
    private Path folder;

    private final Path photograph =
            Path.of(System.getProperty("facebridge.photographs", "photographs")).resolve("sample1.jpg");

    @Test
    void one_line_names_the_folder_and_the_property_and_the_exit_code_is_4() throws Exception {
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        Path errors = folder.resolve("errors");
        String script = "mount -t tmpfs -o size=64k tmpfs \"$0\" && echo mounted && ! dd if=/dev/zero of=\"$0/ballast\""
                + " bs=4k 2>/dev/null && exec \"$@\"";
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "unshare",
                        "-r",
                        "-m",
                        "sh",
                        "-c",
                        script,
                        mounted.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED", // as the manifest of the jar
                        "-Djava.io.tmpdir=" + mounted,
                        "io.facebridge.cli.Main",
                        "detect",
                        photograph.toString()))
                .redirectError(errors.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        String out = "";
        int exitCode = 1;
        try {
            Process program = builder.start();
            out = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            exitCode = program.waitFor();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("unshare");
        }
        assumeTrue(out.startsWith("mounted"), "engine missing: unshare and mount of a file system of a given size");

        assertThat(Files.readAllLines(errors))
                .singleElement()
                .asString()
                .startsWith("ONNX Runtime")
                .contains(mounted + " (system property java.io.tmpdir)", "-Djava.io.tmpdir=");
        assertThat(out).isEqualTo("mounted" + System.lineSeparator());
        assertThat(exitCode).isEqualTo(4);
    }
}
