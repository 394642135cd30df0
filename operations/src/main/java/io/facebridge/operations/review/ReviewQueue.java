package io.facebridge.operations.review;

import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.AuditListener;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The cases that wait for a person, and those that were decided. Thread-safe.
 * {@link io.facebridge.operations.jdbc.JdbcStores#reviews} keeps them in a database.
 */
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
     * @throws io.facebridge.error.NotFoundException (kind REVIEW_CASE) if there is no such case
     */
    boolean decide(UUID id, ReviewVerdict verdict);

    /**
     * A page of the cases that a filter lets through, oldest first, with their images.
     *
     * @param filter which
     * @param offset how many to leave out, 0 or more
     * @param limit how many at most, 1 to 1,000
     * @return empty if there are no more; unmodifiable
     * @throws IllegalArgumentException if a number is out of range
     */
    List<ReviewCase> list(ReviewFilter filter, int offset, int limit);

    /**
     * How many cases a filter lets through.
     *
     * @param filter which
     * @return 0 or more
     */
    long count(ReviewFilter filter);

    /**
     * Removes a case with its images, measures and verdict, open or decided.
     *
     * @param id the case
     * @return whether there was one
     */
    boolean remove(UUID id);

    /**
     * Removes the cases that a filter lets through, with their images, measures and verdicts. Each case is removed whole or not at
     * all; one that gets its verdict concurrently, and no longer matches, stays. In a database rows are deleted; when the
     * database overwrites the content of deleted rows in its files is up to the database.
     *
     * @param filter which
     * @return how many were removed
     */
    long remove(ReviewFilter filter);

    /**
     * The same queue, which reports every verdict as {@link AuditEvent.Kind#REVIEW_VERDICT}: the subject as the person, the
     * reviewer as who asked, and the attributes {@code case} and {@code decision}. The verdict's reason, which may name a person,
     * is left out. A verdict is recorded in the queue first: an exception of the listener leaves it there.
     *
     * @param listener receives the verdicts that are recorded
     * @return on top of this one
     */
    default ReviewQueue withListener(AuditListener listener) {
        return new AuditedReviews(this, listener);
    }

    /**
     * Keeps the cases in this process, as long as it runs: for tests.
     *
     * @return a new, empty queue
     */
    static ReviewQueue inMemory() {
        return new InMemoryReviewQueue();
    }
}
