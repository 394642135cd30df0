package io.facebridge.azure;

import io.facebridge.FaceProvider;
<<<<<<< a7ead0aad22a0d0027ab3df60d3f257a4079c82e
import io.facebridge.emulator.AzureFaceEmulator;
import io.facebridge.liveness.CorrelationIdStore;
=======
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.operations.guard.CorrelationIds;
>>>>>>> 837525c09045b4b39e590fedc82ba35417cb71d7
import io.facebridge.testkit.FaceProviderContract;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class AzureFaceProviderTest extends FaceProviderContract {
<<<<<<< a7ead0aad22a0d0027ab3df60d3f257a4079c82e
    private static final CorrelationIdStore IDS = CorrelationIdStore.inMemory(Clock.systemUTC(), UUID::randomUUID);
    private static AzureFaceEmulator emulator;
=======
    private static final CorrelationIds IDS = CorrelationIds.inMemory(Clock.systemUTC(), UUID::randomUUID);
    private static AzureEmulator emulator;
>>>>>>> 837525c09045b4b39e590fedc82ba35417cb71d7
    private static AzureFaces faces;

    @BeforeAll
    static void start() {
        emulator = AzureTestbed.startEmulator();
        faces = AzureTestbed.faces(emulator).correlationIds(IDS).build();
    }

    @AfterAll
    static void stop() {
        faces.close();
        emulator.close();
    }

    @Override
    protected FaceProvider provider() {
        return faces;
    }

    @Override
    protected FaceProvider open() {
        return AzureTestbed.faces(emulator).correlationIds(IDS).build();
    }

    @Override
    protected boolean supportsTemplates() {
        return false;
    }

    @Override
    protected boolean supportsPassiveLiveness() {
        return false;
    }

    @Override
    protected boolean findsDuplicates() {
        return false;
    }
}
