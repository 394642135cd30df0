package io.facebridge.operations.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.Effect;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.operations.guard.AttemptStore;
import io.facebridge.operations.store.SqliteFile;
import io.facebridge.operations.store.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcTablesTest {
    @TempDir
    private Path folder;

    @Test
    void the_tables_are_created_once_and_by_an_explicit_call() {
        SqliteFile.create(folder);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> JdbcTables.create(SqliteFile.open(folder)));
    }

    @Test
    void a_database_without_the_tables_is_named_with_the_remedy_and_without_values() {
        CorrelationIdStore ids = JdbcStores.over(SqliteFile.open(folder)).correlationIds();
        StoreException thrown = catchThrowableOfType(StoreException.class, () -> ids.idOf("ada's id"));

        assertThat(thrown).as("the failure").isNotNull().hasMessageContaining("JdbcTables");
        assertThat(thrown.retryable()).isTrue();
        assertThat(thrown).hasStackTraceContaining("SQLException");
        assertThat(thrown.toString() + thrown.getCause()).doesNotContain("ada");
    }

    @Test
    void what_could_not_be_stored_together_is_not_stored_at_all() {
        StoreException thrown = catchThrowableOfType(
                StoreException.class,
                () -> new Sql(SqliteFile.create(folder)).inTransaction(statements -> {
                    statements.run("INSERT INTO facebridge_attempts (subject, version, attempts, keep_until)"
                            + " VALUES ('ada', 1, '', 0)");
                    return statements.run("INSERT INTO no_such_table VALUES (1)");
                }));

        assertThat(thrown.effect()).isEqualTo(Effect.NONE);
        assertThat(JdbcStores.over(SqliteFile.open(folder)).attempts().find("ada"))
                .isEqualTo(AttemptStore.Attempts.NONE);
    }
}
