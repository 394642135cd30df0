package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutableJarTest extends ExecutableJar {
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
}
