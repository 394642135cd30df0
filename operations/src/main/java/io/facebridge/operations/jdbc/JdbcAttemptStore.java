package io.facebridge.operations.jdbc;

import io.facebridge.error.Effect;
import io.facebridge.operations.guard.AttemptStore;
import io.facebridge.operations.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Stores one row per subject, with all attempts in one column: a version is replaced by one statement, which is atomic in every
 * database. An attempt has six parts; in rows of earlier versions it has five.
 */
final class JdbcAttemptStore implements AttemptStore {
    private static final String BETWEEN_ATTEMPTS = ";";
    private static final String WITHIN_ATTEMPT = ",";

    private static final String WITH_REFERENCE = "1";
    private static final String WITHOUT_REFERENCE = "0";
    private static final int FORMER_PARTS = 5;
    private static final int PARTS = 6;

    /** Limits the first version, so that later ones do not overflow. */
    private static final long MAX_FIRST_VERSION = Long.MAX_VALUE >> 1;

    private final Sql sql;
    private final Clock clock;
    private final Supplier<UUID> random;

    JdbcAttemptStore(DataSource database, Clock clock, Supplier<UUID> random) {
        sql = new Sql(database);
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
    }

    @Override
    public Attempts find(String subject) {
        return sql.first(
                        "SELECT version, attempts FROM facebridge_attempts WHERE subject = ?",
                        row -> new Attempts(row.getLong(1), read(row.getString(2))),
                        subject)
                .orElse(Attempts.NONE);
    }

    @Override
    public boolean replace(String subject, long expected, List<Attempt> attempts, Instant keepUntil) {
        if (expected > 0) {
            return sql.run(
                            "UPDATE facebridge_attempts SET version = ?, attempts = ?, keep_until = ?"
                                    + " WHERE subject = ? AND version = ?",
                            expected + 1,
                            written(attempts),
                            keepUntil,
                            subject,
                            expected)
                    == 1;
        }
        sql.run("DELETE FROM facebridge_attempts WHERE keep_until <= ?", clock.instant());
        return sql.insertIfAbsent(
                "INSERT INTO facebridge_attempts (subject, version, attempts, keep_until) VALUES (?, ?, ?, ?)",
                List.of(subject, firstVersion(), written(attempts), keepUntil),
                "SELECT subject FROM facebridge_attempts WHERE subject = ?",
                subject);
    }

    /** Returns a random version: a row that replaces a removed one must not have a version of that row. */
    private long firstVersion() {
        return (random.get().getLeastSignificantBits() & MAX_FIRST_VERSION) + 1;
    }

    @Override
    public void remove(String subject) {
        sql.run("DELETE FROM facebridge_attempts WHERE subject = ?", subject);
    }

    private static String written(List<Attempt> attempts) {
        return attempts.stream()
                .map(attempt -> String.join(
                        WITHIN_ATTEMPT,
                        attempt.session(),
                        Long.toString(attempt.opened().toEpochMilli()),
                        Long.toString(attempt.expires().toEpochMilli()),
                        attempt.state().name(),
                        Long.toString(attempt.counted().toEpochMilli()),
                        attempt.withReference() ? WITH_REFERENCE : WITHOUT_REFERENCE))
                .collect(Collectors.joining(BETWEEN_ATTEMPTS));
    }

    private static List<Attempt> read(String written) {
        return Arrays.stream(written.split(BETWEEN_ATTEMPTS, -1))
                .filter(attempt -> !attempt.isEmpty())
                .map(JdbcAttemptStore::attempt)
                .toList();
    }

    private static Attempt attempt(String written) {
        String[] parts = written.split(WITHIN_ATTEMPT, -1);
        try {
            if (parts.length == FORMER_PARTS || parts.length == PARTS) {
                return new Attempt(
                        parts[0],
                        time(parts[1]),
                        time(parts[2]),
                        State.valueOf(parts[3]),
                        time(parts[4]),
                        parts.length == PARTS && withReference(parts[PARTS - 1]));
            }
        } catch (IllegalArgumentException e) { // the message contains the stored text
            throw unreadable();
        }
        throw unreadable();
    }

    private static boolean withReference(String written) {
        if (!written.equals(WITH_REFERENCE) && !written.equals(WITHOUT_REFERENCE)) {
            throw unreadable();
        }
        return written.equals(WITH_REFERENCE);
    }

    private static StoreException unreadable() {
        return new StoreException(
                "row of facebridge_attempts cannot be read, as it was changed or written by a later version of this library;"
                        + " use that version, or remove the subject",
                Effect.NONE,
                null);
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    @Override
    public String toString() {
        return "AttemptStore[in a database]";
    }
}
