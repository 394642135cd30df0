package io.facebridge.internal;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an image for which the Java heap has no room, so that one image ends neither a batch nor the process. An
 * allocation of that size that fails leaves the rest of the heap as it was.
 */
public final class HeapRoom {
    private static final long MIB = 1 << 20;

    private HeapRoom() {}

    /**
     * Refuses what can never fit: more than three quarters of the largest heap.
     *
     * @param bytes what will be allocated at the same time
     * @throws InvalidImageException if that is too much
     */
    public static void require(long bytes) {
        if (bytes > Runtime.getRuntime().maxMemory() / 4 * 3) {
            throw refusal(bytes, null);
        }
    }

    /**
     * Does something with an image that allocates in proportion to its size.
     *
     * @param <T> the result's type
     * @param bytes about what will be allocated at the same time
     * @param work what is done
     * @return the result
     * @throws InvalidImageException if the heap has no room
     */
    public static <T> T within(long bytes, Supplier<T> work) {
        try {
            return work.get();
        } catch (OutOfMemoryError e) {
            throw refusal(bytes, e);
        }
    }

    /**
     * Answers one question of many, so that an image for which there is no room does not end the others.
     *
     * @param <T> the answer's type
     * @param question about one image
     * @return the answer
     * @throws InvalidImageException if the heap has no room
     */
    public static <T> T forOneOfMany(Supplier<T> question) {
        try {
            return question.get();
        } catch (OutOfMemoryError e) {
            throw refusalOfOne(e);
        }
    }

    /**
     * Returns the rejection of an image of which no more is known than that there was no memory for it.
     *
     * @param cause what was thrown
     * @return without an effect
     */
    public static InvalidImageException refusalOfOne(OutOfMemoryError cause) {
        return new InvalidImageException(
                Reason.TOO_MANY_PIXELS,
                "the Java heap has no space for the image; shrink it, or run Java with a larger heap (-Xmx)",
                null,
                cause);
    }

    /**
     * Returns the rejection of an image, if a failure has its cause in the heap.
     *
     * @param failure what was thrown
     * @param bytes about what was allocated at the same time
     * @return {@code null} if the cause is another one
     */
    public static @Nullable InvalidImageException causeOf(Throwable failure, long bytes) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError error) {
                return refusal(bytes, error);
            }
        }
        return null;
    }

    private static InvalidImageException refusal(long bytes, @Nullable OutOfMemoryError cause) {
        return new InvalidImageException(
                Reason.TOO_MANY_PIXELS,
                String.format(
                        Locale.ROOT,
                        "the image needs about %d MiB of heap to be decoded, %s %d MiB; shrink it, or run Java with a"
                                + " larger heap (-Xmx)",
                        Math.max(1, bytes / MIB),
                        cause == null
                                ? "but the largest heap is"
                                : "for which there is no space now in a heap of at most",
                        Runtime.getRuntime().maxMemory() / MIB),
                null,
                cause);
    }
}
