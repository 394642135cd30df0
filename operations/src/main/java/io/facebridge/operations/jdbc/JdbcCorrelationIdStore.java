package io.facebridge.operations.jdbc;

import io.facebridge.error.NotFoundException;
import io.facebridge.internal.Subjects;
import io.facebridge.liveness.CorrelationIdStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;

final class JdbcCorrelationIdStore implements CorrelationIdStore {
    private static final String FIND = "SELECT correlation_id FROM facebridge_correlation WHERE subject = ?";

    private final Sql sql;
    private final Clock clock;
    private final Supplier<UUID> random;

    JdbcCorrelationIdStore(DataSource database, Clock clock, Supplier<UUID> random) {
        sql = new Sql(database);
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
    }

    @Override
    public UUID idOf(String subject) {
        Subjects.require(subject);
        Optional<UUID> known = find(subject);
        if (known.isPresent()) {
            return known.get();
        }
        UUID made = Subjects.randomId(random);
        boolean first = sql.insertIfAbsent(
                "INSERT INTO facebridge_correlation (subject, correlation_id) VALUES (?, ?)",
                List.of(subject, made.toString()),
                FIND,
                subject);
        return first ? made : find(subject).orElseThrow();
    }

    /** Rotates the id that was read; if another caller has changed the row, reads and tries again. */
    @Override
    public UUID rotate(String subject, String reviewer, String reason) {
        Subjects.require(subject);
        Optional<UUID> rotated = Optional.empty();
        while (rotated.isEmpty()) {
            UUID old = find(subject)
                    .orElseThrow(() -> new NotFoundException(NotFoundException.Kind.PERSON, null, null, null));
            Rotation rotation =
                    new Rotation(subject, reviewer, reason, clock.instant(), old, Subjects.randomId(random));
            rotated = replace(rotation) ? Optional.of(rotation.newId()) : Optional.empty();
        }
        return rotated.get();
    }

    private boolean replace(Rotation rotation) {
        return sql.inTransaction(statements -> {
            int changed = statements.run(
                    "UPDATE facebridge_correlation SET correlation_id = ? WHERE subject = ? AND correlation_id = ?",
                    rotation.newId().toString(),
                    rotation.subject(),
                    rotation.oldId().toString());
            if (changed == 1) {
                statements.run(
                        "INSERT INTO facebridge_correlation_rotation"
                                + " (new_id, old_id, subject, reviewer, reason, rotated_at) VALUES (?, ?, ?, ?, ?, ?)",
                        rotation.newId().toString(),
                        rotation.oldId().toString(),
                        rotation.subject(),
                        rotation.reviewer(),
                        rotation.reason(),
                        rotation.at());
            }
            return changed == 1;
        });
    }

    @Override
    public List<Rotation> rotations(String subject) {
        return sql.rows(
                "SELECT reviewer, reason, rotated_at, old_id, new_id FROM facebridge_correlation_rotation"
                        + " WHERE subject = ? ORDER BY rotated_at",
                row -> new Rotation(
                        subject,
                        row.getString(1),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        UUID.fromString(row.getString(4)),
                        UUID.fromString(row.getString(5))),
                subject);
    }

    @Override
    public void remove(String subject) {
        sql.inTransaction(statements -> statements.run("DELETE FROM facebridge_correlation WHERE subject = ?", subject)
                + statements.run("DELETE FROM facebridge_correlation_rotation WHERE subject = ?", subject));
    }

    @Override
    public Optional<UUID> find(String subject) {
        return sql.first(FIND, row -> UUID.fromString(row.getString(1)), subject);
    }

    @Override
    public String toString() {
        return "CorrelationIdStore[in a database]";
    }
}
