package io.facebridge.architecture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No face, key or token is in what the whole suite logs, prints and reports. */
class LeaksTest {
    private static final Path ROOT = CompiledModules.root();
    private static final Pattern ANY = Pattern.compile(".*");

    /** Each process that runs tests of a module writes one. */
    private static final Pattern LOG = Pattern.compile("test-\\d+\\.log");

    @Test
    void the_page_on_logs_names_the_loggers_that_may_print_a_token() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/how-to/configure-remote-calls.md"));

        assertThat(Leaks.LOGGERS_OF_SIGNATURES)
                .isNotEmpty()
                .allSatisfy(logger -> assertThat(page).contains("| `" + logger + "` |"));
    }

    @Test
    void the_connections_that_write_no_log_are_one_text() throws IOException {
        assertThat(connection("aws")).isEqualTo(connection("azure"));
    }

    private static String connection(String provider) throws IOException {
        return Files.readString(ROOT.resolve("provider-" + provider + "/src/main/java/io/facebridge/" + provider
                        + "/internal/QuietConnection.java"))
                .replace("io.facebridge." + provider + ".internal", "");
    }

    @Test
    void what_the_named_loggers_print_of_a_signature_is_let_through_and_nothing_else() {
        String signer = "[main] DEBUG " + Leaks.LOGGERS_OF_SIGNATURES.iterator().next() + " - ";
        String signed = "AWS4 Canonical Request: POST\n/\nx-amz-security-token:secret-token\nAWS4-HMAC-SHA256";

        assertThat(Leaks.inLog(signer + signed)).isEmpty();
        assertThat(Leaks.inLog(signer + signed + "\n[main] DEBUG another - " + signed))
                .anyMatch(leak -> leak.startsWith("a key or token in line 7"));
        assertThat(Leaks.inLog(signer + "Ada_1 /9j/4AAQSkZJRgABAQ")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote", "emulators", "provider-aws", "provider-azure"})
    void the_tests_of_what_speaks_to_services_were_logged(String module) throws IOException {
        assertThat(files(ROOT.resolve(module).resolve("target"), LOG))
                .as("the logs of the tests of %s; run them first", module)
                .anySatisfy(log -> assertThat(log).isNotEmptyFile());
    }

    @Test
    void nothing_secret_or_biometric_was_logged() throws IOException {
        List<Path> logs = written("target", LOG);

        assertThat(logs).isNotEmpty();
        assertThat(logs.parallelStream().flatMap(log -> found(log, Leaks::inLog)))
                .isEmpty();
    }

    @Test
    void nothing_secret_or_biometric_was_printed_or_reported() throws IOException {
        List<Path> reports = written("target/surefire-reports", ANY);

        assertThat(reports).isNotEmpty();
        assertThat(reports.parallelStream().flatMap(report -> found(report, Leaks::inReport)))
                .isEmpty();
    }

    private static Stream<String> found(Path file, Function<String, List<String>> leaks) {
        try {
            return leaks.apply(Files.readString(file, ISO_8859_1)).stream()
                    .map(leak -> ROOT.relativize(file) + ": " + leak);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("leaking")
    void a_leak_would_be_found_and_not_repeated(String kind, String leak) {
        List<String> found = Leaks.inLog("a line\nand then " + leak + " and more");

        assertThat(found).anySatisfy(what -> assertThat(what).startsWith(kind));
        assertThat(found)
                .allSatisfy(what -> assertThat(what).doesNotContain(leak).contains("line 2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEBUG aws CompareFaces SUCCEEDED in 120 ms, waited 20 ms, attempts 1",
                "request 0b8b7b0a-4d4b-4a53-9c3e-2b1f0f0f0f0f",
                "model 3f786850e387550fdab836ed7e6dc881de23001b3f786850e387550fdab836ed",
                "io.facebridge.provider.of.a.long.name.that.goes.on.and.on.and.on/with/many/parts/target/test-classes",
                "box 0.25, 0.5, 0.125, 0.0625",
                "usage: facebridge emulate aws --test-secret-key TEXT --test-access-key TEXT [OPTION...]"
            })
    void what_is_harmless_is_let_through(String harmless) {
        assertThat(Leaks.inLog(harmless)).isEmpty();
    }

    static Stream<Arguments> leaking() {
        Random random = new Random(1);
        byte[] bytes = new byte[90];
        random.nextBytes(bytes);
        String template = random.doubles(128, -1, 1).mapToObj(Double::toString).collect(Collectors.joining(", "));
        return Stream.of(
                arguments("bytes of a JPEG", "\u00FF\u00D8\u00FF\u00E0"),
                arguments("bytes of a PNG", "\u0089PNG\r"),
                arguments("a picture in base64", "/9j/4AAQSkZJRgABAQ"),
                arguments("a run of base64", Base64.getEncoder().encodeToString(bytes)),
                arguments("a run of hexadecimal digits", HexFormat.of().formatHex(bytes)),
                arguments("a run of bytes", Arrays.toString(bytes)),
                arguments("bytes of a PNG", "[0x89]PNG[\\r]"),
                arguments("a template", template),
                arguments("a person", "The user id: Ada_1 does not exist"),
                arguments("a key or token", Base64.getEncoder().encodeToString("x:secret-token".getBytes(ISO_8859_1))),
                arguments("a key or token", "secret-token"),
                arguments("a key or token", "--test-secret-key secret-token"),
                arguments("an access key id", "AKIAIOSFODNN7EXAMPLE"),
                arguments("a signature", "AWS4-HMAC-SHA256 Credential"),
                arguments("a signature", "Ocp-Apim-Subscription-Key: 0123"),
                arguments("a person's score", "similarity=99.1"));
    }

    private static List<Path> written(String folder, Pattern name) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path parent : List.of(ROOT, ROOT.resolve("verification"))) {
            try (Stream<Path> modules = Files.list(parent)) {
                for (Path module : modules.sorted().toList()) {
                    found.addAll(files(module.resolve(folder), name));
                }
            }
        }
        return found;
    }

    private static List<Path> files(Path folder, Pattern name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file)
                            && name.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
