package io.facebridge.operations.store;

import io.facebridge.operations.jdbc.JdbcTables;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A database in a file, which a test may open again as a restart would. */
public final class SqliteFile {
    private static final int WAIT_MILLIS = 30_000;

    private SqliteFile() {}

    /** Creates the tables in a new file. */
    public static DataSource create(Path folder) {
        DataSource database = open(folder);
        JdbcTables.create(database);
        return database;
    }

    /** Opens the file with nothing kept in memory from before. */
    public static DataSource open(Path folder) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(WAIT_MILLIS);
        SQLiteDataSource database = new SQLiteDataSource(config);
        database.setUrl("jdbc:sqlite:" + folder.resolve("facebridge.db"));
        return database;
    }
}
