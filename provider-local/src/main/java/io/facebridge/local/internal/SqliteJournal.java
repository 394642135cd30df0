package io.facebridge.local.internal;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.local.GalleryProgress;
import io.facebridge.local.TemplateKeys;
import io.facebridge.local.internal.StoreHeader.StoredHeader;
import io.facebridge.local.internal.StoreRows.Gallery;
import io.facebridge.local.internal.StoreRows.Template;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in one SQLite file. Every row has a checksum of its own, and one row about the whole has the number of changes
 * and templates and the sum of all checksums: what is lost, altered or left over is noticed when the store is opened. With keys
 * the store is sealed: {@link StoreSeal} authenticates the whole, so that it is noticed too if it was done on purpose.
 *
 * <p>Here is what makes a change durable or not made at all; {@link StoreHeader} has the row about the whole, {@link StoreRows}
 * the others.
 */
public final class SqliteJournal implements Journal {
    /** The database's file. */
    public static final String FILE = "templates.db";

    /** The write-ahead log beside it. */
    static final String LOG_FILE = FILE + "-wal";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);

    private final Path folder;
    private final Path file;
    private final Path log;
    private final @Nullable FolderLock lock;
    private final @Nullable TemplateKeys keys;
    private final @Nullable StoreSealing sealing;
    private final StoreFailures failures;
    private final SqliteConnection db;
    private final StoreHeader header;
    private final StoreRows rows;
    private final @Nullable Object key;
    private final Acknowledged acknowledged;
    private boolean isAhead;
    private StoreWhole whole;
    private volatile StoreWhole committed;

    /** What was to be committed when it could not be found out whether it was. */
    private @Nullable StoreWhole uncertain;

    private SqliteJournal(
            Path folder,
            @Nullable TemplateKeys keys,
            boolean acceptsUnsealed,
            long expectedGeneration,
            @Nullable FolderLock lock)
            throws SQLException, IOException {
        this.folder = folder;
        this.keys = keys;
        this.lock = lock;
        file = folder.resolve(FILE);
        log = folder.resolve(LOG_FILE);
        sealing = keys == null ? null : StoreSealing.with(keys, folder);
        failures = new StoreFailures(folder);
        db = new SqliteConnection(file);
        header = new StoreHeader(folder, db, failures, sealing, acceptsUnsealed, expectedGeneration);
        rows = new StoreRows(db, failures, sealing);
        boolean isNew = !Files.exists(file) || (Files.size(file) == 0 && !Files.exists(log));
        if (isNew && expectedGeneration > 0) {
            throw failures.rolledBack("there is no store in " + folder, expectedGeneration);
        }
        if (!Files.exists(file) && Files.exists(folder.resolve(Acknowledged.FILE))) {
            throw failures.damaged("it is not there, although the store had acknowledged changes");
        }
        if (isNew) {
            var unused = OwnerOnly.createIfAbsent(file); // whose permissions SQLite gives the files beside it
        }
        boolean opened = false;
        try {
            db.connect();
            key = keyOf(file);
            header.prepare();
            whole = header.readVerified().whole();
            committed = whole;
            acknowledged = Acknowledged.open(folder, whole.changes());
            if (acknowledged.last() > whole.changes()) {
                throw failures.damaged("it, or the file " + LOG_FILE + " beside it, has lost "
                        + (acknowledged.last() - whole.changes())
                        + " acknowledged changes (if you put back an older copy on purpose, delete the file "
                        + Acknowledged.FILE + ")");
            }
            opened = true;
        } finally {
            if (!opened) {
                db.disconnect();
            }
        }
    }

    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Opens the store of a folder, or makes one. */
    public static SqliteJournal open(Path folder, @Nullable TemplateKeys keys, long expectedGeneration) {
        return open(folder, keys, false, expectedGeneration);
    }

    /** Opens a store that is there to seal it again; also one that is not sealed, if that is accepted. */
    static SqliteJournal openToSeal(Path folder, TemplateKeys keys, boolean acceptsUnsealed) {
        if (!Files.exists(folder.resolve(FILE))) {
            throw new StoreFailures(folder).notFound();
        }
        return open(folder, keys, acceptsUnsealed, 0);
    }

    private static SqliteJournal open(
            Path folder, @Nullable TemplateKeys keys, boolean acceptsUnsealed, long expectedGeneration) {
        NativeLibraryFactory.requireSqlite();
        @Nullable FolderLock lock = null;
        boolean opened = false;
        try {
            OwnerOnly.createFolders(folder);
            lock = FolderLock.take(folder);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.scratch")) {
                for (Path scratch : left) {
                    Files.deleteIfExists(scratch);
                }
            }
            SqliteJournal journal = new SqliteJournal(folder, keys, acceptsUnsealed, expectedGeneration, lock);
            opened = true;
            return journal;
        } catch (SQLException e) {
            throw new StoreFailures(folder).onOpening(e);
        } catch (IOException e) {
            throw new StoreFailures(folder).onOpening(e);
        } finally {
            if (!opened && lock != null) {
                lock.close();
            }
        }
    }

    @Override
    public State load(Sink sink) {
        StoreWhole found;
        try {
            found = rows.load(header.readVerified(), sink);
        } catch (SQLException e) {
            throw failures.onOpening(e);
        }
        whole = found;
        committed = found;
        isAhead = false;
        return new State(found.model(), found.dimension(), found.nextGallery(), found.nextFace());
    }

    // Writing

    /** Reads or writes something of a change. */
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }

    /** Reads or writes something of a change, with a result. */
    @FunctionalInterface
    private interface Query<T> {
        T run() throws SQLException;
    }

    private void run(Step step) {
        try {
            step.run();
        } catch (SQLException e) {
            throw onWriting(e, Effect.NONE);
        }
    }

    private <T> T call(Query<T> query) {
        try {
            return query.run();
        } catch (SQLException e) {
            throw onWriting(e, Effect.NONE);
        }
    }

    /** After NONE there is no connection: the next change begins with another. */
    private GalleryStoreException onWriting(SQLException e, Effect effect) {
        GalleryStoreException what = failures.onWriting(e, effect);
        if (effect == Effect.NONE) {
            db.disconnect();
        }
        return what;
    }

    @Override
    public void begin() {
        ready();
        run(db::begin);
    }

    @Override
    public boolean isAhead() {
        return isAhead;
    }

    /** Connected to the file that was opened. */
    private void ready() {
        requireUnmoved(Effect.NONE);
        if (!db.isOpen()) {
            isAhead |= call(this::reconnect);
        }
    }

    /** Looks what is kept, and returns whether that is one change more than is known. */
    private boolean reconnect() throws SQLException {
        boolean found = false;
        db.disconnect();
        try {
            db.connect();
            StoredHeader kept = header.read();
            StoreWhole coming = uncertain;
            boolean isMore = coming != null && header.isSame(kept, coming);
            StoreWhole now = isMore && coming != null ? coming : committed;
            if (!isMore && !header.isSame(kept, committed)) {
                throw failures.damaged("it does not hold what was acknowledged");
            }
            if (isMore) {
                db.execute("PRAGMA wal_checkpoint(FULL)"); // forces to the disk what the failed commit may not have
                acknowledged.set(now.changes());
            }
            uncertain = null;
            committed = now;
            whole = now;
            found = true;
            return isMore;
        } finally {
            if (!found) {
                db.disconnect();
            }
        }
    }

    private void requireUnmoved(Effect effect) {
        String what;
        try {
            if (Objects.equals(key, keyOf(file))) {
                return;
            }
            what = " is another file than the one that was opened";
        } catch (IOException e) {
            what = " is not there any more";
        }
        throw failures.moved(what, effect);
    }

    @Override
    public void bind(String model, int dimension) {
        whole = whole.of(model, dimension);
    }

    @Override
    public void create(long number, GalleryId gallery, Instant created) {
        StoreWhole.Row added = call(() -> rows.add(number, gallery.value(), created.toEpochMilli()));
        whole = whole.plus(added, 0).next(number, 0);
    }

    @Override
    public void delete(long number) {
        Gallery gallery = call(() -> rows.galleries("number = " + number, 1, whole.sealed())).stream()
                .findFirst()
                .orElseThrow(this::noRow);
        whole = whole.minus(rows.sum(gallery), 0);
        run(() -> db.update("DELETE FROM gallery WHERE number = ?", number));
    }

    private GalleryStoreException noRow() {
        return failures.damaged("a row that was there is not there any more");
    }

    @Override
    public void add(long face, long gallery, PersonId person, float[] vector) {
        StoreWhole.Row added = call(() -> rows.add(face, gallery, person.value(), vector));
        whole = whole.plus(added, 1).next(0, face);
    }

    @Override
    public void remove(long face) {
        Template template = call(() -> rows.templates("face = " + face, 1)).stream()
                .findFirst()
                .orElseThrow(this::noRow);
        if (whole.sealed()) {
            rows.requireSealed(template);
        }
        whole = whole.minus(rows.sum(template), 1);
        run(() -> db.update("DELETE FROM template WHERE face = ?", face));
    }

    @Override
    public void commit() {
        whole = whole.changed();
        run(() -> header.write(whole));
        uncertain = whole;
        try {
            db.commit();
            requireUnmoved(Effect.UNKNOWN);
            if (Files.exists(log)) {
                uncertain = null;
                committed = whole;
                acknowledged.set(whole.changes());
                return;
            }
        } catch (SQLException e) {
            settle(e);
            return;
        } catch (GalleryStoreException e) {
            db.disconnect();
            throw e;
        }
        settle(new SQLException("the file " + log + " was removed"));
    }

    /** A commit that failed was done, or was not, or that is not known yet. */
    private void settle(SQLException failed) {
        GalleryStoreException unknown = onWriting(failed, Effect.UNKNOWN);
        GalleryStoreException notKept = onWriting(failed, Effect.NONE);
        boolean isKept;
        try {
            requireUnmoved(Effect.UNKNOWN);
            isKept = reconnect();
        } catch (SQLException | GalleryStoreException e) {
            db.disconnect();
            unknown.addSuppressed(e);
            throw unknown;
        }
        if (!isKept) {
            throw notKept;
        }
    }

    @Override
    public void rollback() {
        whole = committed;
        db.rollback();
    }

    @Override
    public void sweep() {
        if (!db.isOpen()) {
            return;
        }
        try {
            db.truncateLog();
        } catch (SQLException e) {
            LOG.debug("the write-ahead log stays as it is until the next time", e);
        }
    }

    @Override
    public long generation() {
        return committed.changes();
    }

    // Sealing again

    @Override
    public long notCurrent() {
        ready();
        return call(() -> rows.count(
                "key IS NOT ?", sealing == null ? null : sealing.keys().current()));
    }

    @Override
    public int reencrypt(int max) {
        String current = requireSealing().keys().current();
        begin();
        StoreRows.Reencrypted done = call(() -> rows.reencrypt(whole, current, max));
        whole = done.whole();
        commit();
        return done.templates();
    }

    private StoreSealing requireSealing() {
        if (sealing == null) {
            throw new IllegalStateException("a store that was opened without TemplateKeys has nothing to encrypt with");
        }
        return sealing;
    }

    /** How many templates are not encrypted. */
    long plainTemplates() {
        return call(() -> rows.count("key IS ?", null));
    }

    boolean isSealed() {
        return committed.sealed();
    }

    /**
     * Seals everything with the current key, as one change; after {@link #load}. What was there before is overwritten, and a
     * failure says so if it is not yet.
     */
    void reseal(GalleryProgress progress) {
        String current = requireSealing().keys().current();
        boolean wasSealed = whole.sealed();
        begin();
        try {
            whole = call(() -> {
                if (!wasSealed) {
                    header.beginSealing();
                }
                return rows.reseal(whole, current, progress);
            });
            commit();
        } finally {
            if (db.isInTransaction()) {
                rollback();
            }
        }
        try {
            db.truncateLog();
        } catch (SQLException e) {
            throw failures.notOverwritten(e);
        }
    }

    // Copying

    @Override
    public void copyTo(Path into) {
        ready();
        Path copy = into.resolve(FILE);
        try {
            db.copyTo(copy);
        } catch (SQLException e) {
            throw failures.onCopying(e, copy);
        }
    }

    @Override
    public void check(Path copy) {
        try {
            SqliteJournal copied = new SqliteJournal(copy, keys, false, 0, null);
            try {
                copied.load(Sink.NONE);
            } finally {
                copied.close();
            }
        } catch (SQLException e) {
            throw new StoreFailures(copy).onOpening(e);
        } catch (IOException e) {
            throw new GalleryStoreException(
                    Reason.NOT_READABLE_OR_WRITABLE, copy + " could not be read: " + e, Effect.NONE, e);
        }
    }

    @Override
    public String location() {
        return folder.toString();
    }

    @Override
    public void close() {
        try {
            sweep();
            db.disconnect();
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }
}
