package io.facebridge.operations.jdbc;

import io.facebridge.error.Effect;
import io.facebridge.operations.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Statements of standard SQL on connections of a data source. Thread-safe. */
final class Sql {
    private final DataSource database;

    /** Creates an executor that uses a new connection for each call. */
    public Sql(DataSource database) {
        this.database = Objects.requireNonNull(database, "database");
    }

    /** Executes several statements in one transaction. */
    public <T> T inTransaction(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(false);
            boolean committing = false;
            try {
                T result = work.on(new Statements(connection));
                committing = true;
                connection.commit();
                return result;
            } catch (SQLException e) {
                rollBack(connection, e);
                throw failed(committing ? Effect.UNKNOWN : Effect.NONE, e);
            } catch (RuntimeException e) {
                rollBack(connection, e);
                throw e;
            } finally {
                connection.setAutoCommit(before);
            }
        } catch (SQLException e) {
            throw failed(Effect.UNKNOWN, e);
        }
    }

    /** Executes a statement that changes rows, and returns their number. */
    public int run(String statement, @Nullable Object... values) {
        return alone(statements -> statements.run(statement, values));
    }

    /**
     * Inserts a row unless a row with its key exists. As databases report an existing key differently, the key is queried after a
     * failure.
     */
    public boolean insertIfAbsent(String insert, List<?> values, String query, Object key) {
        try (Connection connection = database.getConnection()) {
            Statements statements = new Statements(connection);
            try {
                statements.run(insert, values.toArray());
                return true;
            } catch (SQLException e) {
                if (!statements.rows(query, row -> Boolean.TRUE, key).isEmpty()) {
                    return false;
                }
                throw e;
            }
        } catch (SQLException e) {
            throw failed(Effect.UNKNOWN, e);
        }
    }

    /** Returns the rows of a query. */
    public <T> List<T> rows(String query, Row<T> row, @Nullable Object... values) {
        return alone(statements -> statements.rows(query, row, values));
    }

    /** Returns the first row of a query. */
    public <T> Optional<T> first(String query, Row<T> row, @Nullable Object... values) {
        return rows(query, row, values).stream().findFirst();
    }

    private <T> T alone(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(new Statements(connection));
        } catch (SQLException e) {
            throw failed(Effect.UNKNOWN, e);
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Creates the exception without the driver's message, which may contain values. */
    private static StoreException failed(Effect effect, SQLException cause) {
        return new StoreException(
                "database failed (SQL state " + cause.getSQLState() + ", code " + cause.getErrorCode()
                        + "); check that it can be reached and has the tables of JdbcTables",
                effect,
                new SQLException(cause.getClass().getSimpleName(), cause.getSQLState(), cause.getErrorCode()));
    }

    /** A unit of work on one connection. */
    @FunctionalInterface
    public interface Work<T> {
        /** Executes the work. */
        T on(Statements statements) throws SQLException;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        /** Returns the value of the row. */
        T read(ResultSet row) throws SQLException;
    }

    /** Statements on one connection. */
    public static final class Statements {
        private final Connection connection;

        private Statements(Connection connection) {
            this.connection = connection;
        }

        /** Executes a statement that changes rows, and returns their number. */
        public int run(String statement, @Nullable Object... values) throws SQLException {
            try (PreparedStatement prepared = prepare(statement, values)) {
                return prepared.executeUpdate();
            }
        }

        /** Returns the rows of a query. */
        public <T> List<T> rows(String query, Row<T> row, @Nullable Object... values) throws SQLException {
            try (PreparedStatement prepared = prepare(query, values);
                    ResultSet found = prepared.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(row.read(found));
                }
                return rows;
            }
        }

        /** Returns a page of the rows of a query; SQL has no syntax for it that every database supports. */
        public <T> List<T> page(String query, Row<T> row, int offset, int limit, @Nullable Object... values)
                throws SQLException {
            try (PreparedStatement prepared = prepare(query, values)) {
                prepared.setMaxRows(Math.addExact(offset, limit));
                try (ResultSet found = prepared.executeQuery()) {
                    List<T> rows = new ArrayList<>();
                    for (int index = 0; found.next(); index++) {
                        if (index >= offset) {
                            rows.add(row.read(found));
                        }
                    }
                    return rows;
                }
            }
        }

        /** Returns the nearest number of milliseconds that a column can store; {@link Instant#MAX} exceeds it. */
        private static long millis(Instant time) {
            try {
                return time.toEpochMilli();
            } catch (ArithmeticException e) {
                return time.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
            }
        }

        private PreparedStatement prepare(String statement, @Nullable Object... values) throws SQLException {
            PreparedStatement prepared = connection.prepareStatement(statement);
            boolean done = false;
            try {
                for (int i = 0; i < values.length; i++) {
                    Object value = values[i];
                    if (value instanceof Instant time) {
                        prepared.setLong(i + 1, millis(time));
                    } else if (value instanceof byte[] bytes) {
                        prepared.setBytes(i + 1, bytes);
                    } else {
                        prepared.setObject(i + 1, value);
                    }
                }
                done = true;
                return prepared;
            } finally {
                if (!done) {
                    prepared.close();
                }
            }
        }
    }
}
