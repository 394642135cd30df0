package io.facebridge.fuzz;

import java.io.IOException;
import java.util.List;

/** Something that reads bytes from outside. It keeps nothing from one input to the next. Used by one thread at a time. */
public interface FuzzTarget extends AutoCloseable {
    /**
     * Returns inputs of which others are made.
     *
     * @return one or more, made by code, the same each time
     * @throws IOException if one cannot be made
     */
    List<byte[]> seeds() throws IOException;

    /**
     * Reads an input, and checks what was read. Only the exceptions that the reader documents are caught here.
     *
     * @param input anything
     * @return whether the input was accepted by at least one of the target's readers
     * @throws IOException if the target's own files cannot be written
     */
    boolean take(byte[] input) throws IOException;

    /**
     * Returns the longest input.
     *
     * @return bytes
     */
    default int longest() {
        return 4096;
    }

    /**
     * Returns how much memory one input may take, all objects counted that are made while it is read.
     *
     * @return bytes
     */
    default long mostAllocated() {
        return 32L << 20;
    }

    @Override
    default void close() {}
}
