package io.facebridge.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.ProviderError;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.UnusableAnswerException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.rekognition.model.DetectFacesRequest;

class AwsAnswersTest {
    private static final ProviderId AWS = new ProviderId("aws");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T08:00:00Z"), ZoneOffset.UTC);

    private final AwsAnswers answers = new AwsAnswers(AWS, RemoteAnswers.limitedTo(1024), CLOCK);
    private final ExecutionAttributes attributes = new ExecutionAttributes();

    /** A body that knows whether it was given up or closed. */
    private static final class Body extends FilterInputStream implements Abortable {
        private boolean aborted;
        private boolean closed;

        Body(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public void abort() {
            aborted = true;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }

    private static Body body(String text) {
        return new Body(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SdkHttpResponse.Builder response(int status) {
        return SdkHttpResponse.builder().statusCode(status).putHeader("x-amzn-RequestId", "17");
    }

    private SdkHttpResponse changed(SdkHttpResponse response) {
        return answers.modifyHttpResponse(context(response, null), attributes);
    }

    private InputStream content(SdkHttpResponse response, InputStream body) {
        SdkHttpResponse changed = changed(response);
        return answers.modifyHttpResponseContent(context(changed, body), attributes)
                .orElseThrow();
    }

    private static InterceptorContext context(SdkHttpResponse response, @Nullable InputStream body) {
        InterceptorContext.Builder context = InterceptorContext.builder()
                .request(DetectFacesRequest.builder().build())
                .httpResponse(response);
        return body == null ? context.build() : context.responseBody(body).build();
    }

    private static String read(InputStream content) throws IOException {
        return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }

    // Headers

    @ParameterizedTest
    @CsvSource({
        "2, 2",
        "0, 0",
        "'Wed, 25 Nov 2026 08:00:07 GMT', 7",
        "'Wed, 25 Nov 2026 07:59:00 GMT', 0",
        "soon,",
        "-1,",
    })
    void of_retry_after_the_sdk_sees_seconds_or_nothing(String header, @Nullable String seconds) {
        for (String name : new String[] {"Retry-After", "retry-after"}) {
            SdkHttpResponse changed =
                    changed(response(503).putHeader(name, header).build());

            assertThat(changed.firstMatchingHeader("Retry-After").orElse(null)).isEqualTo(seconds);
            assertThat(changed.firstMatchingHeader("x-amzn-RequestId")).contains("17");
        }
    }

    @Test
    void a_part_of_a_second_is_a_whole_one() {
        Clock later = Clock.fixed(Instant.parse("2026-11-25T08:00:00.500Z"), ZoneOffset.UTC);
        SdkHttpResponse changed = new AwsAnswers(AWS, RemoteAnswers.limitedTo(1024), later)
                .modifyHttpResponse(
                        context(
                                response(503)
                                        .putHeader("Retry-After", "Wed, 25 Nov 2026 08:00:07 GMT")
                                        .build(),
                                null),
                        attributes);

        assertThat(changed.firstMatchingHeader("Retry-After")).contains("7");
    }

    // Bodies

    @Test
    void an_answer_passes_as_it_is() throws IOException {
        assertThat(read(content(response(200).build(), body("{\"a\":1}")))).isEqualTo("{\"a\":1}");
        assertThat(read(content(response(200).build(), body("")))).isEmpty();
    }

    @Test
    void an_answer_is_read_byte_by_byte_too() throws IOException {
        InputStream content = content(response(200).build(), body("17"));

        assertThat(content.read()).isEqualTo('1');
        assertThat(content.read()).isEqualTo('7');
        assertThat(content.read()).isEqualTo(-1);
    }

    @Test
    void an_answer_is_decompressed_and_the_sdk_does_not_see_that_it_was_compressed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        }
        SdkHttpResponse response =
                response(200).putHeader("content-encoding", "gzip").build();

        assertThat(read(content(response, new Body(packed.toByteArray())))).isEqualTo("{\"a\":1}");
        assertThat(changed(response).firstMatchingHeader("Content-Encoding")).isEmpty();
    }

    @Test
    void an_answer_that_cannot_be_used_is_given_up_and_found_by_its_request_id() throws IOException {
        for (String unusable : new String[] {"<html>", "{\"a\":1,\"a\":2}", "\"" + "a".repeat(1024) + "\""}) {
            Body body = body(unusable);
            InputStream content = content(response(200).build(), body);

            UnusableAnswerException thrown = catchThrowableOfType(UnusableAnswerException.class, content::read);

            assertThat(thrown.providerError()).contains(new ProviderError(AWS, "HTTP 200", "17", 200));
            assertThat(body.aborted).isTrue();
        }
    }

    @Test
    void an_error_comes_without_the_services_words() throws IOException {
        assertThat(read(content(response(400).build(), body("{\"message\":\"The user id: ada\"}"))))
                .startsWith("{\"message\":\"a user;")
                .doesNotContain("ada");
    }

    @Test
    void a_body_is_given_up_and_closed_with_what_is_read_of_it() throws IOException {
        Body body = body("{}");
        InputStream content = content(response(200).build(), body);
        assertThat(body.aborted).isFalse();
        assertThat(body.closed).isFalse();

        ((Abortable) content).abort();
        content.close();

        assertThat(body.aborted).isTrue();
        assertThat(body.closed).isTrue();
    }

    @Test
    void an_answer_without_a_body_has_none() {
        assertThat(answers.modifyHttpResponseContent(context(response(200).build(), null), attributes))
                .isEmpty();
    }
}
