package io.facebridge.benchmarks;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.testkit.SyntheticTemplates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/**
 * Measures how fast existing templates are enrolled durably, one by one and in batches, compared with plain SQLite that writes
 * the same numbers with the same settings. Alternates round by round; prints the median of the rounds' ratios, and their
 * quartiles.
 */
public final class GalleryWrites {
    private static final GalleryId GALLERY = GalleryId.portable("staff");
    private static final int BATCH = 500;

    private GalleryWrites() {}

    /**
     * Runs the benchmark.
     *
     * @param args rounds (15), templates one by one in each round (200), batches of 500 in each round (4), dimension (512)
     * @throws Exception if a store cannot be written
     */
    public static void main(String[] args) throws Exception {
        int rounds = number(args, 0, 15);
        int single = number(args, 1, 200);
        int batches = number(args, 2, 4);
        int dimension = number(args, 3, 512);
        List<FaceTemplate> templates = templates(dimension, single + batches * BATCH);
        double[] ratioOfSingle = new double[rounds];
        double[] ratioOfBatches = new double[rounds];
        Path folder = Files.createTempDirectory("facebridge-writes");
        try {
            for (int round = -1; round < rounds; round++) { // the first one warms up
                Path place = Files.createDirectory(folder.resolve("round" + round));
                Rates bare = bare(place.resolve("bare.db"), templates, single);
                Rates ours = ours(place.resolve("store"), templates, single);
                if (round >= 0) {
                    ratioOfSingle[round] = ours.single / bare.single;
                    ratioOfBatches[round] = ours.batched / bare.batched;
                }
                System.out.printf(
                        Locale.ROOT,
                        "round %2d: one by one %.0f/s, bare %.0f/s; batches of %d %.0f/s, bare %.0f/s%n",
                        round + 1,
                        ours.single,
                        bare.single,
                        BATCH,
                        ours.batched,
                        bare.batched);
                delete(place);
            }
        } finally {
            delete(folder);
        }
        print("one by one", ratioOfSingle);
        print("in batches", ratioOfBatches);
    }

    private record Rates(double single, double batched) {}

    private static void print(String what, double[] ratios) {
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%s, templates a second / those of bare SQLite: median %.2f, quartiles %.2f to %.2f (aim: at least 0.70)%n",
                what,
                ratios[ratios.length / 2],
                ratios[ratios.length / 4],
                ratios[ratios.length * 3 / 4]);
    }

    private static List<FaceTemplate> templates(int dimension, int count) {
        SyntheticTemplates people = SyntheticTemplates.of(dimension, 1);
        List<FaceTemplate> templates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            templates.add(FaceTemplate.of("synthetic", people.template(i, 0)));
        }
        return templates;
    }

    private static Rates ours(Path place, List<FaceTemplate> templates, int single) {
        try (LocalTemplateStore store = LocalTemplateStore.in(place).open()) {
            store.bind("synthetic", templates.get(0).dimension());
            store.create(GALLERY);
            long start = System.nanoTime();
            for (int i = 0; i < single; i++) {
                store.add(GALLERY, List.of(new PersonTemplate(person(i), templates.get(i))));
            }
            long middle = System.nanoTime();
            for (int i = single; i < templates.size(); i += BATCH) {
                List<PersonTemplate> batch = new ArrayList<>();
                for (int k = i; k < i + BATCH; k++) {
                    batch.add(new PersonTemplate(person(k), templates.get(k)));
                }
                store.add(GALLERY, batch);
            }
            return rates(start, middle, single, templates.size());
        }
    }

    private static Rates bare(Path file, List<FaceTemplate> templates, int single) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setPragma(SQLiteConfig.Pragma.LOCKING_MODE, "EXCLUSIVE");
        config.setPageSize(8_192);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA secure_delete = ON");
            statement.execute(
                    "CREATE TABLE template (face INTEGER PRIMARY KEY, gallery INTEGER NOT NULL, person TEXT NOT"
                            + " NULL, vector BLOB NOT NULL)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO template (face, gallery, person, vector) VALUES (?, 1, ?, ?)")) {
                long start = System.nanoTime();
                for (int i = 0; i < single; i++) {
                    insert(insert, i, templates.get(i));
                    connection.commit();
                }
                long middle = System.nanoTime();
                for (int i = single; i < templates.size(); i++) {
                    insert(insert, i, templates.get(i));
                    if ((i - single) % BATCH == BATCH - 1) {
                        connection.commit();
                    }
                }
                return rates(start, middle, single, templates.size());
            }
        }
    }

    private static void insert(PreparedStatement insert, int i, FaceTemplate template) throws SQLException {
        float[] vector = template.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        insert.setLong(1, i + 1L);
        insert.setString(2, person(i).value());
        insert.setBytes(3, bytes.array());
        insert.executeUpdate();
    }

    private static PersonId person(int i) {
        return new PersonId("person-" + i);
    }

    private static Rates rates(long start, long middle, int single, int all) {
        return new Rates(1e9 * single / (middle - start), 1e9 * (all - single) / (System.nanoTime() - middle));
    }

    private static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
