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

/** Sends all requests of a provider to its service. */
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
     * @param forEachRequest what a caller's client lacks; {@code null} for a client that this provider created
     * @param executor executes the requests
     * @param tokens creates each request's client token
     * @param whenClosed closes a client that this provider created
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

    /** Sends one request and returns its response unchecked. */
    <Q extends RekognitionRequest, A extends RekognitionResponse> A send(
            AwsOperation<Q, A> operation, Q request, Deadline deadline) {
        return send(operation, request, deadline, Function.identity());
    }

    /** Sends one request; {@code read} converts its response, or throws if it is unusable. */
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

    /** Returns the data that the service's support needs about a successful response. */
    ProviderError answered(RekognitionResponse answer) {
        return answered(answer, null);
    }

    /** Returns the same, with the reasons that the response gives for what was not done. */
    ProviderError answered(RekognitionResponse answer, @Nullable String reasons) {
        int status =
                answer.sdkHttpResponse() == null ? OK : answer.sdkHttpResponse().statusCode();
        String requestId = answer.responseMetadata() == null
                ? null
                : answer.responseMetadata().requestId();
        return new ProviderError(provider, reasons == null ? "HTTP " + status : reasons, requestId, status);
    }

    /** Returns a client request token: the same for all attempts of one request, and a new one for the next request. */
    String token() {
        return tokens.get().toString();
    }

    /** Returns the same request with a time limit in the client. */
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
