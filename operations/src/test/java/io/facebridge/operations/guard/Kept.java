package io.facebridge.operations.guard;

import io.facebridge.operations.jdbc.JdbcStores;
import io.facebridge.operations.store.SqliteFile;
import java.nio.file.Path;
import java.time.Clock;

/** Where attempts are kept: every store of this library. */
enum Kept {
    IN_MEMORY,
    IN_A_DATABASE;

    AttemptStore store(Path folder, Clock clock) {
        return this == IN_MEMORY
                ? AttemptStore.inMemory()
                : JdbcStores.over(SqliteFile.create(folder)).withClock(clock).attempts();
    }
}
