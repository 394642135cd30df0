package io.facebridge.azure.internal;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.ProxyOptions;
import com.azure.core.util.BinaryData;
import com.azure.core.util.CoreUtils;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.UnusableAnswerException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The vendor's HTTP client on Apache's, because the JDK's cannot be closed before JDK 21 and leaks the connection of every
 * response that is not HTTP. A request occupies a thread of this client while it lasts, and its connection is closed when the
 * wait for the response ends. Redirects are not followed and nothing is sent twice. HTTP/1.1.
 */
public final class AzureHttpClient implements HttpClient, AutoCloseable {
    private static final String SENT = "facebridge.sent";
    private static final Duration MAX_CONNECT_TIME = Duration.ofSeconds(10);
    private static final TimeValue MAX_LIFETIME = TimeValue.ofMinutes(5);
    private static final Set<HttpHeaderName> SET_BY_THE_CLIENT =
            Set.of(HttpHeaderName.CONTENT_LENGTH, HttpHeaderName.HOST, HttpHeaderName.TRANSFER_ENCODING);
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private final CloseableHttpClient http;
    private final ExecutorService threads;
    private final RemoteAnswers limits;

    private AzureHttpClient(CloseableHttpClient http, RemoteAnswers limits) {
        this.http = http;
        this.limits = limits;
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "facebridge-azure-http");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Creates a client; opens no connection.
     *
     * @param limits of answers
     * @param limit how long a connection may be silent
     * @param connections how many there may be at once
     * @param tls the certificates to trust, or {@code null} for the JDK's
     * @param proxy to go through, or {@code null}
     */
    public static AzureHttpClient open(
            RemoteAnswers limits,
            Duration limit,
            int connections,
            @Nullable SSLContext tls,
            @Nullable ProxyOptions proxy) {
        Timeout silence = Timeout.of(limit);
        Timeout connecting = Timeout.of(limit.compareTo(MAX_CONNECT_TIME) < 0 ? limit : MAX_CONNECT_TIME);
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(socket -> QuietConnection.of(socket))
                        .setTlsSocketStrategy(
                                tls == null
                                        ? DefaultClientTlsStrategy.createSystemDefault()
                                        : new DefaultClientTlsStrategy(tls))
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setHandshakeTimeout(connecting)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connecting)
                                .setSocketTimeout(silence)
                                .setTimeToLive(MAX_LIFETIME)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(silence)
                        .setResponseTimeout(silence)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setRequestExecutor(new Noting())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableDefaultUserAgent();
        if (proxy != null) {
            useProxy(proxy, builder);
        }
        return new AzureHttpClient(builder.build(), limits);
    }

    private static void useProxy(ProxyOptions proxy, HttpClientBuilder builder) {
        HttpHost host = new HttpHost(
                "http", proxy.getAddress().getHostString(), proxy.getAddress().getPort());
        @Nullable String direct = proxy.getNonProxyHosts();
        @Nullable Pattern notThrough = direct == null ? null : Pattern.compile(direct, Pattern.CASE_INSENSITIVE);
        builder.setRoutePlanner(new DefaultProxyRoutePlanner(host) {
            @Override
            protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
                return notThrough != null
                                && notThrough.matcher(target.getHostName()).matches()
                        ? null
                        : host;
            }
        });
        if (proxy.getUsername() != null && proxy.getPassword() != null) {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(host),
                    new UsernamePasswordCredentials(
                            proxy.getUsername(), proxy.getPassword().toCharArray()));
            builder.setDefaultCredentialsProvider(credentials);
        }
    }

    /** Returns the exception for a connection that failed before the request was sent on it, whatever the cause. */
    private static IOException beforeSending(IOException failure) {
        if (failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException
                || failure instanceof SSLHandshakeException
                || failure instanceof ConnectionRequestTimeoutException) {
            return failure;
        }
        IOException reported = failure instanceof SocketTimeoutException
                ? new ConnectTimeoutException("no connection was made in time")
                : new ConnectException("the connection broke before the request was sent");
        reported.initCause(failure);
        return reported;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.create(answer -> {
            HttpUriRequestBase sent = new HttpUriRequestBase(
                    request.getHttpMethod().toString(),
                    URI.create(request.getUrl().toString()));
            answer.onCancel(sent::cancel);
            threads.execute(() -> {
                try {
                    answer.success(exchange(request, sent));
                } catch (IOException | RuntimeException e) {
                    answer.error(e);
                }
            });
        });
    }

    private HttpResponse exchange(HttpRequest request, HttpUriRequestBase sent) throws IOException {
        for (HttpHeader header : request.getHeaders()) {
            if (!SET_BY_THE_CLIENT.contains(HttpHeaderName.fromString(header.getName()))) {
                header.getValuesList().forEach(value -> sent.addHeader(header.getName(), value));
            }
        }
        @Nullable BinaryData data = request.getBodyAsBinaryData();
        byte[] body = data == null ? new byte[0] : data.toBytes();
        if (body.length > 0 || WITH_BODY.contains(request.getHttpMethod())) {
            sent.setEntity(new ByteArrayEntity(body, null));
        }
        QuietConnection.hidePath(sent); // of persons, sessions and images
        HttpClientContext context = HttpClientContext.create();
        try {
            return http.execute(sent, context, response -> {
                try {
                    return received(request, response);
                } catch (UnusableAnswerException e) {
                    sent.cancel(); // or closing would read on to the end of the body
                    throw e;
                }
            });
        } catch (ClientProtocolException e) {
            throw new UnusableAnswerException("no HTTP");
        } catch (IOException e) {
            throw context.getAttribute(SENT) == null ? beforeSending(e) : e;
        }
    }

    private HttpResponse received(HttpRequest request, ClassicHttpResponse response) throws IOException {
        HttpHeaders headers = new HttpHeaders();
        for (Header header : response.getHeaders()) {
            headers.add(HttpHeaderName.fromString(header.getName()), header.getValue());
        }
        @Nullable HttpEntity entity = response.getEntity();
        byte[] body = new byte[0];
        if (entity != null) {
            body = limits.read(entity.getContent(), headers.getValue(HttpHeaderName.CONTENT_ENCODING));
            headers.remove(HttpHeaderName.CONTENT_ENCODING);
        }
        return new Whole(request, response.getCode(), headers, body);
    }

    /** Aborts all requests in progress. */
    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
        threads.shutdown();
    }

    /** Records that a connection exists and the request is sent on it. */
    private static final class Noting extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                @Nullable HttpResponseInformationCallback information,
                HttpContext context)
                throws IOException, HttpException {
            if (!Method.CONNECT.isSame(request.getMethod())) {
                context.setAttribute(SENT, true);
            }
            return super.execute(request, connection, information, context);
        }
    }

    /** A response that was read to its end. */
    private static final class Whole extends HttpResponse {
        private final int status;
        private final HttpHeaders headers;
        private final byte[] body;

        Whole(HttpRequest request, int status, HttpHeaders headers, byte[] body) {
            super(request);
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract in the vendor's class
        public @Nullable String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return body.length == 0
                    ? Flux.empty()
                    : Flux.just(ByteBuffer.wrap(body).asReadOnlyBuffer());
        }

        @Override
        public BinaryData getBodyAsBinaryData() {
            return BinaryData.fromBytes(body);
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(body);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return Mono.fromSupplier(
                    () -> CoreUtils.bomAwareToString(body, headers.getValue(HttpHeaderName.CONTENT_TYPE)));
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.fromSupplier(() -> new String(body, charset));
        }
    }
}
