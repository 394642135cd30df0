package io.facebridge.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers each request with what was put there for it, in the place of the vendor's HTTP client. */
final class CannedService implements HttpClient {
    static final String ENDPOINT = "https://tests.cognitiveservices.azure.com/";

    static final HttpHeaderName CLIENT_REQUEST_ID = HttpHeaderName.fromString("client-request-id");

    /** The service's id of every request. */
    static final String REQUEST_ID = "d1c74ea0-85d7-494a-955c-677160380359";

    private static final String BASE = "/face/v1.2/";

    /** The response to requests for which none was set. */
    private static final Canned NOTHING =
            new Canned(404, "{\"error\":{\"code\":\"SessionImageNotFound\"}}".getBytes(StandardCharsets.UTF_8));

    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final List<HttpRequest> requests = new CopyOnWriteArrayList<>();

    /** {@code request} is a method and a path after the version, for example {@code POST detect}. */
    CannedService with(String request, String body) {
        return with(request, 200, body);
    }

    CannedService with(String request, int status, String body) {
        return with(request, status, body.getBytes(StandardCharsets.UTF_8));
    }

    CannedService with(String request, int status, byte[] body) {
        answers.put(request, new Canned(status, body));
        return this;
    }

    /** A provider that sends here. */
    AzureFaces.Builder faces() {
        return AzureFaces.builder()
                .endpoint(ENDPOINT)
                .key("secret-key-of-tests")
                .httpClient(this);
    }

    /** What was sent, in order. */
    List<HttpRequest> requests() {
        return requests;
    }

    /** The same as methods and paths. */
    List<String> sent() {
        return requests.stream().map(CannedService::name).toList();
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromSupplier(() -> {
            requests.add(request);
            return new Answer(request, answers.getOrDefault(name(request), NOTHING));
        });
    }

    private static String name(HttpRequest request) {
        return request.getHttpMethod() + " " + request.getUrl().getPath().substring(BASE.length());
    }

    private static final class Canned {
        private final int status;
        private final byte[] body;

        Canned(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }
    }

    private static final class Answer extends HttpResponse {
        private final Canned canned;
        private final HttpHeaders headers =
                new HttpHeaders().set(HttpHeaderName.fromString("apim-request-id"), REQUEST_ID);

        Answer(HttpRequest request, Canned canned) {
            super(request);
            this.canned = canned;
        }

        @Override
        public int getStatusCode() {
            return canned.status;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract in the vendor's class
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(canned.body));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(canned.body);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(new String(canned.body, charset));
        }
    }
}
