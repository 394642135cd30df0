package io.facebridge.azure;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.facebridge.remote.CallPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** The provider as tests point it at something on loopback. */
final class AzureClients {
    static final String KEY = "secret-key-of-tests";

    private AzureClients() {}

    /** Without the quotas of real accounts, without patience before a training, and silent. */
    static AzureFaces.Builder faces(URI endpoint, SSLContext trust) {
        return AzureFaces.builder()
                .endpoint(endpoint)
                .httpClient(new JdkHttpClientBuilder(HttpClient.newBuilder().sslContext(trust)).build())
                .key(KEY)
                .trainingDelay(Duration.ZERO)
                .callPolicy(CallPolicy.builder().unlimitedRate().build());
    }
}
