package io.facebridge.cli;

/** What a command does with the galleries of a provider: decides what happens if the local provider's store does not exist. */
enum Galleries {
    /** Reads or changes none, so that a configured store that does not exist is not used. */
    UNUSED,
    /** Reads or changes existing ones: the store must exist. */
    EXISTING,
    /** May create some: the store is created. */
    CREATED,
    /** Reports what could be done with some; writes nothing. */
    DRY_RUN
}
