package io.facebridge.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceGalleries;
import io.facebridge.decision.FaceMatcher;
import io.facebridge.gallery.Consent;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.local.LocalFaces;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.local.TemplateKeys;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.VerifyRequest;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.audit.DecisionLogVerifier;
import io.facebridge.operations.guard.AttemptStore;
import io.facebridge.operations.guard.AttemptStore.Attempt;
import io.facebridge.operations.jdbc.JdbcStores;
import io.facebridge.operations.jdbc.JdbcTables;
import io.facebridge.operations.migration.DirectoryImageSource;
import io.facebridge.operations.migration.GalleryMigration;
import io.facebridge.operations.migration.MigrationJournal;
import io.facebridge.operations.privacy.ConsentEnforcingGallery;
import io.facebridge.operations.privacy.Erasure;
import io.facebridge.operations.privacy.ErasureReceipt;
import io.facebridge.operations.privacy.PersonData;
import io.facebridge.operations.privacy.PersonRecord;
import io.facebridge.operations.privacy.PersonRecordStore;
import io.facebridge.operations.review.ReviewCase;
import io.facebridge.operations.review.ReviewQueue;
import io.facebridge.operations.review.ReviewVerdict;
import io.facebridge.testkit.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** What is left of a person in the files and tables of an application after an erasure. */
@Tag("models")
class ErasedEverywhereTest {
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final GalleryId GUESTS = GalleryId.portable("guests");
    private static final PersonId ADA = PersonId.portable("ada-lovelace-4711");
    private static final PersonId BOB = PersonId.portable("bob-jones-4712");
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final int BLOB = 256;
    private static final int WINDOW = 48;

    @TempDir
    Path folder;

    private final TestImages photographs = TestImages.ofTheBuild();

    /** Everything an application of the library keeps, in one folder. */
    private final class Application implements AutoCloseable {
        private final Path data;
        private final SQLiteDataSource database;
        private final Connection keepsTheLogThere;
        private final LocalTemplateStore store;
        private final LocalFaces faces;
        private final DecisionLog log;
        private final PersonRecordStore records;
        private final ReviewQueue reviews;
        private final AttemptStore attempts;
        private final CorrelationIdStore correlationIds;

        Application(boolean encrypted) throws IOException, SQLException {
            data = Files.createDirectory(folder.resolve("data"));
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            database = new SQLiteDataSource(config);
            database.setUrl("jdbc:sqlite:" + data.resolve("application.db"));
            JdbcTables.create(database);
            keepsTheLogThere = database.getConnection();
            LocalTemplateStore.Builder opening = LocalTemplateStore.in(data.resolve("store"));
            store = (encrypted ? opening.keys(TemplateKeys.of("one", new byte[32])) : opening).open();
            faces = LocalFaces.builder().store(store).build();
            log = DecisionLog.open(data.resolve("decisions.log"), CLOCK);
            records = JdbcStores.over(database).personRecords();
            reviews = JdbcStores.over(database).reviews();
            attempts = JdbcStores.over(database).withClock(CLOCK).attempts();
            correlationIds = JdbcStores.over(database).withClock(CLOCK).correlationIds();
        }

        void enroll(PersonId person, FaceImage picture) {
            Consent consent = new Consent("door", "2", NOW, NOW.plus(Duration.ofDays(365)));
            ConsentEnforcingGallery.of(faces, STAFF, records, CLOCK)
                    .enroll(EnrollRequest.of(person, picture)
                            .withoutQualityGate()
                            .consent(consent));
            records.save(new PersonRecord(faces.id(), GalleryId.portable("dissolved"), person, consent, NOW));
        }

        void produce(PersonId person, FaceImage probe) {
            UUID open = UUID.randomUUID();
            reviews.add(ReviewCase.builder(open, NOW, person.value(), ReviewCase.Why.REVIEW)
                    .images(List.of(probe))
                    .build());
            UUID decided = UUID.randomUUID();
            reviews.add(ReviewCase.builder(decided, NOW, person.value(), ReviewCase.Why.REVIEW)
                    .measure(new ReviewCase.Measure("a scale", 61.25, 70, 60.0))
                    .images(List.of(probe, probe))
                    .build());
            reviews.decide(decided, new ReviewVerdict("grace", NOW, ReviewVerdict.Decision.ACCEPTED, "the same nose"));
            List<Attempt> failed = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                failed.add(new Attempt(
                        "digest" + number, NOW, NOW.plusSeconds(180), AttemptStore.State.FAILED, NOW.plusSeconds(9)));
                long version = attempts.find(person.value()).version();
                assertThat(attempts.replace(person.value(), version, failed, NOW.plus(Duration.ofDays(2))))
                        .isTrue();
            }
            correlationIds.idOf(person.value());
            correlationIds.rotate(person.value(), "grace", "a twin");
            FaceMatcher matcher = FaceMatcher.of(faces, MatchPolicy.falseMatchRate(1e-4))
                    .withClock(CLOCK)
                    .withRequester("door 3")
                    .withListener(log);
            matcher.identify(IdentifyRequest.of(probe, STAFF));
            matcher.verify(VerifyRequest.of(probe, STAFF, person));
        }

        void migrate(Path people) {
            try (MigrationJournal journal = MigrationJournal.open(data.resolve("migration.journal"))) {
                GalleryMigration.of(faces, STAFF, faces, GUESTS, DirectoryImageSource.of(people))
                        .customizeEnrollRequest(EnrollRequest::withoutQualityGate)
                        .run(journal);
            }
        }

