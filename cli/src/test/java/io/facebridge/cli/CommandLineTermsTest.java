package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

class CommandLineTermsTest {
    private final Path folder;

    CommandLineTermsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void no_help_contains_a_java_name() {
        List<CommandSpec> commands =
                commands(FaceBridgeCommand.commandLine().getCommandSpec()).toList();

        assertThat(commands).hasSizeGreaterThan(30);
        assertThat(JavaNames.ofTheClassPath())
                .hasSizeGreaterThan(200)
                .contains("MatchPolicy", "LocalTemplateStore", "CompareCommand");
        for (CommandSpec command : commands) {
            JavaNames.requireNone(command.commandLine().getUsageMessage());
        }
    }

    @Test
    void every_description_is_a_sentence_with_a_period() {
        List<String> texts = new ArrayList<>();
        commands(FaceBridgeCommand.commandLine().getCommandSpec()).forEach(command -> {
            texts.add(String.join(" ", command.usageMessage().description()));
            command.options().forEach(option -> texts.add(String.join(" ", option.description())));
            command.positionalParameters().forEach(each -> texts.add(String.join(" ", each.description())));
        });

        assertThat(texts).hasSizeGreaterThan(150).allMatch(text -> text.matches("(?s)[A-Z].*[.]"));
        assertThat(texts)
                .noneMatch(
                        text -> text.matches(
                                "(?is).*\\b(nobody|somebody|anybody|whoever|whom|tells?|told|anew|meanwhile|parted|pictures?)\\b.*"));
    }

    @Test
    void a_rate_that_no_scale_has_names_the_options_that_help() {
        Path image = Run.picture(folder, "one.png", 200, 100);

        Run verified = Run.of("verify", "--provider", "scripted", "--fmr", "1e-2", "plain", "ada", image);
        Run identified =
                Run.of("identify", "--provider", "scripted", "--fpir", "1e-2", "--references", "9", "plain", image);

        assertThat(verified.exitCode()).isEqualTo(2);
        assertThat(verified.err()).contains("--calibration FILE", "--threshold X");
        assertThat(identified.exitCode()).isEqualTo(2);
        assertThat(identified.err()).contains("--calibration FILE");
    }

    @Test
    void a_rate_of_searches_without_a_number_of_references_names_the_option() {
        ScoreScale scale = ScoreScale.of(ScriptedProviderFactory.ID, "script-1", ScoreScale.Operation.IDENTIFY, 0, 1);
        MatchPolicy policy = MatchPolicy.falsePositiveIdentificationRate(1e-2);
        Throwable thrown = catchThrowable(() -> policy.thresholdFor(scale));

        assertThat(thrown).hasMessageContaining("withReferenceCount");
        JavaNames.requireNone(Failure.of(thrown).line());
        assertThat(Failure.of(thrown).line()).contains("--references N");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    say it with MatchPolicy.withReferenceCount | say it with --references N
                    say it with withReferenceCount, or let a FaceMatcher ask for it | say it with --references N
                    say so with calibratedBy | say so with --calibration FILE
                    or judge with Threshold.explicit | or judge with --threshold X
                    ask with MatchPolicy.falsePositiveIdentificationRate | ask with --fpir RATE
                    say which face is meant with FaceSelection | say which face is meant with --face
                    does not offer FaceSelection.CENTRAL for enrollment | does not offer --face central for enrollment
                    does not offer LivenessSessions | does not offer liveness sessions
                    raise CallPolicy's deadline, or ask again later | raise --set deadline=TIME, or ask again later
                    send a smaller picture, or raise ReadLimits.maxBytes. | send a smaller picture.
                    seal it once (LocalTemplateStore.reseal), else | seal it once, else
                    open it with its TemplateKeys | open it with --store-key-file NAME=FILE
                    say ScorePolarity.DISTANCE, else | give --distances, else
                    but there are 2: [BoundingBox[left=0.1, top=0.2], BoundingBox[left=0.3, top=0.2]]; crop | but there are 2; crop
                    is not good enough: [TOO_SMALL, EYES_TOO_CLOSE]; use | is not good enough: too small, eyes too close; use
                    say asymmetric() if | give --asymmetric if
                    AwsFaces needs a region | the provider needs a region
                    it cannot be read (NoSuchFileException) | it cannot be read (no such file)
                    set A and B in the environment, or the settings keyId and keyFile; in code, use TencentFaces.builder().credentials | set A and B in the environment, or --set keyId=ID --set keyFile=FILE
                    or the settings keyId and keyFile, or use a role; in code, use AwsFaces.builder().credentials | or --set keyId=ID --set keyFile=FILE, or use a role
                    or the setting keyFile, or put it there; in code, use AzureFaces.builder().key | or --set keyFile=FILE, or put it there
                    fetch the files and name DIR in the setting models; in code, use LocalFaces.builder().models | fetch the files and give --models DIR
                    """)
    void java_names_become_terms_of_the_command_line(String message, String text) {
        assertThat(new Failure("Any", message, 4).message()).isEqualTo(text);
    }

    @Test
    void what_no_table_changes_stays() {
        String message =
                "the service rejects CompareFaces (InvalidParameter) in eu-west-1; see --set site=international";

        assertThat(CommandLineTerms.in(message)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The file /home/ada/FaceDetector/1.jpg cannot be read.",
                "The file IOError.jpg cannot be read.",
                "The file C:\\data\\LocalFaces\\FaceSelection.png cannot be read.",
                "There is no gallery \"MatchPolicy[x\".",
                "The person \"calibratedBy\" is not enrolled in gallery \"FaceSelection\".",
                "local/FaceGalleries: removed",
                "The journal my-CallPolicy-2.jsonl belongs to another migration.",
                "The key \"AwsFaces\" is missing.",
                "erasure of JohnException, started at 2026-11-25T09:00:00Z: complete",
                "Rekognition rejected the credentials (AccessDeniedException); renew them.",
                "Rekognition rejected the request (InvalidParameterException)."
            })
    void names_of_files_galleries_and_people_stay_as_they_are(String message) {
        assertThat(CommandLineTerms.in(message)).isEqualTo(message);
    }

    @Test
    void ids_in_reports_are_not_taken_for_java_names() {
        String report = "LocalFaces: not moved (TooManyFacesException)\nFaceSelection: moved\nAnnError: moved\n";

        assertThat(CommandLineTerms.inReport(report))
                .isEqualTo("LocalFaces: not moved (too many faces)\nFaceSelection: moved\nAnnError: moved\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MatchPolicy", "LocalTemplateStore.backup", "close()", "io.facebridge.Main", "IOException"})
    void the_check_finds_java_names(String name) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> JavaNames.requireNone("change it with " + name + ", or not"));
    }

    private static Stream<CommandSpec> commands(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream().flatMap(sub -> commands(sub.getCommandSpec())));
    }
}
