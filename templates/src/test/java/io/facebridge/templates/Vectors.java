package io.facebridge.templates;

import io.facebridge.match.FaceTemplate;
import java.util.Random;

/** Vectors of length 1, the same in every run. */
final class Vectors {
    private final Random random;
    private final int dimension;

    Vectors(int dimension, long seed) {
        this.dimension = dimension;
        random = new Random(seed);
    }

    float[] any() {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return unit(vector);
    }

    float[] near(float[] vector, double noise) {
        float[] other = vector.clone();
        for (int i = 0; i < other.length; i++) {
            other[i] += (float) (noise * random.nextGaussian() / Math.sqrt(other.length));
        }
        return unit(other);
    }

    /** The vector of one direction. */
    static float[] axis(int dimension, int direction) {
        float[] vector = new float[dimension];
        vector[direction] = 1;
        return vector;
    }

    static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    static double cosine(float[] a, float[] b) {
        return FaceTemplate.of("m", a).cosine(FaceTemplate.of("m", b));
    }
}
