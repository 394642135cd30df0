package io.facebridge.image;

/**
 * How large a picture may be to be read at all. Both limits are checked before memory is taken: the size in bytes before
 * or while reading, the size in pixels on the header, without decoding.
 *
 * @param maxBytes most encoded bytes, in [1, 2147483639]
 * @param maxPixels most pixels (width times height), in [1, 715827879]: three bytes a pixel have to fit into one array
 */
public record ReadLimits(long maxBytes, long maxPixels) {
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;
    private static final ReadLimits DEFAULTS = new ReadLimits(64L << 20, 50_000_000);

    /**
     * Checks the limits.
     *
     * @param maxBytes most encoded bytes
     * @param maxPixels most pixels
     * @throws IllegalArgumentException if a limit is out of its range
     */
    public ReadLimits {
        if (maxBytes < 1 || maxBytes > LONGEST_ARRAY) {
            throw new IllegalArgumentException("maxBytes must be in [1, " + LONGEST_ARRAY + "] but was " + maxBytes);
        }
        if (maxPixels < 1 || maxPixels > LONGEST_ARRAY / 3) {
            throw new IllegalArgumentException(
                    "maxPixels must be in [1, " + LONGEST_ARRAY / 3 + "] but was " + maxPixels);
        }
    }

    /**
     * What is used where no limits are given.
     *
     * @return 64 MiB and 50 million pixels
     */
    public static ReadLimits defaults() {
        return DEFAULTS;
    }

    /**
     * These limits with another number of bytes.
     *
     * @param bytes most encoded bytes
     * @return new limits
     * @throws IllegalArgumentException if {@code bytes} is out of range
     */
    public ReadLimits withMaxBytes(long bytes) {
        return new ReadLimits(bytes, maxPixels);
    }

    /**
     * These limits with another number of pixels.
     *
     * @param pixels most pixels, width times height
     * @return new limits
     * @throws IllegalArgumentException if {@code pixels} is out of range
     */
    public ReadLimits withMaxPixels(long pixels) {
        return new ReadLimits(maxBytes, pixels);
    }
}
