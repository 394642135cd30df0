package io.facebridge.emulator.internal;

import java.util.List;

/** Arithmetic on templates, as plain arrays of length (Euclidean norm) 1. */
public final class Vectors {
    private Vectors() {}

    /** Returns the cosine of the angle between two vectors. */
    public static double cosine(float[] a, float[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) { // four sums, so that one addition need not wait for another
            first += (double) a[i] * b[i];
            second += (double) a[i + 1] * b[i + 1];
            third += (double) a[i + 2] * b[i + 2];
            fourth += (double) a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            first += (double) a[i] * b[i];
        }
        return Math.max(-1, Math.min(1, first + second + third + fourth));
    }

    /** Returns the mean of one vector or more, normalized to length 1. */
    public static float[] mean(List<float[]> vectors) {
        double[] sum = new double[vectors.get(0).length];
        for (float[] vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        double squares = 0;
        for (double value : sum) {
            squares += value * value;
        }
        double norm = Math.sqrt(squares);
        if (norm == 0) { // opposite vectors: any of them says as much as their mean
            return vectors.get(0);
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / norm);
        }
        return mean;
    }
}
