package io.facebridge.local.internal;

/**
 * The rotation, uniform scale and shift that leads one set of points to another with the least sum of squared distances.
 * Without reflection the problem is linear, and its solution is in closed form (Umeyama, IEEE PAMI 13(4), 1991, for two
 * dimensions).
 */
final class Similarity {
    private Similarity() {}

    /** Leads {@code from} to {@code to}; both hold x and y of each point in turn, of two or more points. */
    static Affine fit(double[] from, double[] to) {
        int n = from.length / 2;
        double fromX = 0;
        double fromY = 0;
        double toX = 0;
        double toY = 0;
        for (int i = 0; i < n; i++) {
            fromX += from[2 * i] / n;
            fromY += from[2 * i + 1] / n;
            toX += to[2 * i] / n;
            toY += to[2 * i + 1] / n;
        }
        double cos = 0;
        double sin = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            double x = from[2 * i] - fromX;
            double y = from[2 * i + 1] - fromY;
            double u = to[2 * i] - toX;
            double v = to[2 * i + 1] - toY;
            cos += x * u + y * v;
            sin += x * v - y * u;
            spread += x * x + y * y;
        }
        cos /= spread;
        sin /= spread;
        return new Affine(cos, -sin, toX - cos * fromX + sin * fromY, sin, cos, toY - sin * fromX - cos * fromY);
    }
}
