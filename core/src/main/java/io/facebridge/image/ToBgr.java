package io.facebridge.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * Brings whatever a reader returns into 8-bit sRGB. Samples are taken as they are stored: AWT believes that gray is
 * linear and would brighten it. What is transparent is laid over white.
 */
final class ToBgr {
    private ToBgr() {}

    static Pixels convert(BufferedImage image, @Nullable ColorProfile profile) {
        Pixels pixels = shared(image);
        if (pixels == null) {
            pixels = image.getColorModel() instanceof IndexColorModel palette
                    ? fromPalette(image.getRaster(), palette)
                    : fromSamples(image.getRaster(), image.getColorModel());
        }
        boolean grayLevels = !(image.getColorModel() instanceof IndexColorModel)
                && image.getColorModel().getNumColorComponents() == 1;
        if (profile != null && profile.isFor(grayLevels ? 1 : 3)) {
            profile.toSrgb(pixels);
        }
        return pixels;
    }

    private static @Nullable Pixels shared(BufferedImage image) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int height = image.getHeight();
        boolean tight = image.getType() == BufferedImage.TYPE_3BYTE_BGR
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && model.getScanlineStride() == width * Pixels.BYTES
                && raster.getSampleModelTranslateX() == 0
                && raster.getSampleModelTranslateY() == 0;
        if (tight
                && raster.getDataBuffer() instanceof DataBufferByte buffer
                && buffer.getNumBanks() == 1
                && buffer.getOffset() == 0
                && buffer.getData().length == width * height * Pixels.BYTES) {
            return new Pixels(width, height, buffer.getData());
        }
        return null;
    }

    private static Pixels fromPalette(Raster raster, IndexColorModel palette) {
        byte[] colors = new byte[palette.getMapSize() * Pixels.BYTES];
        for (int i = 0; i < palette.getMapSize(); i++) {
            int alpha = palette.getAlpha(i);
            colors[Pixels.BYTES * i] = overWhite(palette.getBlue(i), alpha);
            colors[Pixels.BYTES * i + 1] = overWhite(palette.getGreen(i), alpha);
            colors[Pixels.BYTES * i + 2] = overWhite(palette.getRed(i), alpha);
        }
        Pixels pixels = Pixels.allocate(raster.getWidth(), raster.getHeight());
        int[] row = new int[raster.getWidth()];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, 0, row);
            for (int index : row) {
                System.arraycopy(colors, index * Pixels.BYTES, pixels.bgr(), at, Pixels.BYTES);
                at += Pixels.BYTES;
            }
        }
        return pixels;
    }

    private static Pixels fromSamples(Raster raster, ColorModel model) {
        int bands = raster.getNumBands();
        boolean alpha = model.hasAlpha();
        boolean color = bands >= 3;
        int[] max = new int[bands];
        for (int band = 0; band < bands; band++) {
            max[band] = (1 << Math.min(raster.getSampleModel().getSampleSize(band), 16)) - 1;
        }
        Pixels pixels = Pixels.allocate(raster.getWidth(), raster.getHeight());
        byte[] bgr = pixels.bgr();
        int[] row = new int[raster.getWidth() * bands];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            for (int i = 0; i < row.length; i += bands) {
                int opacity = alpha ? level(row[i + bands - 1], max[bands - 1]) : 255;
                byte red = overWhite(level(row[i], max[0]), opacity);
                bgr[at++] = color ? overWhite(level(row[i + 2], max[2]), opacity) : red;
                bgr[at++] = color ? overWhite(level(row[i + 1], max[1]), opacity) : red;
                bgr[at++] = red;
            }
        }
        return pixels;
    }

    private static int level(int sample, int max) {
        return max == 255 ? sample : (int) ((sample * 255L + max / 2) / max);
    }

    static byte overWhite(int level, int opacity) {
        return (byte) (255 - ((255 - level) * opacity + 127) / 255);
    }
}
