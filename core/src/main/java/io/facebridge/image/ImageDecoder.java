package io.facebridge.image;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.internal.HeapRoom;
import java.awt.image.BufferedImage;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Decodes pictures in memory, never by way of a file, within the {@linkplain io.facebridge.image.PixelBudget pixel
 * budget}. A picture of which anything is missing is an error, never a picture with a gray rest.
 *
 * <p>Colors are brought to sRGB by the embedded profile of a gray or RGB JPEG, PNG or WebP, if there is one that can be used. The
 * color model of a JPEG follows libjpeg's rules ({@code jdapimin.c}): a JFIF marker decides, then the transform of an
 * Adobe marker, then the ids of the components; four inks are taken as Adobe stores them, inverted. Of an animation the
 * first frame is decoded.
 *
 * <p>An image that needs more than three quarters of the largest heap, or for which the heap has no room when it is
 * decoded, is an {@link InvalidImageException} with {@link InvalidImageException.Reason#TOO_MANY_PIXELS}.
 *
 * <p>A JPEG with more than 64 scans is refused with {@link InvalidImageException.Reason#TOO_MANY_SCANS} before it is decoded, and
 * so is one with more than 16 scans whose pixels, times the number of scans, are more than 800 million.
 */
public final class ImageDecoder {
    private ImageDecoder() {}

    /**
     * Decodes all pixels.
     *
     * @param image the picture
     * @return upright pixels; to be closed
     * @throws InvalidImageException if the picture is truncated, damaged or of a kind that cannot be decoded
     * @throws InvalidImageException if the heap has no room for the pixels
     * @throws FaceBridgeException if the thread is interrupted while it waits for the budget; its interrupt flag is set
     */
    public static DecodedImage decode(FaceImage image) {
        return decode(image, Integer.MAX_VALUE);
    }

    /**
     * Decodes as few pixels as will do: every n-th, with the largest n that leaves the longer side at least as long as
     * asked. That takes less memory and time, and is no substitute for averaging: shrink by the rest from twice the size
     * that is needed.
     *
     * @param image the picture
     * @param minLongSide what the longer side shall at least be, in pixels; if it is shorter, all pixels are decoded
     * @return upright pixels; to be closed
     * @throws InvalidImageException if the picture is truncated, damaged or of a kind that cannot be decoded
     * @throws InvalidImageException if the heap has no room for the pixels
     * @throws FaceBridgeException if the thread is interrupted while it waits for the budget; its interrupt flag is set
     * @throws IllegalArgumentException if {@code minLongSide} is less than 1
     */
    public static DecodedImage decode(FaceImage image, int minLongSide) {
        if (minLongSide < 1) {
            throw new IllegalArgumentException("minLongSide must be at least 1 but was " + minLongSide);
        }
        return new DecodedImage(PictureDecoder.decode(image, minLongSide));
    }

    /**
     * Returns the encoded bytes without a copy, for providers that hand them to a vendor's client.
     *
     * @param image the image
     * @return the live array, which must not be changed, nor handed to code that might
     */
    public static byte[] encodedBytes(FaceImage image) {
        return PictureDecoder.bytes(image);
    }

    /**
     * Returns the encoded bytes in Base64, for providers whose requests are text.
     *
     * @param image the image
     * @return without line breaks
     * @throws InvalidImageException if the heap has no room for the text
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
         * The width of the decoded picture.
         *
         * @return pixels
         * @throws IllegalStateException if this is closed
         */
        public int width() {
            return open().width();
        }

        /**
         * The height of the decoded picture.
         *
         * @return pixels
         * @throws IllegalStateException if this is closed
         */
        public int height() {
            return open().height();
        }

        /**
         * The pixels: sRGB, row by row from the top, three bytes a pixel in the order blue, green, red, no gaps. Gray is
         * three times the same; what was transparent lies over white.
         *
         * @return the live array of {@code 3 * width() * height()} bytes, not a copy
         * @throws IllegalStateException if this is closed
         */
        public byte[] bgr() {
            return open().bgr();
        }

        /**
         * How much of the picture was left out: every so many pixels of the upright picture, across and down, one was
         * decoded, from the middle of those it stands for.
         *
         * @return 1 if all pixels are there
         */
        public int subsampling() {
            return decoding.subsampling();
        }

        /**
         * The pixels as an AWT image.
         *
         * @return an image of {@link BufferedImage#TYPE_3BYTE_BGR} that shares the array of {@link #bgr()}
         * @throws IllegalStateException if this is closed
         */
        public BufferedImage asBufferedImage() {
            return open().asBufferedImage();
        }

        /** Gives the share of the budget back and lets go of the pixels. A second call does nothing. */
        @Override
        public void close() {
            pixels = null;
            decoding.close();
        }

        private Pixels open() {
            Pixels held = pixels;
            if (held == null) {
                throw new IllegalStateException("The decoded image is closed; use its pixels before close().");
            }
            return held;
        }
    }
}
