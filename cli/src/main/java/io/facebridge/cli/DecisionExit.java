package io.facebridge.cli;

import io.facebridge.match.MatchDecision;
import picocli.CommandLine.Option;

/** The option {@code --exit-code} of commands that decide: the outcome of the decision as the exit code. */
final class DecisionExit {
    /** The exit code of a match, and of a live face. */
    static final int MATCH = 0;
    /** The exit code of no match, and of a face that is not live. */
    static final int NO_MATCH = 1;
    /** The exit code of an outcome that a person has to review or that the images do not allow. */
    static final int UNDECIDED = 5;

    @Option(
            names = "--exit-code",
            description = "Exit with the outcome: 0 for MATCH or live, 1 for NO_MATCH or not live, 5 for"
                    + " REVIEW, INCONCLUSIVE or UNDECIDED. Default: 0 for every outcome.")
    private boolean isWanted;

    boolean isWanted() {
        return isWanted;
    }

    static int codeOf(MatchDecision.Outcome outcome) {
        return switch (outcome) {
            case MATCH -> MATCH;
            case NO_MATCH -> NO_MATCH;
            case REVIEW, INCONCLUSIVE -> UNDECIDED;
        };
    }

    /** Returns the exit code of a command with this outcome. */
    int of(MatchDecision.Outcome outcome) {
        return of(codeOf(outcome));
    }

    /** Returns an exit code of an outcome if the option is given, otherwise 0. */
    int of(int exitCode) {
        return isWanted ? exitCode : 0;
    }
}
