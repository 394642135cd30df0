package io.facebridge.testkit;

import java.nio.file.Path;
import java.util.List;

/**
 * A log or journal to which entries are appended. Child processes instantiate it by its public constructor without parameters.
 */
public interface Appending {
    /**
     * Opens a file, new or existing, for further entries.
     *
     * @param file the file
     * @return an open log, which the caller closes
     */
    Appender open(Path file);

    /**
     * Reads a closed file, as an application does.
     *
     * @param file the file
     * @return the numbers of all entries, in their order
     * @throws RuntimeException if the file is damaged
     */
    List<Integer> read(Path file);

    /** An open log. */
    interface Appender extends AutoCloseable {
        /**
         * Appends an entry, which is acknowledged once the call has returned.
         *
         * @param number the number of the entry
         * @throws RuntimeException if the entry is not stored
         */
        void append(int number);

        @Override
        void close();
    }
}
