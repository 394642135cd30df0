package io.facebridge.aws.internal;

import io.facebridge.error.ProviderError;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.RetryAfter;
import io.facebridge.remote.UnusableAnswerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Filters responses between the connection and the SDK's parsers: limits bodies after decompression, checks them before they
 * are parsed, removes the service's messages from errors, and passes Retry-After to the SDK in seconds or not at all, because
 * the SDK fails on any other value.
 */
final class AwsAnswers implements ExecutionInterceptor {
    private static final ExecutionAttribute<String> ENCODING = new ExecutionAttribute<>("FaceBridgeContentEncoding");
    private static final String CONTENT_ENCODING = "Content-Encoding";
    private static final String RETRY_AFTER = "Retry-After";
    private static final String REQUEST_ID = "x-amzn-RequestId";
    private static final int OK = 200;
    private static final Duration ALMOST_A_SECOND = Duration.ofNanos(999_999_999);

    private final ProviderId provider;
    private final RemoteAnswers limits;
    private final Clock clock;
    private final AwsWords words = new AwsWords();

    /** Applies these limits for this provider, and parses dates by this clock. */
    AwsAnswers(ProviderId provider, RemoteAnswers limits, Clock clock) {
        this.provider = provider;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        SdkHttpResponse response = context.httpResponse();
        SdkHttpResponse.Builder changed = response.toBuilder();
        attributes.putAttribute(
                ENCODING, response.firstMatchingHeader(CONTENT_ENCODING).orElse(""));
        @Nullable
        Duration wait =
                RetryAfter.parse(response.firstMatchingHeader(RETRY_AFTER).orElse(null), clock);
        for (String name : List.copyOf(response.headers().keySet())) {
            if (name.equalsIgnoreCase(RETRY_AFTER) || name.equalsIgnoreCase(CONTENT_ENCODING)) {
                changed.removeHeader(name);
            }
        }
        if (wait != null) {
            changed.putHeader(
                    RETRY_AFTER, Long.toString(wait.plus(ALMOST_A_SECOND).toSeconds()));
        }
        return changed.build();
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.responseBody()
                .map(body -> new Checked(body, attributes.getAttribute(ENCODING), context.httpResponse()));
    }

    /** Reads the whole body when its first byte is requested. */
    private final class Checked extends InputStream implements Abortable {
        private final InputStream body;
        private final @Nullable String encoding;
        private final SdkHttpResponse response;
        private @Nullable InputStream whole;

        Checked(InputStream body, @Nullable String encoding, SdkHttpResponse response) {
            this.body = body;
            this.encoding = encoding;
            this.response = response;
        }

        @Override
        public int read() throws IOException {
            return whole().read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return whole().read(bytes, offset, length);
        }

        private InputStream whole() throws IOException {
            InputStream ready = whole;
            if (ready == null) {
                ready = new ByteArrayInputStream(checked());
                whole = ready;
            }
            return ready;
        }

        private byte[] checked() throws IOException {
            try {
                byte[] bytes = limits.read(body, encoding);
                if (response.statusCode() != OK) {
                    return words.withoutMessage(bytes);
                }
                if (bytes.length > 0) {
                    limits.check(bytes);
                }
                return bytes;
            } catch (UnusableAnswerException e) {
                abort();
                throw new UnusableAnswerException(
                        e.getMessage(),
                        new ProviderError(
                                provider,
                                "HTTP " + response.statusCode(),
                                response.firstMatchingHeader(REQUEST_ID).orElse(null),
                                response.statusCode()));
            }
        }

        @Override
        public void abort() {
            if (body instanceof Abortable abortable) {
                abortable.abort();
            }
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
