package io.facebridge.image;

/**
 * The maximum sizes of an image that is read. Both limits are checked before memory is allocated: the size in bytes
 * before or while reading, the size in pixels on the header, without decoding.
 *
 * <pre>{@code
 * ReadLimits limits = ReadLimits.defaults().withMaxBytes(8 << 20).withMaxPixels(24_000_000);
 * FaceImage image = FaceImage.of(selfie, limits);
 * }</pre>
 *
 * @param maxBytes maximum number of encoded bytes, in [1, 2147483639]
 * @param maxPixels maximum number of pixels (width times height), in [1, 715827879]: three bytes per pixel must fit
 * into one array
 */
public record ReadLimits(long maxBytes, long maxPixels) {
    private static final long MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8L;
    private static final ReadLimits DEFAULTS = new ReadLimits(64L << 20, 50_000_000);

    /**
     * Creates limits.
     *
     * @param maxBytes maximum number of encoded bytes, in [1, 2147483639]
     * @param maxPixels maximum number of pixels (width times height), in [1, 715827879]: three bytes per pixel must fit
     * into one array
     * @throws IllegalArgumentException if a limit is out of its range
     */
    public ReadLimits {
        if (maxBytes < 1 || maxBytes > MAX_ARRAY_LENGTH) {
            throw new IllegalArgumentException("maxBytes must be in [1, " + MAX_ARRAY_LENGTH + "] but was " + maxBytes);
        }
        if (maxPixels < 1 || maxPixels > MAX_ARRAY_LENGTH / 3) {
            throw new IllegalArgumentException(
                    "maxPixels must be in [1, " + MAX_ARRAY_LENGTH / 3 + "] but was " + maxPixels);
        }
    }

    /**
     * Returns the default limits.
     *
     * @return 64 MiB and 50 million pixels
     */
    public static ReadLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the maximum number of bytes. The default is 64 MiB.
     *
     * @param bytes maximum number of encoded bytes, in [1, 2147483639]
     * @return new limits
     * @throws IllegalArgumentException if {@code bytes} is out of range
     */
    public ReadLimits withMaxBytes(long bytes) {
        return new ReadLimits(bytes, maxPixels);
    }

    /**
     * Sets the maximum number of pixels. The default is 50 million.
     *
     * @param pixels maximum of width times height, in [1, 715827879]
     * @return new limits
     * @throws IllegalArgumentException if {@code pixels} is out of range
     */
    public ReadLimits withMaxPixels(long pixels) {
        return new ReadLimits(maxBytes, pixels);
    }
}
