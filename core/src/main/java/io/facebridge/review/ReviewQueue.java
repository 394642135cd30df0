package io.facebridge.review;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The cases that wait for a person, and those that were decided. Thread-safe. */
public interface ReviewQueue {
    /**
     * Puts a case in. Putting the same case in again does nothing.
     *
     * @param reviewCase an open case
     * @throws IllegalArgumentException if it is decided already
     */
    void add(ReviewCase reviewCase);

    /**
     * A page of the open cases, oldest first.
     *
     * @param offset how many to leave out, 0 or more
     * @param limit how many at most, 1 to 1,000
     * @return empty if there are no more; unmodifiable
     * @throws IllegalArgumentException if a number is out of range
     */
    List<ReviewCase> listOpen(int offset, int limit);

    /**
     * Looks a case up, open or decided.
     *
     * @param id its name
     * @return empty if there is none of that name
     */
    Optional<ReviewCase> find(UUID id);

    /**
     * Records what a person decided, once: one atomic step.
     *
     * @param id the case
     * @param verdict who, when, what and why
     * @return whether this call recorded it; {@code false} if the case is decided already
     * @throws io.facebridge.NotFoundException (kind REVIEW_CASE) if there is no such case
     */
    boolean decide(UUID id, ReviewVerdict verdict);

    /**
     * Keeps the cases in this process, as long as it runs: for tests.
     *
     * @return a new, empty queue
     */
    static ReviewQueue inMemory() {
        return new ReviewsInMemory();
    }

    /**
     * Keeps the cases in a database, which several processes may share.
     *
     * @param database where {@link io.facebridge.store.JdbcTables} are
     * @return a queue; its methods may throw {@link io.facebridge.store.StoreException}
     */
    static ReviewQueue jdbc(DataSource database) {
        return new ReviewsInJdbc(database);
    }
}
