package io.facebridge.testkit;

/**
 * The effort of tests that draw their inputs from a seed: killed processes, load, damaged images and responses. An ordinary
 * build takes a sample; the system property {@value #PROPERTY} multiplies it. {@code mvn -Dfacebridge.effort=10 verify} does
 * ten times as much.
 */
public final class Effort {
    /** The system property with the factor, a whole number of at least 1; the default is 1. */
    public static final String PROPERTY = "facebridge.effort";

    private Effort() {}

    /**
     * Returns how often a test repeats a step.
     *
     * @param ordinary the number in an ordinary build, at least 1
     * @return {@code ordinary} times the factor
     * @throws IllegalArgumentException if {@code ordinary} is less than 1
     * @throws IllegalArgumentException if the property is not a whole number of at least 1
     * @throws ArithmeticException if the product exceeds an {@code int}
     */
    public static int times(int ordinary) {
        if (ordinary < 1) {
            throw new IllegalArgumentException("ordinary must be 1 or more but was " + ordinary);
        }
        String factor = System.getProperty(PROPERTY, "1");
        if (!factor.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(
                    "the system property " + PROPERTY + " must be a whole number of 1 or more but was " + factor);
        }
        return Math.multiplyExact(ordinary, Integer.parseInt(factor));
    }
}
