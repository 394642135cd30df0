package io.facebridge.aws.internal;

import io.facebridge.internal.Secrets;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Checks that credentials can be sent in a header; otherwise an error names the unusable one. */
final class AwsSecrets implements AwsCredentialsProvider {
    private final AwsCredentialsProvider given;

    /** Checks what this provider gives. */
    AwsSecrets(AwsCredentialsProvider given) {
        this.given = given;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        AwsCredentials credentials = given.resolveCredentials();
        Secrets.requireSendable("access key id", credentials.accessKeyId());
        Secrets.requireSendable("secret access key", credentials.secretAccessKey());
        if (credentials instanceof AwsSessionCredentials session) {
            Secrets.requireSendable("session token", session.sessionToken());
        }
        return credentials;
    }

    @Override
    public String toString() {
        return "AwsSecrets";
    }
}
