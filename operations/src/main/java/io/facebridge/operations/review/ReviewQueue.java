package io.facebridge.operations.review;

import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.AuditListener;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A queue of cases for human review, open and decided. Use it with a policy that has a review band, or with a
 * {@link io.facebridge.operations.guard.LivenessGuard}. {@link io.facebridge.operations.jdbc.JdbcStores#reviews} stores the cases
 * in a database. Thread-safe.
 *
 * <!-- docs-test: given MatchDecision decision -->
 * <pre>{@code
 * ReviewCase.of(UUID.randomUUID(), clock.instant(), "account-17", decision).ifPresent(queue::add);
 * for (ReviewCase open : queue.listOpen(0, 50)) {
 *     queue.decide(open.id(), new ReviewVerdict("reviewer 3", clock.instant(), ReviewVerdict.Decision.ACCEPTED, "same person"));
 * }
 * }</pre>
 */
public interface ReviewQueue {
    /**
     * Adds a case. Idempotent: adding the same case again does nothing.
     *
     * @param reviewCase an open case
     * @throws IllegalArgumentException if the case has a verdict
     */
    void add(ReviewCase reviewCase);

    /**
     * Returns a page of the open cases.
     *
     * @param offset the number of cases to skip, 0 or more
     * @param limit the maximum number of cases, 1 to 1,000
     * @return oldest first; empty if there are no more; unmodifiable
     * @throws IllegalArgumentException if the offset or the limit is out of range
     */
    List<ReviewCase> listOpen(int offset, int limit);

    /**
     * Returns a case, open or decided.
     *
     * @param id the id of the case
     * @return empty if there is no case with that id
     */
    Optional<ReviewCase> find(UUID id);

    /**
     * Records the verdict on a case, once. Atomic.
     *
     * @param id the id of the case
     * @param verdict the reviewer, the time, the decision and the reason
     * @return whether this call recorded it; {@code false} if the case is decided already
     * @throws io.facebridge.error.NotFoundException if the case does not exist; of kind REVIEW_CASE
     */
    boolean decide(UUID id, ReviewVerdict verdict);

    /**
     * Returns a page of the cases that match a filter, with their images.
     *
     * @param filter the filter
     * @param offset the number of cases to skip, 0 or more
     * @param limit the maximum number of cases, 1 to 1,000
     * @return oldest first; empty if there are no more; unmodifiable
     * @throws IllegalArgumentException if the offset or the limit is out of range
     */
    List<ReviewCase> list(ReviewFilter filter, int offset, int limit);

    /**
     * Returns the number of cases that match a filter.
     *
     * @param filter the filter
     * @return 0 or more
     */
    long count(ReviewFilter filter);

    /**
     * Removes a case with its images, measures and verdict, open or decided.
     *
     * @param id the id of the case
     * @return whether the case existed
     */
    boolean remove(UUID id);

    /**
     * Removes the cases that match a filter, with their images, measures and verdicts. Each case is removed completely or not at
     * all; a case that is decided concurrently, and no longer matches, is kept. In a database the rows are deleted; the database
     * determines when it overwrites their content in its files.
     *
     * @param filter the filter
     * @return the number of removed cases; 0 or more
     */
    long remove(ReviewFilter filter);

    /**
     * Returns a queue over this one that also reports every verdict as {@link AuditEvent.Kind#REVIEW_VERDICT}: the subject as
     * the person, the reviewer as the requester, and the attributes {@code case} and {@code decision}. The event omits the
     * verdict's reason, which may name a person. A verdict is recorded in the queue first, and stays recorded if the listener
     * throws.
     *
     * @param listener receives the verdicts that are recorded
     * @return a new queue over this one
     */
    default ReviewQueue withListener(AuditListener listener) {
        return new AuditedReviews(this, listener);
    }

    /**
     * Creates a queue in the memory of this process, for tests.
     *
     * @return a new, empty queue
     */
    static ReviewQueue inMemory() {
        return new InMemoryReviewQueue();
    }
}
