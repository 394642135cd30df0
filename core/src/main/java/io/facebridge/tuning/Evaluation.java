package io.facebridge.tuning;

/** What the scores of a set say. Immutable and thread-safe. */
public final class Evaluation {
    private final ScoreSet scores;

    Evaluation(ScoreSet scores) {
        this.scores = scores;
    }

    /**
     * The scores.
     *
     * @return the set
     */
    public ScoreSet scores() {
        return scores;
    }
}
