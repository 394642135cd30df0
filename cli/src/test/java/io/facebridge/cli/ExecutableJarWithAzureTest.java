package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ExecutableJarWithAzureTest extends ExecutableJar {
    @Test
    @Tag("models")
    void every_command_works_with_azure() throws Exception {
        String photographs = System.getProperty("facebridge.photographs");
        String ada = photographs + "/sample1.jpg";
        String bob = photographs + "/sample2.jpg";
        Process emulator = new ProcessBuilder(command("emulate", "azure", "--key", "access"))
                .redirectError(folder.resolve("emulator").toFile())
                .start();
        try (BufferedReader out = emulator.inputReader(StandardCharsets.UTF_8)) {
            String[] service = {
                out.readLine().replaceFirst("endpoint +", ""), out.readLine().replaceFirst("certificate +", "")
            };
            assertThat(azure(service, "capabilities").out())
                    .contains("\"DuplicateFinder\":\"ABSENT\"", "\"LivenessSessions\":\"ABSENT\"");
            azure(service, "gallery", "create", "staff");
            azure(service, "enroll", "staff", "ada", ada, "--face", "largest");
            azure(service, "enroll", "staff", "bob", bob, "--face", "largest", "--quality", "lenient");
            assertThat(azure(service, "gallery", "info", "staff").out()).contains("\"recognition_04\"");
            assertThat(azure(service, "persons", "staff").out()).contains("\"person\":\"ada\"", "\"person\":\"bob\"");
            assertThat(azure(service, "detect", ada).out().split("\"box\"", -1)).hasSize(3 + 1);
            assertThat(azure(
                                    service,
                                    "compare",
                                    "--fmr",
                                    "1e-4",
                                    "--face",
                                    "largest",
                                    "--set",
                                    "recognitionModel=recognition_03",
                                    ada,
                                    ada)
                            .out())
                    .contains("\"outcome\":\"MATCH\"", "PUBLISHED_TABLE");
            assertThat(azure(service, "identify", "--threshold", "0.6", "--face", "largest", "staff", ada)
                            .out())
                    .contains("\"person\":\"ada\"", "\"outcome\":\"MATCH\"");
            assertThat(azure(service, "verify", "--threshold", "0.6", "--face", "largest", "staff", "ada", ada)
                            .out())
                    .contains("\"outcome\":\"MATCH\"");
            assertThat(azure(service, "liveness-session", "open", "account-7", "--set", "correlationIds=memory")
                            .out())
                    .contains("\"session\":");
            azure(service, "remove", "staff", "ada");
            assertThat(azure(service, "persons", "staff").out()).doesNotContain("\"person\":\"ada\"");
            azure(service, "gallery", "delete", "staff", "--yes");
            assertThat(azure(service, "gallery", "list").out()).contains("\"galleries\":[]");
        } finally {
            emulator.destroy();
        }
    }

    private Run azure(String[] service, String... command) throws Exception {
        Run run = start(Stream.concat(
                        Stream.of(command),
                        Stream.of(
                                "--json",
                                "--provider",
                                "azure",
                                "--endpoint",
                                service[0],
                                "--set",
                                "certificate=" + service[1]))
                .toArray(String[]::new));
        assertThat(run.exitCode())
                .as(String.join(" ", command) + ": " + run.err())
                .isZero();
        return run;
    }
}
