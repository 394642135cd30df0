package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar that people start, in JVMs of its own; runs once the jar is there. */
@EnabledIfSystemProperty(
        named = "facebridge.jar",
        matches = ".+",
        disabledReason = "engine missing: the jar that the build makes after the other tests")
class ExecutableJarTest {
    @TempDir
    private Path folder;

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
    @CsvSource({
        "aws, --test-access-key access --test-secret-key secret, --region eu-west-1",
        "tencent, --test-access-key access --test-secret-key secret, --region ap-singapore",
        "azure, --test-secret-key access, "
    })
    @Tag("models")
    void serves_as_an_emulator_to_another_process_until_it_is_told_to_end(
            String provider, String keys, @Nullable String region) throws Exception {
        Path err = folder.resolve("emulator");
        Process emulator = new ProcessBuilder(command(words("emulate", provider, keys)))
                .redirectError(err.toFile())
                .start();
        try (BufferedReader out = emulator.inputReader(StandardCharsets.UTF_8)) {
            String endpoint = out.readLine().replaceFirst("endpoint +", "");
            String second = out.readLine();
            String service = "--provider " + provider + " --endpoint " + endpoint
                    + (region == null
                            ? " --set certificate=" + second.replaceFirst("certificate +", "")
                            : " " + region);

            Run created = start(words("gallery create staff", service));
            Run listed = Run.of((Object[]) words("gallery list", service));

            assertThat(created.exitCode()).as(created.err()).isZero();
            assertThat(created.err()).isEmpty();
            assertThat(listed.out().lines()).as(listed.err()).containsExactly("staff");
        } finally {
            emulator.destroy();
        }
        assertThat(emulator.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(err).isEmptyFile();
    }

    private static String[] words(String... parts) {
        return String.join(" ", parts).split(" ");
    }

    private static List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // starts sooner
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
        Process process = builder.start();
        int exitCode = process.waitFor();
        return new Run(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
