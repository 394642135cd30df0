package io.facebridge.local.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tables of a store, and the row about the whole: makes, reads, authenticates and writes them. */
final class StoreHeader {
    private static final int APPLICATION_ID = 0x46427431;

    /** The format of a store without keys, and of those that earlier versions encrypted row by row. */
    private static final int UNSEALED = 1;

    /** The format of a store with keys. */
    private static final int SEALED = 2;

    private static final List<String> TABLES = List.of(
            "CREATE TABLE store (id INTEGER PRIMARY KEY CHECK (id = 1), changes INTEGER NOT NULL, next_gallery INTEGER NOT"
                    + " NULL, next_face INTEGER NOT NULL, model TEXT, dimension INTEGER NOT NULL, templates INTEGER NOT"
                    + " NULL, sum INTEGER NOT NULL, seal INTEGER NOT NULL)",
            "CREATE TABLE gallery (number INTEGER PRIMARY KEY, id TEXT NOT NULL, created INTEGER NOT NULL, seal INTEGER NOT"
                    + " NULL)",
            "CREATE TABLE template (face INTEGER PRIMARY KEY, gallery INTEGER NOT NULL, person TEXT NOT NULL, key TEXT,"
                    + " vector BLOB NOT NULL, seal INTEGER NOT NULL)",
            "INSERT INTO store (id, changes, next_gallery, next_face, dimension, templates, sum, seal) VALUES (1, 0, 1, 1, 0,"
                    + " 0, 0, 0)");

    /** What a sealed store has besides. */
    private static final List<String> SEALING = List.of(
            "ALTER TABLE store ADD COLUMN key TEXT",
            "ALTER TABLE store ADD COLUMN proof BLOB",
            "ALTER TABLE store ADD COLUMN header BLOB",
            "ALTER TABLE store ADD COLUMN catalog BLOB",
            "ALTER TABLE gallery ADD COLUMN key TEXT");

    private final Path folder;
    private final SqliteConnection db;
    private final StoreFailures failures;
    private final @Nullable StoreSealing sealing;
    private final boolean acceptsUnsealed;
    private final long expectedGeneration;

    StoreHeader(
            Path folder,
            SqliteConnection db,
            StoreFailures failures,
            @Nullable StoreSealing sealing,
            boolean acceptsUnsealed,
            long expectedGeneration) {
        this.folder = folder;
        this.db = db;
        this.failures = failures;
        this.sealing = sealing;
        this.acceptsUnsealed = acceptsUnsealed;
        this.expectedGeneration = expectedGeneration;
    }

    /** The row about the whole as it is written; the set of rows is not. */
    record StoredHeader(StoreWhole whole, StoreSeal.@Nullable Codes codes) {}

    /** Makes the tables of an empty file, and checks what kind of file another one is. */
    void prepare() throws SQLException {
        long application = db.number("PRAGMA application_id");
        long version = db.number("PRAGMA user_version");
        boolean isEmpty = db.number("SELECT count(*) FROM sqlite_schema") == 0;
        if (isEmpty && application == 0 && version == 0) {
            if (Files.exists(folder.resolve(Acknowledged.FILE))) {
                throw failures.damaged("it is empty, although the store had acknowledged changes");
            }
            make();
            return;
        }
        if (application != APPLICATION_ID || version < 1) {
            throw failures.notOurs();
        }
        if (version > SEALED) {
            throw failures.newer(version, SEALED);
        }
        String complaint = db.text("PRAGMA quick_check(1)");
        if (!complaint.equals("ok")) {
            throw failures.damaged("SQLite finds it malformed");
        }
        if (version == UNSEALED) {
            requireAccepted();
        }
    }

    private void requireAccepted() throws SQLException {
        if (db.number("SELECT count(*) FROM pragma_table_info('store') WHERE name = 'header'") > 0) {
            throw failures.damaged("it was sealed, but is marked as a store that is not");
        }
        if (sealing != null && !acceptsUnsealed) {
            throw failures.unsealed();
        }
    }

    private void make() throws SQLException {
        db.execute("BEGIN IMMEDIATE");
        for (String statement : TABLES) {
            db.execute(statement);
        }
        db.execute("PRAGMA application_id = " + APPLICATION_ID);
        if (sealing != null) {
            beginSealing();
        }
        write(StoreWhole.empty(sealing != null));
        if (sealing == null) {
            db.execute("PRAGMA user_version = " + UNSEALED);
        }
        db.execute("COMMIT");
    }

    /** Makes place for the seals. */
    void beginSealing() throws SQLException {
        for (String statement : SEALING) {
            db.execute(statement);
        }
        db.execute("PRAGMA user_version = " + SEALED);
    }

