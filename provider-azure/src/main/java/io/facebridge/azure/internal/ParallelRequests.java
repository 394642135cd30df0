package io.facebridge.azure.internal;

import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Executes requests of one call concurrently, each of them on its own. The first is executed on the caller's thread; so are the
 * others if all threads are busy. If one fails, or the caller is interrupted, the others are interrupted and waited for, so
 * that none continues after its call has ended.
 */
final class ParallelRequests implements AutoCloseable {
    private static final int KEEP_ALIVE_SECONDS = 10;

    private final ExecutorService threads;

    /** Uses at most this many threads besides the callers', which end when they are not needed. */
    ParallelRequests(int max) {
        threads = new ThreadPoolExecutor(
                0,
                max,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "facebridge-azure");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /**
     * Returns the results in the order of the requests, which only read. The thrown failure is that of the first request that
     * failed by itself.
     *
     * @throws CallInterruptedException if the thread is interrupted
     */
    <T> List<T> all(List<Supplier<T>> requests) {
        List<Other<T>> others = new ArrayList<>();
        try {
            for (Supplier<T> request : requests.subList(Math.min(1, requests.size()), requests.size())) {
                others.add(new Other<>(threads, request));
            }
            List<T> answers = new ArrayList<>();
            if (!requests.isEmpty()) {
                answers.add(requests.get(0).get());
            }
            for (Other<T> other : others) {
                answers.add(other.get());
            }
            return answers;
        } finally {
            others.forEach(Other::end);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private static final class Other<T> {
        private final Future<T> answer;
        private final CountDownLatch ended = new CountDownLatch(1);

        Other(ExecutorService threads, Supplier<T> request) {
            answer = threads.submit(() -> {
                try {
                    return request.get();
                } finally {
                    ended.countDown();
                }
            });
        }

        T get() {
            try {
                return answer.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CallInterruptedException(Effect.NONE, null);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException("a request failed", e.getCause());
            }
        }

        void end() {
            if (!answer.isDone() && answer.cancel(true)) {
                boolean interrupted = Thread.interrupted();
                try {
                    // It ends at once, as its thread was interrupted; if it never began, it never will.
                    ended.await(1, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
