package io.facebridge.operations.migration;

import io.facebridge.operations.migration.ShadowResult.Question;
import java.util.List;

/** How the decisions of the old and the new gallery compare. Holds decisions and no scores. Immutable. */
public final class ShadowReport {
    private final String policy;
    private final List<ShadowResult> answers;
    private final boolean complete;

    ShadowReport(String policy, List<ShadowResult> answers, boolean complete) {
        this.policy = policy;
        this.answers = List.copyOf(answers);
        this.complete = complete;
    }

    /**
     * By which policy both decided.
     *
     * @return the policy's description, with the rate
     */
    public String policy() {
        return policy;
    }

    /**
     * Every answer.
     *
     * @return in the order of asking; unmodifiable
     */
    public List<ShadowResult> answers() {
        return answers;
    }

    /**
     * The answers in which both differ, or neither has one.
     *
     * @return in the order of asking; unmodifiable
     */
    public List<ShadowResult> disagreements() {
        return answers.stream().filter(answer -> !answer.agree()).toList();
    }

    /**
     * How often a question was asked.
     *
     * @param question the question
     * @return 0 or more
     */
    public long asked(Question question) {
        return answers.stream().filter(answer -> answer.question() == question).count();
    }

    /**
     * How often both decided the same about a question.
     *
     * @param question the question
     * @return 0 or more
     */
    public long agreed(Question question) {
        return answers.stream()
                .filter(answer -> answer.question() == question && answer.agree())
                .count();
    }

    /**
     * Whether every probe was asked about.
     *
     * @return {@code false} if it was broken off; asking again goes on
     */
    public boolean complete() {
        return complete;
    }

    @Override
    public String toString() {
        return "ShadowReport[" + (answers.size() - disagreements().size()) + " of " + answers.size() + " agree]";
    }
}
