package io.facebridge.operations.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;

/** What a test writes into tables and counts in them, past the stores. */
public final class Table {
    private Table() {}

    /** Runs one statement; instants are written as their milliseconds. */
    public static void run(DataSource database, String statement, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i] instanceof Instant time ? time.toEpochMilli() : values[i]);
            }
            prepared.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number that a query counts. */
    public static long count(DataSource database, String query) {
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(query);
                ResultSet rows = prepared.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
