package io.facebridge.local.internal;

import java.nio.FloatBuffer;

/**
 * Fills a model's input from a frame: one affine map for letterboxes, tiles, crops and aligned faces alike. Where the
 * input is coarser than the frame several pixels are averaged, so that nothing is skipped.
 */
final class Warp {
    private static final int MOST_SAMPLES_ACROSS = 4;

    /** How the three channels become numbers: {@code (value - mean) / std}, in the order the model wants. */
    @SuppressWarnings("ArrayRecordComponent")
    record Normalisation(boolean rgb, float[] mean, float[] std) {
        static Normalisation of(boolean rgb, float mean, float std) {
            return new Normalisation(rgb, new float[] {mean, mean, mean}, new float[] {std, std, std});
        }
    }

    /** What a pixel outside the frame is. */
    enum Outside {
        BLACK,
        EDGE
    }

    private Warp() {}

    /** Three planes of {@code height} rows each. */
    static void planes(
            Frame frame, Affine map, int width, int height, Outside outside, Normalisation how, FloatBuffer into) {
        byte[] line = new byte[width * 3];
        int plane = width * height;
        int blue = how.rgb ? 2 : 0;
        int red = how.rgb ? 0 : 2;
        float[] scale = {1 / how.std[0], 1 / how.std[1], 1 / how.std[2]};
        Sampler sampler = new Sampler(frame, map, width, outside);
        for (int row = 0; row < height; row++) {
            sampler.line(row, line);
            int at = row * width;
            for (int x = 0, p = 0; x < width; x++, p += 3) {
                into.put(blue * plane + at + x, ((line[p] & 255) - how.mean[blue]) * scale[blue]);
                into.put(plane + at + x, ((line[p + 1] & 255) - how.mean[1]) * scale[1]);
                into.put(red * plane + at + x, ((line[p + 2] & 255) - how.mean[red]) * scale[red]);
            }
        }
    }

    /** One grey plane (luma of ITU-R BT.601), divided by 256. */
    static void grey(Frame frame, Affine map, int width, int height, Outside outside, FloatBuffer into) {
        byte[] line = new byte[width * 3];
        Sampler sampler = new Sampler(frame, map, width, outside);
        for (int row = 0; row < height; row++) {
            sampler.line(row, line);
            for (int x = 0, p = 0; x < width; x++, p += 3) {
                into.put(row * width + x, luma(line[p] & 255, line[p + 1] & 255, line[p + 2] & 255) / 256f);
            }
        }
    }

    static float luma(int blue, int green, int red) {
        return 0.114f * blue + 0.587f * green + 0.299f * red;
    }

    /** Reads lines of the input out of the frame. */
    private static final class Sampler {
        private final Frame frame;
        private final byte[] bgr;
        private final Affine map;
        private final int width;
        private final boolean clamp;
        private final int samples;
        private final int[] columns;

        Sampler(Frame frame, Affine map, int width, Outside outside) {
            this.frame = frame;
            this.bgr = frame.bgr();
            this.map = map;
            this.width = width;
            this.clamp = outside == Outside.EDGE;
            this.samples = (int) Math.max(1, Math.min(MOST_SAMPLES_ACROSS, Math.round(map.scale())));
            this.columns = samples > 1 && map.isAxisAligned() ? columns() : new int[0];
        }

        private int[] columns() {
            int[] offsets = new int[width * samples];
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = at(map.x((i + 0.5) / samples, 0), frame.width()) * 3;
            }
            return offsets;
        }

        /** The pixel that holds a place; outside the frame the nearest one, or -1. */
        private int at(double place, int size) {
            int index = (int) Math.floor(place);
            return index >= 0 && index < size ? index : clamp ? Math.max(0, Math.min(size - 1, index)) : -1;
        }

        void line(int row, byte[] out) {
            if (samples == 1) {
                bilinear(row, out);
            } else if (columns.length > 0) {
                averageAlongAxes(row, out);
            } else {
                average(row, out);
            }
        }

        private void averageAlongAxes(int row, byte[] out) {
            int[] sums = new int[width * 3];
            for (int s = 0; s < samples; s++) {
                int y = at(map.y(0, row + (s + 0.5) / samples), frame.height());
                if (y < 0) {
                    continue;
                }
                int start = y * frame.width() * 3;
                for (int x = 0, i = 0; x < sums.length; x += 3) {
                    int b = 0;
                    int g = 0;
                    int r = 0;
                    for (int end = i + samples; i < end; i++) {
                        if (columns[i] >= 0) {
                            int from = start + columns[i];
                            b += bgr[from] & 255;
                            g += bgr[from + 1] & 255;
                            r += bgr[from + 2] & 255;
                        }
                    }
                    sums[x] += b;
                    sums[x + 1] += g;
                    sums[x + 2] += r;
                }
            }
            int count = samples * samples;
            for (int i = 0; i < sums.length; i++) {
                out[i] = (byte) ((sums[i] + count / 2) / count);
            }
        }

        private void average(int row, byte[] out) {
            int count = samples * samples;
            for (int column = 0; column < width; column++) {
                int b = 0;
                int g = 0;
                int r = 0;
                for (int s = 0; s < count; s++) {
                    int down = s / samples;
                    double x = column + (s % samples + 0.5) / samples;
                    double y = row + (down + 0.5) / samples;
                    int fromX = at(map.x(x, y), frame.width());
                    int fromY = at(map.y(x, y), frame.height());
                    if (fromX >= 0 && fromY >= 0) {
                        int from = (fromY * frame.width() + fromX) * 3;
                        b += bgr[from] & 255;
                        g += bgr[from + 1] & 255;
                        r += bgr[from + 2] & 255;
                    }
                }
                out[column * 3] = (byte) ((b + count / 2) / count);
                out[column * 3 + 1] = (byte) ((g + count / 2) / count);
                out[column * 3 + 2] = (byte) ((r + count / 2) / count);
            }
        }

        private void bilinear(int row, byte[] out) {
            for (int column = 0; column < width; column++) {
                double x = map.x(column + 0.5, row + 0.5) - 0.5;
                double y = map.y(column + 0.5, row + 0.5) - 0.5;
                int x0 = (int) Math.floor(x);
                int y0 = (int) Math.floor(y);
                double right = x - x0;
                double below = y - y0;
                double b = 0;
                double g = 0;
                double r = 0;
                for (int corner = 0; corner < 4; corner++) {
                    int fromX = at(x0 + (corner & 1), frame.width());
                    int fromY = at(y0 + (corner >> 1), frame.height());
                    if (fromX >= 0 && fromY >= 0) {
                        double weight =
                                ((corner & 1) == 0 ? 1 - right : right) * ((corner >> 1) == 0 ? 1 - below : below);
                        int from = (fromY * frame.width() + fromX) * 3;
                        b += weight * (bgr[from] & 255);
                        g += weight * (bgr[from + 1] & 255);
                        r += weight * (bgr[from + 2] & 255);
                    }
                }
                out[column * 3] = (byte) (b + 0.5);
                out[column * 3 + 1] = (byte) (g + 0.5);
                out[column * 3 + 2] = (byte) (r + 0.5);
            }
        }
    }
}
