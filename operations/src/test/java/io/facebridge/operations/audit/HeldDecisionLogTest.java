package io.facebridge.operations.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.gallery.PersonId;
import io.facebridge.operations.store.OpeningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The first file of a log and the one that is written are held by a lock on themselves, for processes that know them by another
 * name: here, by a hard link. On POSIX systems a process loses that lock by closing any descriptor of the file.
 */
class HeldDecisionLogTest {
    private static final DecisionLogKey OLD = key("old");
    private static final DecisionLogKey NEW = key("new");
    private static final PersonId ADA = new PersonId("ada");
    private static final int LAST = 2;

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    private static DecisionLogKey key(String id) {
        return DecisionLogKey.of(id, ("a key of a test, 32 bytes or more: " + id).getBytes(UTF_8));
    }

    @BeforeEach
    void write_a_log_of_three_files() {
        file = folder.resolve("decisions.jsonl");
        try (DecisionLog log = open(OLD)) {
            write(log, 8);
        }
    }

    private DecisionLog open(DecisionLogKey key) {
        return DecisionLog.builder(file).key(key).maxRecordsPerFile(3).open();
    }

    private static void write(DecisionLog log, int records) {
        for (int i = 0; i < records; i++) {
            log.onEvent(AuditEvent.builder(AuditEvent.Kind.ENROLLMENT, Instant.EPOCH)
                    .person(ADA)
                    .build());
        }
    }

    /** Opens the first file and the one that is written by other names, in another process. */
    private void assertHeld(int last) throws IOException, InterruptedException {
        Path others = Files.createTempDirectory(folder, "others");
        Path first = Files.createLink(others.resolve("first"), file);
        Path current = Files.createLink(others.resolve("current"), LogFiles.numbered(file, last));

        assertThat(OpeningProcess.open(folder, first, current)).containsOnly(OpeningProcess.REFUSED);
    }

    /** What reads the files of an open log within its process, or tries to open them a second time. */
    enum Call {
        NONE,
        COUNT,
        FORGET,
        FORGET_A_PERSON_WHO_IS_NOT_NAMED,
        ROTATE_THE_KEY,
        EXPORT,
        VERIFY,
        VERIFY_FROM_A_PLACE_ON,
        OPEN_AGAIN,
        OPEN_AGAIN_BY_THE_NAME_OF_THE_LAST_FILE;

        void of(DecisionLog log, Path file) {
            switch (this) {
                case NONE -> {}
                case COUNT -> assertThat(log.count(ADA)).isEqualTo(8);
                case FORGET -> assertThat(log.erase(ADA)).isEqualTo(8);
                case FORGET_A_PERSON_WHO_IS_NOT_NAMED ->
                    assertThat(log.erase(new PersonId("bob"))).isZero();
                case ROTATE_THE_KEY -> log.rotateKey(NEW);
                case EXPORT ->
                    assertThat(DecisionLogExport.of(file).writeTo(new StringBuilder()))
                            .isEqualTo(8);
                case VERIFY ->
                    assertThat(DecisionLogVerifier.verify(file).inOrder()).isTrue();
                case VERIFY_FROM_A_PLACE_ON -> {
                    DecisionLogVerifier since = DecisionLogVerifier.of(file).since(log.anchor());
                    assertThat(since.verify().inOrder()).isTrue();
                }
                case OPEN_AGAIN -> assertRefused(file);
                case OPEN_AGAIN_BY_THE_NAME_OF_THE_LAST_FILE -> assertRefused(LogFiles.numbered(file, LAST));
            }
        }

        private static void assertRefused(Path file) {
            assertThatExceptionOfType(DecisionLogException.class)
                    .isThrownBy(() -> DecisionLog.open(file))
                    .withMessageContaining("is locked by another process or thread");
        }
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void another_process_is_refused_whatever_reads_the_files_of_an_open_log(Call call) throws Exception {
        try (DecisionLog log = open(OLD)) {
            call.of(log, file);

            assertHeld(LAST);
        }
    }

    @Test
    void another_process_is_refused_by_a_log_that_was_opened_with_a_new_key() throws Exception {
        try (DecisionLog log = open(NEW)) {
            assertHeld(LAST);
            write(log, 1);
        }
    }

    @Test
    void another_process_is_refused_by_a_log_of_two_files_whose_first_one_was_read_to_open_it() throws Exception {
        Files.delete(LogFiles.numbered(file, LAST));
        try (DecisionLog log = open(OLD)) {
            assertHeld(1);
            assertThat(log.anchor().records()).isEqualTo(6);
        }
    }

    @Test
    void another_process_is_refused_by_a_log_that_completed_an_erasure_when_it_was_opened() throws Exception {
        try (DecisionLog log = open(OLD)) {
            log.erase(ADA);
        }
        Path last = LogFiles.numbered(file, LAST);
        String lines = Files.readString(last);
        Files.writeString(last, lines.substring(0, lines.lastIndexOf('\n', lines.length() - 2) + 1));
        try (DecisionLog log = open(OLD)) {
            assertThat(log.anchor().records())
                    .as("with the record of the completion")
                    .isEqualTo(10);
            assertHeld(LAST);
        }
    }

    @Test
    void another_process_opens_the_files_once_the_log_is_closed() throws Exception {
        try (DecisionLog log = open(OLD)) {
            assertThat(log.count(ADA)).isEqualTo(8);
        }
        Path link = Files.createLink(folder.resolve("link"), file);

        assertThat(OpeningProcess.open(folder, link, LogFiles.numbered(file, LAST)))
                .containsOnly(OpeningProcess.OPENED);
    }

    @Test
    void a_file_that_is_no_longer_written_can_be_opened_by_its_own_name() throws Exception {
        try (DecisionLog log = open(OLD)) {
            assertThat(log.count(ADA)).isEqualTo(8);
            write(log, 2);

            Path link = Files.createLink(folder.resolve("link"), LogFiles.numbered(file, LAST));
            assertThat(OpeningProcess.open(folder, link)).containsOnly(OpeningProcess.OPENED);
            assertHeld(LAST + 1);
        }
    }

    @Test
    void an_interrupt_while_the_files_are_read_ends_neither_the_log_nor_its_locks() throws Exception {
        try (DecisionLog log = open(OLD)) {
            Thread.currentThread().interrupt();
            assertThat(log.count(ADA)).isEqualTo(8);
            assertThat(log.erase(ADA)).isEqualTo(8);
            assertThat(Thread.interrupted()).isTrue();
            write(log, 1);
            assertThat(log.count(ADA)).isEqualTo(1);

            assertHeld(LAST + 1);
        }
    }
}
