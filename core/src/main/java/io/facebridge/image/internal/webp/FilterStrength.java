package io.facebridge.image.internal.webp;

/**
 * How strongly a macroblock's edges are smoothed (RFC 6386, section 15.2).
 *
 * @param limit largest difference at an edge inside the macroblock; 0 if nothing is to be smoothed
 * @param interior largest difference beside an edge
 * @param highVariance difference beside an edge above which less is changed
 */
record FilterStrength(int limit, int interior, int highVariance) {
    private static final int STRONGEST = 63;

    static FilterStrength of(int wanted, int sharpness) {
        int level = Vp8Tables.clamped(wanted, STRONGEST);
        if (level == 0) {
            return new FilterStrength(0, 0, 0);
        }
        int interior = sharpness == 0 ? level : Math.min(level >> (sharpness > 4 ? 2 : 1), 9 - sharpness);
        interior = Math.max(1, interior);
        return new FilterStrength(2 * level + interior, interior, level >= 40 ? 2 : level >= 15 ? 1 : 0);
    }

    /** Largest difference at the edge of the macroblock itself. */
    int outerLimit() {
        return limit + 4;
    }
}
