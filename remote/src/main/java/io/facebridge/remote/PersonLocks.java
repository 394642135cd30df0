package io.facebridge.remote;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.provider.Deadline;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Locks that serialize the writes to one person within a provider. Use them for services that reject concurrent writes.
 * Thread-safe. The number of locks is fixed, so that some people share a lock.
 */
public final class PersonLocks {
    private static final int LOCKS = 64;

    private final List<ExclusiveLock> locks = Stream.generate(
                    () -> new ExclusiveLock("the person is still being written to by other threads"))
            .limit(LOCKS)
            .toList();

    /** Creates locks that no thread holds. */
    public PersonLocks() {}

    /**
     * Runs writes to a person while no other thread of this provider writes to that person. Blocks until the person's lock
     * is free or the deadline has passed.
     *
     * @param group the vendor's name of the gallery
     * @param person the vendor's or the application's id of the person
     * @param deadline the deadline of the call; the wait for other threads counts against it
     * @param writes the writes; run on the caller's thread
     * @param <T> the type of the result
     * @return the result of {@code writes}
     * @throws CallTimeoutException if other threads do not finish before the deadline; the effect is NONE
     * @throws CallInterruptedException if the thread is interrupted while it waits; the effect is NONE
     */
    public <T> T callExclusively(String group, String person, Deadline deadline, Supplier<T> writes) {
        return locks.get(Math.floorMod((group + "/" + person).hashCode(), LOCKS))
                .callExclusively(deadline, writes);
    }
}