        ErasureReceipt erase(PersonId person, FaceImage probe) {
            return Erasure.of(faces)
                    .records(records)
                    .store("review cases", PersonData.reviews(reviews))
                    .store("attempts", PersonData.attempts(attempts))
                    .store("correlation ids", PersonData.correlationIds(correlationIds))
                    .store("migration", PersonData.migrationJournal(data.resolve("migration.journal")))
                    .store("decisions", PersonData.decisionLog(log))
                    .withListener(log)
                    .withClock(CLOCK)
                    .erase(person, probe);
        }

        /** What {@code docs/how-to/manage-consent-and-erasure.md} says that an application with SQLite does once it needs the receipt no more. */
        void removeReceiptAndCompact() throws SQLException {
            try (Statement statement = keepsTheLogThere.createStatement()) {
                statement.execute("DELETE FROM facebridge_erasure");
                statement.execute("VACUUM");
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }

        @Override
        public void close() throws SQLException {
            log.close();
            faces.close();
            store.close();
            keepsTheLogThere.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothing_names_or_shows_a_person_after_an_erasure_and_the_removal_of_its_receipt(boolean encrypted)
            throws IOException, SQLException {
        FaceImage ada = photographs.portrait();
        FaceImage probe = photographs.samePerson();
        Path people = Files.createDirectory(folder.resolve("people"));
        for (PersonId person : List.of(ADA, BOB)) {
            Files.write(
                    Files.createDirectory(people.resolve(person.value())).resolve(person.value() + ".png"),
                    (person.equals(ADA) ? ada : photographs.otherPerson()).toByteArray());
        }
        try (Application application = new Application(encrypted)) {
            application.faces.require(FaceGalleries.class).create(STAFF);
            application.enroll(BOB, photographs.otherPerson());
            application.enroll(ADA, ada);
            application.migrate(people);
            application.produce(BOB, photographs.otherPerson());
            application.produce(ADA, probe);
            List<byte[]> before = blobs(application.store, "before");
            Map<String, List<byte[]>> traces = new LinkedHashMap<>();
            traces.put("id", List.of(ADA.value().getBytes(StandardCharsets.UTF_8)));
            traces.put(
                    "picture", Stream.of(ada, probe).map(FaceImage::toByteArray).toList());
            traces.put("template", before);
            assertThat(found(application.data, traces))
                    .as("found before")
                    .contains(
                            "application.db: id",
                            "application.db: picture",
                            "decisions.log: id",
                            "migration.journal: id");

            ErasureReceipt receipt = application.erase(ADA, probe);

            assertThat(receipt.complete()).as(receipt.toText()).isTrue();
            List<byte[]> after = blobs(application.store, "after");
            traces.put(
                    "template",
                    before.stream()
                            .filter(one -> after.stream().noneMatch(other -> Arrays.equals(one, other)))
                            .toList());
            assertThat(traces.get("template")).as("templates in two galleries").hasSizeGreaterThanOrEqualTo(2);
            application.removeReceiptAndCompact();
            assertThat(found(application.data, traces)).as("found after").isEmpty();
            assertThat(rowsWith(application.database, BOB))
                    .as("what is kept of another person")
                    .isEqualTo(11);
            application.log.close();
            assertThat(DecisionLogVerifier.verify(application.data.resolve("decisions.log"))
                            .inOrder())
                    .isTrue();
        }
    }

    /** Which of the traces is in which file, by its bytes. */
    private static Set<String> found(Path data, Map<String, List<byte[]>> traces) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                traces.forEach((name, all) -> {
                    if (all.stream().anyMatch(trace -> contains(bytes, middle(trace)))) {
                        found.add(data.relativize(file).toString().replaceFirst("-(wal|shm)$", "") + ": " + name);
                    }
                });
            }
        }
        return found;
    }

    /** Pages of a database split what is long. */
    private static byte[] middle(byte[] trace) {
        int from = Math.max(0, (trace.length - WINDOW) / 2);
        return Arrays.copyOfRange(trace, from, Math.min(trace.length, from + WINDOW));
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        for (int at = 0; at <= bytes.length - part.length; at++) {
            if (bytes[at] == part[0] && Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    /** The long binary values of a store, as a backup of it has them. */
    private List<byte[]> blobs(LocalTemplateStore store, String name) throws IOException, SQLException {
        Path backup = folder.resolve(name);
        store.backup(backup);
        List<byte[]> blobs = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + backup.resolve("templates.db"));
                Statement statement = connection.createStatement()) {
            for (String table : strings(statement, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            if (rows.getObject(column) instanceof byte[] blob && blob.length >= BLOB) {
                                blobs.add(blob);
                            }
                        }
                    }
                }
            }
        }
        return blobs;
    }

    private static List<String> strings(Statement statement, String query) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    /** In how many rows of the application's tables a person stands, or a part of a case of that person. */
    private static int rowsWith(SQLiteDataSource database, PersonId person) throws SQLException {
        int rows = 0;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String where : List.of(
                    "facebridge_review WHERE subject = '%s'",
                    "facebridge_review_image WHERE review_id IN (SELECT id FROM facebridge_review WHERE subject = '%s')",
                    "facebridge_review_measure WHERE review_id IN (SELECT id FROM facebridge_review WHERE subject ="
                            + " '%s')",
                    "facebridge_attempts WHERE subject = '%s'",
                    "facebridge_correlation WHERE subject = '%s'",
                    "facebridge_correlation_rotation WHERE subject = '%s'",
                    "facebridge_person_record WHERE person = '%s'")) {
                rows += Integer.parseInt(
                        strings(statement, "SELECT COUNT(*) FROM " + String.format(where, person.value()))
                                .get(0));
            }
        }
        return rows;
    }
}
