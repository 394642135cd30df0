package io.facebridge.local.internal;

import io.facebridge.error.GalleryStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writers take turns, and the one that has the turn writes for all that wait: their changes are one commit, so that many
 * writers need no more of them than one.
 */
public final class GroupCommitter {
    /** A commit holds so many templates and no more of others. */
    private static final int MAX_BATCH_SIZE = 4_096;

    private final Lock turn = new ReentrantLock();
    private final Queue<Write> waiting = new ConcurrentLinkedQueue<>();
    private final Journal journal;
    private final Runnable loading;

    /** Whether something was kept and not published. */
    private boolean isBehind;

    /** Writes to this journal, and loads it again when it is ahead. */
    public GroupCommitter(Journal journal, Runnable loading) {
        this.journal = journal;
        this.loading = loading;
    }

    /** One change: kept as a whole or not at all. */
    public abstract static class Write {
        private @Nullable RuntimeException failure;
        private boolean done;

        /** Creates the change; for subclasses. */
        protected Write() {}

        /** Returns the number of added templates; 0 for changes that are committed alone. */
        protected int size() {
            return 0;
        }

        /** Checks, and writes to the journal. What is thrown is the answer. Nothing is written before it is thrown. */
        protected abstract void record(Journal to);

        /** Lets readers see it, once it is durable. */
        protected abstract void publish();

        /** Forgets what was prepared, because it is not kept. */
        protected void withdraw() {}
    }

    /** Does it, or throws why not. */
    public void take(Write write) {
        waiting.add(write);
        turn.lock();
        try {
            if (!write.done) {
                List<Write> all = new ArrayList<>();
                for (Write next = waiting.poll(); next != null; next = waiting.poll()) {
                    all.add(next);
                }
                writeAll(all);
            }
        } finally {
            turn.unlock();
        }
        if (write.failure instanceof GalleryStoreException e) {
            throw new GalleryStoreException(e.reason(), e.getMessage(), e.effect(), e); // the commit was others' too
        }
        if (write.failure != null) {
            throw write.failure;
        }
    }

    /** Does something between commits. */
    public void alone(Runnable work) {
        turn.lock();
        try {
            work.run();
        } finally {
            turn.unlock();
        }
    }

    private void writeAll(List<Write> all) {
        for (int i = 0; i < all.size(); ) {
            List<Write> group = new ArrayList<>();
            int size = 0;
            do {
                group.add(all.get(i));
                size += all.get(i).size();
                i++;
            } while (i < all.size()
                    && group.get(0).size() > 0
                    && all.get(i).size() > 0
                    && size + all.get(i).size() <= MAX_BATCH_SIZE);
            commit(group);
        }
    }

    private void commit(List<Write> group) {
        boolean began = false;
        try {
            journal.begin();
            began = true;
            if (isBehind || journal.isAhead()) {
                loading.run();
                isBehind = false;
            }
            for (Write write : group) {
                record(write);
            }
            if (group.stream().anyMatch(write -> write.failure == null)) {
                journal.commit();
                began = false;
                isBehind = true;
                group.stream().filter(write -> write.failure == null).forEach(Write::publish);
                isBehind = false;
            }
        } catch (RuntimeException | Error e) {
            group.stream().filter(write -> write.failure == null).forEach(write -> write.failure = unchecked(e));
        } finally {
            group.stream().filter(write -> write.failure != null).forEach(Write::withdraw);
            group.forEach(write -> write.done = true);
            if (began) {
                journal.rollback();
            }
        }
    }

    private static RuntimeException unchecked(Throwable e) {
        return e instanceof RuntimeException known ? known : new IllegalStateException("writing failed: " + e, e);
    }

    private void record(Write write) {
        try {
            write.record(journal);
        } catch (GalleryStoreException e) {
            throw e; // nothing of this commit can be kept
        } catch (RuntimeException e) {
            write.failure = e;
        }
    }
}
