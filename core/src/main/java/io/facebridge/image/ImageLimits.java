package io.facebridge.image;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The image limits of a provider. An image within the limits is sent as it is; {@link ImagePreparation} converts
 * others.
 *
 * <p>Sides are those of the upright image. Where a service counts the bytes of the Base64 text, {@code maxBytes} is
 * three quarters of its number. Immutable.
 */
public final class ImageLimits {
    private final Set<ImageFormat> formats;
    private final long minBytes;
    private final long maxBytes;
    private final int minSide;
    private final int maxSide;
    private final long maxPixels;
    private final boolean honorsExif;

    private ImageLimits(Builder builder) {
        this.formats = Collections.unmodifiableSet(EnumSet.copyOf(builder.formats));
        this.minBytes = builder.minBytes;
        this.maxBytes = builder.maxBytes;
        this.minSide = builder.minSide;
        this.maxSide = builder.maxSide;
        this.maxPixels = builder.maxPixels;
        this.honorsExif = builder.honorsExif;
    }

    /**
     * Creates a builder without limits: every format, any size, EXIF honored.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the formats that are accepted.
     *
     * @return unmodifiable; contains JPEG or PNG or both
     */
    public Set<ImageFormat> formats() {
        return formats;
    }

    /**
     * Returns the minimum number of encoded bytes.
     *
     * @return bytes, 0 if there is no such limit
     */
    public long minBytes() {
        return minBytes;
    }

    /**
     * Returns the maximum number of encoded bytes.
     *
     * @return bytes, {@link Long#MAX_VALUE} if there is no such limit
     */
    public long maxBytes() {
        return maxBytes;
    }

    /**
     * Returns the minimum of both width and height.
     *
     * @return pixels, at least 1
     */
    public int minSide() {
        return minSide;
    }

    /**
     * Returns the maximum of both width and height.
     *
     * @return pixels, {@link Integer#MAX_VALUE} if there is no such limit
     */
    public int maxSide() {
        return maxSide;
    }

    /**
     * Returns the maximum number of pixels, width times height.
     *
     * @return pixels, {@link Long#MAX_VALUE} if there is no such limit
     */
    public long maxPixels() {
        return maxPixels;
    }

    /**
     * Returns whether the provider turns a JPEG upright by its EXIF orientation. If not, such an image is turned before
     * it is sent. A PNG with an orientation is always turned, because services do not read it.
     *
     * @return {@code true} if JPEGs may be sent as stored
     */
    public boolean honorsExif() {
        return honorsExif;
    }

    @Override
    public String toString() {
        return "ImageLimits[formats=" + formats + ", minBytes=" + minBytes + ", maxBytes=" + maxBytes + ", minSide="
                + minSide + ", maxSide=" + maxSide + ", maxPixels=" + maxPixels + ", honorsExif=" + honorsExif + "]";
    }

    /** A builder of {@link ImageLimits}. Not thread-safe. */
    public static final class Builder {
        private Set<ImageFormat> formats = EnumSet.allOf(ImageFormat.class);
        private long minBytes;
        private long maxBytes = Long.MAX_VALUE;
        private int minSide = 1;
        private int maxSide = Integer.MAX_VALUE;
        private long maxPixels = Long.MAX_VALUE;
        private boolean honorsExif = true;

        private Builder() {}

        /**
         * Sets the formats that are accepted. The default is every format.
         *
         * @param accepted the formats; must contain JPEG or PNG, to which other images are re-encoded
         * @return this builder
         * @throws IllegalArgumentException if the formats contain neither
         */
        public Builder formats(Set<ImageFormat> accepted) {
            if (!accepted.contains(ImageFormat.JPEG) && !accepted.contains(ImageFormat.PNG)) {
                throw new IllegalArgumentException("formats must contain JPEG or PNG but was " + accepted);
            }
            this.formats = EnumSet.copyOf(accepted);
            return this;
        }

        /**
         * Sets the minimum number of encoded bytes. By default there is no limit.
         *
         * @param bytes 0 or more; 0 means no limit
         * @return this builder
         * @throws IllegalArgumentException if the number is negative
         */
        public Builder minBytes(long bytes) {
            this.minBytes = atLeast(0, bytes, "minBytes");
            return this;
        }

        /**
         * Sets the maximum number of encoded bytes. By default there is no limit.
         *
         * @param bytes 1 or more
         * @return this builder
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder maxBytes(long bytes) {
            this.maxBytes = atLeast(1, bytes, "maxBytes");
            return this;
        }

        /**
         * Sets the minimum of both width and height. The default is 1 pixel.
         *
         * @param pixels 1 or more
         * @return this builder
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder minSide(int pixels) {
            this.minSide = (int) atLeast(1, pixels, "minSide");
            return this;
        }

        /**
         * Sets the maximum of both width and height. By default there is no limit.
         *
         * @param pixels 1 or more
         * @return this builder
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder maxSide(int pixels) {
            this.maxSide = (int) atLeast(1, pixels, "maxSide");
            return this;
        }

        /**
         * Sets the maximum number of pixels, width times height. By default there is no limit.
         *
         * @param pixels 1 or more
         * @return this builder
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder maxPixels(long pixels) {
            this.maxPixels = atLeast(1, pixels, "maxPixels");
            return this;
        }

        /**
         * Sets whether the provider turns a JPEG upright by its EXIF orientation. The default is {@code true}.
         *
         * @param honors {@code false} to have such images turned before they are sent
         * @return this builder
         */
        public Builder honorsExif(boolean honors) {
            this.honorsExif = honors;
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return immutable limits
         * @throws IllegalArgumentException if a minimum exceeds its maximum
         */
        public ImageLimits build() {
            if (minBytes > maxBytes) {
                throw new IllegalArgumentException(
                        "minBytes must not exceed maxBytes " + maxBytes + " but was " + minBytes);
            }
            if (minSide > maxSide) {
                throw new IllegalArgumentException(
                        "minSide must not exceed maxSide " + maxSide + " but was " + minSide);
            }
            if ((long) minSide * minSide > maxPixels) {
                throw new IllegalArgumentException(
                        "minSide squared must not exceed maxPixels " + maxPixels + " but minSide was " + minSide);
            }
            return new ImageLimits(this);
        }

        private static long atLeast(long min, long value, String name) {
            if (value < min) {
                throw new IllegalArgumentException(name + " must be at least " + min + " but was " + value);
            }
            return value;
        }
    }
}
