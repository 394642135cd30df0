package io.facebridge.reliability;

import io.facebridge.FaceProvider;
import io.facebridge.aws.AwsFaces;
import io.facebridge.azure.AzureFaces;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.emulator.Faults;
import io.facebridge.emulator.TencentEmulator;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.remote.CallPolicy;
import io.facebridge.tencent.TencentFaces;
import io.facebridge.tencent.TencentSite;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An emulator, and providers in front of it or of an unused address: each as the others. */
abstract class Stand implements AutoCloseable {
    static final String ID = "access";
    static final String SECRET = "secret";
    static final String TENCENT_REGION = "ap-singapore";

    private final String name;
    private final Map<Call, String> deciding;

    private Stand(String name, Map<Call, String> deciding) {
        this.name = name;
        this.deciding = deciding;
    }

    /** What is called. */
    enum Call {
        DETECT("detect"),
        COMPARE("compare"),
        CREATE("create a gallery"),
        ENROLL("enroll"),
        FIND("find a person"),
        LIST("list persons"),
        VERIFY("verify"),
        IDENTIFY("identify"),
        REMOVE("remove a person"),
        DELETE("delete a gallery"),
        OPEN("open a session"),
        RESULT("result of a session");

        final String words;

        Call(String words) {
            this.words = words;
        }
    }

    static List<Stand> all(FaceProvider backing) {
        return List.of(new OfAws(backing), new OfTencent(backing), new OfAzure(backing));
    }

    static FaceProvider aws(URI address, CallPolicy policy) {
        return AwsFaces.builder()
                .region("eu-west-1")
                .endpoint(address)
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, SECRET)))
                .minLivenessConfidence(90)
                .callPolicy(policy)
                .build();
    }

    static FaceProvider tencent(URI address, CallPolicy policy) {
        return TencentFaces.builder()
                .region(TENCENT_REGION)
                .site(TencentSite.INTERNATIONAL)
                .endpoint(address)
                .credentials(ID, SECRET)
                .callPolicy(policy)
                .build();
    }

    /** The provider's id. */
    final String name() {
        return name;
    }

    /** The request of a call that changes something, as the service names it; empty if the call only reads. */
    final String deciding(Call call) {
        return deciding.getOrDefault(call, "");
    }

    abstract URI endpoint();

    abstract Faults faults();

    /** The provider, sending to an address. */
    abstract FaceProvider open(URI address, CallPolicy policy);

    @Override
    public abstract void close();

    private static final class OfAws extends Stand {
        private final AwsEmulator emulator;

        OfAws(FaceProvider backing) {
            super(
                    "aws",
                    Map.of(
                            Call.CREATE, "CreateCollection",
                            Call.ENROLL, "IndexFaces",
                            Call.REMOVE, "DeleteFaces",
                            Call.DELETE, "DeleteCollection",
                            Call.OPEN, "CreateFaceLivenessSession"));
            emulator = AwsEmulator.backedBy(backing).credentials(ID, SECRET).start();
        }

        @Override
        URI endpoint() {
            return emulator.endpoint();
        }

        @Override
        Faults faults() {
            return emulator.faults();
        }

        @Override
        FaceProvider open(URI address, CallPolicy policy) {
            return aws(address, policy);
        }

        @Override
        public void close() {
            emulator.close();
        }
    }

    private static final class OfTencent extends Stand {
        private final TencentEmulator emulator;

        OfTencent(FaceProvider backing) {
            super(
                    "tencent",
                    Map.of(
                            Call.CREATE, "CreateGroup",
                            Call.ENROLL, "CreatePerson",
                            Call.REMOVE, "DeletePerson",
                            Call.DELETE, "DeleteGroup",
                            Call.OPEN, "GetFaceIdTokenIntl"));
            emulator = TencentEmulator.backedBy(backing)
                    .credentials(ID, SECRET)
                    .region(TENCENT_REGION)
                    .start();
        }

        @Override
        URI endpoint() {
            return emulator.endpoint();
        }

        @Override
        Faults faults() {
            return emulator.faults();
        }

        @Override
        FaceProvider open(URI address, CallPolicy policy) {
            return tencent(address, policy);
        }

        @Override
        public void close() {
            emulator.close();
        }
    }

    private static final class OfAzure extends Stand {
        private final AzureEmulator emulator;

        OfAzure(FaceProvider backing) {
            super(
                    "azure",
                    Map.of(
                            Call.CREATE, "CreateLargePersonGroup",
                            Call.ENROLL, "AddFace",
                            Call.REMOVE, "DeletePerson",
                            Call.DELETE, "DeleteLargePersonGroup",
                            Call.OPEN, "CreateLivenessSession"));
            emulator = AzureEmulator.backedBy(backing).key(SECRET).start();
        }

        @Override
        URI endpoint() {
            return emulator.endpoint();
        }

        @Override
        Faults faults() {
            return emulator.faults();
        }

        @Override
        FaceProvider open(URI address, CallPolicy policy) {
            return AzureFaces.builder()
                    .endpoint(URI.create("https://" + address.getAuthority()))
                    .key(SECRET)
                    .sslContext(emulator.sslContext())
                    .correlationIds(CorrelationIdStore.inMemory(Clock.systemUTC(), UUID::randomUUID))
                    .trainingDelay(Duration.ZERO)
                    .callPolicy(policy)
                    .build();
        }

        @Override
        public void close() {
            emulator.close();
        }
    }
}
