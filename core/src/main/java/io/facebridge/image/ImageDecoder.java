package io.facebridge.image;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.internal.HeapRoom;
import java.awt.image.BufferedImage;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Decodes images in memory, never by way of a file, within the {@linkplain io.facebridge.image.PixelBudget pixel
 * budget}. An incomplete image is an error, never an image with gray areas.
 *
 * <p>Colors are converted to sRGB by the embedded profile of a gray or RGB JPEG, PNG or WebP, if there is a usable one.
 * The color model of a JPEG follows libjpeg's rules ({@code jdapimin.c}): a JFIF marker decides, then the transform of
 * an Adobe marker, then the ids of the components; CMYK is read as Adobe stores it, inverted. Of an animation the first
 * frame is decoded.
 *
 * <p>An image that needs more than three quarters of the maximum heap, or for which the heap has no capacity when it is
 * decoded, is an {@link InvalidImageException} with {@link InvalidImageException.Reason#TOO_MANY_PIXELS}.
 *
 * <p>A JPEG with more than 64 scans is rejected with {@link InvalidImageException.Reason#TOO_MANY_SCANS} before it is
 * decoded, and so is one with more than 16 scans whose pixels, times the number of scans, are more than 800 million.
 */
public final class ImageDecoder {
    private ImageDecoder() {}

    /**
     * Decodes all pixels of an image.
     *
     * @param image the image
     * @return upright pixels; to be closed
     * @throws InvalidImageException if the image is truncated, damaged or of a variant that cannot be decoded
     * @throws InvalidImageException if the heap has no capacity for the pixels
     * @throws FaceBridgeException if the thread is interrupted while it waits for the budget; its interrupt flag is set
     */
    public static DecodedImage decode(FaceImage image) {
        return decode(image, Integer.MAX_VALUE);
    }

    /**
     * Decodes every n-th pixel of an image, with the largest n that leaves the longer side at least as long as
     * requested. This takes less memory and time, and is no substitute for averaging: to scale down, decode at twice
     * the needed size and average the rest.
     *
     * @param image the image
     * @param minLongSide the minimum of the longer side, in pixels; if the image is smaller, all pixels are decoded
     * @return upright pixels; to be closed
     * @throws InvalidImageException if the image is truncated, damaged or of a variant that cannot be decoded
     * @throws InvalidImageException if the heap has no capacity for the pixels
     * @throws FaceBridgeException if the thread is interrupted while it waits for the budget; its interrupt flag is set
     * @throws IllegalArgumentException if {@code minLongSide} is less than 1
     */
    public static DecodedImage decode(FaceImage image, int minLongSide) {
        if (minLongSide < 1) {
            throw new IllegalArgumentException("minLongSide must be at least 1 but was " + minLongSide);
        }
        return new DecodedImage(PixelDecoder.decode(image, minLongSide));
    }

    /**
     * Returns the encoded bytes without a copy, for providers that pass them to a vendor's client.
     *
     * @param image the image
     * @return the live array, which must not be changed, nor passed to code that might change it
     */
    public static byte[] encodedBytes(FaceImage image) {
        return PixelDecoder.bytes(image);
    }

    /**
     * Returns the encoded bytes in Base64, for providers whose requests are text.
     *
     * @param image the image
     * @return text without line breaks
     * @throws InvalidImageException if the heap has no capacity for the text
     */
    public static String encodedBase64(FaceImage image) {
        byte[] bytes = encodedBytes(image);
        return HeapRoom.within(bytes.length * 8L / 3, () -> Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * The pixels of an upright image, and a share of the {@linkplain io.facebridge.image.PixelBudget pixel budget}. Close it as
     * soon as the pixels are no longer needed, before the next image is decoded if possible: other callers may wait for the
     * budget.
     *
     * <p>The array is live. Safe for use by several threads as long as none of them writes to it.
     */
    public static final class DecodedImage implements AutoCloseable {
        private final Decoding decoding;
        private volatile @Nullable Pixels pixels;

        DecodedImage(Decoding decoding) {
            this.decoding = decoding;
            this.pixels = decoding.pixels();
        }

        /**
         * Returns the width of the decoded image.
         *
         * @return pixels
         * @throws IllegalStateException if this is closed
         */
        public int width() {
            return open().width();
        }

        /**
         * Returns the height of the decoded image.
         *
         * @return pixels
         * @throws IllegalStateException if this is closed
         */
        public int height() {
            return open().height();
        }

        /**
         * Returns the pixels: sRGB, row by row from the top, three bytes per pixel in the order blue, green, red,
         * without gaps. Gray has three equal values; transparent areas are white.
         *
         * @return the live array of {@code 3 * width() * height()} bytes, not a copy
         * @throws IllegalStateException if this is closed
         */
        public byte[] bgr() {
            return open().bgr();
        }

        /**
         * Returns the subsampling: in each direction, one of every so many pixels of the upright image was decoded,
         * from the middle of those that it represents.
         *
         * @return 1 if all pixels are there
         */
        public int subsampling() {
            return decoding.subsampling();
        }

        /**
         * Returns the pixels as an AWT image.
         *
         * @return an image of {@link BufferedImage#TYPE_3BYTE_BGR} that shares the array of {@link #bgr()}
         * @throws IllegalStateException if this is closed
         */
        public BufferedImage asBufferedImage() {
            return open().asBufferedImage();
        }

        /** Releases the share of the budget and the pixels. Idempotent. */
        @Override
        public void close() {
            pixels = null;
            decoding.close();
        }

        private Pixels open() {
            Pixels held = pixels;
            if (held == null) {
                throw new IllegalStateException("the decoded image is closed; use its pixels before close()");
            }
            return held;
        }
    }
}
