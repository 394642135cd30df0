package io.facebridge.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Changes the database of a closed store as an attacker does who may write its folder and has no key: by SQL, and with every
 * checksum recomputed.
 */
final class TamperedStore {
    static final String FILE = "templates.db";

    private static final int APPLICATION_ID = 0x46427431;

    private TamperedStore() {}

    /** Executes the statements, and makes all checksums fit again. */
    static void change(Path folder, String... statements) throws SQLException {
        try (Connection database = connect(folder);
                Statement statement = database.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
            makeChecksumsFit(database);
        }
    }

    /** Puts bytes into every row that a statement with one parameter changes, and makes all checksums fit again. */
    static void change(Path folder, String statement, byte[] bytes) throws SQLException {
        try (Connection database = connect(folder)) {
            try (PreparedStatement update = database.prepareStatement(statement)) {
                update.setBytes(1, bytes);
                update.executeUpdate();
            }
            makeChecksumsFit(database);
        }
    }

    static long number(Path folder, String query) throws SQLException {
        try (Connection database = connect(folder);
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getLong(1);
        }
    }

    /** A row of a store in the format of earlier versions. */
    static final class OldRow {
        private final long gallery;
        private final String person;
        private final @Nullable String key;
        private final float[] vector;

        OldRow(long gallery, String person, @Nullable String key, float[] vector) {
            this.gallery = gallery;
            this.person = person;
            this.key = key;
            this.vector = vector.clone();
        }
    }

    /** Writes a store in the format of earlier versions, with the rows numbered from 1, some of which are encrypted. */
    static void writeOld(Path folder, String model, List<String> galleries, List<OldRow> rows, byte[] secret)
            throws SQLException, IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        try (Connection database = connect(folder);
                Statement statement = database.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            for (String table : List.of(
                    "CREATE TABLE store (id INTEGER PRIMARY KEY CHECK (id = 1), changes INTEGER NOT NULL, next_gallery INTEGER"
                            + " NOT NULL, next_face INTEGER NOT NULL, model TEXT, dimension INTEGER NOT NULL, templates INTEGER"
                            + " NOT NULL, sum INTEGER NOT NULL, seal INTEGER NOT NULL)",
                    "CREATE TABLE gallery (number INTEGER PRIMARY KEY, id TEXT NOT NULL, created INTEGER NOT NULL, seal"
                            + " INTEGER NOT NULL)",
                    "CREATE TABLE template (face INTEGER PRIMARY KEY, gallery INTEGER NOT NULL, person TEXT NOT NULL, key"
                            + " TEXT, vector BLOB NOT NULL, seal INTEGER NOT NULL)",
                    "PRAGMA application_id = " + APPLICATION_ID,
                    "PRAGMA user_version = 1",
                    "INSERT INTO store VALUES (1, " + (rows.size() + 2) + ", " + (galleries.size() + 1) + ", "
                            + (rows.size() + 1) + ", '" + model + "', " + rows.get(0).vector.length + ", 0, 0, 0)")) {
                statement.execute(table);
            }
            for (int i = 0; i < galleries.size(); i++) {
                statement.execute("INSERT INTO gallery VALUES (" + (i + 1) + ", '"
                        + galleries.get(i).replace("'", "''") + "', 0, 0)");
            }
            try (PreparedStatement insert =
                    database.prepareStatement("INSERT INTO template VALUES (?, ?, ?, ?, ?, 0)")) {
                for (int i = 0; i < rows.size(); i++) {
                    OldRow row = rows.get(i);
                    insert.setLong(1, i + 1L);
                    insert.setLong(2, row.gallery);
                    insert.setString(3, row.person);
                    insert.setString(4, row.key);
                    insert.setBytes(5, row.key == null ? bytes(row.vector) : encrypted(i + 1L, row, secret));
                    insert.executeUpdate();
                }
            }
            makeChecksumsFit(database);
        }
    }

    static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static byte[] encrypted(long face, OldRow row, byte[] secret) throws GeneralSecurityException {
        byte[] nonce = new byte[12];
        nonce[0] = (byte) face;
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(
                ByteBuffer.allocate(16).putLong(face).putLong(row.gallery).array());
        cipher.updateAAD(row.person.getBytes(StandardCharsets.UTF_8));
        byte[] sealed = cipher.doFinal(bytes(row.vector));
        byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
        return all;
    }

    private static Connection connect(Path folder) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(FILE));
    }

    // The checksums, which need no key

    private static void makeChecksumsFit(Connection database) throws SQLException {
        long sum = 0;
        long templates = 0;
        boolean isSealed = hasColumn(database, "gallery", "key");
        for (Object[] row : rows(
                database,
                "SELECT number, created, id, " + (isSealed ? "key" : "NULL") + " FROM gallery ORDER BY number")) {
            List<String> texts = row[3] == null ? List.of((String) row[2]) : List.of((String) row[2], "key " + row[3]);
            long seal = checksum(List.of(number(row[0]), number(row[1])), texts, new byte[0]);
            execute(database, "UPDATE gallery SET seal = ? WHERE number = ?", seal, row[0]);
            sum += seal;
        }
        for (Object[] row : rows(database, "SELECT face, gallery, person, key, vector FROM template ORDER BY face")) {
            long seal = checksum(
                    List.of(number(row[0]), number(row[1])),
                    List.of((String) row[2], row[3] == null ? "" : "key " + row[3]),
                    (byte[]) row[4]);
            execute(database, "UPDATE template SET seal = ? WHERE face = ?", seal, row[0]);
            sum += seal;
            templates++;
        }
        execute(database, "UPDATE store SET templates = ?, sum = ?", templates, sum);
        String columns = "changes, next_gallery, next_face, dimension, templates, sum, model";
        boolean hasTags = hasColumn(database, "store", "header");
        for (Object[] row : rows(
                database, "SELECT " + columns + (hasTags ? ", key, proof, header, catalog" : "") + " FROM store")) {
            List<Long> numbers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                numbers.add(number(row[i]));
            }
            List<String> texts = new ArrayList<>(List.of(row[6] == null ? "" : (String) row[6]));
            ByteBuffer tags = ByteBuffer.allocate(1_000);
            if (hasTags) {
                texts.add((String) row[7]);
                for (int i = 8; i < 11; i++) {
                    tags.put((byte[]) row[i]);
                }
            }
            execute(
                    database,
                    "UPDATE store SET seal = ?",
                    checksum(numbers, texts, Arrays.copyOf(tags.array(), tags.position())));
        }
    }

    private static boolean hasColumn(Connection database, String table, String column) throws SQLException {
        return rows(database, "SELECT name FROM pragma_table_info('" + table + "')").stream()
                .anyMatch(row -> column.equals(row[0]));
    }

    private static List<@Nullable Object[]> rows(Connection database, String query) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                @Nullable Object[] values = new @Nullable Object[columns];
                for (int i = 0; i < columns; i++) {
                    values[i] = row.getObject(i + 1);
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static void execute(Connection database, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
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
}
