package io.facebridge.local.internal;

import java.nio.FloatBuffer;

/**
 * Fills a model's input from a frame: one affine map for letterboxes, tiles, crops and aligned faces alike. Where the
 * input is coarser than the frame several pixels are averaged, so that nothing is skipped.
 */
final class Warp {
    private static final int MAX_SAMPLES_ACROSS = 3;

    /** How the three channels become numbers: {@code (value - mean) / std}, in the order the model wants. */
    @SuppressWarnings("ArrayRecordComponent")
    record Normalization(boolean rgb, float[] mean, float[] std) {
        static Normalization of(boolean rgb, float mean, float std) {
            return new Normalization(rgb, new float[] {mean, mean, mean}, new float[] {std, std, std});
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
            Frame frame, Affine map, int width, int height, Outside outside, Normalization how, FloatBuffer into) {
        int plane = width * height;
        int blue = how.rgb ? 2 : 0;
        int red = how.rgb ? 0 : 2;
        float[][] tables = {table(how, blue), table(how, 1), table(how, red)};
        int[] starts = {blue * plane, plane, red * plane};
        byte[] line = new byte[width * 3];
        float[] values = new float[width];
        Sampler sampler = new Sampler(frame, map, width, outside);
        for (int row = 0; row < height; row++) {
            sampler.line(row, line);
            for (int channel = 0; channel < 3; channel++) {
                float[] table = tables[channel];
                for (int x = 0, p = channel; x < width; x++, p += 3) {
                    values[x] = table[line[p] & 255];
                }
                into.put(starts[channel] + row * width, values);
            }
        }
    }

    private static float[] table(Normalization how, int channel) {
        float[] table = new float[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = (value - how.mean[channel]) / how.std[channel];
        }
        return table;
    }