    /** Reads the row about the whole, and in a sealed store authenticates it, but for the set of rows. */
    StoredHeader readVerified() throws SQLException {
        StoredHeader kept = read();
        if (kept.codes == null) {
            if (sealing != null && !acceptsUnsealed) {
                throw failures.damaged("it was sealed, but is marked as a store that is not");
            }
            requireExpected(kept.whole);
            return kept;
        }
        if (sealing == null) {
            throw failures.sealedWith(kept.codes.key);
        }
        if (!sealing.seal().isProven(kept.codes)) {
            throw sealing.keys().another(kept.codes.key);
        }
        if (!sealing.seal().isOf(kept.codes, kept.whole.header())) {
            throw failures.damaged("its header (model, counters, catalog) is not the one that was sealed");
        }
        requireExpected(kept.whole);
        return kept;
    }

    private void requireExpected(StoreWhole read) {
        if (read.changes() < expectedGeneration) {
            throw failures.rolledBack(
                    "the store in " + folder + " is at generation " + read.changes(), expectedGeneration);
        }
    }

    /** Reads the row about the whole, and checks its checksum and that it is possible. */
    StoredHeader read() throws SQLException {
        boolean isSealed = db.number("PRAGMA user_version") == SEALED;
        try (Statement statement = db.connection().createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT changes, next_gallery, next_face, model, dimension, templates, sum, seal"
                                + (isSealed ? ", key, proof, header, catalog" : "") + " FROM store")) {
            if (!row.next()) {
                throw failures.damaged("the row about the whole is not there");
            }
            StoreWhole read = new StoreWhole(
                    isSealed,
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getInt(5),
                    row.getLong(6),
                    row.getLong(7),
                    SetDigest.EMPTY);
            StoreSeal.Codes codes = isSealed ? codes(row) : null;
            if (read.seal(codes) != row.getLong(8)) {
                throw failures.damaged("the row about the whole does not have its checksum");
            }
            requirePossible(read, row.getLong(5));
            return new StoredHeader(read, codes);
        }
    }

    private StoreSeal.Codes codes(ResultSet row) throws SQLException {
        String name = row.getString(9);
        byte[] proof = row.getBytes(10);
        byte[] header = row.getBytes(11);
        byte[] catalog = row.getBytes(12);
        if (name == null || proof == null || header == null || catalog == null) {
            throw failures.damaged("it is marked as sealed but its seal is not there");
        }
        return new StoreSeal.Codes(name, proof, header, catalog);
    }

    private void requirePossible(StoreWhole read, long dimension) {
        boolean isBound = read.model() != null;
        if ((read.model() != null && read.model().isBlank())
                || dimension < (isBound ? 1 : 0)
                || dimension != read.dimension()
                || (!isBound && read.templates() > 0)
                || read.changes() < 0
                || read.nextGallery() < 1
                || read.nextFace() < 1) {
            throw failures.damaged("the row about the whole says what no store writes");
        }
    }

    /** Whether what is kept is what is known, which knows the set of rows too. */
    boolean isSame(StoredHeader kept, StoreWhole known) {
        return kept.whole
                        .with(kept.whole.sealed(), kept.whole.sum(), known.rows())
                        .equals(known)
                && (sealing == null
                        || kept.codes == null
                        || sealing.seal()
                                .of(kept.codes.key, known.header(), known.rows())
                                .isSame(kept.codes));
    }

    void write(StoreWhole now) throws SQLException {
        StoreSeal.Codes codes = null;
        if (now.sealed()) {
            StoreSealing with = Objects.requireNonNull(sealing, "sealing");
            codes = with.seal().of(with.keys().current(), now.header(), now.rows());
        }
        PreparedStatement statement = db.statement(
                "UPDATE store SET changes = ?, next_gallery = ?, next_face = ?, model = ?, dimension = ?, templates = ?, sum = ?,"
                        + " seal = ?" + (codes == null ? "" : ", key = ?, proof = ?, header = ?, catalog = ?")
                        + " WHERE id = 1");
        statement.setLong(1, now.changes());
        statement.setLong(2, now.nextGallery());
        statement.setLong(3, now.nextFace());
        statement.setString(4, now.model());
        statement.setInt(5, now.dimension());
        statement.setLong(6, now.templates());
        statement.setLong(7, now.sum());
        statement.setLong(8, now.seal(codes));
        if (codes != null) {
            statement.setString(9, codes.key);
            statement.setBytes(10, codes.proof);
            statement.setBytes(11, codes.header);
            statement.setBytes(12, codes.catalog);
        }
        statement.executeUpdate();
    }
}
