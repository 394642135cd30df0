package io.facebridge.operations.migration;

import io.facebridge.gallery.PersonId;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import io.facebridge.testkit.Appending;
import io.facebridge.testkit.AppendsSurviveContract;
import java.nio.file.Path;
import java.util.List;

class MigrationJournalSurvivesTest extends AppendsSurviveContract {
    /** A journal of persons who moved. */
    public static final class Moves implements Appending {
        @Override
        public Appender open(Path file) {
            MigrationJournal journal = MigrationJournal.open(file);
            return new Appender() {
                @Override
                public void append(int number) {
                    journal.add(
                            new PersonMigrationResult(PersonId.portable("p" + number), Outcome.MOVED, "", List.of()));
                }

                @Override
                public void close() {
                    journal.close();
                }
            };
        }

        @Override
        public List<Integer> read(Path file) {
            try (MigrationJournal journal = MigrationJournal.open(file)) {
                return journal.verdicts().stream()
                        .map(verdict -> Integer.valueOf(verdict.person().value().substring(1)))
                        .sorted()
                        .toList();
            }
        }
    }

    @Override
    protected Class<? extends Appending> appending() {
        return Moves.class;
    }
}
