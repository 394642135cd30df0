package io.facebridge.testkit;

import java.util.SplittableRandom;

/**
 * Templates of invented persons, for measurements over more persons than there are photographs of. A person is a center;
 * templates are the center and noise, scaled so that two of one person have a cosine of 0.6 on average. Centers and noise are
 * unit vectors of independent normal coordinates whose variance falls with the square root of the coordinate's number, rotated
 * by a Hadamard matrix with random signs. Real embeddings may differ.
 *
 * <p>The same seed gives the same templates, in whatever order they are requested. Immutable.
 */
public final class SyntheticTemplates {
    /** The mean cosine of two templates of a person. */
    public static final double MATED_COSINE = 0.6;

    private static final double NOISE = Math.sqrt(1 / MATED_COSINE - 1);
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private final int dimension;
    private final long seed;
    private final float[] deviations;
    private final boolean[] flips;

    private SyntheticTemplates(int dimension, long seed) {
        this.dimension = dimension;
        this.seed = seed;
        deviations = new float[dimension];
        flips = new boolean[dimension];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < dimension; i++) {
            deviations[i] = (float) Math.pow(i + 1, -0.25);
            flips[i] = random.nextBoolean();
        }
    }

    /**
     * Creates a population.
     *
     * @param dimension the dimension of the templates, a power of two
     * @param seed determines the population
     * @return a new population
     * @throws IllegalArgumentException if the dimension is not a power of two
     */
    public static SyntheticTemplates of(int dimension, long seed) {
        if (Integer.bitCount(dimension) != 1) {
            throw new IllegalArgumentException("dimension must be a power of two but was " + dimension);
        }
        return new SyntheticTemplates(dimension, seed);
    }

    /** {@return the dimension of the templates, a power of two} */
    public int dimension() {
        return dimension;
    }

    /**
     * Returns one template of a person.
     *
     * @param person the number of the person, at least 0
     * @param image the number of the person's template, at least 0
     * @return a vector of length 1
     */
    public float[] template(long person, int image) {
        float[] template = unit(person, 0);
        float[] noise = unit(person, image + 1);
        for (int i = 0; i < dimension; i++) {
            template[i] += (float) NOISE * noise[i];
        }
        return normalized(template);
    }

    private float[] unit(long person, int stream) {
        SplittableRandom random = new SplittableRandom(mixed(mixed(seed * PRIME + person) + stream * PRIME));
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            float value = (float) random.nextGaussian() * deviations[i];
            vector[i] = flips[i] ? -value : value;
        }
        for (int half = 1; half < dimension; half *= 2) {
            for (int block = 0; block < dimension; block += 2 * half) {
                for (int i = block; i < block + half; i++) {
                    float a = vector[i];
                    float b = vector[i + half];
                    vector[i] = a + b;
                    vector[i + half] = a - b;
                }
            }
        }
        return normalized(vector);
    }

    private static float[] normalized(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float factor = (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
        return vector;
    }

    private static long mixed(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Names the population by what it is made from. */
    @Override
    public String toString() {
        return "SyntheticTemplates[" + dimension + " dimensions, seed " + seed + "]";
    }
}
