package io.facebridge.match;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A face as a vector of length 1, with the name of the model that made it. Templates of different models cannot be
 * compared. Immutable.
 *
 * <p>A template is biometric data of a person and is never printed.
 */
public final class FaceTemplate {
    private static final double UNIT_TOLERANCE = 1e-3;

    private final String model;
    private final float[] vector;

    private FaceTemplate(String model, float[] vector) {
        this.model = model;
        this.vector = vector;
    }

    /**
     * Creates a template, for example one that was stored.
     *
     * @param model the model that extracted it; not blank
     * @param vector of length (Euclidean norm) 1, within 0.001; copied
     * @return the template
     * @throws IllegalArgumentException if the model is blank
     * @throws IllegalArgumentException if the vector is empty or not of length 1
     */
    public static FaceTemplate of(String model, float[] vector) {
        if (model.isBlank()) {
            throw new IllegalArgumentException("a template needs the name of the model that made it");
        }
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (!(Math.abs(Math.sqrt(squares) - 1) <= UNIT_TOLERANCE)) {
            throw new IllegalArgumentException("a template's vector must have length 1 but has " + Math.sqrt(squares)
                    + " in " + vector.length + " dimensions; divide it by its Euclidean norm");
        }
        return new FaceTemplate(model, vector.clone());
    }

    /**
     * Returns the model that extracted the template.
     *
     * @return the same as the model of the {@link ScoreScale} of its comparisons
     */
    public String model() {
        return model;
    }

    /**
     * Returns the dimension of the vector.
     *
     * @return 1 or more
     */
    public int dimension() {
        return vector.length;
    }

    /**
     * Returns the vector, for storage.
     *
     * @return a copy, of length (Euclidean norm) 1
     */
    public float[] toArray() {
        return vector.clone();
    }

    /**
     * Returns the cosine of the angle between two templates.
     *
     * @param other a template of the same model
     * @return -1 to 1, higher for more similar faces
     * @throws IllegalArgumentException if the models or the dimensions differ
     */
    public double cosine(FaceTemplate other) {
        if (!model.equals(other.model) || vector.length != other.vector.length) {
            throw new IllegalArgumentException("templates of one model can be compared, but these are of " + model
                    + " (" + vector.length + " dimensions) and " + other.model + " (" + other.vector.length + ")");
        }
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += (double) vector[i] * other.vector[i];
        }
        return Math.max(-1, Math.min(1, sum));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FaceTemplate that && model.equals(that.model) && Arrays.equals(vector, that.vector);
    }

    @Override
    public int hashCode() {
        return Objects.hash(model, Arrays.hashCode(vector));
    }

    @Override
    public String toString() {
        return "FaceTemplate[" + model + ", " + vector.length + " dimensions]";
    }
}
