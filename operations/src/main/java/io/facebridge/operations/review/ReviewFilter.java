package io.facebridge.operations.review;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A filter by which cases of a {@link ReviewQueue} are listed, counted or removed. Each filter starts with a state, so that a
 * removal states whether it includes open cases; a subject and an age may be added. Immutable.
 *
 * <pre>{@code
 * queue.remove(ReviewFilter.decided().addedBefore(clock.instant().minus(Duration.ofDays(90))));
 * queue.remove(ReviewFilter.openAndDecided().subject("account-17"));
 * }</pre>
 */
public final class ReviewFilter {
    private final @Nullable Boolean decided;
    private final @Nullable String subject;
    private final @Nullable Instant before;

    private ReviewFilter(@Nullable Boolean decided, @Nullable String subject, @Nullable Instant before) {
        this.decided = decided;
        this.subject = subject;
        this.before = before;
    }

    /** {@return a filter for the open cases, of every subject and age} */
    public static ReviewFilter open() {
        return new ReviewFilter(false, null, null);
    }

    /** {@return a filter for the cases with a verdict, of every subject and age} */
    public static ReviewFilter decided() {
        return new ReviewFilter(true, null, null);
    }

    /** {@return a filter for all cases, of every subject and age} */
    public static ReviewFilter openAndDecided() {
        return new ReviewFilter(null, null, null);
    }

    /**
     * Restricts the filter to one subject.
     *
     * @param id the application's own id, exactly as in the case; not blank
     * @return a new filter
     * @throws IllegalArgumentException if the id is blank
     */
    public ReviewFilter subject(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException(
                    "subject of a filter must not be blank; omit it to include every subject");
        }
        return new ReviewFilter(decided, id, before);
    }

    /**
     * Restricts the filter to cases that arose before an instant, by {@link ReviewCase#at}, whenever they were decided. A
     * database stores milliseconds.
     *
     * @param time the first instant that is excluded
     * @return a new filter
     */
    public ReviewFilter addedBefore(Instant time) {
        return new ReviewFilter(decided, subject, Objects.requireNonNull(time, "time"));
    }

    /**
     * Returns whether a case matches this filter.
     *
     * @param reviewCase the case
     * @return whether its state, subject and age match
     */
    public boolean matches(ReviewCase reviewCase) {
        return (decided == null || decided == reviewCase.verdict().isPresent())
                && (subject == null || subject.equals(reviewCase.subject()))
                && (before == null || reviewCase.at().isBefore(before));
    }

    /**
     * Returns the state of matching cases.
     *
     * @return {@code true} for cases with a verdict, {@code false} for open cases; empty for both
     */
    public Optional<Boolean> isDecided() {
        return Optional.ofNullable(decided);
    }

    /** {@return the subject of matching cases; empty for every subject} */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** {@return the first instant that is excluded; empty for every age} */
    public Optional<Instant> addedBefore() {
        return Optional.ofNullable(before);
    }

    /** Returns text with the state and the age, without the subject. */
    @Override
    public String toString() {
        return "ReviewFilter[" + (decided == null ? "open and decided" : decided ? "decided" : "open")
                + (subject == null ? "" : ", of one subject") + (before == null ? "" : ", added before " + before)
                + "]";
    }
}
