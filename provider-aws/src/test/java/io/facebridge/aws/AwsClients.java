package io.facebridge.aws;

import io.facebridge.remote.CallPolicy;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The provider as tests point it at something on loopback. */
final class AwsClients {
    static final String REGION = "eu-west-1";
    static final String ACCESS_KEY = "AKIDEXAMPLE";
    static final String SECRET_KEY = "secret-key-of-tests";

    private AwsClients() {}

    /** Without the quotas of real accounts, and silent. */
    static AwsFaces.Builder faces(URI endpoint) {
        return AwsFaces.builder()
                .region(REGION)
                .endpoint(endpoint)
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .callPolicy(CallPolicy.builder().unlimitedRate().build());
    }
}
