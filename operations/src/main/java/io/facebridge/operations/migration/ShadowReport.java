package io.facebridge.operations.migration;

import io.facebridge.operations.migration.ShadowResult.Question;
import java.util.List;

/**
 * The comparison of the decisions of the old and the new gallery; returned by {@link GalleryMigration#shadow}. Contains decisions
 * and no scores. Immutable.
 */
public final class ShadowReport {
    private final String policy;
    private final List<ShadowResult> results;
    private final boolean complete;

    ShadowReport(String policy, List<ShadowResult> results, boolean complete) {
        this.policy = policy;
        this.results = List.copyOf(results);
        this.complete = complete;
    }

    /**
     * {@return the description, with the rate, of the policy by which both galleries decided; of both policies if they differ}
     */
    public String policy() {
        return policy;
    }

    /** {@return every pair of decisions, in the order in which they were made; unmodifiable} */
    public List<ShadowResult> results() {
        return results;
    }

    /**
     * Returns the results in which the decisions differ, or neither gallery could decide.
     *
     * @return in the order in which they were made; unmodifiable
     */
    public List<ShadowResult> disagreements() {
        return results.stream().filter(result -> !result.agree()).toList();
    }

    /**
     * Returns how many pairs of decisions were made about a question.
     *
     * @param question the question
     * @return 0 or more
     */
    public long compared(Question question) {
        return results.stream().filter(result -> result.question() == question).count();
    }

    /**
     * Returns how many pairs of decisions about a question agree.
     *
     * @param question the question
     * @return 0 or more
     */
    public long agreed(Question question) {
        return results.stream()
                .filter(result -> result.question() == question && result.agree())
                .count();
    }

    /**
     * Returns whether every probe was processed.
     *
     * @return {@code false} if the comparison was interrupted; {@link GalleryMigration#shadow} continues it
     */
    public boolean complete() {
        return complete;
    }

    @Override
    public String toString() {
        return "ShadowReport[" + (results.size() - disagreements().size()) + " of " + results.size() + " agree]";
    }
}
