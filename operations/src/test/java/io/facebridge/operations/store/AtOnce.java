package io.facebridge.operations.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many questions that start together. */
public final class AtOnce {
    private AtOnce() {}

    /** Asks all of them at the same time, each on a thread of its own. */
    public static <T> List<T> ask(List<Callable<T>> questions) throws Exception {
        CyclicBarrier start = new CyclicBarrier(questions.size());
        ExecutorService threads = Executors.newFixedThreadPool(questions.size());
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            for (Callable<T> question : questions) {
                tasks.add(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    return question.call();
                });
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(tasks, 2, TimeUnit.MINUTES)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
