package io.facebridge.aws;

import io.facebridge.emulator.RekognitionEmulator;
import io.facebridge.local.LocalFaces;
import io.facebridge.remote.CallPolicy;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The emulator with real faces behind, and the provider in front: what the contracts are run against. */
final class AwsTestbed {
    static final String REGION = "eu-west-1";
    static final String ACCESS_KEY = "AKIDEXAMPLE";
    static final String SECRET_KEY = "secret-key-of-tests";

    /** Opened once for all tests, and closed with the JVM. */
    static final LocalFaces BACKING = LocalFaces.create();

    private AwsTestbed() {}

    static RekognitionEmulator.Builder emulator() {
        return RekognitionEmulator.backedBy(BACKING)
                .credentials(ACCESS_KEY, SECRET_KEY)
                .region(REGION);
    }

    static RekognitionEmulator startEmulator() {
        return emulator().start();
    }

    /** Without the quotas of real accounts, and silent. */
    static AwsFaces.Builder faces(URI endpoint) {
        return AwsFaces.builder()
                .region(REGION)
                .endpoint(endpoint)
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .callPolicy(CallPolicy.builder().unlimitedRate().build());
    }
}
