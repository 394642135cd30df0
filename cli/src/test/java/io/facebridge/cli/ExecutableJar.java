package io.facebridge.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The jar that people start, in JVMs of its own; runs once the jar is there. */
@EnabledIfSystemProperty(named = "facebridge.jar", matches = ".+")
abstract class ExecutableJar {
    @TempDir
    Path folder;

    static List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // starts sooner
                "-jar",
                System.getProperty("facebridge.jar")));
        command.addAll(List.of(args));
        return command;
    }

    Run start(String... args) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command(args)).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID",
                        "access",
                        "AWS_SECRET_ACCESS_KEY",
                        "secret",
                        "TENCENTCLOUD_SECRET_ID",
                        "access",
                        "TENCENTCLOUD_SECRET_KEY",
                        "secret",
                        "AZURE_FACE_KEY",
                        "access"));
        Process process = builder.start();
        int exitCode = process.waitFor();
        return new Run(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