    /** One gray plane (luma of ITU-R BT.601), divided by 256. */
    static void gray(Frame frame, Affine map, int width, int height, Outside outside, FloatBuffer into) {
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
        private static final int BITS = 11;
        private static final int HALF = 1 << (2 * BITS - 1);

        private final Frame frame;
        private final byte[] bgr;
        private final Affine map;
        private final int width;
        private final boolean clamp;
        private final int samples;
        private final int[] columns;
        private final int[] columnWeights;
        private final int[] startsInside;
        private final int[] endsInside;
        private final byte[] averageOfSum;

        Sampler(Frame frame, Affine map, int width, Outside outside) {
            this.frame = frame;
            this.bgr = frame.bgr();
            this.map = map;
            this.width = width;
            this.clamp = outside == Outside.EDGE;
            this.samples = (int) Math.max(1, Math.min(MAX_SAMPLES_ACROSS, Math.round(map.scale())));
            this.startsInside = new int[samples];
            this.endsInside = new int[samples];
            boolean axisAligned = map.isAxisAligned();
            this.columns = !axisAligned ? new int[0] : samples > 1 ? columns() : new int[2 * width];
            this.averageOfSum = axisAligned && samples > 1 ? averages(samples * samples) : new byte[0];
            this.columnWeights = axisAligned && samples == 1 ? columnPairs() : new int[0];
        }

        /** The offsets in a row of the pixels that are averaged: the first sample of all columns, then the next. */
        private int[] columns() {
            int[] offsets = new int[width * samples];
            for (int s = 0; s < samples; s++) {
                for (int x = 0; x < width; x++) {
                    int pixel = at(map.x(x + (s + 0.5) / samples, 0), frame.width());
                    offsets[s * width + x] = pixel * 3;
                    if (pixel >= 0) {
                        startsInside[s] = endsInside[s] == 0 ? x : startsInside[s];
                        endsInside[s] = x + 1;
                    }
                }
            }
            return offsets;
        }

        /** The average, rounded, of so many values for each sum that they can have: looked up sooner than divided. */
        private static byte[] averages(int count) {
            byte[] averages = new byte[255 * count + 1];
            for (int sum = 0; sum < averages.length; sum++) {
                averages[sum] = (byte) ((sum + count / 2) / count);
            }
            return averages;
        }

        /** Fills in the offsets of the two pixels between which a column lies, and returns their weights. */
        private int[] columnPairs() {
            int[] weights = new int[2 * width];
            for (int column = 0; column < width; column++) {
                double x = map.x(column + 0.5, 0) - 0.5;
                int left = (int) Math.floor(x);
                for (int side = 0; side < 2; side++) {
                    int from = at(left + side, frame.width());
                    columns[2 * column + side] = Math.max(0, from) * 3;
                    weights[2 * column + side] = from < 0 ? 0 : weight(side == 0 ? left + 1 - x : x - left);
                }
            }
            return weights;
        }

        /** The pixel that holds a place; outside the frame the nearest one, or -1. */
        private int at(double place, int size) {
            int index = (int) Math.floor(place);
            return index >= 0 && index < size ? index : clamp ? Math.max(0, Math.min(size - 1, index)) : -1;
        }

        void line(int row, byte[] out) {
            if (columnWeights.length > 0) {
                bilinearAlongAxes(row, out);
            } else if (samples == 1) {
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
                if (y >= 0) {
                    addRow(y * frame.width() * 3, sums);
                }
            }
            byte[] averages = averageOfSum;
            for (int i = 0; i < sums.length; i++) {
                out[i] = averages[sums[i]];
            }
        }

        /** Adds the pixels of a row of the frame: one sample of every column, then the next of every column. */
        private void addRow(int start, int[] sums) {
            byte[] pixels = bgr;
            int[] offsets = columns;
            for (int s = 0; s < samples; s++) {
                int end = endsInside[s];
                int at = s * width;
                for (int x = startsInside[s]; x < end; x++) {
                    int from = start + offsets[at + x];
                    sums[3 * x] += pixels[from] & 255;
                    sums[3 * x + 1] += pixels[from + 1] & 255;
                    sums[3 * x + 2] += pixels[from + 2] & 255;
                }
            }
        }

        private void average(int row, byte[] out) {
            int count = samples * samples;
            double[] right = new double[count];
            double[] down = new double[count];
            for (int s = 0; s < count; s++) {
                int across = s / samples;
                double x = (across + 0.5) / samples;
                double y = (s % samples + 0.5) / samples;
                right[s] = map.x(x, row + y);
                down[s] = map.y(x, row + y);
            }
            for (int column = 0; column < width; column++) {
                int b = 0;
                int g = 0;
                int r = 0;
                for (int s = 0; s < count; s++) {
                    int fromX = at(map.a() * column + right[s], frame.width());
                    int fromY = at(map.d() * column + down[s], frame.height());
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

        private void bilinearAlongAxes(int row, byte[] out) {
            double y = map.y(0, row + 0.5) - 0.5;
            int above = (int) Math.floor(y);
            int upper = at(above, frame.height());
            int lower = at(above + 1, frame.height());
            int upperWeight = upper < 0 ? 0 : weight(above + 1 - y);
            int lowerWeight = lower < 0 ? 0 : weight(y - above);
            byte[] pixels = bgr;
            int[] offsets = columns;
            int[] weights = columnWeights;
            int upperStart = Math.max(0, upper) * frame.width() * 3;
            int lowerStart = Math.max(0, lower) * frame.width() * 3;
            for (int column = 0, p = 0; column < width; column++) {
                int leftWeight = weights[2 * column];
                int rightWeight = weights[2 * column + 1];
                int upperLeft = upperStart + offsets[2 * column];
                int upperRight = upperStart + offsets[2 * column + 1];
                int lowerLeft = lowerStart + offsets[2 * column];
                int lowerRight = lowerStart + offsets[2 * column + 1];
                for (int channel = 0; channel < 3; channel++, p++) {
                    int top = leftWeight * (pixels[upperLeft + channel] & 255)
                            + rightWeight * (pixels[upperRight + channel] & 255);
                    int bottom = leftWeight * (pixels[lowerLeft + channel] & 255)
                            + rightWeight * (pixels[lowerRight + channel] & 255);
                    out[p] = (byte) ((upperWeight * top + lowerWeight * bottom + HALF) >>> (2 * BITS));
                }
            }
        }

        /** A weight in fixed point: the four products of a pixel's weights add up in 30 bits. */
        private static int weight(double share) {
            return (int) Math.round(share * (1 << BITS));
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
