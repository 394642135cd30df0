package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.internal.Journal;
import io.facebridge.local.internal.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of a store, plain and sealed, whose folder is moved away while it is open, replaced, and put back. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "not on this operating system: an open file cannot be moved")
class MovedStoreTest {
    @TempDir
    private Path above;

    private Path folder = Path.of("");
    private Path elsewhere = Path.of("");

    @BeforeEach
    void name_folders() {
        folder = above.resolve("store");
        elsewhere = above.resolve("elsewhere");
    }

    private SqliteJournal open(boolean sealed) {
        @Nullable TemplateKeys keys = sealed ? TemplateKeys.of("2026", new byte[32]) : null;
        SqliteJournal journal = SqliteJournal.open(folder, keys, 0);
        journal.load(Journal.Sink.NONE);
        return journal;
    }

    private static void create(Journal journal, long number, String name) {
        journal.begin();
        journal.create(number, GalleryId.portable(name), Instant.EPOCH);
        journal.commit();
    }

    private static GalleryStoreException failure(Runnable work) {
        GalleryStoreException thrown = catchThrowableOfType(GalleryStoreException.class, work::run);
        assertThat(thrown).as("the failure").isNotNull();
        return thrown;
    }

    private List<String> galleries(boolean sealed) {
        List<String> names = new ArrayList<>();
        try (SqliteJournal journal = open(sealed)) {
            journal.load(new Journal.Sink() {
                @Override
                public void gallery(long number, GalleryId gallery, Instant created) {
                    names.add(gallery.value());
                }

                @Override
                public void template(long face, long gallery, PersonId person, float[] vector, long n, long total) {}
            });
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void while_the_folder_is_away_nothing_is_begun_and_once_it_is_back_changes_go_on(boolean sealed)
            throws IOException {
        try (SqliteJournal journal = open(sealed)) {
            create(journal, 1, "a");
            Files.move(folder, elsewhere);

            for (Runnable work : List.<Runnable>of(
                    journal::begin, journal::notCurrent, () -> journal.copyTo(above.resolve("copy")))) {
                GalleryStoreException thrown = failure(work);
                assertThat(thrown.effect()).isEqualTo(Effect.NONE);
                assertThat(thrown.reason()).isEqualTo(Reason.NOT_READABLE_OR_WRITABLE);
                assertThat(thrown).hasMessageContaining("is not there any more");
            }
            Files.move(elsewhere, folder);
            create(journal, 2, "b");
            assertThat(journal.generation()).isEqualTo(2);
            assertThat(journal.isAhead()).isFalse();
        }
        assertThat(galleries(sealed)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_copy_in_the_place_of_the_store_is_not_written_to(boolean sealed) throws IOException {
        try (SqliteJournal journal = open(sealed)) {
            create(journal, 1, "a");
            Files.move(folder, elsewhere);
            Files.createDirectory(folder);
            try (Stream<Path> files = Files.list(elsewhere)) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }

            GalleryStoreException thrown = failure(journal::begin);
            assertThat(thrown.effect()).isEqualTo(Effect.NONE);
            assertThat(thrown).hasMessageContaining("is another file than the one that was opened");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_change_that_was_kept_while_the_folder_went_is_found_when_it_is_back(boolean sealed) throws IOException {
        try (SqliteJournal journal = open(sealed)) {
            journal.begin();
            journal.create(1, GalleryId.portable("a"), Instant.EPOCH);
            Files.move(folder, elsewhere);
            assertThat(failure(journal::commit).effect()).isEqualTo(Effect.UNKNOWN);
            journal.rollback();
            assertThat(journal.generation()).isZero();
            Files.move(elsewhere, folder);

            journal.begin();

            assertThat(journal.isAhead()).isTrue();
            Journal.State state = journal.load(Journal.Sink.NONE);
            assertThat(journal.isAhead()).isFalse();
            assertThat(journal.generation()).isEqualTo(1);
            assertThat(state.nextGallery()).isEqualTo(2);
            journal.create(2, GalleryId.portable("b"), Instant.EPOCH);
            journal.commit();
            assertThat(journal.generation()).isEqualTo(2);
        }
        assertThat(galleries(sealed)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_store_that_was_changed_while_it_was_away_is_damaged(boolean sealed) throws Exception {
        try (SqliteJournal journal = open(sealed)) {
            journal.begin();
            journal.create(1, GalleryId.portable("a"), Instant.EPOCH);
            Files.move(folder, elsewhere);
            assertThat(failure(journal::commit).effect()).isEqualTo(Effect.UNKNOWN);
            journal.rollback();
            TamperedStore.change(elsewhere, "UPDATE store SET next_face = next_face + 1");
            Files.move(elsewhere, folder);

            for (int i = 0; i < 2; i++) {
                GalleryStoreException thrown = failure(journal::begin);
                assertThat(thrown.reason()).isEqualTo(Reason.DAMAGED);
                assertThat(thrown).hasMessageContaining("it does not hold what was acknowledged");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_write_ahead_log_is_empty_after_sweeping(boolean sealed) {
        Path log = folder.resolve(TamperedStore.FILE + "-wal");
        try (SqliteJournal journal = open(sealed)) {
            create(journal, 1, "a");
            assertThat(log).isNotEmptyFile();

            journal.sweep();

            assertThat(log).isEmptyFile();
        }
    }
}
