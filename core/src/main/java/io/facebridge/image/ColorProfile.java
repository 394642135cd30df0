package io.facebridge.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/** A profile embedded in an image, for gray or red-green-blue, that means something else than sRGB. */
final class ColorProfile {
    private static final int LEVELS = 256;

    // Copies of sRGB differ in the last digit of their tables.
    private static final int SAME = 2;

    private final ICC_ColorSpace space;
    private final boolean gray;

    private ColorProfile(ICC_ColorSpace space) {
        this.space = space;
        this.gray = space.getType() == ColorSpace.TYPE_GRAY;
    }

    /** Returns none if there is none, it is damaged, or it is of another kind; the pixels are then taken for sRGB. */
    static @Nullable ColorProfile of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            ICC_ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(bytes));
            if (space.getType() != ColorSpace.TYPE_GRAY && space.getType() != ColorSpace.TYPE_RGB) {
                return null;
            }
            ColorProfile profile = new ColorProfile(space);
            return profile.isLikeSrgb() ? null : profile;
        } catch (RuntimeException e) {
            return null; // a damaged profile does not spoil the image
        }
    }

    boolean isFor(int colorComponents) {
        return colorComponents == (gray ? 1 : 3);
    }

    /** Converts in place. Of gray pixels all three bytes must be the same. */
    void toSrgb(Pixels pixels) {
        if (gray) {
            byte[] table = grayLevels();
            byte[] bgr = pixels.bgr();
            for (int i = 0; i < bgr.length; i++) {
                bgr[i] = table[bgr[i] & 0xFF];
            }
        } else {
            new ColorConvertOp(null).filter(pixels.image(space), pixels.asBufferedImage());
        }
    }

    private boolean isLikeSrgb() {
        if (gray) {
            byte[] table = grayLevels();
            for (int i = 0; i < LEVELS; i++) {
                if (Math.abs((table[i] & 0xFF) - i) > SAME) {
                    return false;
                }
            }
            return true;
        }
        int[] steps = {0, 40, 85, 128, 170, 215, 255};
        Pixels probe = Pixels.allocate(steps.length * steps.length, steps.length);
        int at = 0;
        for (int blue : steps) {
            for (int green : steps) {
                for (int red : steps) {
                    probe.bgr()[at++] = (byte) blue;
                    probe.bgr()[at++] = (byte) green;
                    probe.bgr()[at++] = (byte) red;
                }
            }
        }
        byte[] before = probe.bgr().clone();
        toSrgb(probe);
        for (int i = 0; i < before.length; i++) {
            if (Math.abs((before[i] & 0xFF) - (probe.bgr()[i] & 0xFF)) > SAME) {
                return false;
            }
        }
        return true;
    }

    private byte[] grayLevels() {
        byte[] levels = new byte[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            levels[i] = (byte) i;
        }
        BufferedImage ramp = new BufferedImage(
                new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE),
                Raster.createInterleavedRaster(
                        new DataBufferByte(levels, LEVELS), LEVELS, 1, LEVELS, 1, new int[] {0}, null),
                false,
                null);
        Pixels converted = Pixels.allocate(LEVELS, 1);
        new ColorConvertOp(null).filter(ramp, converted.asBufferedImage());
        byte[] table = new byte[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            table[i] = converted.bgr()[Pixels.BYTES * i + 1];
        }
        return table;
    }
}
