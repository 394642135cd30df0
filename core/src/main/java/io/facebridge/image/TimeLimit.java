package io.facebridge.image;

import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.provider.Deadline;
import org.jspecify.annotations.Nullable;

/** The deadline of the call for which an image is worked on, if there is one. Immutable, safe for use by many threads. */
final class TimeLimit {
    private static final TimeLimit NONE = new TimeLimit(null);

    private final @Nullable Deadline deadline;

    private TimeLimit(@Nullable Deadline deadline) {
        this.deadline = deadline;
    }

    /**
     * Work that takes as long as it takes.
     *
     * @return always the same
     */
    public static TimeLimit none() {
        return NONE;
    }

    /**
     * Work that ends at a deadline.
     *
     * @param deadline of the call
     * @return a limit
     */
    public static TimeLimit of(Deadline deadline) {
        return new TimeLimit(deadline);
    }

    /**
     * Goes on if there is time.
     *
     * @throws CallTimeoutException if the deadline has passed
     */
    public void check() {
        if (deadline != null && deadline.expired()) {
            throw new CallTimeoutException(
                    "the deadline of " + deadline.duration().toMillis()
                            + " ms passed while the image was being prepared;"
                            + " send a smaller image, or raise CallPolicy's deadline",
                    null,
                    Effect.NONE,
                    null);
        }
    }

    /** Some readers wrap what their listeners throw. */
    static void throwIfIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallTimeoutException late) {
                throw late;
            }
        }
    }

    PixelBudget.Reservation reserve(long pixels) {
        PixelBudget budget = PixelBudget.process();
        return deadline == null ? budget.reserve(pixels) : budget.reserve(pixels, deadline);
    }
}
