package io.facebridge.image.internal.webp;

/**
 * What an encoder did to the pixels of a lossless image, and how it is undone (RFC 9649, section 3.5).
 *
 * @param type one of the constants
 * @param width of the pixels when it has been undone
 * @param height of the pixels
 * @param bits how the parts that are treated alike are sized; of a palette, how many pixels share one place
 * @param data one number for each part, or the palette
 */
@SuppressWarnings("ArrayRecordComponent")
record LosslessTransform(int type, int width, int height, int bits, int[] data) {
    static final int PREDICTOR = 0;
    static final int CROSS_COLOR = 1;
    static final int SUBTRACT_GREEN = 2;
    static final int PALETTE = 3;

    private static final int BLACK = 0xFF000000;

    /** The width before it is undone. */
    int codedWidth() {
        return type == PALETTE ? Lossless.parts(width, bits) : width;
    }

    /** Undoes it in place. */
    void undo(int[] pixels) {
        switch (type) {
            case PREDICTOR -> predict(pixels);
            case CROSS_COLOR -> crossColors(pixels);
            case SUBTRACT_GREEN -> addGreen(pixels);
            default -> lookUp(pixels);
        }
    }

    private void predict(int[] pixels) {
        int partsEach = Lossless.parts(width, bits);
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at++) {
                int predicted;
                if (y == 0) {
                    predicted = x == 0 ? BLACK : pixels[at - 1];
                } else if (x == 0) {
                    predicted = pixels[at - width];
                } else {
                    int mode = data[(y >> bits) * partsEach + (x >> bits)] >> 8 & 0xF;
                    // Right of the last pixel above comes, as in memory, the first of this row.
                    predicted = predicted(
                            mode, pixels[at - 1], pixels[at - width], pixels[at - width - 1], pixels[at - width + 1]);
                }
                pixels[at] = sum(pixels[at], predicted);
            }
        }
    }

    private static int predicted(int mode, int left, int above, int aboveLeft, int aboveRight) {
        return switch (mode) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> aboveRight;
            case 4 -> aboveLeft;
            case 5 -> mean(mean(left, aboveRight), above);
            case 6 -> mean(left, aboveLeft);
            case 7 -> mean(left, above);
            case 8 -> mean(aboveLeft, above);
            case 9 -> mean(above, aboveRight);
            case 10 -> mean(mean(left, aboveLeft), mean(above, aboveRight));
            case 11 -> distance(above, aboveLeft) < distance(left, aboveLeft) ? left : above;
            case 12 -> gradient(left, above, aboveLeft);
            case 13 -> halfGradient(mean(left, above), aboveLeft);
            default -> BLACK;
        };
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 8) {
            sum += Math.abs((one >>> shift & 0xFF) - (other >>> shift & 0xFF));
        }
        return sum;
    }

    private static int gradient(int left, int above, int corner) {
        int color = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 8) {
            int level = (left >>> shift & 0xFF) + (above >>> shift & 0xFF) - (corner >>> shift & 0xFF);
            color |= Transforms.sample(level) << shift;
        }
        return color;
    }

    private static int halfGradient(int mean, int corner) {
        int color = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 8) {
            int level = mean >>> shift & 0xFF;
            color |= Transforms.sample(level + (level - (corner >>> shift & 0xFF)) / 2) << shift;
        }
        return color;
    }

    private static int mean(int one, int other) {
        return (((one ^ other) & 0xFEFEFEFE) >>> 1) + (one & other);
    }

    /** Adds each component for itself. */
    static int sum(int one, int other) {
        int alphaAndGreen = (one & 0xFF00FF00) + (other & 0xFF00FF00);
        int redAndBlue = (one & 0x00FF00FF) + (other & 0x00FF00FF);
        return (alphaAndGreen & 0xFF00FF00) | (redAndBlue & 0x00FF00FF);
    }

    private void crossColors(int[] pixels) {
        int partsEach = Lossless.parts(width, bits);
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at++) {
                int factors = data[(y >> bits) * partsEach + (x >> bits)];
                int color = pixels[at];
                byte green = (byte) (color >> 8);
                int red = (color >> 16) + product(factors, green);
                int blue = color + product(factors >> 8, green) + product(factors >> 16, (byte) red);
                pixels[at] = (color & 0xFF00FF00) | (red & 0xFF) << 16 | (blue & 0xFF);
            }
        }
    }

    private static int product(int factor, byte level) {
        return ((byte) factor * level) >> 5;
    }

    private void addGreen(int[] pixels) {
        for (int at = 0; at < width * height; at++) {
            int green = pixels[at] >> 8 & 0xFF;
            pixels[at] = sum(pixels[at], green << 16 | green);
        }
    }

    /** From the last pixel to the first: until then, what is written never lies before what is still to be read. */
    private void lookUp(int[] pixels) {
        int coded = codedWidth();
        int bitsEach = 8 >> bits;
        for (int y = height - 1, at = width * height - 1; y >= 0; y--) {
            for (int x = width - 1; x >= 0; x--, at--) {
                int shared = pixels[y * coded + (x >> bits)] >> 8 & 0xFF;
                int index = shared >> ((x & (1 << bits) - 1) * bitsEach) & (1 << bitsEach) - 1;
                pixels[at] = index < data.length ? data[index] : 0;
            }
        }
    }
}
