package io.facebridge.image.internal.webp;

/**
 * Smooths the edges between blocks (RFC 6386, section 15). An edge is {@code length} positions {@code along} apart; the
 * samples that meet there lie {@code across} apart.
 */
final class LoopFilter {
    private LoopFilter() {}

    static void simple(byte[] samples, int start, int along, int across, int length, int limit) {
        for (int i = 0, at = start; i < length; i++, at += along) {
            if (isSmooth(samples, at, across, limit)) {
                changeTwo(samples, at, across);
            }
        }
    }

    /** Between macroblocks. */
    static void outer(
            byte[] samples, int start, int along, int across, int length, int limit, int interior, int highVariance) {
        for (int i = 0, at = start; i < length; i++, at += along) {
            if (isSmooth(samples, at, across, limit) && isSmoothInside(samples, at, across, interior)) {
                if (varies(samples, at, across, highVariance)) {
                    changeTwo(samples, at, across);
                } else {
                    changeSix(samples, at, across);
                }
            }
        }
    }

    /** Between the blocks of a macroblock. */
    static void inner(
            byte[] samples, int start, int along, int across, int length, int limit, int interior, int highVariance) {
        for (int i = 0, at = start; i < length; i++, at += along) {
            if (isSmooth(samples, at, across, limit) && isSmoothInside(samples, at, across, interior)) {
                if (varies(samples, at, across, highVariance)) {
                    changeTwo(samples, at, across);
                } else {
                    changeFour(samples, at, across);
                }
            }
        }
    }

    private static boolean isSmooth(byte[] samples, int at, int across, int limit) {
        return 2 * difference(samples, at - across, at) + difference(samples, at - 2 * across, at + across) / 2
                <= limit;
    }

    private static boolean isSmoothInside(byte[] samples, int at, int across, int interior) {
        return difference(samples, at - 4 * across, at - 3 * across) <= interior
                && difference(samples, at - 3 * across, at - 2 * across) <= interior
                && difference(samples, at - 2 * across, at - across) <= interior
                && difference(samples, at + 3 * across, at + 2 * across) <= interior
                && difference(samples, at + 2 * across, at + across) <= interior
                && difference(samples, at + across, at) <= interior;
    }

    private static boolean varies(byte[] samples, int at, int across, int threshold) {
        return difference(samples, at - 2 * across, at - across) > threshold
                || difference(samples, at + across, at) > threshold;
    }

    private static void changeTwo(byte[] samples, int at, int across) {
        int step = signed(3 * (level(samples, at) - level(samples, at - across))
                + signed(level(samples, at - 2 * across) - level(samples, at + across)));
        change(samples, at, -(signed(step + 4) >> 3));
        change(samples, at - across, signed(step + 3) >> 3);
    }

    private static void changeFour(byte[] samples, int at, int across) {
        int step = signed(3 * (level(samples, at) - level(samples, at - across)));
        int after = signed(step + 4) >> 3;
        int before = signed(step + 3) >> 3;
        int farther = (after + 1) >> 1;
        change(samples, at - 2 * across, farther);
        change(samples, at - across, before);
        change(samples, at, -after);
        change(samples, at + across, -farther);
    }

    private static void changeSix(byte[] samples, int at, int across) {
        int step = signed(3 * (level(samples, at) - level(samples, at - across))
                + signed(level(samples, at - 2 * across) - level(samples, at + across)));
        int near = (27 * step + 63) >> 7;
        int middle = (18 * step + 63) >> 7;
        int far = (9 * step + 63) >> 7;
        change(samples, at - 3 * across, far);
        change(samples, at - 2 * across, middle);
        change(samples, at - across, near);
        change(samples, at, -near);
        change(samples, at + across, -middle);
        change(samples, at + 2 * across, -far);
    }

    private static void change(byte[] samples, int at, int by) {
        samples[at] = (byte) Transforms.sample(level(samples, at) + by);
    }

    private static int difference(byte[] samples, int one, int other) {
        return Math.abs(level(samples, one) - level(samples, other));
    }

    private static int level(byte[] samples, int at) {
        return samples[at] & 0xFF;
    }

    private static int signed(int value) {
        return Math.max(-128, Math.min(127, value));
    }
}
