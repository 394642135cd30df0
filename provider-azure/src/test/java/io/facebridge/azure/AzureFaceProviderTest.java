package io.facebridge.azure;

import io.facebridge.FaceProvider;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.testkit.FaceProviderContract;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("models")
class AzureFaceProviderTest extends FaceProviderContract {
    private static final CorrelationIdStore IDS = CorrelationIdStore.inMemory(Clock.systemUTC(), UUID::randomUUID);
    private static AzureEmulator emulator;
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
