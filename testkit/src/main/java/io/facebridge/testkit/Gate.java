package io.facebridge.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Selects the half of a contract that a provider has to pass: the supported behavior, or the rejection by name of an
 * unsupported one. The other half is skipped, with a reason that begins with {@value #CLOSED}.
 */
final class Gate {
    private static final String CLOSED = "gate closed: ";

    private Gate() {}

    static void open(boolean gate, String statement) {
        assumeTrue(gate, () -> CLOSED + statement);
    }

    static void closed(boolean gate, String statement) {
        assumeTrue(!gate, () -> CLOSED + statement);
    }
}
