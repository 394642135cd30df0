package io.facebridge.local.internal;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.local.GalleryProgress;
import io.facebridge.local.TemplateKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A journal in one SQLite file. Every row has a checksum of its own, and one row about the whole has the number of changes
 * and templates and the sum of all checksums: what is lost, altered or left over is noticed when the store is opened. With keys
 * the store is sealed: {@link StoreSeal} authenticates the whole, so that it is noticed too if it was done on purpose.
 */
public final class SqliteJournal implements Journal {
    /** The database's file. */
    public static final String FILE = "templates.db";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);
    private static final int APPLICATION_ID = 0x46427431;
    private static final int PAGE = 8_192;

    /** At so many pages, 4 MB, the write-ahead log is taken over into the database. */
    private static final int LOGGED = 500;

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

    private static final int LARGEST_DIMENSION = 8_192;
    private static final double UNIT_TOLERANCE = 1e-3;
    private static final int AT_ONCE = 500;

    private final Path folder;
    private final Path file;
    private final @Nullable FolderLock lock;
    private final @Nullable TemplateKeys keys;
    private final @Nullable Sealing sealing;
    private final boolean acceptsUnsealed;
    private final long expectedGeneration;

    /** What every gallery that was seen is called; none of their numbers is given again. */
    private final Map<Long, String> names = new HashMap<>();

    private final Path log;
    private final @Nullable Object key;
    private final Acknowledged acknowledged;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable Connection open;
    private boolean inTransaction;
    private boolean isAhead;
    private Whole whole;
    private volatile Whole committed;

    /** What was to be committed when it could not be found out whether it was. */
    private @Nullable Whole uncertain;

    /** What seals a store. */
    private record Sealing(StoreKeys keys, TemplateCipher cipher, StoreSeal seal) {
        static Sealing with(TemplateKeys given, Path folder) {
            StoreKeys keys = new StoreKeys(given, folder.toString());
            return new Sealing(keys, new TemplateCipher(keys), new StoreSeal(keys));
        }
    }

    /** What the row about the whole says, and what stands for the set of rows in a sealed store. */
    private record Whole(
            boolean sealed,
            long changes,
            long nextGallery,
            long nextFace,
            @Nullable String model,
            int dimension,
            long templates,
            long sum,
            SetDigest rows) {
        long seal(StoreSeal.@Nullable Codes codes) {
            List<Long> numbers = List.of(changes, nextGallery, nextFace, (long) dimension, templates, sum);
            String name = model == null ? "" : model;
            if (codes == null) {
                return checksum(numbers, List.of(name), new byte[0]);
            }
            byte[] all = ByteBuffer.allocate(codes.proof.length + codes.header.length + codes.catalog.length)
                    .put(codes.proof)
                    .put(codes.header)
                    .put(codes.catalog)
                    .array();
            return checksum(numbers, List.of(name, codes.key), all);
        }

        StoreSeal.Header header() {
            return new StoreSeal.Header(changes, nextGallery, nextFace, model, dimension, templates);
        }

        Whole changed() {
            return new Whole(sealed, changes + 1, nextGallery, nextFace, model, dimension, templates, sum, rows);
        }

        Whole plus(Row row, int more) {
            return new Whole(
                    sealed,
                    changes,
                    nextGallery,
                    nextFace,
                    model,
                    dimension,
                    templates + more,
                    sum + row.seal,
                    rows.plus(row.code));
        }

        Whole minus(Row row, int fewer) {
            return new Whole(
                    sealed,
                    changes,
                    nextGallery,
                    nextFace,
                    model,
                    dimension,
                    templates - fewer,
                    sum - row.seal,
                    rows.minus(row.code));
        }

        Whole next(long gallery, long face) {
            return new Whole(
                    sealed,
                    changes,
                    Math.max(nextGallery, gallery + 1),
                    Math.max(nextFace, face + 1),
                    model,
                    dimension,
                    templates,
                    sum,
                    rows);
        }

        Whole of(String newModel, int newDimension) {
            return new Whole(sealed, changes, nextGallery, nextFace, newModel, newDimension, templates, sum, rows);
        }

        /** The same, of these rows. */
        Whole with(boolean isSealed, long newSum, SetDigest newRows) {
            return new Whole(isSealed, changes, nextGallery, nextFace, model, dimension, templates, newSum, newRows);
        }
    }

    /** What a row adds to the whole: its checksum, and its secret code in a sealed store. */
    private record Row(long seal, SetDigest code) {}

    /** The row about the whole as it is written; the set of rows is not. */
    private record Kept(Whole whole, StoreSeal.@Nullable Codes codes) {}

    private SqliteJournal(
            Path folder,
            @Nullable TemplateKeys keys,
            boolean acceptsUnsealed,
            long expectedGeneration,
            @Nullable FolderLock lock)
            throws SQLException, IOException {
        this.folder = folder;
        this.keys = keys;
        this.acceptsUnsealed = acceptsUnsealed;
        this.expectedGeneration = expectedGeneration;
        this.lock = lock;
        file = folder.resolve(FILE);
        log = folder.resolve(FILE + "-wal");
        sealing = keys == null ? null : Sealing.with(keys, folder);
        boolean isNew = !Files.exists(file) || (Files.size(file) == 0 && !Files.exists(log));
        if (isNew && expectedGeneration > 0) {
            throw rolledBack("there is no store in " + folder);
        }
        if (!Files.exists(file) && Files.exists(folder.resolve(Acknowledged.FILE))) {
            throw damaged("it is not there, although the store had acknowledged changes", null);
        }
        if (isNew) {
            var unused = OwnerOnly.createIfAbsent(file); // whose permissions SQLite gives the files beside it
        }
        boolean opened = false;
        try {
            connect();
            key = keyOf(file);
            prepare();
            whole = readVerified().whole;
            committed = whole;
            acknowledged = Acknowledged.open(folder, whole.changes);
            if (acknowledged.last() > whole.changes) {
                throw damaged(
                        "it, or the file " + FILE + "-wal beside it, has lost " + (acknowledged.last() - whole.changes)
                                + " acknowledged changes (if you put back an older copy on purpose, delete the file "
                                + Acknowledged.FILE + ")",
                        null);
            }
            opened = true;
        } finally {
            if (!opened) {
                disconnect();
            }
        }
    }

    private GalleryStoreException rolledBack(String what) {
        return new GalleryStoreException(
                Reason.ROLLED_BACK,
                what + " but at least generation " + expectedGeneration
                        + " is expected: it was deleted, or an older copy was put"
                        + " back; restore the newest backup, or, if this one was put back on purpose, expect its own"
                        + " generation",
                Effect.NONE,
                null);
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
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            throw new GalleryStoreException(
                    Reason.NOT_READABLE_OR_WRITABLE,
                    "there is no store in " + folder + ": it has no file " + FILE + "; name the folder of the store",
                    Effect.NONE,
                    null);
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
            throw onOpening(folder.resolve(FILE), e);
        } catch (IOException e) {
            DiskFailure why = DiskFailure.of(e, folder.resolve(FILE));
            throw new GalleryStoreException(
                    why.full() ? Reason.FULL : Reason.NOT_READABLE_OR_WRITABLE,
                    "the store in " + folder + " cannot be opened: " + why.words(),
                    Effect.NONE,
                    e);
        } finally {
            if (!opened && lock != null) {
                lock.close();
            }
        }
    }

    /**
     * The exclusive lock comes before everything that looks into the file: then SQLite needs no file of shared memory, for which a
     * full disk has no room.
     */
    private void connect() throws SQLException {
        open = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        execute("PRAGMA locking_mode = EXCLUSIVE");
        execute("PRAGMA page_size = " + PAGE);
        execute("PRAGMA temp_store = MEMORY");
        execute("PRAGMA journal_mode = WAL");
        execute("PRAGMA wal_autocheckpoint = " + LOGGED);
        execute("PRAGMA synchronous = FULL");
        execute("PRAGMA secure_delete = ON");
        execute("PRAGMA cell_size_check = ON");
        execute("PRAGMA trusted_schema = OFF");
    }

    /** What failed is not used again: the driver's statements do not survive it. */
    private void disconnect() {
        Connection last = open;
        open = null;
        inTransaction = false;
        statements.clear();
        try {
            if (last != null) {
                last.close();
            }
        } catch (SQLException e) {
            LOG.debug("a connection could not be closed; what it had not committed is gone", e);
        }
    }

    private Connection connection() throws SQLException {
        Connection now = open;
        if (now == null) {
            throw new SQLException("not connected");
        }
        return now;
    }

    private void prepare() throws SQLException, IOException {
        long application = number("PRAGMA application_id");
        long version = number("PRAGMA user_version");
        boolean isEmpty = number("SELECT count(*) FROM sqlite_schema") == 0;
        if (isEmpty && application == 0 && version == 0) {
            if (Files.exists(folder.resolve(Acknowledged.FILE))) {
                throw damaged("it is empty, although the store had acknowledged changes", null);
            }
        } else if (application != APPLICATION_ID || version < 1) {
            throw new GalleryStoreException(
                    Reason.UNKNOWN_FORMAT,
                    file
                            + " is not a store of galleries, or its beginning is damaged; choose another folder, or restore"
                            + " it from a backup",
                    Effect.NONE,
                    null);
        } else if (version > SEALED) {
            throw new GalleryStoreException(
                    Reason.UNKNOWN_FORMAT,
                    file + " has version " + version + " but this library knows versions up to " + SEALED
                            + "; open it with a newer one",
                    Effect.NONE,
                    null);
        } else {
            String complaint = text("PRAGMA quick_check(1)");
            if (!complaint.equals("ok")) {
                throw damaged("SQLite finds it malformed", null);
            }
            if (version == UNSEALED) {
                requireAccepted();
            }
            return;
        }
        make();
    }

    private void requireAccepted() throws SQLException {
        if (number("SELECT count(*) FROM pragma_table_info('store') WHERE name = 'header'") > 0) {
            throw damaged("it was sealed, but is marked as a store that is not", null);
        }
        if (keys != null && !acceptsUnsealed) {
            throw new GalleryStoreException(
                    Reason.UNSEALED,
                    "keys were given but the store in " + folder
                            + " is not sealed as a whole: it was made without keys or"
                            + " by an earlier version, or was put in the place of a sealed one; if you know that it is"
                            + " yours, seal it once by \"facebridge gallery reseal --accept-unsealed\""
                            + " (LocalTemplateStore.reseal), else restore a backup",
                    Effect.NONE,
                    null);
        }
    }

    private void make() throws SQLException {
        execute("BEGIN IMMEDIATE");
        for (String statement : TABLES) {
            execute(statement);
        }
        execute("PRAGMA application_id = " + APPLICATION_ID);
        if (sealing != null) {
            beginSealing();
        }
        write(new Whole(sealing != null, 0, 1, 1, null, 0, 0, 0, SetDigest.EMPTY));
        if (sealing == null) {
            execute("PRAGMA user_version = " + UNSEALED);
        }
        execute("COMMIT");
    }

    private void beginSealing() throws SQLException {
        for (String statement : SEALING) {
            execute(statement);
        }
        execute("PRAGMA user_version = " + SEALED);
    }

    /** Reads the row about the whole, and in a sealed store authenticates it, but for the set of rows. */
    private Kept readVerified() throws SQLException {
        Kept kept = read();
        if (kept.codes == null) {
            if (keys != null && !acceptsUnsealed) {
                throw damaged("it was sealed, but is marked as a store that is not", null);
            }
            requireExpected(kept.whole);
            return kept;
        }
        if (sealing == null) {
            throw new GalleryStoreException(
                    Reason.KEY,
                    "the store in " + folder + " is sealed with the key \"" + kept.codes.key
                            + "\" but no keys were given; open it with its TemplateKeys",
                    Effect.NONE,
                    null);
        }
        if (!sealing.seal.isProven(kept.codes)) {
            throw sealing.keys.another(kept.codes.key);
        }
        if (!sealing.seal.isOf(kept.codes, kept.whole.header())) {
            throw damaged("its header (model, counters, catalog) is not the one that was sealed", null);
        }
        requireExpected(kept.whole);
        return kept;
    }

    private void requireExpected(Whole read) {
        if (read.changes < expectedGeneration) {
            throw rolledBack("the store in " + folder + " is at generation " + read.changes);
        }
    }

    private Kept read() throws SQLException {
        boolean isSealed = number("PRAGMA user_version") == SEALED;
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT changes, next_gallery, next_face, model, dimension, templates, sum, seal"
                                + (isSealed ? ", key, proof, header, catalog" : "") + " FROM store")) {
            if (!row.next()) {
                throw damaged("the row about the whole is not there", null);
            }
            Whole read = new Whole(
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
                throw damaged("the row about the whole does not have its checksum", null);
            }
            requirePossible(read, row.getLong(5));
            return new Kept(read, codes);
        }
    }

    private StoreSeal.Codes codes(ResultSet row) throws SQLException {
        String name = row.getString(9);
        byte[] proof = row.getBytes(10);
        byte[] header = row.getBytes(11);
        byte[] catalog = row.getBytes(12);
        if (name == null || proof == null || header == null || catalog == null) {
            throw damaged("it is marked as sealed but its seal is not there", null);
        }
        return new StoreSeal.Codes(name, proof, header, catalog);
    }

    private void requirePossible(Whole read, long dimension) {
        boolean isBound = read.model != null;
        if ((read.model != null && read.model.isBlank())
                || dimension < (isBound ? 1 : 0)
                || dimension != read.dimension
                || (!isBound && read.templates > 0)
                || read.changes < 0
                || read.nextGallery < 1
                || read.nextFace < 1) {
            throw damaged("the row about the whole says what no store writes", null);
        }
    }

    // Reading

    @Override
    public State load(Sink sink) {
        State state = loadAll(sink);
        isAhead = false;
        return state;
    }

    private State loadAll(Sink sink) {
        try {
            Kept kept = readVerified();
            Whole found = loadGalleries(kept.whole.with(kept.whole.sealed, 0, SetDigest.EMPTY), sink);
            long templates = 0;
            try (Statement statement = connection().createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT face, gallery, person, key, vector, seal FROM template ORDER BY face")) {
                long last = 0;
                while (row.next()) {
                    Template template = template(row);
                    if (template.face <= last || template.face >= kept.whole.nextFace) {
                        throw damaged("a template has a number that was not given, or was given again", null);
                    }
                    last = template.face;
                    templates++;
                    float[] vector = vector(template, kept);
                    found = found.plus(row(template), 0);
                    sink.template(
                            template.face,
                            template.gallery,
                            person(template.person),
                            vector,
                            templates,
                            kept.whole.templates);
                }
            }
            if (found.sum != kept.whole.sum || templates != kept.whole.templates) {
                throw damaged(
                        "it holds " + templates + " templates of " + kept.whole.templates
                                + ", or galleries or templates that do not add up to its checksum",
                        null);
            }
            if (sealing != null && kept.codes != null && !sealing.seal.isOf(kept.codes, found.header(), found.rows)) {
                throw damaged(
                        "its galleries and templates are not those that were sealed: some were added, removed or changed, or"
                                + " are of an older copy",
                        null);
            }
            whole = found;
            committed = found;
            return new State(found.model, found.dimension, found.nextGallery, found.nextFace);
        } catch (SQLException e) {
            throw onOpening(file, e);
        }
    }

    private Whole loadGalleries(Whole empty, Sink sink) throws SQLException {
        Whole found = empty;
        names.clear();
        Set<String> different = new HashSet<>();
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT number, id, created, seal, "
                        + (empty.sealed ? "key" : "NULL") + " FROM gallery ORDER BY number")) {
            while (row.next()) {
                long number = row.getLong(1);
                String id = row.getString(2);
                long created = row.getLong(3);
                @Nullable String name = row.getString(5);
                if (id == null || gallerySeal(number, id, created, name) != row.getLong(4)) {
                    throw damaged("a gallery does not have its checksum", null);
                }
                if (id.isBlank() || number < 1 || number >= empty.nextGallery || !different.add(id)) {
                    throw damaged(
                            "a gallery has no name, the name of another one, or a number that was not given", null);
                }
                if (empty.sealed && name == null) {
                    throw damaged("it is sealed but a gallery is not", null);
                }
                found = found.plus(gallery(number, id, created, name), 0);
                names.put(number, id);
                sink.gallery(number, new GalleryId(id), Instant.ofEpochMilli(created));
            }
        }
        return found;
    }

    /** A row of templates. */
    private static final class Template {
        private final long face;
        private final long gallery;
        private final String person;
        private final @Nullable String key;
        private final byte[] stored;
        private final long seal;

        Template(long face, long gallery, String person, @Nullable String key, byte[] stored) {
            this.face = face;
            this.gallery = gallery;
            this.person = person;
            this.key = key;
            this.stored = stored;
            seal = checksum(List.of(face, gallery), List.of(person, key == null ? "" : "key " + key), stored);
        }
    }

    private Template template(ResultSet row) throws SQLException {
        String person = row.getString(3);
        byte[] stored = row.getBytes(5);
        if (person == null || stored == null) {
            throw damaged("a template does not have its checksum", null);
        }
        Template template = new Template(row.getLong(1), row.getLong(2), person, row.getString(4), stored);
        if (row.getLong(6) != template.seal) {
            throw damaged("a template does not have its checksum", null);
        }
        return template;
    }

    private PersonId person(String id) {
        if (id.isBlank()) {
            throw damaged("a template has no person", null);
        }
        return new PersonId(id);
    }

    private float[] vector(Template template, Kept kept) {
        byte[] plain = plain(template, kept.whole.sealed);
        if (kept.whole.dimension > LARGEST_DIMENSION || plain.length != kept.whole.dimension * Float.BYTES) {
            throw damaged("a template does not have " + kept.whole.dimension + " numbers", null);
        }
        float[] vector = new float[kept.whole.dimension];
        ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (!(Math.abs(Math.sqrt(squares) - 1) <= UNIT_TOLERANCE)) {
            throw damaged("a template is not a vector of length 1", null);
        }
        return vector;
    }

    private byte[] plain(Template template, boolean isSealed) {
        if (template.key == null) {
            if (isSealed) {
                throw damaged("it is sealed but holds a template that is not encrypted", null);
            }
            return template.stored;
        }
        if (sealing == null) {
            throw new GalleryStoreException(
                    Reason.KEY,
                    "templates of " + folder + " are encrypted with the key \"" + template.key
                            + "\" but no keys were given; open the store with its TemplateKeys",
                    Effect.NONE,
                    null);
        }
        Optional<byte[]> plain = sealing.cipher.open(
                template.key, template.stored, bound(template.face, template.gallery, template.person, isSealed));
        if (plain.isPresent()) {
            return plain.get();
        }
        if (!isSealed) {
            throw sealing.keys.another(template.key);
        }
        throw damaged(
                "a template is not the one that was sealed for its face, person and gallery (or the key \""
                        + template.key + "\" is not the one that had the name then)",
                null);
    }

    /** What a template is encrypted for. */
    private TemplateCipher.Row bound(long face, long gallery, String person, boolean isSealed) {
        if (!isSealed) {
            return new TemplateCipher.Row(face, gallery, null, person);
        }
        String name = names.get(gallery);
        if (name == null) {
            throw damaged("it holds a template of a gallery that is not there", null);
        }
        return new TemplateCipher.Row(face, gallery, name, person);
    }

    /** What it adds to the whole. */
    private Row row(Template template) {
        return new Row(
                template.seal,
                sealing == null || template.key == null
                        ? SetDigest.EMPTY
                        : sealing.seal.template(template.key, template.face, template.stored));
    }

    private Row gallery(long number, String id, long created, @Nullable String key) {
        return new Row(
                gallerySeal(number, id, created, key),
                sealing == null || key == null ? SetDigest.EMPTY : sealing.seal.gallery(key, number, id, created));
    }

    // Writing

    @Override
    public void begin() {
        ready();
        update("BEGIN IMMEDIATE");
        inTransaction = true;
    }

    @Override
    public boolean isAhead() {
        return isAhead;
    }

    /** Connected to the file that was opened. */
    private void ready() {
        requireThere(Effect.NONE);
        if (open == null) {
            try {
                isAhead |= reconnect();
            } catch (SQLException e) {
                throw onWriting(e, Effect.NONE);
            }
        }
    }

    /** Looks what is kept, and returns whether that is one change more than is known. */
    private boolean reconnect() throws SQLException {
        boolean found = false;
        disconnect();
        try {
            connect();
            Kept kept = read();
            Whole coming = uncertain;
            boolean isMore = coming != null && isSame(kept, coming);
            Whole now = isMore && coming != null ? coming : committed;
            if (!isMore && !isSame(kept, committed)) {
                throw damaged("it does not hold what was acknowledged", null);
            }
            if (isMore) {
                execute("PRAGMA wal_checkpoint(FULL)"); // forces to the disk what the failed commit may not have
                acknowledged.set(now.changes);
            }
            uncertain = null;
            committed = now;
            whole = now;
            found = true;
            return isMore;
        } finally {
            if (!found) {
                disconnect();
            }
        }
    }

    /** Whether what is kept is what is known, which knows the set of rows too. */
    private boolean isSame(Kept kept, Whole known) {
        return kept.whole.with(kept.whole.sealed, kept.whole.sum, known.rows).equals(known)
                && (sealing == null
                        || kept.codes == null
                        || sealing.seal
                                .of(kept.codes.key, known.header(), known.rows)
                                .isSame(kept.codes));
    }

    private void requireThere(Effect effect) {
        String what;
        try {
            if (Objects.equals(key, keyOf(file))) {
                return;
            }
            what = " is another file than the one that was opened";
        } catch (IOException e) {
            what = " is not there any more";
        }
        throw new GalleryStoreException(
                Reason.NOT_READABLE_OR_WRITABLE,
                (effect == Effect.NONE ? "the change was not kept: " : "it is not known whether the change was kept: ")
                        + file + what + ", because its folder was removed, moved or replaced; put it back and go on, or"
                        + " export the galleries, which can be read until the store is closed",
                effect,
                null);
    }

    @Override
    public void bind(String model, int dimension) {
        whole = whole.of(model, dimension);
    }

    @Override
    public void create(long number, GalleryId gallery, Instant created) {
        long time = created.toEpochMilli();
        @Nullable String name = sealing == null ? null : sealing.keys.current();
        Row row = gallery(number, gallery.value(), time, name);
        if (name == null) {
            update(
                    "INSERT INTO gallery (number, id, created, seal) VALUES (?, ?, ?, ?)",
                    number,
                    gallery.value(),
                    time,
                    row.seal);
        } else {
            update(
                    "INSERT INTO gallery (number, id, created, seal, key) VALUES (?, ?, ?, ?, ?)",
                    number,
                    gallery.value(),
                    time,
                    row.seal,
                    name);
        }
        names.put(number, gallery.value());
        whole = whole.plus(row, 0).next(number, 0);
    }

    @Override
    public void delete(long number) {
        Gallery gallery = galleries("number = " + number, 1).stream()
                .findFirst()
                .orElseThrow(() -> damaged("a row that was there is not there any more", null));
        whole = whole.minus(row(gallery), 0);
        update("DELETE FROM gallery WHERE number = ?", number);
    }

    /** A row of galleries. */
    private record Gallery(
            long number, String id, long created, @Nullable String key) {}

    private Row row(Gallery gallery) {
        return gallery(gallery.number, gallery.id, gallery.created, gallery.key);
    }

    private List<Gallery> galleries(String which, int most) {
        List<Gallery> found = new ArrayList<>();
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT number, id, created, " + (whole.sealed ? "key" : "NULL")
                        + " FROM gallery WHERE " + which + " LIMIT " + most)) {
            while (row.next()) {
                found.add(new Gallery(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4)));
            }
        } catch (SQLException e) {
            throw onWriting(e, Effect.NONE);
        }
        return found;
    }

    @Override
    public void add(long face, long gallery, PersonId person, float[] vector) {
        ByteBuffer plain = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        plain.asFloatBuffer().put(vector);
        Template template = sealed(face, gallery, person.value(), plain.array());
        Row row = row(template);
        update(
                "INSERT INTO template (face, gallery, person, key, vector, seal) VALUES (?, ?, ?, ?, ?, ?)",
                face,
                gallery,
                template.person,
                template.key,
                template.stored,
                row.seal);
        whole = whole.plus(row, 1).next(0, face);
    }

    /** The row as it is kept: sealed with the current key if there are keys. */
    private Template sealed(long face, long gallery, String person, byte[] plain) {
        if (sealing == null) {
            return new Template(face, gallery, person, null, plain);
        }
        String key = sealing.keys.current();
        byte[] stored = sealing.cipher.seal(key, plain, bound(face, gallery, person, true));
        return new Template(face, gallery, person, key, stored);
    }

    @Override
    public void remove(long face) {
        Template template = templates("face = " + face, 1).stream()
                .findFirst()
                .orElseThrow(() -> damaged("a row that was there is not there any more", null));
        if (whole.sealed) {
            var unused = plain(template, true); // so that nothing else is subtracted than what was sealed
        }
        whole = whole.minus(row(template), 1);
        update("DELETE FROM template WHERE face = ?", face);
    }

    private List<Template> templates(String which, int most) {
        List<Template> found = new ArrayList<>();
        try (PreparedStatement select = connection()
                        .prepareStatement("SELECT face, gallery, person, key, vector, seal FROM template WHERE " + which
                                + " ORDER BY face LIMIT " + most);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(template(row));
            }
        } catch (SQLException e) {
            throw onWriting(e, Effect.NONE);
        }
        return found;
    }

    @Override
    public void commit() {
        whole = whole.changed();
        try {
            write(whole);
        } catch (SQLException e) {
            throw onWriting(e, Effect.NONE);
        }
        uncertain = whole;
        try {
            statement("COMMIT").executeUpdate();
            inTransaction = false;
            requireThere(Effect.UNKNOWN);
            if (Files.exists(log)) {
                uncertain = null;
                committed = whole;
                acknowledged.set(whole.changes);
                return;
            }
        } catch (SQLException e) {
            settle(e);
            return;
        } catch (GalleryStoreException e) {
            disconnect();
            throw e;
        }
        settle(new SQLException("the file " + log + " was removed"));
    }

    /** A commit that failed was done, or was not, or nobody knows yet. */
    private void settle(SQLException failed) {
        GalleryStoreException unknown = onWriting(failed, Effect.UNKNOWN);
        GalleryStoreException notKept = onWriting(failed, Effect.NONE);
        boolean isKept;
        try {
            requireThere(Effect.UNKNOWN);
            isKept = reconnect();
        } catch (SQLException | GalleryStoreException e) {
            disconnect();
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
        if (inTransaction) {
            try {
                statement("ROLLBACK").executeUpdate();
                inTransaction = false;
            } catch (SQLException e) {
                disconnect(); // which rolls back
            }
        }
    }

    @Override
    public void sweep() {
        if (open == null) {
            return;
        }
        try {
            execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            LOG.debug("the write-ahead log stays as it is until the next time", e);
        }
    }

    @Override
    public long generation() {
        return committed.changes;
    }

    @Override
    public long notCurrent() {
        ready();
        return count("key IS NOT ?", sealing == null ? null : sealing.keys.current());
    }

    private long count(String which, @Nullable String key) {
        try (PreparedStatement count = connection().prepareStatement("SELECT count(*) FROM template WHERE " + which)) {
            count.setString(1, key);
            try (ResultSet row = count.executeQuery()) {
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw onWriting(e, Effect.NONE);
        }
    }

    @Override
    public int reencrypt(int most) {
        String current = requireSealing().keys.current();
        begin();
        for (Gallery gallery : galleries("key IS NOT " + quoted(current), Integer.MAX_VALUE)) {
            whole = whole.minus(row(gallery), 0).plus(resealed(gallery, current), 0);
        }
        List<Template> old = templates("key IS NOT " + quoted(current), most);
        for (Template template : old) {
            byte[] plain = plain(template, true);
            whole = whole.minus(row(template), 0).plus(resealed(template, plain), 0);
        }
        commit();
        return old.size();
    }

    private Sealing requireSealing() {
        if (sealing == null) {
            throw new IllegalStateException("a store that was opened without TemplateKeys has nothing to encrypt with");
        }
        return sealing;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private Row resealed(Gallery gallery, String key) {
        Row row = gallery(gallery.number, gallery.id, gallery.created, key);
        update("UPDATE gallery SET key = ?, seal = ? WHERE number = ?", key, row.seal, gallery.number);
        return row;
    }

    private Row resealed(Template template, byte[] plain) {
        Template next = sealed(template.face, template.gallery, template.person, plain);
        Row row = row(next);
        update(
                "UPDATE template SET key = ?, vector = ?, seal = ? WHERE face = ?",
                next.key,
                next.stored,
                row.seal,
                template.face);
        return row;
    }

    /** How many templates are not encrypted. */
    long plainTemplates() {
        return count("key IS ?", null);
    }

    boolean isSealed() {
        return committed.sealed;
    }

    /**
     * Seals everything with the current key, as one change; after {@link #load}. What was there before is overwritten, and a
     * failure says so if it is not yet.
     */
    void reseal(GalleryProgress progress) {
        String current = requireSealing().keys.current();
        boolean wasSealed = whole.sealed;
        begin();
        try {
            if (!wasSealed) {
                try {
                    beginSealing();
                } catch (SQLException e) {
                    throw onWriting(e, Effect.NONE);
                }
            }
            Whole result = whole.with(true, 0, SetDigest.EMPTY);
            for (Gallery gallery : galleries("1", Integer.MAX_VALUE)) {
                result = result.plus(resealed(gallery, current), 0);
            }
            long done = 0;
            List<Template> some = templates("1", AT_ONCE);
            while (!some.isEmpty()) {
                for (Template template : some) {
                    result = result.plus(resealed(template, plain(template, wasSealed)), 0);
                }
                done += some.size();
                progress.at(done, Math.max(done, whole.templates));
                some = templates("face > " + some.get(some.size() - 1).face, AT_ONCE);
            }
            whole = result;
            commit();
        } finally {
            if (inTransaction) {
                rollback();
            }
        }
        try {
            execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw refused(
                    file,
                    "the store in " + folder
                            + " is sealed, but what it held before is not overwritten yet; seal it again",
                    Effect.PARTIAL,
                    e);
        }
    }

    // Copying

    @Override
    public void copyTo(Path into) {
        ready();
        Path copy = into.resolve(FILE);
        closeStatements();
        try (PreparedStatement vacuum = connection().prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw switch (primary(e)) {
                case "SQLITE_CORRUPT", "SQLITE_NOTADB" -> damaged("SQLite cannot read it (" + code(e) + ")", e);
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
    }

    /** After an INSERT the driver keeps a query for the row's number, beside which SQLite does not copy. */
    private void closeStatements() {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                LOG.debug("a statement could not be closed", e);
            }
        }
        statements.clear();
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
            throw onOpening(copy.resolve(FILE), e);
        } catch (IOException e) {
            throw new GalleryStoreException(
                    Reason.NOT_READABLE_OR_WRITABLE, copy + " could not be read: " + e, Effect.NONE, e);
        }
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public void close() {
        try {
            sweep();
            disconnect();
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }

    // SQL

    private void write(Whole now) throws SQLException {
        StoreSeal.Codes codes = null;
        if (now.sealed) {
            Sealing with = requireSealing();
            codes = with.seal.of(with.keys.current(), now.header(), now.rows);
        }
        PreparedStatement statement = statement(
                "UPDATE store SET changes = ?, next_gallery = ?, next_face = ?, model = ?, dimension = ?, templates = ?, sum = ?,"
                        + " seal = ?" + (codes == null ? "" : ", key = ?, proof = ?, header = ?, catalog = ?")
                        + " WHERE id = 1");
        statement.setLong(1, now.changes);
        statement.setLong(2, now.nextGallery);
        statement.setLong(3, now.nextFace);
        statement.setString(4, now.model);
        statement.setInt(5, now.dimension);
        statement.setLong(6, now.templates);
        statement.setLong(7, now.sum);
        statement.setLong(8, now.seal(codes));
        if (codes != null) {
            statement.setString(9, codes.key);
            statement.setBytes(10, codes.proof);
            statement.setBytes(11, codes.header);
            statement.setBytes(12, codes.catalog);
        }
        statement.executeUpdate();
    }

    private void update(String sql, @Nullable Object... values) {
        try {
            PreparedStatement statement = statement(sql);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw onWriting(e, Effect.NONE);
        }
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection().prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }

    // Checksums: CRC-32C, over everything that a row says

    private static long gallerySeal(long number, String id, long created, @Nullable String key) {
        return checksum(List.of(number, created), key == null ? List.of(id) : List.of(id, "key " + key), new byte[0]);
    }

    private static long checksum(List<Long> numbers, List<String> texts, byte[] bytes) {
        CRC32C sum = new CRC32C();
        ByteBuffer all = ByteBuffer.allocate(numbers.size() * Long.BYTES);
        numbers.forEach(all::putLong);
        sum.update(all.array());
        for (String text : texts) {
            sum.update(text.getBytes(StandardCharsets.UTF_8));
            sum.update(0);
        }
        sum.update(bytes);
        return sum.getValue();
    }

    // What went wrong

    private GalleryStoreException damaged(String what, @Nullable Throwable cause) {
        return damaged(file, what, cause);
    }

    private static GalleryStoreException damaged(Path file, String what, @Nullable Throwable cause) {
        return new GalleryStoreException(
                Reason.DAMAGED,
                file + " is damaged: " + what + "; restore the whole folder from a backup, or import exported galleries"
                        + " into a new one",
                Effect.NONE,
                cause);
    }

    private static GalleryStoreException onOpening(Path file, SQLException e) {
        return switch (primary(e)) {
            case "SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT", "SQLITE_ERROR" -> unreadable(file, e);
            case "SQLITE_BUSY", "SQLITE_LOCKED" ->
                new GalleryStoreException(
                        Reason.IN_USE, file + " is open in another program; close it there", Effect.NONE, e);
            default ->
                code(e).equals("SQLITE_IOERR_SHORT_READ")
                        ? unreadable(file, e)
                        : refused(file, file + " cannot be opened", Effect.NONE, e);
        };
    }

    private static GalleryStoreException unreadable(Path file, SQLException e) {
        return damaged(file, "SQLite cannot read it (" + code(e) + ")", e);
    }

    /** After NONE there is no connection: the next change begins with another. */
    private GalleryStoreException onWriting(SQLException e, Effect effect) {
        GalleryStoreException what =
                switch (primary(e)) {
                    case "SQLITE_CORRUPT", "SQLITE_NOTADB" -> unreadable(file, e);
                    default ->
                        refused(
                                file,
                                effect == Effect.NONE
                                        ? "the change was not kept in " + file
                                        : "it is not known whether the change was kept in " + file
                                                + ", until the next one",
                                effect,
                                e);
                };
        if (effect == Effect.NONE) {
            disconnect();
        }
        return what;
    }

    /** SQLite does not say what the system said, but for a full disk. */
    private static GalleryStoreException refused(Path file, String what, Effect effect, SQLException e) {
        DiskFailure why = primary(e).equals("SQLITE_FULL")
                ? new DiskFailure(true, "the disk is full; make room in " + file.getParent())
                : said(file);
        return new GalleryStoreException(
                why != null && why.full() ? Reason.FULL : Reason.NOT_READABLE_OR_WRITABLE,
                what + " (" + code(e) + "): "
                        + (why == null
                                ? "check the disk of " + file.getParent() + " and who may write there"
                                : why.words()),
                effect,
                e);
    }

    /** What the system says when a file as large as SQLite's is written beside them; {@code null} if it writes it. */
    private static @Nullable DiskFailure said(Path file) {
        Path probe = file.resolveSibling("probe.scratch");
        try {
            try (FileChannel out = FileChannel.open(
                    probe, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.forFile(probe))) {
                Path log = file.resolveSibling(FILE + "-wal");
                long size = Math.max(Files.size(file), Files.exists(log) ? Files.size(log) : 0);
                out.write(ByteBuffer.allocate(PAGE), size);
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
