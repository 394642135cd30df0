package io.facebridge.operations.migration;

import io.facebridge.gallery.PersonId;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import java.util.List;

/** Writes to a journal and counts what is in it, without galleries. */
public final class JournalEntries {
    private JournalEntries() {}

    /** Notes that a person has moved. */
    public static void add(MigrationJournal journal, int person) {
        journal.add(new PersonMigrationResult(PersonId.portable("p" + person), Outcome.MOVED, "", List.of()));
    }

    /** How many persons a journal knows. */
    public static int count(MigrationJournal journal) {
        return journal.verdicts().size();
    }
}
