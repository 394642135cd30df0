package io.facebridge.azure.internal;

import io.facebridge.azure.AzureAnswer;
import io.facebridge.azure.internal.AzureHttp.Received;
import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.ProviderError;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.ProviderCalls;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.RemoteCallExecutor;
import io.facebridge.remote.UnusableAnswerException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Sends all requests of a provider to its service. */
public final class AzureCalls extends ProviderCalls {
    private final AzureHttp http;
    private final AzureErrors errors;
    private final ParallelRequests parallelRequests;
    private final Supplier<String> ids;
    private final RemoteAnswers limits;

    /** Sends by this pipeline through this executor, some requests concurrently by {@code parallelRequests}. */
    AzureCalls(
            AzureHttp http,
            AzureErrors errors,
            RemoteCallExecutor executor,
            ParallelRequests parallelRequests,
            Supplier<String> ids,
            RemoteAnswers limits,
            Runnable whenClosed) {
        super("AzureFaces", executor, () -> {
            parallelRequests.close();
            whenClosed.run();
        });
        this.http = http;
        this.errors = errors;
        this.parallelRequests = parallelRequests;
        this.ids = ids;
        this.limits = limits;
    }

    /** Sends one request; {@code read} converts its response, or throws if it is unusable. */
    <T> T send(AzureOperation operation, AzureRequest request, Deadline deadline, Function<Answer, T> read) {
        Reply<T> reply = executor().execute(operation.remote(), deadline, remaining -> {
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

    /** Returns a successful response as a provider error, for an exception about its content. */
    ProviderError answered(Answer answer) {
        return errors.answered(answer.received);
    }

    /** Sends one request whose response has no content. */
    void send(AzureOperation operation, AzureRequest request, Deadline deadline) {
        send(operation, request, deadline, answer -> true);
    }

    ParallelRequests parallelRequests() {
        return parallelRequests;
    }

    /** Returns a random id. */
    String newId() {
        return ids.get();
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
     * A converted response.
     *
     * @param value what it means
     * @param requestId of the request
     */
    record Reply<T>(T value, String requestId) {}

    /** A successful response. */
    static final class Answer {
        private final Received received;
        private final RemoteAnswers limits;

        private Answer(Received received, RemoteAnswers limits) {
            this.received = received;
            this.limits = limits;
        }

        /** Returns the body, which must be JSON. */
        Json json() {
            try {
                byte[] body = received.body().toBytes();
                limits.check(body);
                return Json.read(body);
            } catch (IOException e) {
                throw new UnusableAnswerException("malformed JSON");
            }
        }

        /** Returns the body, which must be a list. */
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

        /** Returns the vendor's response for the response, or a part of it, and further objects. */
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
