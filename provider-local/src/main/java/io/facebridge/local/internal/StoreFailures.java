package io.facebridge.local.internal;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What went wrong with the store of a folder, with the remedy. */
final class StoreFailures {
    private final Path folder;
    private final Path file;

    StoreFailures(Path folder) {
        this.folder = folder;
        file = folder.resolve(SqliteJournal.FILE);
    }

    GalleryStoreException damaged(String what) {
        return damaged(what, null);
    }

    private GalleryStoreException damaged(String what, @Nullable Throwable cause) {
        return new GalleryStoreException(
                Reason.DAMAGED,
                file + " is damaged: " + what + "; restore the whole folder from a backup, or import exported galleries"
                        + " into a new one",
                Effect.NONE,
                cause);
    }

    GalleryStoreException rolledBack(String what, long expectedGeneration) {
        return new GalleryStoreException(
                Reason.ROLLED_BACK,
                what + " but at least generation " + expectedGeneration
                        + " is expected: it was deleted, or an older copy was put"
                        + " back; restore the newest backup, or, if this one was put back on purpose, expect its own"
                        + " generation",
                Effect.NONE,
                null);
    }

    GalleryStoreException notFound() {
        return new GalleryStoreException(
                Reason.NOT_READABLE_OR_WRITABLE,
                "there is no store in " + folder + ": it has no file " + SqliteJournal.FILE
                        + "; name the folder of the store",
                Effect.NONE,
                null);
    }

    GalleryStoreException notOurs() {
        return new GalleryStoreException(
                Reason.UNKNOWN_FORMAT,
                file
                        + " is not a store of galleries, or its beginning is damaged; choose another folder, or restore"
                        + " it from a backup",
                Effect.NONE,
                null);
    }

    GalleryStoreException newer(long version, int known) {
        return new GalleryStoreException(
                Reason.UNKNOWN_FORMAT,
                file + " has version " + version + " but this library knows versions up to " + known
                        + "; open it with a newer one",
                Effect.NONE,
                null);
    }

    GalleryStoreException unsealed() {
        return new GalleryStoreException(
                Reason.UNSEALED,
                "keys were given but the store in " + folder
                        + " is not sealed as a whole: it was made without keys or"
                        + " by an earlier version, or was put in the place of a sealed one; if you know that it is"
                        + " yours, seal it once by \"facebridge gallery reseal --accept-unsealed\""
                        + " (LocalTemplateStore.reseal), else restore a backup",
                Effect.NONE,
                null);
    }

    GalleryStoreException sealedWith(String key) {
        return new GalleryStoreException(
                Reason.KEY,
                "the store in " + folder + " is sealed with the key \"" + key
                        + "\" but no keys were given; open it with its TemplateKeys",
                Effect.NONE,
                null);
    }

    GalleryStoreException encryptedWith(String key) {
        return new GalleryStoreException(
                Reason.KEY,
                "templates of " + folder + " are encrypted with the key \"" + key
                        + "\" but no keys were given; open the store with its TemplateKeys",
                Effect.NONE,
                null);
    }

    GalleryStoreException moved(String what, Effect effect) {
        return new GalleryStoreException(
                Reason.NOT_READABLE_OR_WRITABLE,
                (effect == Effect.NONE ? "the change was not kept: " : "it is not known whether the change was kept: ")
                        + file + what
                        + ", because its folder was removed, moved or replaced; restore it and continue, or"
                        + " export the galleries, which can be read until the store is closed",
                effect,
                null);
    }

    GalleryStoreException onOpening(IOException e) {
        DiskFailure why = DiskFailure.of(e, file);
        return new GalleryStoreException(
                why.full() ? Reason.FULL : Reason.NOT_READABLE_OR_WRITABLE,
                "the store in " + folder + " cannot be opened: " + why.words(),
                Effect.NONE,
                e);
    }

    GalleryStoreException onOpening(SQLException e) {
        return switch (primary(e)) {
            case "SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT", "SQLITE_ERROR" -> unreadable(e);
            case "SQLITE_BUSY", "SQLITE_LOCKED" ->
                new GalleryStoreException(
                        Reason.IN_USE, file + " is open in another program; close it there", Effect.NONE, e);
            default ->
                code(e).equals("SQLITE_IOERR_SHORT_READ")
                        ? unreadable(e)
                        : refused(file + " cannot be opened", Effect.NONE, e);
        };
    }

    GalleryStoreException onWriting(SQLException e, Effect effect) {
        return switch (primary(e)) {
            case "SQLITE_CORRUPT", "SQLITE_NOTADB" -> unreadable(e);
            default ->
                refused(
                        effect == Effect.NONE
                                ? "the change was not kept in " + file
                                : "it is not known whether the change was kept in " + file + ", until the next one",
                        effect,
                        e);
        };
    }

    GalleryStoreException onCopying(SQLException e, Path copy) {
        return switch (primary(e)) {
            case "SQLITE_CORRUPT", "SQLITE_NOTADB" -> unreadable(e);
            case "SQLITE_FULL" ->
                new GalleryStoreException(
                        Reason.FULL, copy + " could not be written: the disk is full; make room", Effect.NONE, e);
            default ->
                new GalleryStoreException(
                        Reason.NOT_READABLE_OR_WRITABLE,
                        copy + " could not be written (" + code(e) + "); check the disk and who may write there",
                        Effect.NONE,
                        e);
        };
    }

    GalleryStoreException notOverwritten(SQLException e) {
        return refused(
                "the store in " + folder + " is sealed, but what it held before is not overwritten yet; seal it again",
                Effect.PARTIAL,
                e);
    }

    private GalleryStoreException unreadable(SQLException e) {
        return damaged("SQLite cannot read it (" + code(e) + ")", e);
    }

    /** SQLite does not say what the system said, but for a full disk. */
    private GalleryStoreException refused(String what, Effect effect, SQLException e) {
        DiskFailure why = primary(e).equals("SQLITE_FULL")
                ? new DiskFailure(true, "the disk is full; make room in " + folder)
                : said();
        return new GalleryStoreException(
                why != null && why.full() ? Reason.FULL : Reason.NOT_READABLE_OR_WRITABLE,
                what + " (" + code(e) + "): "
                        + (why == null ? "check the disk of " + folder + " and who may write there" : why.words()),
                effect,
                e);
    }

    /** What the system says when a file as large as SQLite's is written beside them; {@code null} if it writes it. */
    private @Nullable DiskFailure said() {
        Path probe = file.resolveSibling("probe.scratch");
        try {
            try (FileChannel out = FileChannel.open(
                    probe, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.forFile(probe))) {
                Path log = folder.resolve(SqliteJournal.LOG_FILE);
                long size = Math.max(Files.size(file), Files.exists(log) ? Files.size(log) : 0);
                out.write(ByteBuffer.allocate(SqliteConnection.PAGE), size);
                out.force(true);
                return null;
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            return DiskFailure.of(e, file);
        }
    }

    private static String code(SQLException e) {
        SQLiteErrorCode code = e instanceof SQLiteException sqlite ? sqlite.getResultCode() : null;
        return code == null ? "error " + e.getErrorCode() : code.name();
    }

    private static String primary(SQLException e) {
        int code = (e instanceof SQLiteException sqlite ? sqlite.getResultCode().code : e.getErrorCode()) & 0xff;
        return SQLiteErrorCode.getErrorCode(code).name();
    }
}
