package io.facebridge.operations.review.internal;

import io.facebridge.operations.review.ReviewVerdict.Decision;

/**
 * The words for decisions of reviewers in tables and in audit logs. The word for REJECTED is not renamed, because neither has a
 * version, and instances of earlier versions read the same tables.
 */
public final class StoredDecisions {
    private static final String REJECTED = "REFUSED";

    private StoredDecisions() {}

    /**
     * Returns the stored word of a decision.
     *
     * @param decision the decision
     * @return the word
     */
    public static String wordOf(Decision decision) {
        return decision == Decision.REJECTED ? REJECTED : decision.name();
    }

    /**
     * Returns the decision of a stored word.
     *
     * @param word the word
     * @return the decision
     * @throws IllegalArgumentException if there is none
     */
    public static Decision parse(String word) {
        return word.equals(REJECTED) ? Decision.REJECTED : Decision.valueOf(word);
    }
}
