package io.facebridge.remote;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.provider.Deadline;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs the writes to one person one after the other within a provider, for services that reject two at once. Safe for use by many
 * threads; some persons share a lock.
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
     * Writes to a person while no other thread of this provider does.
     *
     * @param group the vendor's name of the gallery
     * @param person the vendor's or the application's id of the person
     * @param deadline the deadline of the call; waiting for other threads counts
     * @param writes the writes; run on the caller's thread
     * @param <T> the result
     * @return the result of {@code writes}
     * @throws CallTimeoutException with the effect NONE if other threads do not finish before the deadline
     * @throws CallInterruptedException with the effect NONE if the thread is interrupted while it waits
     */
    public <T> T callExclusively(String group, String person, Deadline deadline, Supplier<T> writes) {
        return locks.get(Math.floorMod((group + "/" + person).hashCode(), LOCKS))
                .callExclusively(deadline, writes);
    }
}
