package io.facebridge.aws.internal;

import io.facebridge.error.ProviderError;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.ProviderCalls;
import io.facebridge.remote.RemoteCallExecutor;
import io.facebridge.remote.UnusableAnswerException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.RekognitionRequest;
import software.amazon.awssdk.services.rekognition.model.RekognitionResponse;

/** Sends the requests of a provider: the one place from which its service is called. */
public final class AwsCalls extends ProviderCalls {
    private static final int OK = 200;

    private final ProviderId provider;
    private final RekognitionClient client;
    private final @Nullable ExecutionInterceptor forEachRequest;
    private final Supplier<UUID> tokens;

    /**
     * Creates the calls of a provider.
     *
     * @param provider the provider, for errors
     * @param client the client that sends
     * @param forEachRequest what a client of the caller's lacks; {@code null} for a client of ours
     * @param executor executes the requests
     * @param tokens makes each request's client token
     * @param whenClosed closes a client of ours
     */
    AwsCalls(
            ProviderId provider,
            RekognitionClient client,
            @Nullable ExecutionInterceptor forEachRequest,
            RemoteCallExecutor executor,
            Supplier<UUID> tokens,
            Runnable whenClosed) {
        super("AwsFaces", executor, whenClosed);
        this.provider = provider;
        this.client = client;
        this.forEachRequest = forEachRequest;
        this.tokens = tokens;
    }

    /** One request, whatever its answer contains. */
    <Q extends RekognitionRequest, A extends RekognitionResponse> A send(
            AwsOperation<Q, A> operation, Q request, Deadline deadline) {
        return send(operation, request, deadline, Function.identity());
    }

    /** One request; {@code read} says what its answer means, or that it is unusable. */
    <Q extends RekognitionRequest, A extends RekognitionResponse, T> T send(
            AwsOperation<Q, A> operation, Q request, Deadline deadline, Function<A, T> read) {
        return executor().execute(operation.remote(), deadline, remaining -> {
            A answer = operation.method().apply(client, within(request, remaining));
            try {
                requireMeaning(answer);
                return read.apply(answer);
            } catch (UnusableAnswerException e) {
                throw AwsErrors.unusable(operation.remote(), "it holds " + e.getMessage(), answered(answer));
            } catch (IllegalArgumentException e) {
                // One of our values refuses what is in it, and says so in words that may repeat it.
                throw AwsErrors.unusable(operation.remote(), "it holds a value that is none", answered(answer));
            }
        });
    }

    /** The SDK reads the words NaN and Infinity as numbers, and leaves what is null in a list. */
    private static void requireMeaning(@Nullable Object value) {
        if (value instanceof Float || value instanceof Double) {
            UnusableAnswerException.requireFinite(((Number) value).doubleValue());
        } else if (value instanceof List<?> items) {
            items.forEach(item -> requireMeaning(UnusableAnswerException.requireItem(item)));
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

    /** A client request token: the same for all attempts of one request, and new for the next. */
    String token() {
        return tokens.get().toString();
    }

    /** The same request, given up by the client when the time is over. */
    @SuppressWarnings("unchecked") // a request's builder builds a request of the same class
    private <Q extends RekognitionRequest> Q within(Q request, Duration remaining) {
        AwsRequestOverrideConfiguration.Builder configuration =
                AwsRequestOverrideConfiguration.builder().apiCallTimeout(remaining);
        @Nullable ExecutionInterceptor more = forEachRequest;
        if (more != null) {
            configuration.addPlugin(client -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                    .addExecutionInterceptor(more)
                    .build()));
        }
        AwsRequest unlimited = request;
        return (Q) unlimited.toBuilder()
                .overrideConfiguration(configuration.build())
                .build();
    }
}
