package io.facebridge.operations.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.gallery.PersonId;
import io.facebridge.operations.store.OpeningProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal is held for processes that know it by a hard link, too. */
class HeldMigrationJournalTest {
    @TempDir
    private Path folder;

    @Test
    void another_process_is_refused_after_everything_that_this_one_is_refused() throws Exception {
        Path file = folder.resolve("journal");
        Path link = folder.resolve("link");
        PersonId ada = new PersonId("ada");
        try (MigrationJournal journal = MigrationJournal.open(file)) {
            Files.createLink(link, file);
            assertThatExceptionOfType(MigrationJournalException.class).isThrownBy(() -> MigrationJournal.open(link));
            assertThatExceptionOfType(MigrationJournalException.class)
                    .isThrownBy(() -> MigrationJournal.count(file, ada));
            assertThatExceptionOfType(MigrationJournalException.class)
                    .isThrownBy(() -> MigrationJournal.erase(link, ada));

            assertThat(OpeningProcess.open(folder, link)).containsOnly(OpeningProcess.REFUSED);
            assertThat(journal.verdicts()).isEmpty();
        }
        assertThat(OpeningProcess.open(folder, link)).containsOnly(OpeningProcess.OPENED);
    }
}
