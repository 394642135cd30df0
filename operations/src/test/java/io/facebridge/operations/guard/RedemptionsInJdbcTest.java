package io.facebridge.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.operations.store.SqliteFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedemptionsInJdbcTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final LivenessSessionId SESSION = new LivenessSessionId("secret-id");
    private static final Instant UNTIL = NOW.plusSeconds(60);

    @TempDir
    private Path folder;

    private Instant time = NOW;
    private final Clock clock = ((InstantSource) () -> time).withZone(ZoneOffset.UTC);

    @Test
    void a_session_is_recorded_once_also_by_another_instance_and_after_a_restart() {
        assertThat(Redemptions.jdbc(SqliteFile.create(folder), clock).putIfAbsent(SESSION, UNTIL))
                .isTrue();
        assertThat(Redemptions.jdbc(SqliteFile.open(folder), clock).putIfAbsent(SESSION, UNTIL))
                .isFalse();
        assertThat(Redemptions.jdbc(SqliteFile.open(folder), clock)
                        .putIfAbsent(new LivenessSessionId("another"), UNTIL))
                .isTrue();
    }

    @Test
    void what_may_have_been_forgotten_is_refused() {
        Redemptions redemptions = Redemptions.jdbc(SqliteFile.create(folder), clock);
        assertThat(redemptions.putIfAbsent(SESSION, UNTIL)).isTrue();
        time = UNTIL;

        assertThat(redemptions.putIfAbsent(SESSION, UNTIL)).isFalse();
    }
}
