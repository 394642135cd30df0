package io.facebridge.operations.jdbc;

import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.operations.guard.AttemptStore;
import io.facebridge.operations.guard.RedemptionStore;
import io.facebridge.operations.privacy.PersonRecordStore;
import io.facebridge.operations.review.ReviewQueue;
import io.facebridge.operations.store.StoreException;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The stores of this library in one database, which several processes may share. Use it in production: the in-memory stores lose
 * their content at a restart.
 *
 * <!-- docs-test: given LivenessSessions sessions -->
 * <pre>{@code
 * JdbcStores stores = JdbcStores.over(database);
 * LivenessGuard guard = LivenessGuard.builder(sessions, stores.attempts(), stores.redemptions(), clock)
 *         .reviews(stores.reviews())
 *         .build();
 * }</pre>
 *
 * <p>The database must have the tables of {@link JdbcTables}; no method creates them, and none sends a statement before a store
 * is used. Each method returns a new object on the same tables: two of them share what they store. The methods of all stores
 * throw {@link StoreException} if the database fails. Immutable; this class and the stores are thread-safe.
 */
public final class JdbcStores {
    private final DataSource database;
    private final Clock clock;

    private JdbcStores(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Returns the stores in a database, with the system's clock. Opens no connection.
     *
     * @param dataSource the database with the tables of {@link JdbcTables}; should be pooled, and its connections must commit by
     *     themselves, as they do by default
     * @return the stores
     */
    public static JdbcStores over(DataSource dataSource) {
        return new JdbcStores(Objects.requireNonNull(dataSource, "dataSource"), Clock.systemUTC());
    }

    /**
     * Sets the clock by which attempts and redemptions expire and rotations of correlation ids are dated. The default is the
     * system clock.
     *
     * @param other the clock; must be the one of the {@link io.facebridge.operations.guard.LivenessGuard} that uses the stores
     * @return the same stores with that clock
     */
    public JdbcStores withClock(Clock other) {
        return new JdbcStores(database, Objects.requireNonNull(other, "clock"));
    }

    /**
     * Returns the attempts of each subject of liveness sessions, table {@code facebridge_attempts}.
     *
     * @return a store
     */
    public AttemptStore attempts() {
        return new JdbcAttemptStore(database, clock, UUID::randomUUID);
    }

    /**
     * Returns the liveness sessions that were redeemed, table {@code facebridge_redemption}: a redeemed session is rejected after
     * a restart, and by another process.
     *
     * @return a store; if it throws {@link StoreException}, treat the session as redeemed
     */
    public RedemptionStore redemptions() {
        return new JdbcRedemptionStore(database, clock);
    }

    /**
     * Returns the ids that are sent to a service instead of a subject's own, tables {@code facebridge_correlation} and
     * {@code facebridge_correlation_rotation}. New ids are random UUIDs.
     *
     * @return a store
     */
    public CorrelationIdStore correlationIds() {
        return correlationIds(UUID::randomUUID);
    }

    /**
     * Returns the same store as {@link #correlationIds()}, with another source of new ids.
     *
     * @param random returns random UUIDs of version 4
     * @return a store; its methods throw {@link IllegalArgumentException} if a new id is of another version
     */
    public CorrelationIdStore correlationIds(Supplier<UUID> random) {
        return new JdbcCorrelationIdStore(database, clock, random);
    }

    /**
     * Returns the cases for review, tables {@code facebridge_review}, {@code facebridge_review_measure} and
     * {@code facebridge_review_image}.
     *
     * @return a queue
     */
    public ReviewQueue reviews() {
        return new JdbcReviewQueue(database);
    }

    /**
     * Returns the records of enrolled people and of erasures, tables {@code facebridge_person_record} and
     * {@code facebridge_erasure}.
     *
     * @return a store
     */
    public PersonRecordStore personRecords() {
        return new JdbcPersonRecordStore(database);
    }

    /** Returns text without the address or credentials of the database. */
    @Override
    public String toString() {
        return "JdbcStores[in a database]";
    }
}
