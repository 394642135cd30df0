package io.facebridge.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.operations.guard.AttemptStore.Attempt;
import io.facebridge.operations.guard.AttemptStore.Attempts;
import io.facebridge.operations.guard.AttemptStore.State;
import io.facebridge.operations.jdbc.JdbcStores;
import io.facebridge.operations.store.SqliteFile;
import io.facebridge.operations.store.StoreException;
import io.facebridge.operations.store.Table;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant UNTIL = NOW.plusSeconds(3_600);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Attempt FIRST = new Attempt("first", NOW, UNTIL, State.OPEN, NOW);
    private static final Attempt SECOND = new Attempt("second", NOW, UNTIL, State.FAILED, NOW.plusSeconds(1));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_value_is_replaced_by_who_has_read_it_last(Kept kept) {
        AttemptStore store = kept.store(folder, CLOCK);
        assertThat(store.find("ada")).isEqualTo(Attempts.NONE);
        assertThat(store.replace("ada", 0, List.of(FIRST), UNTIL)).isTrue();
        assertThat(store.replace("ada", 0, List.of(SECOND), UNTIL)).isFalse();
        Attempts found = store.find("ada");

        assertThat(found.attempts()).containsExactly(FIRST);
        assertThat(store.replace("ada", found.version(), List.of(FIRST, SECOND), UNTIL))
                .isTrue();
        assertThat(store.replace("ada", found.version(), List.of(SECOND), UNTIL))
                .isFalse();
        assertThat(store.find("ada").attempts()).containsExactly(FIRST, SECOND);
        assertThat(store.find("bob")).isEqualTo(Attempts.NONE);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void prints_where_attempts_are_kept_and_what_became_of_them_and_not_whose_they_are(Kept kept) {
        AttemptStore store = kept.store(folder, CLOCK);
        assertThat(store.replace("ada", 0, List.of(FIRST, SECOND), UNTIL)).isTrue();

        assertThat(store)
                .hasToString(kept == Kept.IN_MEMORY ? "AttemptStore[in memory]" : "AttemptStore[in a database]");
        assertThat(store.find("ada").attempts()).hasToString("[Attempt[OPEN], Attempt[FAILED]]");
    }

    @Test
    void rows_written_before_are_still_read() {
        DataSource database = SqliteFile.create(folder);
        write(database, "first,%d,%d,OPEN,%d".formatted(NOW.toEpochMilli(), UNTIL.toEpochMilli(), NOW.toEpochMilli()));

        assertThat(JdbcStores.over(database)
                        .withClock(CLOCK)
                        .attempts()
                        .find("ada")
                        .attempts())
                .containsExactly(FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "first,1,2,OPEN", "first,1,2,LATER,3", "first,1,2,OPEN,x", "first,1,2,OPEN,3,4,5"})
    void a_row_that_cannot_be_read_is_a_failure_of_the_store(String row) {
        DataSource database = SqliteFile.create(folder);
        write(database, row);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() ->
                        JdbcStores.over(database).withClock(CLOCK).attempts().find("ada"))
                .withMessageContaining("facebridge_attempts")
                .withMessageNotContaining("ada");
    }

    private static void write(DataSource database, String attempts) {
        Table.run(
                database,
                "INSERT INTO facebridge_attempts (subject, version, attempts, keep_until) VALUES ('ada', 1, ?, ?)",
                attempts,
                UNTIL);
    }
}
