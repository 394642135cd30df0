package io.facebridge.testkit;

import java.nio.file.Path;
import java.util.List;

/** A log or journal to which entries are appended. Child processes make one by its public constructor without arguments. */
public interface Appending {
    /**
     * Begins a file, or continues one.
     *
     * @param file where
     * @return takes entries until it is closed
     */
    Appender open(Path file);

    /**
     * Looks through a file that is closed, as an application does.
     *
     * @param file where
     * @return the numbers of all entries, in their order
     * @throws RuntimeException if the file is not in order
     */
    List<Integer> read(Path file);

    /** Takes entries. */
    interface Appender extends AutoCloseable {
        /**
         * Appends an entry; once the call has returned, it is acknowledged.
         *
         * @param number names the entry
         * @throws RuntimeException if it is not kept
         */
        void append(int number);

        @Override
        void close();
    }
}
