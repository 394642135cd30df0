package io.facebridge.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionLogExportTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write_a_log() {
        file = folder.resolve("decisions.jsonl");
        try (DecisionLog log = DecisionLog.open(file)) {
            for (int second = 1; second <= 3; second++) {
                log.onEvent(AuditEvent.builder(
                                second == 2 ? AuditEvent.Kind.REMOVAL : AuditEvent.Kind.ENROLLMENT,
                                NOON.plusSeconds(second))
                        .person(new PersonId("person-" + second))
                        .withRequester("operator 7")
                        .provider(new ProviderId("local"))
                        .gallery(new GalleryId("staff"))
                        .attribute("faces", "1")
                        .build());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        ", , 1 2 3",
        "2026-11-25T12:00:02Z, , 2 3",
        "2026-11-25T12:00:02.001Z, , 3",
        ", 2026-11-25T12:00:02Z, 1",
        ", 2026-11-25T12:00:02.001Z, 1 2",
        "2026-11-25T12:00:02Z, 2026-11-25T12:00:03Z, 2",
        "2026-11-25T12:00:04Z, , ''"
    })
    void records_are_exported_from_a_moment_on_and_until_another(
            @Nullable Instant from, @Nullable Instant until, String expected) {
        DecisionLogExport export = DecisionLogExport.of(file);
        export = from == null ? export : export.from(from);
        export = until == null ? export : export.until(until);
        StringBuilder out = new StringBuilder();
        long written = export.writeTo(out);

        assertThat(out.toString().lines().map(line -> line.replaceFirst(".*\"person-(.)\".*", "$1")))
                .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" ", -1));
        assertThat(out.toString().lines()).hasSize((int) written);
    }

    @Test
    void the_events_that_are_named_are_exported_and_all_where_none_is() {
        assertThat(DecisionLogExport.of(file).events("REMOVAL").writeTo(new StringBuilder()))
                .isEqualTo(1);
        assertThat(DecisionLogExport.of(file).events("ENROLLMENT", "REMOVAL").writeTo(new StringBuilder()))
                .isEqualTo(3);
        assertThat(DecisionLogExport.of(file).events(DecisionLogExport.DECISION).writeTo(new StringBuilder()))
                .isZero();
        assertThat(DecisionLogExport.of(file).events().writeTo(new StringBuilder()))
                .isEqualTo(3);
    }

    @Test
    void a_record_has_what_was_recorded_what_was_erased_and_neither_salt_nor_hash() {
        try (DecisionLog log = DecisionLog.open(file)) {
            assertThat(log.erase(new PersonId("person-1"))).isEqualTo(1);
        }
        StringBuilder out = new StringBuilder();
        DecisionLogExport.of(file).events("ENROLLMENT").writeTo(out);

        assertThat(out.toString().lines())
                .containsExactly(
                        "{\"record\":1,\"time\":\"2026-11-25T12:00:01Z\",\"event\":\"ENROLLMENT\",\"provider\":\"local\","
                                + "\"gallery\":\"staff\",\"attributes\":{\"faces\":\"1\"},\"askedBy\":\"operator 7\",\"erased\":[\"person\"]}",
                        "{\"record\":3,\"time\":\"2026-11-25T12:00:03Z\",\"event\":\"ENROLLMENT\",\"provider\":\"local\","
                                + "\"gallery\":\"staff\",\"attributes\":{\"faces\":\"1\"},\"askedBy\":\"operator 7\",\"person\":\"person-3\"}");
    }

    @Test
    void a_log_that_is_not_there_and_an_output_that_cannot_be_written_are_said() {
        assertThatExceptionOfType(DecisionLogException.class)
                .isThrownBy(
                        () -> DecisionLogExport.of(folder.resolve("another")).writeTo(new StringBuilder()))
                .withMessageContaining("another");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> DecisionLogExport.of(file).writeTo(new FullWriter()));
    }

    /** Takes nothing. */
    private static final class FullWriter extends Writer {
        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
