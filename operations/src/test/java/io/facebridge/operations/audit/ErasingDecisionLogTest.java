package io.facebridge.operations.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.facebridge.error.Effect;
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
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Persons are forgotten where they stand, and the chain stays. */
class ErasingDecisionLogTest {
    private static final DecisionLogKey KEY =
            DecisionLogKey.of("k1", "0123456789abcdef0123456789abcdef".getBytes(UTF_8));
    private static final PersonId ADA = new PersonId("Ada \"Löwe\" \\ 愛");
    private static final PersonId BOB = new PersonId("bob");
    private static final Pattern SALT = Pattern.compile("\"salts\":\\{\"askedBy\":\"(.{32})\",\"person\":\"(.{32})\"}");

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private final List<Anchor> anchors = new ArrayList<>();

    @BeforeEach
    void write_a_log_of_three_files() {
        file = folder.resolve("decisions.jsonl");
        try (DecisionLog log = open()) {
            for (int i = 0; i < 8; i++) {
                log.onEvent(event(i % 2 == 0 ? ADA : BOB, i == 7 ? ADA.value() : "operator"));
                anchors.add(log.anchor());
            }
        }
    }

    private DecisionLog open() {
        return DecisionLog.builder(file).key(KEY).maxRecordsPerFile(3).open();
    }

    private static AuditEvent event(PersonId person, String requester) {
        return AuditEvent.builder(AuditEvent.Kind.ENROLLMENT, Instant.EPOCH)
                .withRequester(requester)
                .person(person)
                .build();
    }

    private DecisionLogVerdict verdict() {
        return DecisionLogVerifier.of(file)
                .keys(KEY)
                .anchors(anchors.toArray(Anchor[]::new))
                .verify();
    }

