package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.Output;

/** One operation of the service. */
@FunctionalInterface
interface Operation {
    /**
     * Carries out a request.
     *
     * @throws RefusedException if the service rejects it
     */
    Output carryOut(Input input);
}
