package io.facebridge.emulator.internal.azure;

/** One operation of the service. */
@FunctionalInterface
interface Operation {
    /**
     * Carries out a request.
     *
     * @throws RefusedException as the service refuses it
     */
    Reply carryOut(Input input);
}
