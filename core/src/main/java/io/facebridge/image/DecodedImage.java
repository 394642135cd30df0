package io.facebridge.image;

import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * The pixels of an upright picture, and a share of the {@linkplain io.facebridge.image.PixelBudget pixel budget}. Close
 * it as soon as the pixels are no longer needed, before the next picture is decoded if possible: whoever waits for the
 * budget waits for that.
 *
 * <p>The array is live. Safe for use by several threads as long as nobody writes to it.
 */
public final class DecodedImage implements AutoCloseable {
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
     * The pixels: sRGB, row by row from the top, three bytes a pixel in the order blue, green, red, no gaps. Grey is
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
