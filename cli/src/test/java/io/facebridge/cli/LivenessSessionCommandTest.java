package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivenessSessionCommandTest {
    private static final String SECRETS =
            "{\"provider\":\"scripted\",\"session\":\"session-1\",\"subject\":\"login-7\",\"region\":\"nowhere\","
                    + "\"expiresAt\":\"2030-01-31T12:00:00Z\",\"clientToken\":\"token-1\"}";

    private final Path folder;

    LivenessSessionCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void open_shows_what_the_client_needs_and_no_token() {
        Run run = Run.of("liveness-session", "open", "--provider", "scripted", "--region", "elsewhere", "login-7");

        assertThat(run.out().lines())
                .containsExactly(
                        "session  session-1",
                        "region   elsewhere",
                        "expires  2030-01-31T12:00:00Z",
                        "The client also needs a token; print it with --json or write it with --out.");
    }

    @Test
    void open_in_json_has_the_token() {
        Run run = Run.of("liveness-session", "open", "--provider", "scripted", "--json", "login-7");

        assertThat(run.out()).isEqualToIgnoringNewLines(SECRETS);
    }

    @Test
    void open_into_a_file_shows_no_id_and_keeps_the_file_to_its_owner() throws IOException {
        Path file = folder.resolve("session.json");

        Run run = Run.of("liveness-session", "open", "--provider", "scripted", "--out", file, "login-7");

        assertThat(run.out()).doesNotContain("session-1", "token-1").contains("expires  2030-01-31T12:00:00Z");
        assertThat(file).hasContent(SECRETS);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void json_of_a_session_that_went_into_a_file_shows_no_id_either() {
        Path file = folder.resolve("session.json");

        Run run = Run.of("liveness-session", "open", "--provider", "scripted", "--json", "--out", file, "login-7");

        assertThat(run.out())
                .isEqualToIgnoringNewLines(
                        "{\"provider\":\"scripted\",\"file\":\"" + file + "\",\"expiresAt\":\"2030-01-31T12:00:00Z\"}");
    }

    @Test
    void a_file_that_is_there_is_left_as_it_is() {
        Path file = Run.picture(folder, "there.png", 100, 100);
        long size = file.toFile().length();

        Run open = Run.of("liveness-session", "open", "--provider", "scripted", "--out", file, "login-7");
        Run result = result("done", "--reference-out", file);

        assertThat(open.exitCode()).isEqualTo(2);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(file).hasSize(size);
    }

    @Test
    void a_number_of_audit_images_that_the_provider_does_not_allow_is_wrong_usage() {
        Run run = Run.of("liveness-session", "open", "--provider", "scripted", "--audit-images", "5", "login-7");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("4 or fewer but were 5");
    }

    @Test
    void result_of_a_session_that_nobody_ran_is_undecided() {
        assertThat(result("session-1").out().lines())
                .containsExactly(
                        "state      CREATED",
                        "liveness   UNDECIDED",
                        "reference  none",
                        "audit      0 images",
                        "compared   none");
        assertThat(result("session-1", "--json").out())
                .isEqualToIgnoringNewLines(
                        "{\"provider\":\"scripted\",\"state\":\"CREATED\",\"decision\":\"UNDECIDED\","
                                + "\"score\":null,\"scale\":null,\"comparison\":null,\"referenceImage\":false,"
                                + "\"unreadableReferenceImage\":null,\"auditImages\":0,\"unreadableAuditImages\":0}");
    }

    @Test
    void result_is_live_from_the_confidence_on_that_was_asked_for() {
        assertThat(result("done", "--min-confidence", "0.8").out()).contains("liveness   LIVE with confidence 0.8750");
        assertThat(result("done", "--min-confidence", "0.9").out()).contains("liveness   NOT_LIVE");
        assertThat(result("done").out()).contains("liveness   UNDECIDED");
    }

    @Test
    void result_writes_a_picture_only_if_asked() {
        Path file = folder.resolve("reference.png");

        assertThat(result("done").out()).contains("reference  available; write it with --reference-out FILE");
        assertThat(file).doesNotExist();
        assertThat(result("done", "--reference-out", file).out()).contains("reference  in " + file);
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void result_has_a_comparison_if_a_picture_was_given() {
        Path reference = Run.picture(folder, "reference.png", 200, 100);

        Run text = result("done", "--verify-against", reference, "--threshold", "0.25");
        Run json = result("done", "--verify-against", reference, "--threshold", "0.75", "--json");

        assertThat(text.out()).contains("score      0.5000", "decision   MATCH at threshold 0.2500");
        assertThat(json.out())
                .contains("\"comparison\":{\"score\":0.5,\"scale\":{")
                .contains("\"decision\":{\"outcome\":\"NO_MATCH\",\"threshold\":0.75,\"basis\":\"EXPLICIT\"}}")
                .contains("\"referenceImage\":true,\"unreadableReferenceImage\":null,\"auditImages\":2,");
    }

    @Test
    void result_shows_the_decision_although_its_pictures_cannot_be_decoded() {
        Path file = folder.resolve("reference.png");
        Run text = result("broken", "--min-confidence", "0.8");
        Run json = result("broken", "--min-confidence", "0.8", "--json");
        Run written = result("broken", "--min-confidence", "0.8", "--reference-out", file);

        assertThat(text.exitCode()).isZero();
        assertThat(text.out())
                .contains(
                        "liveness   LIVE with confidence 0.8750",
                        "reference  cannot be decoded: UNSUPPORTED_FORMAT",
                        "audit      2 images, and 1 that cannot be decoded");
        assertThat(json.out())
                .contains(
                        "\"decision\":\"LIVE\"",
                        "\"referenceImage\":false,\"unreadableReferenceImage\":\"UNSUPPORTED_FORMAT\",\"auditImages\":2,"
                                + "\"unreadableAuditImages\":1}");
        assertThat(written.exitCode()).isEqualTo(4);
        assertThat(written.out()).contains("liveness   LIVE with confidence 0.8750");
        assertThat(written.err()).contains("UNSUPPORTED_FORMAT").doesNotContain("login-7");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_session_that_is_not_there_is_wrong_usage_and_its_id_is_not_repeated() {
        Run run = result("gone");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .contains("session")
                .doesNotContain("gone");
    }

    private static Run result(String id, Object... more) {
        Object[] args = new Object[more.length + 9];
        System.arraycopy(
                new Object[] {
                    "liveness-session",
                    "result",
                    "--provider",
                    "scripted",
                    id,
                    "--subject",
                    "login-7",
                    "--expires-at",
                    "2030-01-31T12:00:00Z"
                },
                0,
                args,
                0,
                9);
        System.arraycopy(more, 0, args, 9, more.length);
        return Run.of(args);
    }
}
