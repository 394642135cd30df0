package io.facebridge.azure.internal;

import com.azure.core.credential.KeyCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.KeyCredentialPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.BinaryData;
import io.facebridge.internal.Secrets;
import io.facebridge.remote.RemoteAnswers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The vendor's HTTP pipeline, without retries, which are the executor's, and without a logging policy, whatever the
 * environment's settings: bodies are images. An attempt ends at its time limit, whatever it is doing, and when its thread is
 * interrupted; the connection is then closed.
 */
final class AzureHttp {
    private static final HttpHeaderName KEY = HttpHeaderName.fromString("Ocp-Apim-Subscription-Key");
    private static final HttpHeaderName LIMITED_ACCESS = HttpHeaderName.fromString("LimitedAccessToken");
    private static final HttpHeaderName CLIENT_REQUEST_ID = HttpHeaderName.fromString("client-request-id");
    private static final HttpHeaderName REQUEST_ID = HttpHeaderName.fromString("apim-request-id");
    private static final String SCOPE = "https://cognitiveservices.azure.com/.default";
    private static final String USER_AGENT = "facebridge";

    private final AzureEndpoint endpoint;
    private final HttpPipeline pipeline;
    private final RemoteAnswers limits;
    private final Supplier<String> ids;

    /** Sends to this endpoint, accepts responses within these limits, and gets the ids of requests from {@code ids}. */
    AzureHttp(AzureEndpoint endpoint, HttpPipeline pipeline, RemoteAnswers limits, Supplier<String> ids) {
        this.endpoint = endpoint;
        this.pipeline = pipeline;
        this.limits = limits;
        this.ids = ids;
    }

    /** Returns a pipeline that authenticates by a key, or else by a token. */
    static HttpPipeline pipeline(
            HttpClient client,
            @Nullable KeyCredential key,
            @Nullable TokenCredential token,
            @Nullable Supplier<String> limitedAccess) {
        List<HttpPipelinePolicy> policies = new ArrayList<>();
        policies.add(new UserAgentPolicy(USER_AGENT));
        if (limitedAccess != null) {
            policies.add((context, next) -> {
                String secret = limitedAccess.get();
                Secrets.requireSendable("limited access token", secret);
                context.getHttpRequest().setHeader(LIMITED_ACCESS, "Bearer " + secret);
                return next.process();
            });
        }
        if (key != null) {
            policies.add((context, next) -> {
                Secrets.requireSendable("key", key.getKey());
                return next.process();
            });
            policies.add(new KeyCredentialPolicy(KEY.getCaseInsensitiveName(), key));
        } else if (token != null) {
            policies.add(new BearerTokenAuthenticationPolicy(token, SCOPE));
        }
        return new HttpPipelineBuilder()
                .httpClient(client)
                .policies(policies.toArray(HttpPipelinePolicy[]::new))
                .build();
    }

    HttpPipeline pipeline() {
        return pipeline;
    }

    /**
     * Sends one attempt.
     *
     * @throws TimeoutException if it takes longer than {@code time}
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if there was no answer
     */
    Received send(AzureRequest request, Duration time)
            throws TimeoutException, InterruptedException, ExecutionException {
        String id = ids.get();
        HttpRequest http = new HttpRequest(request.method(), endpoint.address(request.path()))
                .setHeader(CLIENT_REQUEST_ID, id)
                .setHeader(HttpHeaderName.ACCEPT, "*/*");
        if (request.contentType() != null) {
            http.setHeader(HttpHeaderName.CONTENT_TYPE, request.contentType());
        }
        http.setBody(request.body());
        CompletableFuture<Received> answer = pipeline.send(http)
                .flatMap(response -> body(response).map(body -> received(response, id, body)))
                .toFuture();
        try {
            return answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    /** Limits the body, also that of a caller's client, which has no limits. */
    private Mono<byte[]> body(HttpResponse response) {
        return response.getBody()
                .collect(ByteArrayOutputStream::new, this::append)
                .flatMap(all -> Mono.fromCallable(() -> limits.read(
                        new ByteArrayInputStream(all.toByteArray()),
                        response.getHeaderValue(HttpHeaderName.CONTENT_ENCODING))))
                .doFinally(end -> response.close());
    }

    private void append(ByteArrayOutputStream all, ByteBuffer part) {
        if (all.size() > limits.maxBytes() - part.remaining()) {
            throw limits.tooLarge();
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        all.writeBytes(bytes);
    }

    private static Received received(HttpResponse response, String id, byte[] body) {
        return new Received(
                response.getStatusCode(),
                response.getHeaderValue(REQUEST_ID),
                id,
                response.getHeaderValue(HttpHeaderName.RETRY_AFTER),
                BinaryData.fromBytes(body));
    }

    /**
     * A response.
     *
     * @param status HTTP's
     * @param requestId the service's id of the request
     * @param clientRequestId the id that was sent along
     * @param retryAfter as it was written
     * @param body empty if there is none
     */
    record Received(
            int status,
            @Nullable String requestId,
            String clientRequestId,
            @Nullable String retryAfter,
            BinaryData body) {
        /** Returns the id by which the vendor's support finds the request. */
        String anyRequestId() {
            return requestId == null || requestId.isBlank() ? clientRequestId : requestId;
        }

        @Override
        public String toString() {
            return "HTTP " + status + ", " + body.getLength() + " bytes";
        }
    }
}
