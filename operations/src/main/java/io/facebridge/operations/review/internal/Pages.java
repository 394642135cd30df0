package io.facebridge.operations.review.internal;

/** Checks the parameters of a page, for every queue. */
public final class Pages {
    private static final int MAX_LIMIT = 1_000;

    private Pages() {}

    /**
     * Checks the parameters of a page.
     *
     * @param offset the number of cases to skip
     * @param limit the maximum number of cases
     * @throws IllegalArgumentException if the offset is negative, or the limit is not in [1, 1000]
     */
    public static void require(int offset, int limit) {
        if (offset < 0 || limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("offset must be 0 or more and limit in [1, " + MAX_LIMIT
                    + "] but they were " + offset + " and " + limit);
        }
    }
}
