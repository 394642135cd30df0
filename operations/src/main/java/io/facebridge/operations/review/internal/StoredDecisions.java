package io.facebridge.operations.review.internal;

/**
 * The words for decisions of reviewers in tables and in audit logs. The word for REJECTED is not renamed, because neither has a
 * version, and instances of earlier versions read the same tables.
 */
public final class StoredDecisions {
    private static final String REJECTED = "REJECTED";
    private static final String REJECTED_WORD = "REFUSED";

    private StoredDecisions() {}

    /**
     * Returns the stored word of a decision.
     *
     * @param name the name of the decision
     * @return the word
     */
    public static String wordOf(String name) {
        return name.equals(REJECTED) ? REJECTED_WORD : name;
    }

    /**
     * Returns the name of the decision of a stored word.
     *
     * @param word the word
     * @return the name; it need not be that of a decision
     */
    public static String nameOf(String word) {
        return word.equals(REJECTED_WORD) ? REJECTED : word;
    }
}
