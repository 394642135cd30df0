package io.facebridge.azure.internal;

import io.facebridge.azure.AzureAnswer;
import io.facebridge.azure.internal.AzureHttp.Received;
import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.ProviderError;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.RemoteCallExecutor;
import io.facebridge.remote.UnusableAnswerException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The service behind the executor: the one place from which requests are sent. */
public final class AzureCalls implements AutoCloseable {
    private final AzureHttp http;
    private final AzureErrors errors;
    private final RemoteCallExecutor executor;
    private final Together together;
    private final Supplier<String> ids;
    private final RemoteAnswers limits;
    private final Runnable whenClosed;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /** Sends with this pipeline through this executor, some requests at once with {@code together}. */
    AzureCalls(
            AzureHttp http,
            AzureErrors errors,
            RemoteCallExecutor executor,
            Together together,
            Supplier<String> ids,
            RemoteAnswers limits,
            Runnable whenClosed) {
        this.http = http;
        this.errors = errors;
        this.executor = executor;
        this.together = together;
        this.ids = ids;
        this.limits = limits;
        this.whenClosed = whenClosed;
    }

    /** One call of the API under one deadline, whatever number of requests it takes; {@link #close} waits for its end. */
    <T> T call(Function<Deadline, T> requests) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(
                        "this AzureFaces is closed; make one at start-up and close it at shutdown");
            }
            return requests.apply(executor.startDeadline());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** One request; {@code read} says what its answer means, or that it is unusable. */
    <T> T send(AzureOperation operation, AzureRequest request, Deadline deadline, Function<Answer, T> read) {
        Reply<T> reply = executor.execute(operation.remote(), deadline, remaining -> {
            Received received = receive(operation, request, remaining);
            try {
                errors.requireAnswer(received, operation.remote());
                return new Reply<>(read(read, new Answer(received, limits)), received.anyRequestId());
            } catch (UnusableAnswerException e) {
                throw errors.unusable(operation.remote(), "it holds " + e.getMessage(), received);
            }
        });
        return reply.value();
    }

    private static <T> T read(Function<Answer, T> read, Answer answer) {
        try {
            return read.apply(answer);
        } catch (IllegalArgumentException e) {
            // One of our values refuses what is in it, and says so in words that may repeat it.
            throw new UnusableAnswerException("a value that is none");
        }
    }

    /** An answer as the service's own words, for an exception about what is in it. */
    ProviderError answered(Answer answer) {
        return errors.answered(answer.received);
    }

    /** One request whose answer has nothing in it. */
    void send(AzureOperation operation, AzureRequest request, Deadline deadline) {
        send(operation, request, deadline, answer -> true);
    }

    Together together() {
        return together;
    }

    /** A random id. */
    String newId() {
        return ids.get();
    }

    void pause(Duration wait, Deadline deadline) {
        executor.pause(wait, deadline);
    }

    /** Waits for calls that are under way. Idempotent. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                executor.close();
                together.close();
                whenClosed.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Received receive(AzureOperation operation, AzureRequest request, Duration remaining)
            throws TimeoutException, ExecutionException {
        try {
            return http.send(request, remaining);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(AzureErrors.effect(operation.remote()), null);
        }
    }

    /**
     * What came back.
     *
     * @param value what it means
     * @param requestId of the request
     */
    record Reply<T>(T value, String requestId) {}

    /** An answer that is no error. */
    static final class Answer {
        private final Received received;
        private final RemoteAnswers limits;

        private Answer(Received received, RemoteAnswers limits) {
            this.received = received;
            this.limits = limits;
        }

        /** The body, which must be JSON. */
        Json json() {
            try {
                byte[] body = received.body().toBytes();
                limits.check(body);
                return Json.read(body);
            } catch (IOException e) {
                throw new UnusableAnswerException("malformed JSON");
            }
        }

        /** The body, which must be a list. */
        Json list() {
            Json list = json();
            if (!list.isList()) {
                throw new UnusableAnswerException("no list");
            }
            return list;
        }

        byte[] bytes() {
            return received.body().toBytes();
        }

        /** The answer, or a part of it, as the vendor's, and what else may be asked for. */
        VendorResponse vendor(Json part, Object... more) {
            AzureAnswer answer = new AzureAnswer(received.requestId(), received.clientRequestId(), part::write);
            return new Vendors(Stream.concat(Stream.of(answer), Stream.of(more)).toList(), received.anyRequestId());
        }
    }

    private record Vendors(List<Object> answers, String id) implements VendorResponse {
        @Override
        public Optional<String> requestId() {
            return Optional.of(id);
        }

        @Override
        public <T> Optional<T> as(Class<T> vendorType) {
            return answers.stream()
                    .filter(vendorType::isInstance)
                    .map(vendorType::cast)
                    .findFirst();
        }

        @Override
        public String toString() {
            return answers.get(0).toString();
        }
    }
}
