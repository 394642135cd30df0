package io.facebridge.examples.support;

import io.facebridge.FaceProvider;
import io.facebridge.aws.AwsFaces;
import io.facebridge.azure.AzureFaces;
import io.facebridge.emulator.AzureFaceEmulator;
import io.facebridge.emulator.RekognitionEmulator;
import io.facebridge.emulator.TencentFaceEmulator;
import io.facebridge.remote.CallPolicy;
import io.facebridge.tencent.TencentFaces;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The emulators of three services, which see by one provider, and clients of each. */
public final class EmulatedServices implements AutoCloseable {
    private final RekognitionEmulator rekognition;
    private final TencentFaceEmulator tencent;
    private final AzureFaceEmulator azure;

    public EmulatedServices(FaceProvider eyes) {
        rekognition = RekognitionEmulator.backedBy(eyes)
                .credentials("access", "secret")
                .start();
        tencent = TencentFaceEmulator.backedBy(eyes).credentials("id", "secret").start();
        azure = AzureFaceEmulator.backedBy(eyes).key("any").start();
    }

    public TencentFaceEmulator tencent() {
        return tencent;
    }

    public RekognitionEmulator rekognition() {
        return rekognition;
    }

    public AzureFaceEmulator azure() {
        return azure;
    }

    public AwsFaces awsFaces(CallPolicy calls) {
        return AwsFaces.builder()
                .region("eu-west-1")
                .endpoint(rekognition.endpoint())
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
        rekognition.close();
    }
}
