package io.facebridge.azure.internal;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.util.Optional;

/** Signing in by the vendor's default chain, if its library is there. */
public final class EntraId {
    private EntraId() {}

    /** Tokens from the environment, a workload or managed identity, or a developer's tool; empty without azure-identity. */
    public static Optional<TokenCredential> ofTheEnvironment(HttpClient client) {
        try {
            return Optional.of(
                    new DefaultAzureCredentialBuilder().httpClient(client).build());
        } catch (NoClassDefFoundError e) {
            return Optional.empty();
        }
    }
}
