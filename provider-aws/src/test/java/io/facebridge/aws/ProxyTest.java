package io.facebridge.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceGalleries;
import io.facebridge.testkit.CannedService;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP client that the provider makes uses the proxy that the system's properties name. */
class ProxyTest {
    /** No name server knows it: only a proxy has an answer. */
    private static final URI UNKNOWN = URI.create("http://rekognition.invalid");

    private final Map<String, @Nullable String> before = new HashMap<>();
    private final CannedService service = withoutCollections();

    @AfterEach
    void restore() {
        service.close();
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    private static CannedService withoutCollections() {
        return AwsClients.cannedService().with("ListCollections", "{\"CollectionIds\":[]}");
    }

    private void set(String name, String value) {
        before.put(name, System.setProperty(name, value));
    }

    private void goThrough(CannedService proxy) {
        set("http.proxyHost", proxy.endpoint().getHost());
        set("http.proxyPort", Integer.toString(proxy.endpoint().getPort()));
    }

    private static void list(URI endpoint) {
        try (AwsFaces faces = AwsClients.faces(endpoint).build()) {
            assertThat(faces.require(FaceGalleries.class).list()).isEmpty();
        }
    }

    @Test
    void a_request_goes_through_the_proxy() {
        set("http.nonProxyHosts", "localhost");
        goThrough(service);

        list(UNKNOWN);

        assertThat(service.requests()).containsExactly("ListCollections");
    }

    @Test
    void a_request_to_a_host_without_proxy_goes_there() {
        try (CannedService proxy = withoutCollections()) {
            set("http.nonProxyHosts", "localhost|127.*");
            goThrough(proxy);

            list(service.endpoint());

            assertThat(service.requests()).containsExactly("ListCollections");
            assertThat(proxy.requests()).isEmpty();
        }
    }
}
