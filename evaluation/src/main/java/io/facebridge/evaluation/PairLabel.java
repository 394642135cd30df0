package io.facebridge.evaluation;

/** The ground truth of a comparison: whether both images show the same person. */
public enum PairLabel {
    /** Both images show the same person; also called genuine or target. */
    MATED,
    /** The images show different people; also called impostor or non-target. */
    NON_MATED
}
