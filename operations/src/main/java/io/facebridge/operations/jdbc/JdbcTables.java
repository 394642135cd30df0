package io.facebridge.operations.jdbc;

import io.facebridge.operations.store.StoreException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The tables of the stores in a database: standard SQL, without foreign keys and sequences, times in milliseconds since 1970.
 * They are not created automatically: run {@link #statements} with your own migrations, or call {@link #create}.
 *
 * <p>The data source should be pooled, and must return connections in auto-commit mode, which is the default.
 */
public final class JdbcTables {
    private static final List<String> STATEMENTS = List.of("""
            CREATE TABLE facebridge_redemption (
              session_digest VARCHAR(64) NOT NULL PRIMARY KEY,
              keep_until BIGINT NOT NULL)""", """
            CREATE TABLE facebridge_attempts (
              subject VARCHAR(255) NOT NULL PRIMARY KEY,
              version BIGINT NOT NULL,
              attempts TEXT NOT NULL,
              keep_until BIGINT NOT NULL)""", """
            CREATE TABLE facebridge_correlation (
              subject VARCHAR(255) NOT NULL PRIMARY KEY,
              correlation_id VARCHAR(36) NOT NULL UNIQUE)""", """
            CREATE TABLE facebridge_correlation_rotation (
              new_id VARCHAR(36) NOT NULL PRIMARY KEY,
              old_id VARCHAR(36) NOT NULL UNIQUE,
              subject VARCHAR(255) NOT NULL,
              reviewer VARCHAR(255) NOT NULL,
              reason TEXT NOT NULL,
              rotated_at BIGINT NOT NULL)""", """
            CREATE TABLE facebridge_review (
              id VARCHAR(36) NOT NULL PRIMARY KEY,
              created_at BIGINT NOT NULL,
              subject VARCHAR(255) NOT NULL,
              why VARCHAR(32) NOT NULL,
              reasons TEXT NOT NULL,
              quality TEXT NOT NULL,
              reviewer VARCHAR(255),
              decided_at BIGINT,
              decision VARCHAR(32),
              reason TEXT)""", """
            CREATE TABLE facebridge_review_measure (
              review_id VARCHAR(36) NOT NULL,
              place INTEGER NOT NULL,
              scale TEXT NOT NULL,
              score DOUBLE PRECISION NOT NULL,
              threshold DOUBLE PRECISION NOT NULL,
              review_threshold DOUBLE PRECISION,
              PRIMARY KEY (review_id, place))""", """
            CREATE TABLE facebridge_review_image (
              review_id VARCHAR(36) NOT NULL,
              place INTEGER NOT NULL,
              content BLOB NOT NULL,
              PRIMARY KEY (review_id, place))""", """
            CREATE TABLE facebridge_person_record (
              provider VARCHAR(64) NOT NULL,
              gallery VARCHAR(255) NOT NULL,
              person VARCHAR(255) NOT NULL,
              purpose TEXT NOT NULL,
              text_version TEXT NOT NULL,
              given_at BIGINT NOT NULL,
              expires_at BIGINT NOT NULL,
              enrolled_at BIGINT NOT NULL,
              PRIMARY KEY (provider, gallery, person))""", """
            CREATE TABLE facebridge_erasure (
              id VARCHAR(36) NOT NULL PRIMARY KEY,
              begun_at BIGINT NOT NULL,
              complete INTEGER NOT NULL,
              receipt TEXT NOT NULL)""");

    private JdbcTables() {}

    /**
     * Returns the statements that create the tables. For a database without the types TEXT or BLOB, replace them with its own,
     * for example BYTEA.
     *
     * @return one statement for each table; unmodifiable
     */
    public static List<String> statements() {
        return STATEMENTS;
    }

    /**
     * Creates the tables in a database that has none of them.
     *
     * @param database the database
     * @throws StoreException if the database rejects a statement, for example because a table exists
     */
    public static void create(DataSource database) {
        Sql sql = new Sql(Objects.requireNonNull(database, "database"));
        STATEMENTS.forEach(sql::run);
    }
}
