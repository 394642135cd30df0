package io.facebridge.operations.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.operations.guard.RedemptionStore;
import io.facebridge.operations.store.SqliteFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcRedemptionStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final LivenessSessionId SESSION = new LivenessSessionId("secret-id");
    private static final Instant UNTIL = NOW.plusSeconds(60);

    @TempDir
    private Path folder;

    private Instant time = NOW;
    private final Clock clock = ((InstantSource) () -> time).withZone(ZoneOffset.UTC);

    @Test
    void a_session_is_recorded_once_also_by_another_instance_and_after_a_restart() {
        assertThat(JdbcStores.over(SqliteFile.create(folder))
                        .withClock(clock)
                        .redemptions()
                        .putIfAbsent(SESSION, UNTIL))
                .isTrue();
        assertThat(JdbcStores.over(SqliteFile.open(folder))
                        .withClock(clock)
                        .redemptions()
                        .putIfAbsent(SESSION, UNTIL))
                .isFalse();
        assertThat(JdbcStores.over(SqliteFile.open(folder))
                        .withClock(clock)
                        .redemptions()
                        .putIfAbsent(new LivenessSessionId("another"), UNTIL))
                .isTrue();
    }

    @Test
    void what_may_have_been_forgotten_is_refused() {
        RedemptionStore redemptions =
                JdbcStores.over(SqliteFile.create(folder)).withClock(clock).redemptions();
        assertThat(redemptions.putIfAbsent(SESSION, UNTIL)).isTrue();
        time = UNTIL;

        assertThat(redemptions.putIfAbsent(SESSION, UNTIL)).isFalse();
    }
}
