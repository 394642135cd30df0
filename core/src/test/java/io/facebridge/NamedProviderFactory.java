package io.facebridge;

import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.util.List;
import java.util.Optional;

/** Found by name through the test resources; opens a provider that cannot do anything. */
public final class NamedProviderFactory implements FaceProviderFactory {
    private static final ProviderId ID = new ProviderId("named");
    private static final Setting<String> GREETING = Setting.text("greeting", "What it says.");

    @Override
    public ProviderId id() {
        return ID;
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(GREETING);
    }

    @Override
    public FaceProvider create(Settings settings) {
        return new Incapable(settings.get(GREETING).orElse("hello"));
    }

    record Incapable(String greeting) implements FaceProvider {
        @Override
        public ProviderId id() {
            return ID;
        }

        @Override
        public FaceDetector detector() {
            throw new UnsupportedCapabilityException(ID, "FaceDetector");
        }

        @Override
        public FaceComparer comparer() {
            throw new UnsupportedCapabilityException(ID, "FaceComparer");
        }

        @Override
        public <C extends FaceCapability> Optional<C> find(Class<C> capability) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