    private byte[] all() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path each : LogFiles.of(file).values()) {
            all.append(Files.readString(each, ISO_8859_1));
        }
        return all.toString().getBytes(ISO_8859_1);
    }

    private String text() throws IOException {
        return new String(all(), UTF_8);
    }

    @Test
    void a_person_is_in_no_file_any_more_neither_as_person_nor_as_requester_and_the_chain_is_as_before()
            throws IOException {
        List<String> salts = new ArrayList<>();
        Matcher found = SALT.matcher(text());
        for (int record = 0; found.find(); record++) {
            salts.add(found.group(record == 7 ? 1 : 2));
        }
        int kept = text().indexOf("operator");
        try (DecisionLog log = open()) {
            assertThat(log.erase(ADA)).isEqualTo(5);
            assertThat(log.erase(ADA)).isZero();
        }

        assertThat(verdict().faults()).isEmpty();
        assertThat(verdict().erasedIds()).isEqualTo(5);
        assertThat(verdict().unfinishedErasures()).isZero();
        assertThat(text()).doesNotContain("Ada", "L\\u00f6we", "u611b", LogLine.encoded(ADA.value()));
        for (int record : new int[] {0, 2, 4, 6, 7}) {
            assertThat(text()).doesNotContain(salts.get(record));
        }
        assertThat(text()).contains(salts.get(1), "\"person\":\"bob\"");
        assertThat(text().indexOf("operator")).isEqualTo(kept);
        assertThat(text()).contains("FORGETTING", "\"event\":\"FORGOTTEN\",\"ids\":5");
    }

    @Test
    void nothing_is_written_for_who_is_not_named() throws IOException {
        byte[] before = all();
        try (DecisionLog log = open()) {
            assertThat(log.erase(new PersonId("eve"))).isZero();
        }

        assertThat(all()).isEqualTo(before);
    }

    @Test
    void an_open_log_goes_on_after_forgetting() {
        try (DecisionLog log = open()) {
            log.erase(BOB);
            log.onEvent(event(BOB, "operator"));
            assertThat(log.erase(BOB)).isEqualTo(1);
            log.onEvent(event(ADA, "operator"));
        }

        assertThat(verdict().inOrder()).isTrue();
        assertThat(verdict().erasedIds()).isEqualTo(5);
    }

    @Test
    void the_hash_of_an_id_is_found_by_guessing_only_with_the_salt() throws Exception {
        String line = Files.readAllLines(file).get(1);
        String hash = line.replaceFirst(".*\"personHash\":\"([0-9a-f]{64})\".*", "$1");
        Matcher salt = SALT.matcher(line);
        assertThat(salt.find()).isTrue();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update("facebridge decision log identity 2\n".getBytes(UTF_8));
        digest.update(HexFormat.of().parseHex(salt.group(2)));

        assertThat(HexFormat.of().formatHex(digest.digest("bob".getBytes(UTF_8))))
                .isEqualTo(hash);
        assertThat(Files.readAllLines(file).stream()
                        .map(each -> each.replaceFirst(".*\"personHash\":\"([0-9a-f]{64})\".*", "$1")))
                .as("one person has another hash in each record")
                .doesNotHaveDuplicates();
    }

    @Test
    void an_id_that_was_changed_is_found() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\"person\":\"bob\"", "\"person\":\"rob\""));

        assertThat(verdict().faults()).containsExactly(new Fault(2, Kind.CHANGED, "decisions.jsonl"));
    }

    @Test
    void an_id_that_was_erased_past_the_log_is_found() throws IOException {
        String line = Files.readAllLines(file).get(1);
        Matcher salt = SALT.matcher(line);
        assertThat(salt.find()).isTrue();
        String erased = line.replace("\"person\":\"bob\"", "\"person\":\"---\"").replace(salt.group(2), "-".repeat(32));
        Files.writeString(file, Files.readString(file).replace(line, erased));

        assertThat(verdict().faults()).containsExactly(new Fault(2, Kind.ERASED_UNRECORDED, "decisions.jsonl"));
    }

    @Test
    void an_id_that_was_put_back_is_found() throws IOException {
        String before = Files.readString(file);
        try (DecisionLog log = open()) {
            log.erase(BOB);
        }
        Files.writeString(file, before);

        assertThat(verdict().faults()).containsExactly(new Fault(2, Kind.NOT_ERASED, "decisions.jsonl"));
    }

    @Test
    void a_process_that_dies_anywhere_while_it_erases_leaves_a_log_in_order_and_opening_it_completes_the_erasure()
            throws IOException {
        List<Path> files = List.copyOf(LogFiles.of(file).values());
        List<byte[]> before = new ArrayList<>();
        for (Path each : files) {
            before.add(Files.readAllBytes(each));
        }
        try (DecisionLog log = open()) {
            log.erase(ADA);
        }
        List<byte[]> after = new ArrayList<>();
        for (Path each : files) {
            after.add(Files.readAllBytes(each));
        }
        int done = new String(after.get(2), UTF_8).lastIndexOf("{\"record\":11,"); // which says that all are erased
        int tries = 0;
        for (int of = 0; of < files.size(); of++) {
            for (int cut = 0; cut < before.get(of).length; cut += 37) {
                if (cut > 0
                        && after.get(of)[cut] == before.get(of)[cut]
                        && after.get(of)[cut - 1] == before.get(of)[cut - 1]) {
                    continue;
                }
                for (int i = 0; i < files.size(); i++) {
                    byte[] state = after.get(i).clone();
                    int from = i < of ? state.length : i == of ? cut : 0;
                    for (int at = from; at < before.get(i).length; at++) {
                        state[at] = before.get(i)[at];
                    }
                    Files.write(files.get(i), i == 2 ? Arrays.copyOf(state, done) : state);
                }
                tries++;
                assertThat(verdict().faults()).as("byte %d of file %d", cut, of).isEmpty();
                assertThat(verdict().unfinishedErasures()).isPositive();
                open().close();
                assertThat(verdict().faults()).as("byte %d of file %d", cut, of).isEmpty();
                assertThat(verdict().unfinishedErasures()).isZero();
                assertThat(verdict().erasedIds()).isEqualTo(5);
                assertThat(text()).doesNotContain("Ada", "u611b");
            }
        }
        assertThat(tries).isGreaterThan(5);
    }

    @Test
    void records_of_format_1_that_name_the_person_are_said_to_stay() throws IOException {
        Path old = folder.resolve("old.jsonl");
        Files.writeString(old, OldLog.of(3, "ada"));
        try (DecisionLog log = DecisionLog.open(old)) {
            log.onEvent(event(new PersonId("ada"), "operator"));

            assertThatExceptionOfType(DecisionLogException.class)
                    .isThrownBy(() -> log.erase(new PersonId("ada")))
                    .withMessageContaining("3 in [old.jsonl]")
                    .withMessageNotContaining("ada")
                    .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.PARTIAL));
        }

        assertThat(DecisionLogVerifier.verify(old).inOrder()).isTrue();
        assertThat(DecisionLogVerifier.verify(old).erasedIds()).isEqualTo(1);
        assertThat(Files.readString(LogFiles.numbered(old, 1))).doesNotContain("\"ada\"");
    }

    /** What happens to an older file. */
    private enum Damage {
        NO_LINE,
        TOO_LONG,
        TORN;

        String of(String text) {
            int second = text.indexOf('\n') + 1;
            return switch (this) {
                case NO_LINE -> text.replaceFirst("\\{\"record\"", "{'record'");
                case TOO_LONG -> " ".repeat(LogLine.MAX_BYTES + 1) + text.substring(second - 1);
                case TORN -> text.substring(0, text.length() - 1);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_person_who_may_be_named_in_a_line_that_cannot_be_read_is_not_said_to_be_forgotten(Damage damage)
            throws IOException {
        Files.writeString(file, damage.of(Files.readString(file)));
        byte[] before = all();
        try (DecisionLog log = open()) {
            for (Runnable each : List.<Runnable>of(() -> log.erase(ADA), () -> log.count(ADA))) {
                assertThatExceptionOfType(DecisionLogException.class)
                        .isThrownBy(each::run)
                        .withMessageContaining("decisions.jsonl")
                        .withMessageContaining("verify")
                        .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.NONE));
            }
        }

        assertThat(all()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void an_erasure_is_not_said_to_be_done_while_a_line_cannot_be_read(Damage damage) throws IOException {
        String first = Files.readString(file);
        try (DecisionLog log = open()) {
            log.erase(ADA);
        }
        Path last = LogFiles.numbered(file, 2);
        String text = Files.readString(last);
        Files.writeString(last, text.substring(0, text.indexOf("{\"record\":11,"))); // which says that all are erased
        Files.writeString(file, damage.of(first));

        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(this::open)
                .withMessageContaining("decisions.jsonl");

        Files.writeString(file, first);
        open().close();
        assertThat(verdict().faults()).isEmpty();
        assertThat(verdict().unfinishedErasures()).isZero();
        assertThat(verdict().erasedIds()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void an_export_does_not_pass_over_what_it_cannot_read(Damage damage) throws IOException {
        Files.writeString(file, damage.of(Files.readString(file)));

        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLogExport.of(file).writeTo(new StringBuilder()))
                .withMessageContaining("decisions.jsonl")
                .withMessageContaining("verify");
    }

    @Test
    void an_export_has_every_record_and_not_a_last_line_without_an_end_which_is_none() throws IOException {
        Files.writeString(LogFiles.numbered(file, 2), "{\"record\":9,\"ti", StandardOpenOption.APPEND);

        assertThat(DecisionLogExport.of(file).writeTo(new StringBuilder())).isEqualTo(8);
    }

    @Test
    void an_older_file_in_which_nothing_is_to_be_erased_is_not_written_to() throws IOException {
        try (DecisionLog log = open()) {
            log.onEvent(event(new PersonId("eve"), "operator"));
            assertThat(file.toFile().setReadOnly()).isTrue();
            assertThat(log.erase(new PersonId("eve"))).isEqualTo(1);
        }

        assertThat(verdict().faults()).isEmpty();
    }

    @Test
    void an_announcement_begins_a_new_file_where_the_one_in_use_is_full() throws IOException {
        try (DecisionLog log = open()) {
            log.onEvent(event(BOB, "operator"));
            log.erase(BOB);
        }

        assertThat(Files.readAllLines(LogFiles.numbered(file, 2))).hasSize(3);
        assertThat(Files.readAllLines(LogFiles.numbered(file, 3)))
                .hasSize(2)
                .first(as(STRING))
                .contains("FORGETTING");
        assertThat(verdict().faults()).isEmpty();
    }

    @Test
    void limits_hold_again_after_an_announcement_that_could_not_be_written() throws IOException {
        Path used = LogFiles.numbered(file, 2);
        Path aside = folder.resolve("aside");
        try (DecisionLog log = open()) {
            Files.move(used, aside);
            Files.copy(aside, used);
            assertThatExceptionOfType(DecisionLogException.class)
                    .isThrownBy(() -> log.erase(ADA))
                    .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.NONE));
            Files.move(aside, used, StandardCopyOption.REPLACE_EXISTING);
            for (int i = 0; i < 3; i++) {
                log.onEvent(event(BOB, "operator"));
            }
        }

        assertThat(Files.readAllLines(used)).hasSize(3);
        assertThat(Files.readAllLines(LogFiles.numbered(file, 3))).hasSize(2);
        assertThat(verdict().faults()).isEmpty();
    }

    @Test
    void no_file_is_begun_while_an_erasure_is_not_completed() throws IOException {
        String whole = Files.readString(file);
        AtomicBoolean isDamaged = new AtomicBoolean();
        try (DecisionLog log = DecisionLog.builder(file)
                .key(KEY)
                .maxRecordsPerFile(3)
                .checkpoints(1_000, checkpoint -> {
                    if (!isDamaged.getAndSet(true)) { // between the search for the person and the erasure
                        write(file, "no line of a log\n");
                    }
                })
                .open()) {
            log.onEvent(event(BOB, "operator"));
            assertThatExceptionOfType(DecisionLogException.class)
                    .isThrownBy(() -> log.erase(ADA))
                    .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.PARTIAL));
            log.rotate();
            for (int i = 0; i < 4; i++) {
                log.onEvent(event(BOB, "operator"));
            }
            write(file, whole);
            assertThat(log.erase(ADA)).isZero();
            log.onEvent(event(BOB, "operator"));
        }

        assertThat(Files.readAllLines(LogFiles.numbered(file, 3)))
                .as("two announcements, what was recorded until the completion, and the record of that")
                .hasSize(7)
                .last(as(STRING))
                .contains("FORGOTTEN");
        assertThat(Files.readAllLines(LogFiles.numbered(file, 4))).hasSize(1);
        assertThat(verdict().faults()).isEmpty();
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void records_of_an_erasure_count_for_checkpoints() {
        List<Long> kept = new ArrayList<>();
        try (DecisionLog log = DecisionLog.builder(file)
                .key(KEY)
                .checkpoints(2, checkpoint -> kept.add(checkpoint.anchor().records()))
                .open()) {
            log.erase(ADA);

            assertThat(kept).containsExactly(log.anchor().records());
        }
    }
}
