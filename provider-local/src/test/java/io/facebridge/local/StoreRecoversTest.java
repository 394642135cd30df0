package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.testkit.SyntheticTemplates;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRecoversTest {
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final GalleryId VISITORS = GalleryId.portable("visitors");
    private static final SyntheticTemplates PEOPLE = SyntheticTemplates.of(128, 3);

    @TempDir
    private Path folder;

    private static List<PersonTemplate> persons(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i ->
                        new PersonTemplate(new PersonId("p" + i), FaceTemplate.of("synthetic", PEOPLE.template(i, 0))))
                .toList();
    }

    private static LocalTemplateStore opened(Path place, Clock clock) {
        LocalTemplateStore store = LocalTemplateStore.in(place).clock(clock).open();
        store.bind("synthetic", 128);
        return store;
    }

    private static LocalTemplateStore opened(Path place) {
        return opened(place, Clock.systemUTC());
    }

    /** SQLite's own limit stands for a full disk, for it ends in the same error at every page that a change needs. */
    @Test
    void a_database_that_is_full_at_any_page_refuses_all_of_a_change_and_takes_the_next() throws Exception {
        int refused = 0;
        int next = 0;
        Path place = folder.resolve("store");
        try (LocalTemplateStore store = opened(place)) {
            store.create(STAFF);
            for (int more = 0; more < 10; more++) {
                limit(store, more);
                List<PersonTemplate> change = persons(next, next + 100);
                GalleryStoreException thrown =
                        catchThrowableOfType(GalleryStoreException.class, () -> store.add(STAFF, change));
                if (thrown != null) {
                    refused++;
                    assertThat(thrown.reason()).isEqualTo(Reason.FULL);
                    assertThat(thrown.effect()).isEqualTo(Effect.NONE);
                    assertThat(thrown).hasMessageContaining("make room in " + place);
                    assertThat(store.info(STAFF).faces()).hasValue(next);
                    List<FaceId> faces = store.add(STAFF, change);
                    assertThat(faces).hasSize(100).doesNotHaveDuplicates();
                }
                next += 100;
            }
        }
        assertThat(refused).isGreaterThan(4);
        try (LocalTemplateStore store = opened(place)) {
            assertThat(store.info(STAFF).faces()).hasValue(next);
        }
    }

    private static void limit(LocalTemplateStore store, int more) throws Exception {
        Object connection = valueOf("open", valueOf("db", valueOf("journal", store)));
        try (Statement statement = ((Connection) connection).createStatement();
                ResultSet pages = statement.executeQuery("PRAGMA page_count")) {
            statement.execute("PRAGMA max_page_count = " + (pages.getLong(1) + more));
        }
    }

    private static Object valueOf(String name, Object owner) throws Exception {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    @Test
    void a_change_of_which_it_was_not_known_whether_it_was_kept_is_seen_once_it_is_known() {
        assumeTrue(File.separatorChar == '/', "not on this operating system: an open file can be moved");
        Path place = folder.resolve("store");
        Path elsewhere = folder.resolve("elsewhere");
        MovingClock clock = new MovingClock(place, elsewhere);
        try (LocalTemplateStore store = opened(place, clock)) {
            store.create(STAFF);
            store.add(STAFF, persons(0, 3));
            clock.isMoving = true;
            GalleryStoreException thrown =
                    catchThrowableOfType(GalleryStoreException.class, () -> store.create(VISITORS));

            assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(thrown.reason()).isEqualTo(Reason.NOT_READABLE_OR_WRITABLE);
            assertThat(store.galleries()).containsExactly(STAFF);
            clock.isMoving = false;
            move(elsewhere, place);
            store.add(STAFF, persons(3, 4));

            assertThat(store.galleries()).containsExactly(STAFF, VISITORS);
            assertThat(store.persons(STAFF)).hasSize(4);
            store.add(VISITORS, persons(0, 1));
        }
        try (LocalTemplateStore store = opened(place)) {
            assertThat(store.persons(STAFF)).hasSize(4);
            assertThat(store.persons(VISITORS)).hasSize(1);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves a folder while a gallery is made, between the beginning of the change and its commit. */
    private static final class MovingClock extends Clock {
        private final Path from;
        private final Path to;
        private boolean isMoving;

        MovingClock(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public Instant instant() {
            if (isMoving) {
                move(from, to);
            }
            return Instant.EPOCH;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void what_is_acknowledged_is_in_the_folder_also_after_the_write_ahead_log_was_removed() throws IOException {
        assumeTrue(File.separatorChar == '/', "not on this operating system: an open file can be removed");
        Path place = folder.resolve("store");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (LocalTemplateStore store = opened(place)) {
            store.create(STAFF);
            store.add(STAFF, persons(0, 3));
            Files.delete(place.resolve("templates.db-wal"));
            store.add(STAFF, persons(3, 5));
            store.add(STAFF, persons(5, 6));
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }

        try (LocalTemplateStore store = opened(copy)) {
            assertThat(store.persons(STAFF)).hasSize(6);
        }
    }
}
