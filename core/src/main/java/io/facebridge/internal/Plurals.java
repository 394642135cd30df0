package io.facebridge.internal;

/** Counts in messages. */
public final class Plurals {
    private Plurals() {}

    /**
     * Returns a number with its noun.
     *
     * @param number the number
     * @param one the noun for 1
     * @param many the noun for every other number
     * @return for example {@code 1 image} or {@code 2 images}
     */
    public static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
