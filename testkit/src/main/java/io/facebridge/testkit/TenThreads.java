package io.facebridge.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Executes the same task on ten threads at once. */
final class TenThreads {
    private static final int COUNT = 10;

    private TenThreads() {}

    static <T> List<T> call(Callable<T> question) throws Exception {
        CyclicBarrier start = new CyclicBarrier(COUNT);
        ExecutorService threads = Executors.newFixedThreadPool(COUNT);
        try {
            List<T> answers = new ArrayList<>();
            Callable<T> task = () -> {
                start.await(1, TimeUnit.MINUTES);
                return question.call();
            };
            for (Future<T> answer : threads.invokeAll(Collections.nCopies(COUNT, task), 5, TimeUnit.MINUTES)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
