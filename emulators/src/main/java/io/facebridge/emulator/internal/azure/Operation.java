package io.facebridge.emulator.internal.azure;

/** One operation of the service. */
@FunctionalInterface
interface Operation {
    /**
     * Carries out a request.
     *
     * @throws RefusedException if the service rejects it
     */
    Reply carryOut(Input input);
}
