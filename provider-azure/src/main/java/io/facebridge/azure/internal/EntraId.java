package io.facebridge.azure.internal;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.util.Optional;

/** Credentials by the vendor's default chain, if its library is on the class path. */
public final class EntraId {
    private EntraId() {}

    /**
     * Returns a source of tokens from the environment, a workload or managed identity, or a developer's tool; empty without
     * azure-identity.
     */
    public static Optional<TokenCredential> ofTheEnvironment(HttpClient client) {
        try {
            return Optional.of(
                    new DefaultAzureCredentialBuilder().httpClient(client).build());
        } catch (NoClassDefFoundError e) {
            return Optional.empty();
        }
    }
}
