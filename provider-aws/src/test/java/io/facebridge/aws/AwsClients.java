package io.facebridge.aws;

import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.CannedService;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The provider as tests point it at something on loopback. */
final class AwsClients {
    static final String REGION = "eu-west-1";
    static final String ACCESS_KEY = "AKIDEXAMPLE";
    static final String SECRET_KEY = "secret-key-of-tests";

    /** The service's id of every request. */
    static final String REQUEST_ID = "0b8b7b0a-4d4b-4a53-9c3e-2b1f0f0f0f0f";

    private AwsClients() {}

    /** Without the quotas of real accounts, and silent. */
    static AwsFaces.Builder faces(URI endpoint) {
        return AwsFaces.builder()
                .region(REGION)
                .endpoint(endpoint)
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .callPolicy(CallPolicy.builder().unlimitedRate().build());
    }

    /** A service with canned responses. */
    static CannedService cannedService() {
        return new CannedService(
                headers -> headers.getFirst("X-Amz-Target").replaceFirst(".*\\.", ""),
                Map.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", REQUEST_ID));
    }
}
