package io.facebridge.azure;

import io.facebridge.remote.CallPolicy;
import java.net.URI;
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
                .sslContext(trust)
                .key(KEY)
                .trainingDelay(Duration.ZERO)
                .callPolicy(CallPolicy.builder().unlimitedRate().build());
    }
}
