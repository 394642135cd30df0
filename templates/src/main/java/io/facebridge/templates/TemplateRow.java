package io.facebridge.templates;

/** A template as an index keeps it: in full, as bytes and as sign bits. Only the index that made it may take it. */
public final class TemplateRow {
    private static final int STEPS = 127;
    private static final int ABOVE = 128;
    private static final float HALF_ABOVE = ABOVE + 0.5f;

    final float[] vector;
    final long[] bits;
    final byte[] codes;
    final float step;

    TemplateRow(float[] vector, BinaryQuantizer signs) {
        this.vector = vector;
        int largest = 0;
        for (float value : vector) {
            largest = Math.max(largest, Float.floatToRawIntBits(value) & Integer.MAX_VALUE); // without a branch
        }
        step = Float.intBitsToFloat(largest) / STEPS;
        float perStep = step == 0 ? 0 : 1 / step;
        codes = new byte[vector.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) ((int) (vector[i] * perStep + HALF_ABOVE) - ABOVE); // to the nearest
        }
        bits = new long[signs.words()];
        signs.write(vector, bits, 0);
    }

    /** Returns text without the template. */
    @Override
    public String toString() {
        return "TemplateRow[]";
    }
}
