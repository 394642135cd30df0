package io.facebridge.operations.audit;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.facebridge.gallery.PersonId;
import io.facebridge.operations.audit.DecisionLogVerdict.Anchor;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault;
import io.facebridge.operations.audit.DecisionLogVerdict.Fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log of several files. */
class DecisionLogFilesTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private final List<Anchor> anchors = new ArrayList<>();

    @BeforeEach
    void write_a_log_of_four_files() {
        file = folder.resolve("decisions.jsonl");
        try (DecisionLog log = DecisionLog.builder(file).maxRecordsPerFile(3).open()) {
            write(log, 11);
        }
    }

    private void write(DecisionLog log, int records) {
        for (int i = 0; i < records; i++) {
            log.onEvent(AuditEvent.builder(AuditEvent.Kind.POLICY_CHANGE, Instant.EPOCH.plusSeconds(i))
                    .attribute("number", Integer.toString(i))
                    .build());
            anchors.add(log.anchor());
        }
    }

    private Path file(int number) {
        return LogFiles.numbered(file, number);
    }

    private List<Fault> faults() {
        return DecisionLogVerifier.verify(file).faults();
    }

    @Test
    void files_are_numbered_without_gaps_and_each_has_as_many_records_as_it_may() throws IOException {
        assertThat(file(1).getFileName()).hasToString("decisions.000001.jsonl");
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(Files.readAllLines(file(1))).hasSize(3);
        assertThat(Files.readAllLines(file(2))).hasSize(3);
        assertThat(Files.readAllLines(file(3))).hasSize(2);
        assertThat(file(4)).doesNotExist();
        assertThat(DecisionLogVerifier.verify(file, anchors.toArray(Anchor[]::new))
                        .inOrder())
                .isTrue();
        assertThat(DecisionLogVerifier.verify(file).last().records()).isEqualTo(11);
    }

    @Test
    void a_listener_receives_the_bytes_read_of_all_files_and_of_those_after_an_anchor() throws IOException {
        long size = 0;
        for (Path each : LogFiles.of(file).values()) {
            size += Files.size(each);
        }
        long first = Files.size(file);
        List<Long> read = new ArrayList<>();
        List<Long> totals = new ArrayList<>();
        DecisionLogVerifier verifier = DecisionLogVerifier.of(file).withListener((now, total) -> {
            read.add(now);
            totals.add(total);
        });

        assertThat(verifier.anchors(anchors.get(10)).verify().inOrder()).isTrue();
        assertThat(read).isSorted().hasSizeGreaterThanOrEqualTo(4).last().isEqualTo(size);
        assertThat(totals).containsOnly(size);

        totals.clear();
        assertThat(verifier.since(anchors.get(2)).verify().inOrder()).isTrue();
        assertThat(totals).containsOnly(size - first);
        assertThat(read).last().isEqualTo(size - first);
    }

    @Test
    void a_log_of_several_files_is_continued_in_the_last_one() throws IOException {
        try (DecisionLog log = DecisionLog.builder(file).maxRecordsPerFile(3).open()) {
            assertThat(log.anchor()).isEqualTo(anchors.get(10));
            write(log, 2);
        }

        assertThat(Files.readAllLines(file(3))).hasSize(3);
        assertThat(Files.readAllLines(file(4))).hasSize(1);
        assertThat(faults()).isEmpty();
    }

    @Test
    void a_file_is_never_larger_than_it_may_be() throws IOException {
        Path other = folder.resolve("other");
        try (DecisionLog log = DecisionLog.builder(other).maxBytesPerFile(1_000).open()) {
            write(log, 12);
        }

        assertThat(LogFiles.of(other)).hasSizeGreaterThan(3);
        for (Path each : LogFiles.of(other).values()) {
            assertThat(Files.size(each)).isBetween(1L, 1_000L);
        }
        assertThat(LogFiles.of(other)).containsValue(folder.toRealPath().resolve("other.000001"));
        assertThat(DecisionLogVerifier.verify(other).last().records()).isEqualTo(12);
    }

    @Test
    void a_new_file_is_begun_on_request_once_there_is_a_record_for_it() {
        try (DecisionLog log = DecisionLog.open(file)) {
            log.rotate();
            log.rotate();
            assertThat(file(4)).doesNotExist();
            write(log, 2);
        }

        assertThat(file(4)).exists();
        assertThat(file(5)).doesNotExist();
        assertThat(faults()).isEmpty();
    }

    @Test
    void a_missing_file_is_found() throws IOException {
        Files.delete(file(2));

        assertThat(faults()).containsExactly(new Fault(7, Kind.FILE_MISSING, "decisions.000001.jsonl"));

        Files.move(file(3), file(2));
        assertThat(faults()).containsExactly(new Fault(7, Kind.OUT_OF_ORDER, "decisions.000002.jsonl"));
    }

    @Test
    void the_first_file_is_missed_too() throws IOException {
        Files.delete(file);

        assertThat(faults()).extracting(Fault::kind).containsExactly(Kind.FILE_MISSING);
    }

    @Test
    void files_in_each_others_place_are_found() throws IOException {
        Path aside = folder.resolve("aside");
        Files.move(file(1), aside);
        Files.move(file(2), file(1));
        Files.move(aside, file(2));

        assertThat(faults()).containsExactly(new Fault(4, Kind.OUT_OF_ORDER, "decisions.000001.jsonl"));
    }

    @Test
    void a_file_that_was_cut_is_found_by_the_next_one() throws IOException {
        List<String> lines = Files.readAllLines(file(1));
        Files.write(file(1), lines.subList(0, 2));
        assertThat(faults()).containsExactly(new Fault(6, Kind.OUT_OF_ORDER, "decisions.000002.jsonl"));

        Files.write(file(1), List.of());
        assertThat(faults()).containsExactly(new Fault(4, Kind.CUT_OFF, "decisions.000001.jsonl"));

        Files.writeString(file(1), String.join("\n", lines));
        assertThat(faults()).containsExactly(new Fault(6, Kind.TORN, "decisions.000001.jsonl"));
    }

    @Test
    void a_missing_last_file_is_found_by_an_anchor_only() throws IOException {
        Files.delete(file(3));

        assertThat(faults()).isEmpty();
        assertThat(DecisionLogVerifier.verify(file, anchors.get(10)).faults())
                .extracting(Fault::kind)
                .containsExactly(Kind.CUT_OFF);
    }

    @Test
    void files_that_were_deleted_at_the_end_of_their_time_are_not_missed_behind_their_last_anchor() throws IOException {
        Files.delete(file);
        Files.delete(file(1));
        DecisionLogVerifier since = DecisionLogVerifier.of(file).since(anchors.get(5));

        assertThat(since.verify().inOrder()).isTrue();
        assertThat(since.verify().last()).isEqualTo(anchors.get(10));
        assertThat(DecisionLogVerifier.of(file).since(anchors.get(7)).verify().inOrder())
                .isTrue();
        assertThat(DecisionLogVerifier.of(file).since(anchors.get(4)).verify().faults())
                .extracting(Fault::kind)
                .containsExactly(Kind.OUT_OF_ORDER);
        assertThat(DecisionLogVerifier.of(file)
                        .since(new Anchor(6, "1".repeat(64)))
                        .verify()
                        .faults())
                .extracting(Fault::kind)
                .containsExactly(Kind.REWRITTEN);
        try (DecisionLog log = DecisionLog.open(file)) {
            write(log, 1);
        }
        assertThat(since.verify().last().records()).isEqualTo(12);
    }

    @Test
    void an_empty_last_file_that_a_dying_process_left_is_continued() throws IOException {
        Files.createFile(file(4));
        try (DecisionLog log = DecisionLog.open(file)) {
            write(log, 1);
        }

        assertThat(Files.readAllLines(file(4))).hasSize(1);
        assertThat(faults()).isEmpty();
    }

    @Test
    void a_log_whose_file_before_the_last_is_not_in_order_is_not_continued_from_an_empty_one() throws IOException {
        Files.createFile(file(4));
        Files.delete(file(3));

        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(() -> DecisionLog.open(file))
                .withMessageContaining("is missing or not valid");
    }

    @Test
    void a_log_of_format_1_is_verified_and_continued_in_a_new_file() throws IOException {
        Path old = folder.resolve("old.jsonl");
        Files.writeString(old, OldLog.of(5, "ada") + "{\"record\":6,\"ti");
        Anchor before =
                new Anchor(5, Files.readAllLines(old).get(4).replaceFirst(".*\"hash\":\"([0-9a-f]{64})\".*", "$1"));
        try (DecisionLog log = DecisionLog.open(old)) {
            write(log, 2);
        }

        assertThat(DecisionLogVerifier.verify(old, before).inOrder()).isTrue();
        assertThat(Files.readString(old)).isEqualTo(OldLog.of(5, "ada"));
        assertThat(Files.readAllLines(LogFiles.numbered(old, 1)))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("\"format\":2"));
        assertThat(DecisionLogVerifier.verify(old).last().records()).isEqualTo(8);
    }

    @Test
    void changes_of_a_log_of_format_1_are_found() throws IOException {
        Path old = folder.resolve("old.jsonl");
        String text = OldLog.of(3, "ada");
        Files.writeString(old, text);
        assertThat(DecisionLogVerifier.verify(old).inOrder()).isTrue();
        for (int at = 0; at < text.length(); at += 53) {
            Files.writeString(
                    old, text.substring(0, at) + (text.charAt(at) == '1' ? '2' : '1') + text.substring(at + 1));

            assertThat(DecisionLogVerifier.verify(old).inOrder())
                    .as("byte %d", at)
                    .isFalse();
        }
    }

    @Test
    void limits_are_positive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionLog.builder(file).maxRecordsPerFile(0))
                .withMessageContaining("but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionLog.builder(file).maxBytesPerFile(-1));
    }

    @Test
    void a_torn_line_in_a_file_that_is_full_by_now_is_removed_there() throws IOException {
        Path other = folder.resolve("other.jsonl");
        try (DecisionLog log = DecisionLog.open(other)) {
            write(log, 5);
        }
        Files.writeString(other, "{\"record\":6,\"ti", StandardOpenOption.APPEND);
        try (DecisionLog log = DecisionLog.builder(other).maxRecordsPerFile(3).open()) {
            write(log, 1);
        }

        assertThat(DecisionLogVerifier.verify(other).faults()).isEmpty();
        assertThat(Files.readAllLines(other)).hasSize(6).last(as(STRING)).contains("TORN_LINE_REMOVED");
        assertThat(Files.readAllLines(LogFiles.numbered(other, 1))).hasSize(1);
        DecisionLog.builder(other).maxRecordsPerFile(3).open().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void a_log_whose_oldest_files_were_deleted_is_continued(int deleted) throws IOException {
        for (int i = 0; i < deleted; i++) {
            Files.delete(file(i));
        }
        try (DecisionLog log = DecisionLog.builder(file).maxRecordsPerFile(3).open()) {
            write(log, 2);
            assertThat(log.erase(new PersonId("ada"))).isZero();
            assertThatExceptionOfType(DecisionLogException.class).isThrownBy(() -> DecisionLog.open(file));
        }

        assertThat(file).doesNotExist();
        assertThat(Files.readAllLines(file(4))).hasSize(1);
        DecisionLogVerdict verdict =
                DecisionLogVerifier.of(file).since(anchors.get(3 * deleted - 1)).verify();
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.last().records()).isEqualTo(13);
    }

    @Test
    void a_log_whose_first_file_was_created_again_after_its_deletion_is_continued() throws IOException {
        for (int i = 0; i < 3; i++) {
            Files.delete(file(i));
        }
        Files.createFile(file);
        try (DecisionLog log = DecisionLog.open(file)) {
            write(log, 1);
        }

        assertThat(DecisionLogVerifier.of(file).since(anchors.get(8)).verify().faults())
                .isEmpty();
    }

    @Test
    void a_log_whose_first_file_was_deleted_is_continued_by_the_name_of_a_link_to_it() throws IOException {
        Path links = Files.createDirectory(folder.resolve("links"));
        Path link = Files.createSymbolicLink(links.resolve("log"), file);
        Files.delete(file);
        try (DecisionLog log = DecisionLog.builder(link).maxRecordsPerFile(3).open()) {
            assertThatExceptionOfType(DecisionLogException.class).isThrownBy(() -> DecisionLog.open(file));
            write(log, 2);
        }

        assertThat(file).doesNotExist();
        assertThat(Files.readAllLines(file(4))).hasSize(1);
        assertThat(LogFiles.of(link)).hasSize(4);
    }

    @Test
    void the_only_file_left_is_not_continued_if_it_is_empty_or_not_in_order() throws IOException {
        for (int i = 0; i < 3; i++) {
            Files.delete(file(i));
        }
        List<String> lines = Files.readAllLines(file(3));
        for (List<String> left :
                List.of(List.<String>of(), List.of("no line of a log"), List.of(lines.get(0), lines.get(0)))) {
            Files.write(file(3), left);

            assertThatExceptionOfType(DecisionLogException.class)
                    .isThrownBy(() -> DecisionLog.open(file))
                    .withMessageContaining("not valid");
        }
        assertThat(file).doesNotExist();
    }
}
