package io.facebridge.evaluation;

/** Whether two pictures show the same person. */
public enum PairLabel {
    /** The same person; also called genuine or target. */
    MATED,
    /** Two persons; also called impostor or non-target. */
    NON_MATED
}
