package io.facebridge.tuning;

/** What the set says. */
public final class SearchEvaluation {
    SearchEvaluation(SearchSet s) {}
}
