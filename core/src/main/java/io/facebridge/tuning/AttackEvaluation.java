package io.facebridge.tuning;

/** What the set says. */
public final class AttackEvaluation {
    AttackEvaluation(AttackSet s) {}
}
