package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./example} resolves relative paths in the folder that it is called from. */
class ExampleScriptTest {
    @TempDir
    private Path folder;

    @Test
    void relative_paths_are_relative_to_the_folder_of_the_caller() throws IOException, InterruptedException {
        assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "not on this operating system: POSIX permissions");
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Path mvn = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
        Path here = Files.createDirectory(folder.resolve("here and there")).toRealPath();

        ProcessBuilder script = new ProcessBuilder(
                        CompiledModules.root().resolve("example").toString(), "HelloVerify", "a.jpg", "b c.jpg")
                .directory(here.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        script.environment().merge("PATH", tools.toString(), (old, first) -> first + File.pathSeparator + old);
        Process process = script.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(said.lines())
                .contains("-Dexample=HelloVerify", "-Dexample.args= \"a.jpg\" \"b c.jpg\"", "-Dexample.folder=" + here);
        assertThat(Files.readString(CompiledModules.root().resolve("examples/pom.xml")))
                .contains("<workingDirectory>${example.folder}</workingDirectory>");
    }
}
