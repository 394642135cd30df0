package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.Output;

/** One action of the service. */
@FunctionalInterface
interface Operation {
    /**
     * Carries out a request.
     *
     * @throws RefusedException if the service rejects it
     */
    Output carryOut(Input input);
}
