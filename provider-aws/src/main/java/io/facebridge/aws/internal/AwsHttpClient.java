package io.facebridge.aws.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.utils.AttributeMap;
import software.amazon.awssdk.utils.ProxyConfigProvider;

/**
 * The HTTP client that the SDK sends with: on Apache's, like the SDK's own, but with connections that write to no log. The
 * SDK's own client logs each header and body at DEBUG and accepts no other connections. Redirects are not followed and nothing
 * is sent twice.
 */
public final class AwsHttpClient implements SdkHttpClient {
    private static final Set<String> SET_BY_THE_CLIENT =
            Set.of(HttpHeaders.CONTENT_LENGTH, HttpHeaders.HOST, HttpHeaders.TRANSFER_ENCODING);

    // As the SDK's own client has them.
    private static final Timeout CONNECTING = Timeout.ofSeconds(2);
    private static final Timeout IDLE = Timeout.ofSeconds(60);

    private final CloseableHttpClient http;

    private AwsHttpClient(CloseableHttpClient http) {
        this.http = http;
    }

    /**
     * Creates the factory of the client; opens no connection.
     *
     * @param connections the maximum number of connections
     * @param limit how long a connection may be silent
     */
    public static Opening opening(int connections, Duration limit) {
        // The vendor's clients ask the system's properties and the environment so, whatever the endpoint's scheme is.
        return new Opening(connections, limit, ProxyConfigProvider.fromSystemEnvironmentSettings(true, true, "http"));
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Exchange(request);
    }

    @Override
    public String clientName() {
        return "FaceBridge";
    }

    @Override
    public void close() {
        http.close(CloseMode.GRACEFUL);
    }

    @Override
    public String toString() {
        return "AwsHttpClient";
    }

    /** Creates a client, which the SDK closes. */
    public static final class Opening implements SdkHttpClient.Builder<Opening> {
        private final int connections;
        private final Timeout silence;
        private final @Nullable ProxyConfigProvider proxy;

        private Opening(int connections, Duration limit, @Nullable ProxyConfigProvider proxy) {
            this.connections = connections;
            this.proxy = proxy;
            silence = Timeout.of(limit);
        }

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            HttpClientBuilder builder = HttpClientBuilder.create()
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setConnectionFactory(socket -> QuietConnection.of(socket))
                            .setTlsSocketStrategy(DefaultClientTlsStrategy.createSystemDefault())
                            .setMaxConnTotal(connections)
                            .setMaxConnPerRoute(connections)
                            .setDefaultConnectionConfig(ConnectionConfig.custom()
                                    .setConnectTimeout(CONNECTING)
                                    .setSocketTimeout(silence)
                                    .setIdleTimeout(IDLE)
                                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                    .build())
                            .build())
                    .setDefaultRequestConfig(RequestConfig.custom()
                            .setConnectionRequestTimeout(silence)
                            .setResponseTimeout(silence)
                            .setProtocolUpgradeEnabled(false)
                            .build())
                    .disableAutomaticRetries()
                    .disableRedirectHandling()
                    .disableContentCompression()
                    .disableCookieManagement()
                    .disableAuthCaching()
                    .disableDefaultUserAgent();
            ProxyConfigProvider through = proxy;
            if (through != null && through.host() != null) {
                useProxy(through, builder);
            }
            return new AwsHttpClient(builder.build());
        }

        private static void useProxy(ProxyConfigProvider proxy, HttpClientBuilder builder) {
            HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
            Set<String> direct = Objects.requireNonNullElse(proxy.nonProxyHosts(), Set.of());
            builder.setRoutePlanner(new DefaultProxyRoutePlanner(host) {
                @Override
                protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
                    return direct.stream().anyMatch(target.getHostName()::matches) ? null : host;
                }
            });
            if (proxy.userName().isPresent() && proxy.password().isPresent()) {
                BasicCredentialsProvider credentials = new BasicCredentialsProvider();
                credentials.setCredentials(
                        new AuthScope(host),
                        new UsernamePasswordCredentials(
                                proxy.userName().get(), proxy.password().get().toCharArray()));
                builder.setDefaultCredentialsProvider(credentials);
            }
        }

        @Override
        public String toString() {
            return "AwsHttpClient.Opening";
        }
    }

    /** One request. */
    private final class Exchange implements ExecutableHttpRequest {
        private final HttpUriRequestBase sent;

        Exchange(HttpExecuteRequest request) {
            SdkHttpRequest http = request.httpRequest();
            sent = new HttpUriRequestBase(http.method().name(), http.getUri());
            http.forEachHeader((name, values) -> {
                if (SET_BY_THE_CLIENT.stream().noneMatch(name::equalsIgnoreCase)) {
                    values.forEach(value -> sent.addHeader(name, value));
                }
            });
            request.contentStreamProvider().ifPresent(body -> sent.setEntity(entity(body, http)));
        }

        private static HttpEntity entity(ContentStreamProvider body, SdkHttpRequest http) {
            long length = http.firstMatchingHeader(HttpHeaders.CONTENT_LENGTH)
                    .map(Long::parseLong)
                    .orElse(-1L);
            return new InputStreamEntity(body.newStream(), length, null);
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            ClassicHttpResponse received = http.executeOpen(null, sent, null);
            SdkHttpResponse.Builder response =
                    SdkHttpResponse.builder().statusCode(received.getCode()).statusText(received.getReasonPhrase());
            for (Header header : received.getHeaders()) {
                response.appendHeader(header.getName(), header.getValue());
            }
            HttpExecuteResponse.Builder answer = HttpExecuteResponse.builder().response(response.build());
            @Nullable HttpEntity entity = received.getEntity();
            if (entity == null) {
                received.close();
            } else {
                InputStream body = entity.getContent();
                answer.responseBody(AbortableInputStream.create(body, this));
            }
            return answer.build();
        }

        @Override
        public void abort() {
            sent.abort();
        }
    }
}
