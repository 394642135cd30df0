package io.facebridge.azure.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.ProxyOptions;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.testkit.CannedService;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP client that the provider makes uses the proxy of the vendor's configuration. */
class ProxyTest {
    private final CannedService proxy = ofHosts();

    @AfterEach
    void close() {
        proxy.close();
    }

    /** Answers each request with what its header Host asks for. */
    private static CannedService ofHosts() {
        return new CannedService(headers -> headers.getFirst("Host"), Map.of());
    }

    private ProxyOptions proxy(String direct) {
        Map<String, String> properties = Map.of(
                "http.proxyHost", proxy.endpoint().getHost(),
                "http.proxyPort", Integer.toString(proxy.endpoint().getPort()),
                "http.nonProxyHosts", direct);
        Configuration configuration =
                new ConfigurationBuilder(path -> Map.of(), path -> properties, path -> Map.of()).build();
        return Objects.requireNonNull(ProxyOptions.fromConfiguration(configuration));
    }

    private int ask(URI address, String direct) {
        RemoteAnswers limits = RemoteAnswers.limitedTo(RemoteAnswers.DEFAULT_MAX_BYTES);
        try (AzureHttpClient client = AzureHttpClient.open(limits, Duration.ofSeconds(10), 1, null, proxy(direct));
                HttpResponse answer =
                        Objects.requireNonNull(client.send(new HttpRequest(HttpMethod.GET, address.toString()))
                                .block())) {
            return answer.getStatusCode();
        }
    }

    @Test
    void a_request_goes_through_the_proxy() {
        assertThat(ask(URI.create("http://face.invalid/"), "localhost")).isEqualTo(200);
        assertThat(proxy.requests()).as("a name that no name server knows").containsExactly("face.invalid");
    }

    @Test
    void a_request_to_a_host_without_proxy_goes_there() {
        try (CannedService service = ofHosts()) {
            assertThat(ask(service.endpoint(), "localhost|127.*")).isEqualTo(200);
            assertThat(service.requests()).containsExactly(service.endpoint().getAuthority());
            assertThat(proxy.requests()).isEmpty();
        }
    }
}
