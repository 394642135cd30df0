package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class StoreFailuresTest {
    @TempDir
    private Path folder;

    private StoreFailures failures = new StoreFailures(Path.of(""));

    @BeforeEach
    void make_a_file() throws IOException {
        Files.write(folder.resolve("templates.db"), new byte[100]);
        failures = new StoreFailures(folder);
    }

    private static SQLException sqlite(SQLiteErrorCode code) {
        return new SQLiteException("as SQLite says it", code);
    }

    private void assertFailure(GalleryStoreException what, Reason reason, Effect effect, String... words) {
        assertThat(what.reason()).as(what.getMessage()).isEqualTo(reason);
        assertThat(what.effect()).isEqualTo(effect);
        assertThat(what).hasMessageContaining(folder.toString()).hasMessageContainingAll(words);
        assertThat(folder.resolve("probe.scratch")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_CORRUPT, DAMAGED",
        "SQLITE_CORRUPT_VTAB, DAMAGED",
        "SQLITE_NOTADB, DAMAGED",
        "SQLITE_FORMAT, DAMAGED",
        "SQLITE_ERROR, DAMAGED",
        "SQLITE_IOERR_SHORT_READ, DAMAGED",
        "SQLITE_IOERR_READ, NOT_READABLE_OR_WRITABLE",
        "SQLITE_BUSY, IN_USE",
        "SQLITE_BUSY_RECOVERY, IN_USE",
        "SQLITE_LOCKED, IN_USE",
        "SQLITE_FULL, FULL",
        "SQLITE_CANTOPEN, NOT_READABLE_OR_WRITABLE",
        "SQLITE_READONLY, NOT_READABLE_OR_WRITABLE"
    })
    void on_opening_it_is_said_whether_the_store_is_damaged_or_in_use_or_the_disk_full(
            SQLiteErrorCode code, Reason reason) {
        GalleryStoreException what = failures.onOpening(sqlite(code));

        assertFailure(what, reason, Effect.NONE, reason == Reason.IN_USE ? "open in another program" : code.name());
        assertThat(what).hasCauseInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_CORRUPT, DAMAGED, is damaged",
        "SQLITE_NOTADB, DAMAGED, is damaged",
        "SQLITE_FULL, FULL, the disk is full",
        "SQLITE_ERROR, NOT_READABLE_OR_WRITABLE, check the disk",
        "SQLITE_IOERR_FSYNC, NOT_READABLE_OR_WRITABLE, check the disk"
    })
    void on_writing_it_is_said_whether_the_change_was_kept(SQLiteErrorCode code, Reason reason, String words) {
        boolean isDamaged = reason == Reason.DAMAGED;
        assertFailure(
                failures.onWriting(sqlite(code), Effect.NONE),
                reason,
                Effect.NONE,
                words,
                code.name(),
                isDamaged ? "" : "the change was not kept");
        assertFailure(
                failures.onWriting(sqlite(code), Effect.UNKNOWN),
                reason,
                isDamaged ? Effect.NONE : Effect.UNKNOWN,
                words,
                code.name(),
                isDamaged ? "" : "it is not known whether the change was kept");
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_CORRUPT, DAMAGED, is damaged",
        "SQLITE_NOTADB, DAMAGED, is damaged",
        "SQLITE_FULL, FULL, the disk is full",
        "SQLITE_IOERR_WRITE, NOT_READABLE_OR_WRITABLE, could not be written (SQLITE_IOERR_WRITE)"
    })
    void on_copying_the_copy_is_named_unless_it_is_the_store_that_is_damaged(
            SQLiteErrorCode code, Reason reason, String words) {
        assertFailure(
                failures.onCopying(sqlite(code), folder.resolve("copy.db")),
                reason,
                Effect.NONE,
                words,
                reason == Reason.DAMAGED ? "templates.db" : "copy.db");
    }

    @Test
    void what_is_not_overwritten_yet_is_a_partial_effect() {
        assertFailure(
                failures.notOverwritten(sqlite(SQLiteErrorCode.SQLITE_IOERR)),
                Reason.NOT_READABLE_OR_WRITABLE,
                Effect.PARTIAL,
                "is sealed, but what it held before is not overwritten yet");
    }

    @Test
    void an_exception_that_is_not_of_sqlite_is_named_by_its_number() {
        assertFailure(
                failures.onWriting(new SQLException("not connected"), Effect.NONE),
                Reason.NOT_READABLE_OR_WRITABLE,
                Effect.NONE,
                "(error 0)");
        assertFailure(
                failures.onWriting(new SQLException("the disk", "S1000", 13), Effect.NONE),
                Reason.FULL,
                Effect.NONE,
                "(error 13)");
    }

    @Test
    void a_store_whose_folder_is_gone_says_so() throws IOException {
        Files.delete(folder.resolve("templates.db"));
        Files.delete(folder);

        assertFailure(
                failures.onWriting(sqlite(SQLiteErrorCode.SQLITE_IOERR), Effect.NONE),
                Reason.NOT_READABLE_OR_WRITABLE,
                Effect.NONE,
                "there is no folder");
        Files.createDirectories(folder);
    }

    @Test
    void a_disk_that_is_full_on_opening_is_distinguished_from_one_that_cannot_be_read() {
        assertFailure(
                failures.onOpening(new IOException("No space left on device")),
                Reason.FULL,
                Effect.NONE,
                "cannot be opened",
                "make room");
        assertFailure(
                failures.onOpening(new IOException("Permission denied")),
                Reason.NOT_READABLE_OR_WRITABLE,
                Effect.NONE,
                "cannot be opened",
                "Permission denied");
    }

    @Test
    void a_store_that_was_moved_says_whether_the_change_was_kept() {
        assertFailure(
                failures.moved(" is not there any more", Effect.NONE),
                Reason.NOT_READABLE_OR_WRITABLE,
                Effect.NONE,
                "the change was not kept: ",
                "templates.db is not there any more");
        assertFailure(
                failures.moved(" is another file", Effect.UNKNOWN),
                Reason.NOT_READABLE_OR_WRITABLE,
                Effect.UNKNOWN,
                "it is not known whether the change was kept: ");
    }

    @Test
    void refusals_have_their_reason_and_a_remedy() {
        assertFailure(failures.notFound(), Reason.NOT_READABLE_OR_WRITABLE, Effect.NONE, "there is no store in");
        assertFailure(failures.notOurs(), Reason.UNKNOWN_FORMAT, Effect.NONE, "choose another folder");
        assertFailure(failures.newer(3, 2), Reason.UNKNOWN_FORMAT, Effect.NONE, "has version 3", "up to 2");
        assertFailure(failures.unsealed(), Reason.UNSEALED, Effect.NONE, "facebridge gallery reseal");
        assertFailure(failures.sealedWith("2026"), Reason.KEY, Effect.NONE, "\"2026\" but no keys were given");
        assertFailure(failures.encryptedWith("2026"), Reason.KEY, Effect.NONE, "\"2026\" but no keys were given");
        assertFailure(
                failures.rolledBack("the store in " + folder + " is at generation 4", 5),
                Reason.ROLLED_BACK,
                Effect.NONE,
                "generation 4",
                "at least generation 5");
        assertFailure(failures.damaged("its middle is gone"), Reason.DAMAGED, Effect.NONE, "its middle is gone");
    }
}
