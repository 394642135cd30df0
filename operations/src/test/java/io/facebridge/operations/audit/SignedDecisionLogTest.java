package io.facebridge.operations.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.gallery.PersonId;
import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of a log, and checkpoints. */
class SignedDecisionLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T08:00:00Z"), ZoneOffset.UTC);
    private static final DecisionLogKey OLD = key("old");
    private static final DecisionLogKey NEW = key("new");

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name_the_log() {
        file = folder.resolve("decisions.jsonl");
    }

    private static DecisionLogKey key(String id) {
        return DecisionLogKey.of(id, ("a key of a test, 32 bytes or more: " + id).getBytes(UTF_8));
    }

    private static AuditEvent event(int number) {
        return AuditEvent.builder(AuditEvent.Kind.POLICY_CHANGE, Instant.EPOCH)
                .attribute("number", Integer.toString(number))
                .build();
    }

    private static void write(DecisionLog log, int records) {
        for (int i = 0; i < records; i++) {
            log.onEvent(event(i));
        }
    }

    private List<Kind> kinds(DecisionLogKey... keys) {
        return DecisionLogVerifier.of(file).keys(keys).verify().faults().stream()
                .map(Fault::kind)
                .toList();
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file, UTF_8));
    }

    @Test
    void a_signed_log_is_in_order_with_its_key_and_by_its_chain_without() {
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            write(log, 3);
        }

        assertThat(DecisionLogVerifier.of(file).keys(OLD).verify().signedRecords())
                .isEqualTo(3);
        assertThat(kinds(OLD)).isEmpty();
        assertThat(DecisionLogVerifier.verify(file).inOrder()).isTrue();
        assertThat(DecisionLogVerifier.verify(file).signedRecords()).isZero();
        assertThat(DecisionLogVerifier.verify(file).lastKey()).contains("old");
    }

    @Test
    void a_wrong_key_and_an_unknown_one_are_faults_of_their_own() {
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            write(log, 3);
        }

        assertThat(kinds(NEW)).containsExactly(Kind.KEY_UNKNOWN);
        assertThat(kinds(DecisionLogKey.of("old", new byte[32]))).containsExactly(Kind.SIGNATURE);
    }

    @Test
    void a_log_whose_signatures_were_taken_away_is_found_with_the_key_and_by_any_later_record_without()
            throws Exception {
        try (DecisionLog log = DecisionLog.open(file)) {
            write(log, 3);
        }

        assertThat(kinds(OLD)).containsExactly(Kind.UNSIGNED);

        List<String> unsigned = lines();
        Files.delete(file);
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            write(log, 2);
        }
        List<String> mixed = lines();
        String hash = mixed.get(1).replaceFirst(".*\"hash\":\"([0-9a-f]{64})\".*", "$1");
        mixed.add(AttackedDecisionLogTest.recomputed(
                        List.of(unsigned.get(2)),
                        0,
                        "\"previous\":\"" + previous(unsigned.get(2)),
                        "\"previous\":\"" + hash)
                .get(0));
        Files.write(file, mixed);

        assertThat(kinds()).containsExactly(Kind.UNSIGNED);
    }

    private static String previous(String line) {
        return line.replaceFirst(".*\"previous\":\"([0-9a-f]{64})\".*", "$1");
    }

    @Test
    void a_signature_of_another_record_does_not_fit() throws Exception {
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            write(log, 3);
        }
        List<String> lines = lines();
        String mac = lines.get(0).replaceFirst(".*\"mac\":\"([0-9a-f]{64})\".*", "$1");
        lines.set(1, lines.get(1).replaceFirst("\"mac\":\"[0-9a-f]{64}\"", "\"mac\":\"" + mac + "\""));
        Files.write(file, lines);

        assertThat(DecisionLogVerifier.of(file).keys(OLD).verify().faults())
                .containsExactly(new Fault(2, Kind.SIGNATURE, "decisions.jsonl"));
    }

    @Test
    void the_key_changes_by_a_record_that_the_new_key_signs() throws Exception {
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            write(log, 2);
            log.rotateKey(NEW);
            write(log, 1);
        }

        assertThat(lines().get(2)).contains("\"event\":\"KEY_ROTATION\",\"formerKey\":\"old\"", "\"key\":\"new\"");
        assertThat(kinds(OLD, NEW)).isEmpty();
        assertThat(kinds(OLD)).containsExactly(Kind.KEY_UNKNOWN);
        assertThat(kinds(NEW)).containsExactly(Kind.KEY_UNKNOWN);
    }

    @Test
    void a_log_opened_with_a_new_key_says_so_and_the_old_one_need_not_be_there() throws Exception {
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            write(log, 2);
        }
        try (DecisionLog log = DecisionLog.builder(file).key(NEW).open()) {
            write(log, 1);
        }

        assertThat(lines().get(2)).contains("KEY_ROTATION");
        assertThat(kinds(OLD, NEW)).isEmpty();
    }

    @Test
    void an_unsigned_log_is_signed_from_a_record_on_that_vouches_for_those_before() throws Exception {
        try (DecisionLog log = DecisionLog.open(file)) {
            write(log, 3);
        }
        try (DecisionLog log = DecisionLog.builder(file).key(NEW).open()) {
            write(log, 1);
        }

        assertThat(lines().get(3)).contains("\"event\":\"KEY_ROTATION\",\"formerKey\":null");
        assertThat(kinds(NEW)).isEmpty();

        Files.write(file, AttackedDecisionLogTest.recomputed(lines(), 1, "\"number\":\"1\"", "\"number\":\"9\""));
        assertThat(kinds()).isEmpty();
        assertThat(kinds(NEW)).containsExactly(Kind.SIGNATURE);
    }

    @Test
    void who_has_a_former_key_only_cannot_go_on_with_it() throws Exception {
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            write(log, 1);
            log.rotateKey(NEW);
        }
        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLog.builder(file).key(OLD).open())
                .withMessageContaining("was replaced by new");
    }

    @Test
    void a_signed_log_is_not_continued_without_a_key_and_not_with_a_wrong_one() {
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            write(log, 1);
        }

        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLog.open(file))
                .withMessageContaining("signed with the key old");
        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLog.builder(file)
                        .key(DecisionLogKey.of("old", new byte[32]))
                        .open())
                .withMessageContaining("SIGNATURE");
        DecisionLog.builder(file).key(OLD).open().close();
    }

    @Test
    void keys_that_are_too_short_or_have_no_proper_id_are_refused_and_no_key_is_shown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionLogKey.of("k", new byte[31]))
                .withMessageContaining("32 bytes or more but had 31");
        assertThatIllegalArgumentException().isThrownBy(() -> DecisionLogKey.of("k", new byte[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionLogKey.of("k", new SecretKeySpec(new byte[16], "HmacSHA256")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionLogKey.of("a b", new byte[32]))
                .withMessageContaining("a b");
        assertThat(OLD).hasToString("DecisionLogKey[old]");
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> log.rotateKey(OLD));
        }
    }

    @Test
    void checkpoints_come_every_so_many_records_at_the_end_of_a_file_and_when_the_log_is_closed() {
        List<DecisionLogCheckpoint> kept = new ArrayList<>();
        try (DecisionLog log = DecisionLog.builder(file)
                .key(OLD)
                .clock(CLOCK)
                .maxRecordsPerFile(5)
                .checkpoints(3, kept::add)
                .open()) {
            write(log, 7);
        }

        assertThat(kept.stream().map(each -> each.anchor().records())).containsExactly(3L, 5L, 7L);
        assertThat(kept.get(0).time()).isEqualTo(CLOCK.instant());
        assertThat(DecisionLogVerifier.of(file)
                        .keys(OLD)
                        .checkpoints(kept.toArray(DecisionLogCheckpoint[]::new))
                        .verify()
                        .inOrder())
                .isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> DecisionLog.builder(folder.resolve("other"))
                        .checkpoints(3, kept::add)
                        .open());
    }

    @Test
    void a_checkpoint_is_signed_with_the_current_key_until_the_rotation_is_recorded() throws Exception {
        Path following = LogFiles.numbered(file, 1);
        List<DecisionLogCheckpoint> kept = new ArrayList<>();
        try (DecisionLog log = DecisionLog.builder(file)
                .key(OLD)
                .maxRecordsPerFile(2)
                .checkpoints(10, checkpoint -> {
                    kept.add(checkpoint);
                    write(following);
                })
                .open()) {
            write(log, 2);
            assertThatExceptionOfType(DecisionLogException.class)
                    .isThrownBy(() -> log.rotateKey(NEW))
                    .withMessageContaining("exists already");
            assertThat(kept)
                    .as("at the end of the file, before the rotation failed")
                    .singleElement()
                    .matches(checkpoint -> checkpoint.signedBy(OLD));
            Files.delete(following);
            assertThat(log.checkpoint().signedBy(OLD)).isTrue();
        }

        assertThat(DecisionLogVerifier.of(file)
                        .keys(OLD)
                        .checkpoints(kept.toArray(DecisionLogCheckpoint[]::new))
                        .verify()
                        .faults())
                .isEmpty();
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "of another log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_end_of_a_file_before_a_rotation_is_signed_with_the_former_key_and_its_record_with_the_new_one()
            throws Exception {
        List<DecisionLogCheckpoint> kept = new ArrayList<>();
        try (DecisionLog log = DecisionLog.builder(file)
                .key(OLD)
                .maxRecordsPerFile(2)
                .checkpoints(1_000, kept::add)
                .open()) {
            write(log, 2);
            log.rotateKey(NEW);
        }

        assertThat(kept).hasSize(2);
        assertThat(kept.get(0).signedBy(OLD)).isTrue();
        assertThat(kept.get(1).signedBy(NEW)).isTrue();
        assertThat(DecisionLogVerifier.of(file)
                        .keys(OLD, NEW)
                        .checkpoints(kept.toArray(DecisionLogCheckpoint[]::new))
                        .verify()
                        .faults())
                .isEmpty();
    }

    @Test
    void a_line_that_is_none_is_reported_with_its_own_remedy_alone_though_the_log_is_named_by_a_link()
            throws Exception {
        try (DecisionLog log =
                DecisionLog.builder(file).key(OLD).maxRecordsPerFile(2).open()) {
            write(log, 3);
        }
        List<String> lines = lines();
        lines.set(0, "no line of a log");
        Files.write(file, lines);
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("links")).resolve("log"), file);
        String remedy = "line 1 of " + file.toRealPath()
                + " is not a line of a decision log; verify the log, and restore the file";

        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLogExport.of(link).writeTo(new StringBuilder()))
                .withMessageEndingWith("cannot be read: " + remedy);
        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLog.builder(link).key(NEW).open())
                .withMessageEndingWith("cannot be opened: " + remedy);
        try (DecisionLog log = DecisionLog.builder(link).key(OLD).open()) {
            assertThatExceptionOfType(DecisionLogException.class)
                    .isThrownBy(() -> log.count(new PersonId("ada")))
                    .withMessageEndingWith(": " + remedy);
            assertThatExceptionOfType(DecisionLogException.class)
                    .isThrownBy(() -> log.rotateKey(NEW))
                    .withMessageEndingWith(": " + remedy);
        }
    }

    @Test
    void a_log_whose_file_is_gone_is_reported_with_one_remedy_though_it_is_named_by_a_link() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path links = Files.createDirectory(folder.resolve("links"));
        Path target = Files.createFile(data.resolve("decisions.jsonl"));
        Path link = Files.createSymbolicLink(links.resolve("log"), target);
        try (DecisionLog log = DecisionLog.open(link)) {
            log.onEvent(AuditEvent.builder(AuditEvent.Kind.ENROLLMENT, Instant.EPOCH)
                    .person(new PersonId("ada"))
                    .build());
            Files.copy(target, data.resolve("copy"));
            Files.move(data.resolve("copy"), target, StandardCopyOption.REPLACE_EXISTING);

            assertThatExceptionOfType(DecisionLogException.class)
                    .isThrownBy(() -> log.erase(new PersonId("ada")))
                    .withMessageEndingWith("restore it, or open another file; then call again");
        }
    }

    @Test
    void a_cut_end_is_found_by_a_checkpoint_and_a_forged_checkpoint_by_its_signature() throws Exception {
        DecisionLogCheckpoint checkpoint;
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            write(log, 4);
            checkpoint = DecisionLogCheckpoint.parse(log.checkpoint().text() + "\n");
        }
        Files.write(file, lines().subList(0, 2));

        assertThat(kinds(OLD)).as("what is missing at the end").isEmpty();
        DecisionLogVerifier verifier = DecisionLogVerifier.of(file).keys(OLD);
        assertThat(verifier.checkpoints(checkpoint).verify().faults())
                .containsExactly(new Fault(3, Kind.CUT_OFF, "decisions.jsonl"));
        Anchor shorter = DecisionLogVerifier.verify(file).last();
        DecisionLogCheckpoint forged =
                new DecisionLogCheckpoint(shorter, checkpoint.time(), checkpoint.key(), checkpoint.mac());
        assertThat(verifier.checkpoints(forged).verify().faults()).containsExactly(new Fault(2, Kind.SIGNATURE, ""));
    }

    @Test
    void what_is_no_checkpoint_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DecisionLogCheckpoint.parse("1:" + "0".repeat(64)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionLogCheckpoint.parse(
                        "facebridge-checkpoint 1 " + "0".repeat(64) + " yesterday k1 " + "0".repeat(64)));
    }

    @Test
    void a_torn_line_is_removed_where_it_is_before_a_new_key_begins_a_new_file() throws Exception {
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            write(log, 3);
        }
        Files.writeString(file, "{\"record\":4,\"ti", StandardOpenOption.APPEND);
        for (int i = 0; i < 2; i++) {
            try (DecisionLog log =
                    DecisionLog.builder(file).key(NEW).maxRecordsPerFile(3).open()) {
                write(log, 1);
            }
        }

        assertThat(kinds(OLD, NEW)).isEmpty();
    }

    @Test
    void a_key_that_was_replaced_does_not_come_back_in_an_open_log() {
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            write(log, 1);
            log.rotateKey(NEW);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> log.rotateKey(OLD))
                    .withMessageContaining("old");
            write(log, 1);
        }
        try (DecisionLog log = DecisionLog.builder(file).key(NEW).open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> log.rotateKey(OLD));
            log.rotateKey(key("third"));
            assertThatIllegalArgumentException().isThrownBy(() -> log.rotateKey(NEW));
        }

        assertThat(kinds(OLD, NEW, key("third"))).isEmpty();
    }

    @Test
    void a_key_of_an_older_file_does_not_come_back_neither_in_an_open_log_nor_by_opening_it() throws Exception {
        for (DecisionLogKey each : List.of(OLD, NEW, key("third"))) {
            try (DecisionLog log =
                    DecisionLog.builder(file).key(each).maxRecordsPerFile(1).open()) {
                write(log, 2);
            }
        }
        try (DecisionLog log = DecisionLog.builder(file).key(key("third")).open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> log.rotateKey(OLD))
                    .withMessageContaining("old");
            write(log, 1);
        }
        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLog.builder(file).key(NEW).open())
                .withMessageContaining("was replaced by third");

        assertThat(kinds(OLD, NEW, key("third"))).isEmpty();
    }

    @Test
    void a_false_signature_at_the_end_of_the_file_before_is_reported_where_it_is() throws Exception {
        try (DecisionLog log =
                DecisionLog.builder(file).key(OLD).maxRecordsPerFile(2).open()) {
            write(log, 3);
        }
        List<String> lines = lines();
        lines.set(1, lines.get(1).replaceFirst("\"mac\":\"[0-9a-f]{64}\"", "\"mac\":\"" + "0".repeat(64) + "\""));
        Files.write(file, lines);

        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLog.builder(file).key(OLD).open())
                .withMessageContaining("record 2 of decisions.jsonl (SIGNATURE)");
    }

    @Test
    void of_two_anchors_of_one_record_both_are_compared() {
        try (DecisionLog log = DecisionLog.builder(file).key(OLD).open()) {
            write(log, 2);
        }
        Anchor right = DecisionLogVerifier.verify(file).last();
        Anchor wrong = new Anchor(2, "1".repeat(64));

        assertThat(DecisionLogVerifier.verify(file, right, right).inOrder()).isTrue();
        assertThat(DecisionLogVerifier.verify(file, right, wrong).inOrder()).isFalse();
        assertThat(DecisionLogVerifier.verify(file, wrong, right).inOrder()).isFalse();
    }
}
