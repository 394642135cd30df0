package io.facebridge.operations.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.error.Effect;
import io.facebridge.gallery.Consent;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.operations.guard.AttemptStore;
import io.facebridge.operations.guard.RedemptionStore;
import io.facebridge.operations.privacy.PersonRecord;
import io.facebridge.operations.privacy.PersonRecordStore;
import io.facebridge.operations.store.SqliteFile;
import io.facebridge.operations.store.StoreException;
import io.facebridge.operations.store.Table;
import io.facebridge.provider.ProviderId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stores do with the connections of a pool, and where a connection fails. */
class JdbcConnectionsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final PersonRecord RECORD = new PersonRecord(
            new ProviderId("local"),
            new GalleryId("staff"),
            new PersonId("ada"),
            new Consent("entry", "1", NOW, NOW.plusSeconds(60)),
            NOW);

    @TempDir
    private Path folder;

    /** What is called on connections, in its order; statements are not. */
    private final List<String> calls = new ArrayList<>();

    /** The name of the method that fails. */
    private @Nullable String failing;

    private DataSource database = SqliteFile.open(Path.of(""));

    @BeforeEach
    void tables() {
        database = SqliteFile.create(folder);
    }

    /** The same database by connections that are written down. */
    private DataSource noting() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> noting(database.getConnection()));
    }

    private Connection noting(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (List.of("setAutoCommit", "commit", "rollback", "close").contains(method.getName())) {
                        calls.add(method.getName() + (arguments == null ? "" : " " + arguments[0]));
                    }
                    if (method.getName().equals(failing)) {
                        throw new SQLException("ada is not welcome", "08006", 17);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause(), "cause");
                    }
                });
    }

    private PersonRecordStore records() {
        return JdbcStores.over(noting()).personRecords();
    }

    @Test
    void a_connection_is_given_back_as_it_was_after_statements_that_belong_together() {
        records().save(RECORD);

        assertThat(calls).containsExactly("setAutoCommit false", "commit", "setAutoCommit true", "close");
        assertThat(records().list(RECORD.person())).containsExactly(RECORD);
        assertThat(calls).endsWith("setAutoCommit true", "close", "close");
    }

    @Test
    void what_failed_is_rolled_back_and_the_connection_given_back_as_it_was() {
        Table.run(database, "DROP TABLE facebridge_person_record");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> records().save(RECORD))
                .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.NONE));
        assertThat(calls).containsExactly("setAutoCommit false", "rollback", "setAutoCommit true", "close");
    }

    @Test
    void an_exception_of_the_work_itself_rolls_back_and_reaches_the_caller() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Sql(noting()).inTransaction(statements -> {
                    statements.run("DELETE FROM facebridge_person_record");
                    throw new IllegalStateException("the test says so");
                }))
                .withMessage("the test says so");
        assertThat(calls).containsExactly("setAutoCommit false", "rollback", "setAutoCommit true", "close");
    }

    @Test
    void a_commit_that_fails_may_have_been_carried_out() {
        failing = "commit";

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> records().save(RECORD))
                .withMessageContaining("SQL state 08006, code 17")
                .withMessageNotContaining("ada")
                .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN));
    }

    @Test
    void a_rollback_that_fails_does_not_hide_why_it_was_needed() {
        failing = "rollback";

        assertThatIllegalStateException()
                .isThrownBy(() -> new Sql(noting()).inTransaction(statements -> {
                    throw new IllegalStateException("the test says so");
                }))
                .withMessage("the test says so")
                .satisfies(thrown ->
                        assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(SQLException.class));
    }

    @Test
    void a_database_that_cannot_be_reached_may_have_carried_out_a_single_statement() {
        failing = "prepareStatement";

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> records().remove(RECORD.provider(), RECORD.gallery(), RECORD.person()))
                .satisfies(thrown -> assertThat(thrown.effect()).isEqualTo(Effect.UNKNOWN));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> JdbcStores.over(noting()).attempts().replace("ada", 0, List.of(), NOW));
        assertThat(calls).containsOnly("close").hasSize(2);
    }

    @Test
    void rows_that_may_be_forgotten_are_deleted_with_the_next_one() {
        List<Instant> time = new ArrayList<>(List.of(NOW));
        Clock clock = ((InstantSource) () -> time.get(0)).withZone(ZoneOffset.UTC);
        AttemptStore attempts = JdbcStores.over(database).withClock(clock).attempts();
        RedemptionStore redemptions = JdbcStores.over(database).withClock(clock).redemptions();
        for (int second : List.of(1, 2)) {
            Instant until = NOW.plusSeconds(second);
            assertThat(attempts.replace("subject-" + second, 0, List.of(), until))
                    .isTrue();
            assertThat(redemptions.putIfAbsent(new LivenessSessionId("session-" + second), until))
                    .isTrue();
        }
        time.set(0, NOW.plusSeconds(1));
        assertThat(attempts.replace("ada", 0, List.of(), NOW.plusSeconds(9))).isTrue();
        assertThat(redemptions.putIfAbsent(new LivenessSessionId("session-3"), NOW.plusSeconds(9)))
                .isTrue();

        assertThat(Table.count(database, "SELECT COUNT(*) FROM facebridge_attempts"))
                .isEqualTo(2);
        assertThat(Table.count(database, "SELECT COUNT(*) FROM facebridge_redemption"))
                .isEqualTo(2);
        assertThat(attempts.find("subject-1")).isEqualTo(AttemptStore.Attempts.NONE);
        assertThat(attempts.find("subject-2").version()).isPositive();
        assertThat(redemptions).hasToString("RedemptionStore[in a database]");
    }

    @Test
    void an_expected_version_is_followed_by_the_next_one_and_a_first_one_is_not_the_same_again() {
        AttemptStore attempts = JdbcStores.over(database)
                .withClock(Clock.fixed(NOW, ZoneOffset.UTC))
                .attempts();
        assertThat(attempts.replace("ada", 0, List.of(), NOW.plusSeconds(60))).isTrue();
        long first = attempts.find("ada").version();
        assertThat(attempts.replace("ada", first, List.of(), NOW.plusSeconds(60)))
                .isTrue();
        assertThat(attempts.find("ada").version()).isEqualTo(first + 1);
        attempts.remove("ada");
        assertThat(attempts.replace("ada", 0, List.of(), NOW.plusSeconds(60))).isTrue();

        assertThat(attempts.find("ada").version()).isNotIn(first, first + 1).isPositive();
    }
}
