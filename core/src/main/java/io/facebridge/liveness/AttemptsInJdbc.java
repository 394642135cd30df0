package io.facebridge.liveness;

import io.facebridge.store.internal.Sql;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** One row for a subject, its attempts in one column: a version is replaced by one statement, which is atomic anywhere. */
final class AttemptsInJdbc implements AttemptStore {
    private static final String BETWEEN_ATTEMPTS = ";";
    private static final String WITHIN_ATTEMPT = ",";

    private final Sql sql;
    private final Clock clock;

    AttemptsInJdbc(DataSource database, Clock clock) {
        sql = new Sql(database);
        this.clock = Objects.requireNonNull(clock, "clock");
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
        return sql.insertUnlessThere(
                "INSERT INTO facebridge_attempts (subject, version, attempts, keep_until) VALUES (?, ?, ?, ?)",
                List.of(subject, 1L, written(attempts), keepUntil),
                "SELECT subject FROM facebridge_attempts WHERE subject = ?",
                subject);
    }

    private static String written(List<Attempt> attempts) {
        return attempts.stream()
                .map(attempt -> String.join(
                        WITHIN_ATTEMPT,
                        attempt.session(),
                        Long.toString(attempt.opened().toEpochMilli()),
                        Long.toString(attempt.expires().toEpochMilli()),
                        attempt.state().name(),
                        Long.toString(attempt.counted().toEpochMilli())))
                .collect(Collectors.joining(BETWEEN_ATTEMPTS));
    }

    private static List<Attempt> read(String written) {
        return Arrays.stream(written.split(BETWEEN_ATTEMPTS, -1))
                .filter(attempt -> !attempt.isEmpty())
                .map(attempt -> {
                    String[] parts = attempt.split(WITHIN_ATTEMPT, -1);
                    return new Attempt(
                            parts[0], time(parts[1]), time(parts[2]), State.valueOf(parts[3]), time(parts[4]));
                })
                .toList();
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    @Override
    public String toString() {
        return "AttemptStore[in a database]";
    }
}
