package io.facebridge.operations.review;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which cases of a {@link ReviewQueue} are listed, counted or removed. It begins with the state, so that a removal says whether it
 * concerns cases that still wait for a reviewer; a subject and an age may be added. Immutable.
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

    /**
     * Cases that wait for a reviewer.
     *
     * @return of every subject and age
     */
    public static ReviewFilter open() {
        return new ReviewFilter(false, null, null);
    }

    /**
     * Cases with a verdict.
     *
     * @return of every subject and age
     */
    public static ReviewFilter decided() {
        return new ReviewFilter(true, null, null);
    }

    /**
     * All cases.
     *
     * @return of every subject and age
     */
    public static ReviewFilter openAndDecided() {
        return new ReviewFilter(null, null, null);
    }

    /**
     * Only those of one subject.
     *
     * @param id the application's own id, exactly as the case has it; not blank
     * @return a new filter
     * @throws IllegalArgumentException if it is blank
     */
    public ReviewFilter subject(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a filter by subject needs a subject but it was blank");
        }
        return new ReviewFilter(decided, id, before);
    }

    /**
     * Only those that came up before a time, by {@link ReviewCase#at}, whenever they were decided. A database keeps
     * milliseconds.
     *
     * @param time the first instant that does not count
     * @return a new filter
     */
    public ReviewFilter addedBefore(Instant time) {
        return new ReviewFilter(decided, subject, Objects.requireNonNull(time, "time"));
    }

    /**
     * Whether a case is among them.
     *
     * @param reviewCase any case
     * @return whether its state, its subject and its age are the ones that are filtered by
     */
    public boolean matches(ReviewCase reviewCase) {
        return (decided == null || decided == reviewCase.verdict().isPresent())
                && (subject == null || subject.equals(reviewCase.subject()))
                && (before == null || reviewCase.at().isBefore(before));
    }

    /**
     * By which state.
     *
     * @return {@code true} for cases with a verdict, {@code false} for those without; empty for both
     */
    public Optional<Boolean> isDecided() {
        return Optional.ofNullable(decided);
    }

    /**
     * By which subject.
     *
     * @return empty for every subject
     */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /**
     * By which age.
     *
     * @return the first instant that does not count; empty for every age
     */
    public Optional<Instant> addedBefore() {
        return Optional.ofNullable(before);
    }

    /** Names no subject. */
    @Override
    public String toString() {
        return "ReviewFilter[" + (decided == null ? "open and decided" : decided ? "decided" : "open")
                + (subject == null ? "" : ", of one subject") + (before == null ? "" : ", added before " + before)
                + "]";
    }
}
