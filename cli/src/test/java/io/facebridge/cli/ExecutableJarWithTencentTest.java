package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ExecutableJarWithTencentTest extends ExecutableJar {
    @Test
    @Tag("models")
    void every_command_works_with_tencent() throws Exception {
        String photographs = System.getProperty("facebridge.photographs");
        String ada = photographs + "/sample1.jpg";
        String bob = photographs + "/sample2.jpg";
        Process emulator = new ProcessBuilder(
                        command("emulate", "tencent", "--secret-id", "access", "--secret-key", "secret"))
                .redirectError(folder.resolve("emulator").toFile())
                .start();
        try (BufferedReader out = emulator.inputReader(StandardCharsets.UTF_8)) {
            String endpoint = out.readLine().replace("endpoint  ", "");
            assertThat(tencent(endpoint, "capabilities").out()).contains("\"DuplicateFinder\":\"ABSENT\"");
            tencent(endpoint, "gallery", "create", "staff");
            tencent(endpoint, "enroll", "staff", "ada", ada, "--face", "largest");
            tencent(endpoint, "enroll", "staff", "bob", bob, "--face", "largest");
            assertThat(tencent(endpoint, "gallery", "info", "staff").out()).contains("\"persons\":2,\"faces\":2");
            assertThat(tencent(endpoint, "persons", "staff").out()).contains("\"person\":\"bob\"");
            assertThat(tencent(endpoint, "detect", ada).out().split("\"box\"", -1))
                    .hasSize(3 + 1);
            assertThat(tencent(endpoint, "compare", "--fmr", "1e-4", ada, ada).out())
                    .contains("\"score\":100.0", "\"outcome\":\"MATCH\"", "PUBLISHED_TABLE");
            assertThat(tencent(endpoint, "identify", "--threshold", "60", "--face", "largest", "staff", ada)
                            .out())
                    .contains("\"person\":\"ada\"", "\"outcome\":\"MATCH\"");
            assertThat(tencent(endpoint, "verify", "--threshold", "60", "--face", "largest", "staff", "ada", ada)
                            .out())
                    .contains("\"outcome\":\"MATCH\"");
            assertThat(tencent(endpoint, "liveness", ada).out()).contains("\"live\":");
            assertThat(tencent(endpoint, "liveness-session", "open", "login-7", "--set", "site=international")
                            .out())
                    .contains("\"region\":\"ap-singapore\"");
            tencent(endpoint, "remove", "staff", "ada");
            assertThat(tencent(endpoint, "persons", "staff").out()).doesNotContain("\"person\":\"ada\"");
            tencent(endpoint, "gallery", "delete", "staff", "--yes");
            assertThat(tencent(endpoint, "gallery", "list").out()).contains("\"galleries\":[]");
        } finally {
            emulator.destroy();
        }
    }

    private Run tencent(String endpoint, String... command) throws Exception {
        Run run = start(Stream.concat(
                        Stream.of(command),
                        Stream.of(
                                "--json", "--provider", "tencent", "--region", "ap-singapore", "--endpoint", endpoint))
                .toArray(String[]::new));
        assertThat(run.exitCode())
                .as(String.join(" ", command) + ": " + run.err())
                .isZero();
        return run;
    }
}
