package io.facebridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.gallery.PersonId;
import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.AuditEvent.Kind;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.audit.DecisionLogKey;
import io.facebridge.operations.audit.DecisionLogVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final String DIGITS = HexFormat.of().formatHex(SECRET);

    private final Path folder;
    private final Path log;
    private final Path keyFile;

    AuditCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        log = folder.resolve("decisions.jsonl");
        keyFile = Files.writeString(folder.resolve("key"), DIGITS + "\n");
        if (keyFile.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        }
        try (DecisionLog open = DecisionLog.builder(log)
                .key(DecisionLogKey.of("k1", SECRET))
                .maxRecordsPerFile(2)
                .open()) {
            open.onEvent(event(Kind.ENROLLMENT, 1, "ada"));
            open.onEvent(event(Kind.ENROLLMENT, 2, "bob"));
            open.onEvent(event(Kind.REMOVAL, 3, "ada"));
        }
    }

    private static AuditEvent event(Kind kind, int second, String person) {
        return AuditEvent.builder(kind, Instant.EPOCH.plusSeconds(second))
                .withRequester("operator 7")
                .person(new PersonId(person))
                .attribute("faces", "1")
                .build();
    }

    private Run audit(String command, Object... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "audit";
        all[1] = command;
        all[2] = log;
        System.arraycopy(words, 0, all, 3, words.length);
        return Run.of(all);
    }

    @Test
    void a_log_in_order_is_verified_with_exit_code_0() {
        Run run = audit("verify", "--key-file", "k1=" + keyFile);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("in order   3 records", "3 records were checked with a key", "signed with k1");
        assertThat(audit("verify").out()).contains("0 records were checked with a key");
        assertThat(audit("verify", "--json", "--key-file", "k1=" + keyFile).out())
                .startsWith("{\"log\":")
                .contains(
                        "\"inOrder\":true,\"records\":3,",
                        "\"signed\":3,\"lastKey\":\"k1\",\"erased\":0",
                        "\"faults\":[]");
    }

    @Test
    void a_log_not_in_order_ends_with_exit_code_4_and_nothing_is_exported_marked_or_erased() throws IOException {
        Files.writeString(log, Files.readString(log).replace("ENROLLMENT", "KEY_ROTATION"));

        Run run = audit("verify");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out()).contains("NOT IN ORDER", "record 1 decisions.jsonl CHANGED");
        assertThat(audit("verify", "--json").out())
                .contains("\"inOrder\":false", "{\"record\":1,\"kind\":\"CHANGED\",\"file\":\"decisions.jsonl\"}");
        for (Run each : List.of(
                audit("export"), audit("anchor"), audit("forget", "ada", "--yes", "--key-file", "k1=" + keyFile))) {
            assertThat(each.exitCode()).isEqualTo(4);
            assertThat(each.out()).isEmpty();
            assertThat(each.err()).contains("is not in order at record 1 of decisions.jsonl (CHANGED)");
        }
    }

    @Test
    void what_was_cut_off_is_found_with_an_anchor_or_a_checkpoint_that_was_kept() throws IOException {
        String anchor = audit("anchor").out().strip();
        String checkpoint = audit("anchor", "--key-file", "k1=" + keyFile).out();
        Path kept = Files.writeString(folder.resolve("kept"), checkpoint);
        assertThat(anchor).matches("3:[0-9a-f]{64}");
        assertThat(checkpoint).startsWith("facebridge-checkpoint 3 ");
        assertThat(audit("verify", "--anchor", anchor, "--checkpoints", kept, "--key-file", "k1=" + keyFile)
                        .exitCode())
                .isZero();
        Files.delete(folder.resolve("decisions.000001.jsonl"));

        assertThat(audit("verify", "--key-file", "k1=" + keyFile).exitCode()).isZero();
        assertThat(audit("verify", "--anchor", anchor).out()).contains("CUT_OFF");
        assertThat(audit("verify", "--checkpoints", kept).exitCode()).isEqualTo(4);
    }

    @Test
    void records_are_exported_by_time_and_event_without_salts_hashes_and_signatures() throws IOException {
        Run all = audit("export");

        assertThat(all.exitCode()).as(all.err()).isZero();
        assertThat(all.out().lines())
                .hasSize(3)
                .first()
                .isEqualTo(
                        "{\"record\":1,\"time\":\"1970-01-01T00:00:01Z\",\"event\":\"ENROLLMENT\",\"provider\":null,"
                                + "\"gallery\":null,\"attributes\":{\"faces\":\"1\"},\"askedBy\":\"operator 7\",\"person\":\"ada\"}");
        assertThat(all.out()).doesNotContain("salt", "hash", "Hash", "mac", "previous");
        assertThat(audit("export", "--event", "REMOVAL").out().lines()).hasSize(1);
        assertThat(audit("export", "--event", "DECISION").out()).isEmpty();
        assertThat(audit("export", "--since", "1970-01-01T00:00:02Z", "--until", "1970-01-01T00:00:03Z")
                        .out())
                .contains("\"bob\"")
                .doesNotContain("\"ada\"");
        assertThat(audit("export", "--since", "yesterday").exitCode()).isEqualTo(2);
    }

    @Test
    void a_person_is_erased_from_all_files_and_the_log_is_in_order_as_before() throws IOException {
        assertThat(audit("forget", "ada", "--yes").exitCode())
                .as("without the key")
                .isEqualTo(4);
        Run run = audit("forget", "ada", "--yes", "--json", "--key-file", "k1=" + keyFile);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"records\":2").doesNotContain("ada\"");
        assertThat(Files.readString(log) + Files.readString(folder.resolve("decisions.000001.jsonl")))
                .doesNotContain("\"ada\"")
                .contains("\"bob\"");
        assertThat(audit("verify", "--key-file", "k1=" + keyFile).out()).contains("in order", "erased     2 ids");
        assertThat(audit("export", "--event", "REMOVAL").out()).contains("\"erased\":[\"person\"]");
        assertThat(audit("forget", "ada", "--yes", "--key-file", "k1=" + keyFile)
                        .out())
                .contains("Erased from 0 records.");
    }

    @Test
    void keys_come_from_files_of_their_owner_or_the_environment_and_are_never_shown() throws IOException {
        assertThat(audit("verify", "--key-file", "k1").err()).contains("ID=FILE");
        assertThat(audit("verify", "--key-file", "k1=" + DIGITS).err())
                .contains("never a key itself")
                .doesNotContain(DIGITS);
        assertThat(audit("verify", "--key-env", "k1=FACEBRIDGE_NO_SUCH_VARIABLE")
                        .err())
                .contains("no variable FACEBRIDGE_NO_SUCH_VARIABLE");
        assertThat(audit("verify", "--key-env", "k1=PATH").exitCode()).isEqualTo(2);
        Files.writeString(keyFile, DIGITS.substring(2));
        Run shorter = audit("verify", "--key-file", "k1=" + keyFile);
        assertThat(shorter.exitCode()).isEqualTo(2);
        assertThat(shorter.err()).contains("64 hexadecimal digits").doesNotContain(DIGITS.substring(2));
        assertThat(audit("verify", "--key-file", "k1=" + folder.resolve("none")).exitCode())
                .isEqualTo(2);

        assumeTrue(
                keyFile.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "not on this operating system: POSIX permissions");
        Files.writeString(keyFile, DIGITS);
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(audit("verify", "--key-file", "k1=" + keyFile).err()).contains("chmod 600");
    }

    @Test
    void a_byte_order_mark_before_a_key_is_skipped() throws IOException {
        Files.writeString(keyFile, "\uFEFF" + DIGITS + "\r\n");

        Run run = audit("verify", "--key-file", "k1=" + keyFile);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("in order");
    }

    @Test
    void a_person_is_erased_from_a_log_whose_oldest_file_was_deleted() throws IOException {
        DecisionLogVerdict.Anchor end;
        try (DecisionLog open =
                DecisionLog.builder(log).key(DecisionLogKey.of("k1", SECRET)).open()) {
            end = open.anchor();
            open.rotate();
            open.onEvent(event(Kind.ENROLLMENT, 4, "ada"));
        }
        Files.delete(log);
        Files.delete(folder.resolve("decisions.000001.jsonl"));

        Run run = audit(
                "forget",
                "ada",
                "--yes",
                "--after-anchor",
                end.records() + ":" + end.hash(),
                "--key-file",
                "k1=" + keyFile);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Erased from 1 record.");
        assertThat(log).doesNotExist();
        assertThat(audit("verify", "--after-anchor", end.records() + ":" + end.hash(), "--key-file", "k1=" + keyFile)
                        .exitCode())
                .isZero();
    }

    @Test
    void a_key_in_place_of_a_file_or_variable_is_not_shown_however_it_is_written() {
        List<String> keys = List.of(
                DIGITS,
                Base64.getEncoder().encodeToString(SECRET),
                Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET),
                Base64.getEncoder().encodeToString(Arrays.copyOf(SECRET, 16)),
                DIGITS.substring(0, 30).toUpperCase(Locale.ROOT));
        for (String key : keys) {
            for (String option : List.of("--key-file", "--key-env")) {
                for (String value : List.of("k1=" + key, key, key.replaceAll("=+$", "") + "==")) {
                    Run run = audit("verify", option, value);

                    assertThat(run.exitCode()).as(option + " " + value).isEqualTo(2);
                    assertThat(run.err()).contains(option).doesNotContain(key.substring(0, 20));
                    assertThat(run.out()).isEmpty();
                }
            }
        }
    }

    @Test
    void the_name_of_a_file_or_variable_that_is_not_there_is_shown() {
        assertThat(audit("verify", "--key-env", "k1=no_such_variable").err()).contains("no_such_variable");
        assertThat(audit("verify", "--key-env", "k1=FACEBRIDGE_KEY_OF_THE_LOG_2026")
                        .err())
                .contains("FACEBRIDGE_KEY_OF_THE_LOG_2026");
        assertThat(audit("verify", "--key-file", "k1=log.key").err()).contains("log.key");
    }

    @Test
    void a_log_that_is_not_there_is_not_made() {
        Run run = Run.of("audit", "forget", folder.resolve("none"), "ada", "--yes");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("There is no decision log");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
