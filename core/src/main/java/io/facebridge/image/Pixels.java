package io.facebridge.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Pixels in sRGB, row by row, blue first, three bytes each, without gaps. */
final class Pixels {
    static final int BYTES = 3;

    private final int width;
    private final int height;
    private final byte[] bgr;

    Pixels(int width, int height, byte[] bgr) {
        this.width = width;
        this.height = height;
        this.bgr = bgr;
    }

    static Pixels allocate(int width, int height) {
        return new Pixels(width, height, new byte[Math.multiplyExact(Math.multiplyExact(width, height), BYTES)]);
    }

    /**
     * The width.
     *
     * @return pixels
     */
    public int width() {
        return width;
    }

    /**
     * The height.
     *
     * @return pixels
     */
    public int height() {
        return height;
    }

    /**
     * The pixels.
     *
     * @return the live array
     */
    public byte[] bgr() {
        return bgr;
    }

    /**
     * The same pixels for AWT.
     *
     * @return an image of type {@link BufferedImage#TYPE_3BYTE_BGR} over the live array
     */
    public BufferedImage asBufferedImage() {
        return image(ColorSpace.getInstance(ColorSpace.CS_sRGB));
    }

    BufferedImage image(ColorSpace space) {
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(bgr, bgr.length), width, height, width * BYTES, BYTES, new int[] {2, 1, 0}, null);
        ComponentColorModel model =
                new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }
}
