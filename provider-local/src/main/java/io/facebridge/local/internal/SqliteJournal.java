package io.facebridge.local.internal;

import io.facebridge.Effect;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryStoreException;
import io.facebridge.gallery.GalleryStoreException.Reason;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.TemplateKeys;
import io.facebridge.spi.DiskFailure;
import io.facebridge.spi.OwnerOnly;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * and templates and the sum of all checksums: what is lost, altered or left over is noticed when the store is opened.
 */
public final class SqliteJournal implements Journal {
    /** The database's file. */
    public static final String FILE = "templates.db";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);
    private static final int APPLICATION_ID = 0x46427431;
    private static final int PAGE = 8_192;

    /** At so many pages, 4 MB, the write-ahead log is taken over into the database. */
    private static final int LOGGED = 500;

    /** The statements that lead from each version of the schema to the next. */
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE store (id INTEGER PRIMARY KEY CHECK (id = 1), changes INTEGER NOT NULL, next_gallery INTEGER NOT"
                    + " NULL, next_face INTEGER NOT NULL, model TEXT, dimension INTEGER NOT NULL, templates INTEGER NOT"
                    + " NULL, sum INTEGER NOT NULL, seal INTEGER NOT NULL)",
            "CREATE TABLE gallery (number INTEGER PRIMARY KEY, id TEXT NOT NULL, created INTEGER NOT NULL, seal INTEGER NOT"
                    + " NULL)",
            "CREATE TABLE template (face INTEGER PRIMARY KEY, gallery INTEGER NOT NULL, person TEXT NOT NULL, key TEXT,"
                    + " vector BLOB NOT NULL, seal INTEGER NOT NULL)"));

    private final Path folder;
    private final Path file;
    private final @Nullable FolderLock lock;
    private final @Nullable TemplateKeys keys;
    private final @Nullable TemplateCipher cipher;
    private final Path log;
    private final @Nullable Object key;
    private final Acknowledged acknowledged;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable Connection open;
    private boolean inTransaction;
    private boolean isAhead;
    private Whole whole;
    private Whole committed;

    /** What was to be committed when it could not be found out whether it was. */
    private @Nullable Whole uncertain;

    /** What the row about the whole says. */
    private record Whole(
            long changes,
            long nextGallery,
            long nextFace,
            @Nullable String model,
            int dimension,
            long templates,
            long sum) {
        static final Whole EMPTY = new Whole(0, 1, 1, null, 0, 0, 0);

        long seal() {
            return checksum(
                    List.of(changes, nextGallery, nextFace, (long) dimension, templates, sum),
                    List.of(model == null ? "" : model),
                    new byte[0]);
        }

        Whole changed() {
            return new Whole(changes + 1, nextGallery, nextFace, model, dimension, templates, sum);
        }

        Whole plus(long seal, int more) {
            return new Whole(changes, nextGallery, nextFace, model, dimension, templates + more, sum + seal);
        }

        Whole minus(long seal, int fewer) {
            return new Whole(changes, nextGallery, nextFace, model, dimension, templates - fewer, sum - seal);
        }

        Whole next(long gallery, long face) {
            return new Whole(
                    changes,
                    Math.max(nextGallery, gallery + 1),
                    Math.max(nextFace, face + 1),
                    model,
                    dimension,
                    templates,
                    sum);
        }

        Whole of(String newModel, int newDimension) {
            return new Whole(changes, nextGallery, nextFace, newModel, newDimension, templates, sum);
        }
    }

    private SqliteJournal(Path folder, @Nullable TemplateKeys keys, @Nullable FolderLock lock)
            throws SQLException, IOException {
        this.folder = folder;
        this.keys = keys;
        this.lock = lock;
        file = folder.resolve(FILE);
        log = folder.resolve(FILE + "-wal");
        cipher = keys == null ? null : new TemplateCipher(keys, folder.toString());
        boolean isNew = !Files.exists(file);
        if (isNew && Files.exists(folder.resolve(Acknowledged.FILE))) {
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
            whole = readWhole();
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

    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Opens the store of a folder, or makes one. */
    public static SqliteJournal open(Path folder, @Nullable TemplateKeys keys) {
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
            SqliteJournal journal = new SqliteJournal(folder, keys, lock);
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
        } else if (version > MIGRATIONS.size()) {
            throw new GalleryStoreException(
                    Reason.UNKNOWN_FORMAT,
                    file + " has version " + version + " but this library knows versions up to " + MIGRATIONS.size()
                            + "; open it with a newer one",
                    Effect.NONE,
                    null);
        } else {
            String complaint = text("PRAGMA quick_check(1)");
            if (!complaint.equals("ok")) {
                throw damaged("SQLite finds it malformed", null);
            }
        }
        migrate((int) version);
    }

    private void migrate(int from) throws SQLException {
        if (from == MIGRATIONS.size()) {
            return;
        }
        execute("BEGIN IMMEDIATE");
        for (List<String> step : MIGRATIONS.subList(from, MIGRATIONS.size())) {
            for (String statement : step) {
                execute(statement);
            }
        }
        if (from == 0) {
            execute("PRAGMA application_id = " + APPLICATION_ID);
            write(
                    Whole.EMPTY,
                    "INSERT INTO store (changes, next_gallery, next_face, model, dimension, templates, sum, seal, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)");
        }
        execute("PRAGMA user_version = " + MIGRATIONS.size());
        execute("COMMIT");
    }

    private Whole readWhole() throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT changes, next_gallery, next_face, model, dimension, templates, sum, seal FROM store")) {
            if (!row.next()) {
                throw damaged("the row about the whole is not there", null);
            }
            Whole read = new Whole(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getInt(5),
                    row.getLong(6),
                    row.getLong(7));
            if (read.seal() != row.getLong(8)) {
                throw damaged("the row about the whole does not have its checksum", null);
            }
            return read;
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
            long sum = loadGalleries(sink);
            long templates = 0;
            try (Statement statement = connection().createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT face, gallery, person, key, vector, seal FROM template ORDER BY face")) {
                while (row.next()) {
                    long face = row.getLong(1);
                    long gallery = row.getLong(2);
                    String person = row.getString(3);
                    @Nullable String key = row.getString(4);
                    byte[] stored = row.getBytes(5);
                    long seal = row.getLong(6);
                    if (stored == null || person == null || seal != seal(face, gallery, person, key, stored)) {
                        throw damaged("a template does not have its checksum", null);
                    }
                    sum += seal;
                    templates++;
                    sink.template(
                            face,
                            gallery,
                            new PersonId(person),
                            vector(key, stored, face, gallery, person),
                            templates,
                            whole.templates);
                }
            }
            if (sum != whole.sum || templates != whole.templates) {
                throw damaged(
                        "it holds " + templates + " templates of " + whole.templates
                                + ", or galleries or templates that do not add up to its checksum",
                        null);
            }
            return new State(whole.model, whole.dimension, whole.nextGallery, whole.nextFace);
        } catch (SQLException e) {
            throw onOpening(file, e);
        }
    }

    private long loadGalleries(Sink sink) throws SQLException {
        long sum = 0;
        try (Statement statement = connection().createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT number, id, created, seal FROM gallery ORDER BY number")) {
            while (row.next()) {
                long seal = gallerySeal(row.getLong(1), row.getString(2), row.getLong(3));
                if (seal != row.getLong(4)) {
                    throw damaged("a gallery does not have its checksum", null);
                }
                sum += seal;
                sink.gallery(row.getLong(1), new GalleryId(row.getString(2)), Instant.ofEpochMilli(row.getLong(3)));
            }
        }
        return sum;
    }

    private float[] vector(@Nullable String key, byte[] stored, long face, long gallery, String person) {
        byte[] plain = stored;
        if (key != null) {
            if (cipher == null) {
                throw new GalleryStoreException(
                        Reason.KEY,
                        "templates of " + folder + " are encrypted with the key \"" + key
                                + "\" but no keys were given; open the store with its TemplateKeys",
                        Effect.NONE,
                        null);
            }
            plain = cipher.open(key, stored, face, gallery, person);
        }
        if (plain.length != whole.dimension * Float.BYTES) {
            throw damaged("a template does not have " + whole.dimension + " numbers", null);
        }
        float[] vector = new float[whole.dimension];
        ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
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
            Whole now = readWhole();
            boolean isMore = now.equals(uncertain);
            if (!isMore && !now.equals(committed)) {
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
        long seal = gallerySeal(number, gallery.value(), created.toEpochMilli());
        update(
                "INSERT INTO gallery (number, id, created, seal) VALUES (?, ?, ?, ?)",
                number,
                gallery.value(),
                created.toEpochMilli(),
                seal);
        whole = whole.plus(seal, 0).next(number, 0);
    }

    @Override
    public void delete(long number) {
        whole = whole.minus(seal("SELECT seal FROM gallery WHERE number = ?", number), 0);
        update("DELETE FROM gallery WHERE number = ?", number);
    }

    @Override
    public void add(long face, long gallery, PersonId person, float[] vector) {
        ByteBuffer plain = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        plain.asFloatBuffer().put(vector);
        @Nullable String key = cipher == null ? null : cipher.current();
        byte[] stored = cipher == null || key == null
                ? plain.array()
                : cipher.seal(key, plain.array(), face, gallery, person.value());
        long seal = seal(face, gallery, person.value(), key, stored);
        update(
                "INSERT INTO template (face, gallery, person, key, vector, seal) VALUES (?, ?, ?, ?, ?, ?)",
                face,
                gallery,
                person.value(),
                key,
                stored,
                seal);
        whole = whole.plus(seal, 1).next(0, face);
    }

    @Override
    public void remove(long face) {
        whole = whole.minus(seal("SELECT seal FROM template WHERE face = ?", face), 1);
        update("DELETE FROM template WHERE face = ?", face);
    }

    @Override
    public void commit() {
        whole = whole.changed();
        try {
            write(
                    whole,
                    "UPDATE store SET changes = ?, next_gallery = ?, next_face = ?, model = ?, dimension = ?, templates = ?, sum = ?, seal = ? WHERE id = 1");
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
    public long notCurrent() {
        ready();
        try (PreparedStatement count =
                connection().prepareStatement("SELECT count(*) FROM template WHERE key IS NOT ?")) {
            count.setString(1, cipher == null ? null : cipher.current());
            try (ResultSet row = count.executeQuery()) {
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw onWriting(e, Effect.NONE);
        }
    }

    @Override
    public int reencrypt(int most) {
        if (cipher == null) {
            throw new IllegalStateException("a store that was opened without TemplateKeys has nothing to encrypt with");
        }
        String current = cipher.current();
        List<Object[]> rows = new ArrayList<>();
        begin();
        try (PreparedStatement old = connection()
                .prepareStatement(
                        "SELECT face, gallery, person, key, vector, seal FROM template WHERE key IS NOT ? ORDER BY face LIMIT ?")) {
            old.setString(1, current);
            old.setInt(2, most);
            try (ResultSet row = old.executeQuery()) {
                while (row.next()) {
                    rows.add(new Object[] {
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBytes(5),
                        row.getLong(6)
                    });
                }
            }
        } catch (SQLException e) {
            throw onWriting(e, Effect.NONE);
        }
        for (Object[] row : rows) {
            long face = (long) row[0];
            long gallery = (long) row[1];
            String person = (String) row[2];
            @Nullable String key = (String) row[3];
            byte[] plain = (byte[]) row[4];
            if (key != null) {
                plain = cipher.open(key, plain, face, gallery, person);
            }
            byte[] stored = cipher.seal(current, plain, face, gallery, person);
            long seal = seal(face, gallery, person, current, stored);
            update("UPDATE template SET key = ?, vector = ?, seal = ? WHERE face = ?", current, stored, seal, face);
            whole = whole.minus((long) row[5], 0).plus(seal, 0);
        }
        commit();
        return rows.size();
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
            SqliteJournal copied = new SqliteJournal(copy, keys, null);
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

    private void write(Whole now, String sql) throws SQLException {
        PreparedStatement statement = statement(sql);
        statement.setLong(1, now.changes);
        statement.setLong(2, now.nextGallery);
        statement.setLong(3, now.nextFace);
        statement.setString(4, now.model);
        statement.setInt(5, now.dimension);
        statement.setLong(6, now.templates);
        statement.setLong(7, now.sum);
        statement.setLong(8, now.seal());
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

    private long seal(String sql, long key) {
        try {
            PreparedStatement statement = statement(sql);
            statement.setLong(1, key);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw damaged("a row that was there is not there any more", null);
                }
                return row.getLong(1);
            }
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

    private static long seal(long face, long gallery, String person, @Nullable String key, byte[] stored) {
        return checksum(List.of(face, gallery), List.of(person, key == null ? "" : "key " + key), stored);
    }

    private static long gallerySeal(long number, String id, long created) {
        return checksum(List.of(number, created), List.of(id), new byte[0]);
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
