package io.facebridge.operations.review.internal;

/** What every queue checks. */
public final class Pages {
    private static final int LONGEST = 1_000;

    private Pages() {}

    public static void require(int offset, int limit) {
        if (offset < 0 || limit < 1 || limit > LONGEST) {
            throw new IllegalArgumentException("a page needs an offset of 0 or more and a limit in [1, " + LONGEST
                    + "] but they were " + offset + " and " + limit);
        }
    }
}
