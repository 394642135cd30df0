package io.facebridge.operations.jdbc;

import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.operations.guard.RedemptionStore;
import io.facebridge.operations.guard.internal.SessionDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

final class JdbcRedemptionStore implements RedemptionStore {
    private final Sql sql;
    private final Clock clock;

    JdbcRedemptionStore(DataSource database, Clock clock) {
        sql = new Sql(database);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public boolean putIfAbsent(LivenessSessionId session, Instant keepUntil) {
        Instant now = clock.instant();
        if (!now.isBefore(keepUntil)) {
            return false;
        }
        sql.run("DELETE FROM facebridge_redemption WHERE keep_until <= ?", now);
        String digest = SessionDigest.of(session);
        return sql.insertIfAbsent(
                "INSERT INTO facebridge_redemption (session_digest, keep_until) VALUES (?, ?)",
                List.of(digest, keepUntil),
                "SELECT session_digest FROM facebridge_redemption WHERE session_digest = ?",
                digest);
    }

    @Override
    public String toString() {
        return "RedemptionStore[in a database]";
    }
}
