package io.facebridge.examples.support;

import io.facebridge.FaceProvider;
import io.facebridge.aws.AwsFaces;
import io.facebridge.azure.AzureFaces;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.remote.CallPolicy;
import io.facebridge.tencent.TencentFaces;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The emulators of three services, all backed by one provider, and clients of each. */
public final class EmulatedServices implements AutoCloseable {
    private final AwsEmulator aws;
    private final TencentEmulator tencent;
    private final AzureEmulator azure;

    public EmulatedServices(FaceProvider eyes) {
        aws = AwsEmulator.backedBy(eyes).credentials("access", "secret").start();
        tencent = TencentEmulator.backedBy(eyes).credentials("id", "secret").start();
        azure = AzureEmulator.backedBy(eyes).key("any").start();
    }

    public TencentEmulator tencent() {
        return tencent;
    }

    public AwsEmulator aws() {
        return aws;
    }

    public AzureEmulator azure() {
        return azure;
    }

    public AwsFaces awsFaces(CallPolicy calls) {
        return AwsFaces.builder()
                .region("eu-west-1")
                .endpoint(aws.endpoint())
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret")))
                .callPolicy(calls)
                .build();
    }

    public TencentFaces tencentFaces(CallPolicy calls) {
        return TencentFaces.builder()
                .region("ap-singapore")
                .endpoint(tencent.endpoint())
                .credentials("id", "secret")
                .callPolicy(calls)
                .build();
    }

    public AzureFaces azureFaces(CallPolicy calls) {
        return AzureFaces.builder()
                .endpoint(azure.endpoint())
                .key("any")
                .sslContext(azure.sslContext())
                .callPolicy(calls)
                .build();
    }

    @Override
    public void close() {
        azure.close();
        tencent.close();
        aws.close();
    }
}
