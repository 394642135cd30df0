package io.facebridge.aws.internal;

import io.facebridge.error.ProviderError;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RemoteCallExecutor;
import io.facebridge.remote.RemoteOperation;
import io.facebridge.remote.UnusableAnswerException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.RekognitionResponse;

/** Rekognition behind the executor: the one place from which requests are sent. */
public final class AwsCalls implements AutoCloseable {
    private static final int OK = 200;

    private final ProviderId provider;
    private final RekognitionClient client;
    private final @Nullable ExecutionInterceptor forEachRequest;
    private final RemoteCallExecutor executor;
    private final Supplier<UUID> tokens;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * Sends through a executor.
     *
     * @param provider for this provider
     * @param client with this client
     * @param forEachRequest what a client of the caller's needs, which stays open; {@code null} for a client of ours
     * @param executor through this one
     * @param tokens makes each request's client token
     */
    public AwsCalls(
            ProviderId provider,
            RekognitionClient client,
            @Nullable ExecutionInterceptor forEachRequest,
            RemoteCallExecutor executor,
            Supplier<UUID> tokens) {
        this.provider = provider;
        this.client = client;
        this.forEachRequest = forEachRequest;
        this.executor = executor;
        this.tokens = tokens;
    }

    /** One call of the API under one deadline, whatever number of requests it takes; {@link #close} waits for its end. */
    <T> T call(Function<Deadline, T> requests) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(
                        "this AwsFaces is closed; make one at start-up and close it at shutdown");
            }
            return requests.apply(executor.startDeadline());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** One request, whatever its answer contains. */
    <A extends RekognitionResponse> A send(RemoteOperation operation, Deadline deadline, Request<A> request) {
        return send(operation, deadline, request, Function.identity());
    }

    /** One request; an answer that cannot be read is a failure of the request, and names it by the service's own id. */
    <A extends RekognitionResponse, T> T send(
            RemoteOperation operation, Deadline deadline, Request<A> request, Function<A, T> reading) {
        return executor.execute(operation, deadline, remaining -> {
            A answer = request.send(client, within(remaining));
            try {
                requireMeaning(answer);
                return reading.apply(answer);
            } catch (UnusableAnswerException e) {
                throw AwsErrors.unusable(operation, "it holds " + e.getMessage(), answered(answer));
            }
        });
    }

    /** The SDK reads the words NaN and Infinity as numbers, and leaves what is null in a list. */
    private static void requireMeaning(@Nullable Object value) {
        if ((value instanceof Float single && !Float.isFinite(single))
                || (value instanceof Double number && !Double.isFinite(number))) {
            throw new UnusableAnswerException("a number that is none");
        }
        if (value instanceof List<?> items) {
            for (Object item : items) {
                if (item == null) {
                    throw new UnusableAnswerException("a list with an item that is null");
                }
                requireMeaning(item);
            }
        } else if (value instanceof SdkPojo object) {
            object.sdkFields().forEach(field -> requireMeaning(field.getValueOrDefault(object)));
        }
    }

    /** What the service's support asks for about an answer that is no error. */
    ProviderError answered(RekognitionResponse answer) {
        return answered(answer, null);
    }

    /** The same, with the reasons that the service gives in the answer for what it did not do. */
    ProviderError answered(RekognitionResponse answer, @Nullable String reasons) {
        int status =
                answer.sdkHttpResponse() == null ? OK : answer.sdkHttpResponse().statusCode();
        String requestId = answer.responseMetadata() == null
                ? null
                : answer.responseMetadata().requestId();
        return new ProviderError(provider, reasons == null ? "HTTP " + status : reasons, requestId, status);
    }

    void pause(Duration wait, Deadline deadline) {
        executor.pause(wait, deadline);
    }

    /** A client request token: the same for all attempts of one request, and new for the next. */
    String token() {
        return tokens.get().toString();
    }

    /** Waits for calls that are under way. Idempotent. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                executor.close();
                if (forEachRequest == null) {
                    client.close();
                }
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private AwsRequestOverrideConfiguration within(Duration remaining) {
        AwsRequestOverrideConfiguration.Builder configuration =
                AwsRequestOverrideConfiguration.builder().apiCallTimeout(remaining);
        @Nullable ExecutionInterceptor more = forEachRequest;
        if (more != null) {
            configuration.addPlugin(client -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                    .addExecutionInterceptor(more)
                    .build()));
        }
        return configuration.build();
    }

    /** One request of the client; the configuration must go into it. */
    @FunctionalInterface
    interface Request<A> {
        A send(RekognitionClient client, AwsRequestOverrideConfiguration configuration);
    }
}
