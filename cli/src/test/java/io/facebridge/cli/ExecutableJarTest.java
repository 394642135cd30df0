package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar that people start, in a JVM of its own; runs once the jar is there. */
@EnabledIfSystemProperty(named = "facebridge.jar", matches = ".+")
class ExecutableJarTest {
    private final Path folder;

    ExecutableJarTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void says_its_version() throws Exception {
        Run run = start("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("facebridge ");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void wrong_usage_leaves_one_line_and_exit_code_2() throws Exception {
        Run run = start("dance");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).hasSize(1);
    }

    @Test
    @Tag("models")
    void finds_the_faces_of_a_photograph_and_writes_nothing_but_the_answer() throws Exception {
        Path photograph = Path.of(System.getProperty("facebridge.photographs"), "sample1.jpg");

        Run run = start("detect", "--json", photograph.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("{\"provider\":\"local\",\"images\":[{\"file\":");
        assertThat(run.out().split("\"confidence\"", -1)).hasSize(3 + 1);
    }

    @ParameterizedTest
    @CsvSource({"aws, --access-key, eu-west-1", "tencent, --secret-id, ap-singapore"})
    @Tag("models")
    void serves_as_an_emulator_to_another_process_until_it_is_told_to_end(
            String provider, String idOption, String region) throws Exception {
        Path err = folder.resolve("emulator");
        Process emulator = new ProcessBuilder(
                        command("emulate", provider, idOption, "access", "--secret-key", "secret"))
                .redirectError(err.toFile())
                .start();
        try (BufferedReader out = emulator.inputReader(StandardCharsets.UTF_8)) {
            String endpoint = out.readLine().replace("endpoint  ", "");
            String[] service = {"--provider", provider, "--region", region, "--endpoint", endpoint};

            Run created = start(Stream.concat(Stream.of("gallery", "create", "staff"), Stream.of(service))
                    .toArray(String[]::new));
            Run listed = start(Stream.concat(Stream.of("gallery", "list"), Stream.of(service))
                    .toArray(String[]::new));

            assertThat(created.err()).isEmpty();
            assertThat(listed.out().lines()).containsExactly("staff");
        } finally {
            emulator.destroy();
        }
        assertThat(emulator.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(err).isEmptyFile();
    }

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

    private static List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("facebridge.jar")));
        command.addAll(List.of(args));
        return command;
    }

    private Run start(String... args) throws IOException, InterruptedException {
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
