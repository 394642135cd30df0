package io.facebridge.local.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/** The connection to a store's file, with its settings, transaction and statements. What failed is not used again. */
final class SqliteConnection {
    static final int PAGE = 8_192;

    private static final Logger LOG = LoggerFactory.getLogger(SqliteConnection.class);

    /** At so many pages, 4 MB, the write-ahead log is taken over into the database. */
    private static final int LOGGED = 500;

    private final Path file;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable Connection open;
    private boolean inTransaction;

    SqliteConnection(Path file) {
        this.file = file;
    }

    /**
     * The exclusive lock is taken before the file is read: then SQLite needs no file of shared memory, for which a
     * full disk has no room.
     */
    void connect() throws SQLException {
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
    void disconnect() {
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

    boolean isOpen() {
        return open != null;
    }

    Connection connection() throws SQLException {
        Connection now = open;
        if (now == null) {
            throw new SQLException("not connected");
        }
        return now;
    }

    // Transactions

    void begin() throws SQLException {
        update("BEGIN IMMEDIATE");
        inTransaction = true;
    }

    void commit() throws SQLException {
        statement("COMMIT").executeUpdate();
        inTransaction = false;
    }

    boolean isInTransaction() {
        return inTransaction;
    }

    void rollback() {
        if (!inTransaction) {
            return;
        }
        try {
            statement("ROLLBACK").executeUpdate();
            inTransaction = false;
        } catch (SQLException e) {
            disconnect(); // which rolls back
        }
    }

    /** Takes the write-ahead log over into the database and overwrites it. */
    void truncateLog() throws SQLException {
        execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    // Statements

    void update(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }

    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection().prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** Copies what is committed, and nothing that was removed. */
    void copyTo(Path copy) throws SQLException {
        closeStatements();
        try (PreparedStatement vacuum = connection().prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
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

    void execute(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    String text(String sql) throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }
}
