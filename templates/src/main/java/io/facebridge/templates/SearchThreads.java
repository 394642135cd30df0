package io.facebridge.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/**
 * Threads that help searches, and enrollment of several. A search never waits for a helper that has not begun: on a busy
 * machine the caller's thread does the work alone. Thread-safe.
 */
public final class SearchThreads implements AutoCloseable {
    private final int helpers;
    private final ExecutorService pool;

    private SearchThreads(int threads) {
        helpers = threads - 1;
        pool = Executors.newFixedThreadPool(Math.max(1, helpers), task -> {
            Thread thread = new Thread(task, "facebridge-search");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Makes threads; none is started before it is needed.
     *
     * @param threads how many work on one search at most, the caller's included; 1 to 64
     * @return the threads, which the caller closes
     * @throws IllegalArgumentException if the number is outside
     */
    public static SearchThreads of(int threads) {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("a search needs 1 to 64 threads but got " + threads);
        }
        return new SearchThreads(threads);
    }

    /** Runs the work for each number from 0 on, in order, each with one worker; returns the workers that took part. */
    <W> List<W> run(int parts, Supplier<W> newWorker, ObjIntConsumer<W> work) {
        AtomicInteger next = new AtomicInteger();
        List<Helper<W>> asked = new ArrayList<>();
        for (int i = 0; i < Math.min(helpers, parts - 1); i++) {
            Helper<W> helper = new Helper<>(newWorker.get(), next, parts, work);
            asked.add(helper);
            try {
                pool.execute(helper);
            } catch (RejectedExecutionException closed) {
                break; // the caller's thread does it all
            }
        }
        List<W> workers = new ArrayList<>();
        W mine = newWorker.get();
        workers.add(mine);
        drain(mine, next, parts, work);
        for (Helper<W> helper : asked) {
            if (!helper.claimed.compareAndSet(false, true)) {
                workers.add(helper.result());
            }
        }
        return workers;
    }

    private static <W> void drain(W worker, AtomicInteger next, int parts, ObjIntConsumer<W> work) {
        for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
            work.accept(worker, part);
        }
    }

    /** Starts work on a free thread; if none has begun, the first caller that requests the result does the work. */
    <T> Supplier<T> beside(Supplier<T> work, boolean worthIt) {
        FutureTask<T> task = new FutureTask<>(work::get);
        if (worthIt && helpers > 0) {
            try {
                pool.execute(task);
            } catch (RejectedExecutionException closed) {
                // the caller's thread does it
            }
        }
        return () -> {
            task.run(); // does nothing if another thread has begun
            return result(task);
        };
    }

    private static <T> T result(FutureTask<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("rows could not be made", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Helper<W> implements Runnable {
        private final AtomicBoolean claimed = new AtomicBoolean();
        private final CountDownLatch done = new CountDownLatch(1);
        private final W worker;
        private final AtomicInteger next;
        private final int parts;
        private final ObjIntConsumer<W> work;
        private boolean complete;

        Helper(W worker, AtomicInteger next, int parts, ObjIntConsumer<W> work) {
            this.worker = worker;
            this.next = next;
            this.parts = parts;
            this.work = work;
        }

        @Override
        public void run() {
            if (claimed.compareAndSet(false, true)) {
                try {
                    drain(worker, next, parts, work);
                    complete = true;
                } finally {
                    done.countDown();
                }
            }
        }

        /** Returns the result, within the time of one part; an interruption is kept for a caller that waits longer. */
        W result() {
            boolean interrupted = false;
            while (done.getCount() > 0) {
                try {
                    done.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (!complete) {
                throw new IllegalStateException("a helper of a search failed; see its thread's log");
            }
            return worker;
        }
    }

    /** Ends the helper threads. Searches continue on the caller's thread alone. Idempotent. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
