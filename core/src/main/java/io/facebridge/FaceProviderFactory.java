package io.facebridge;

import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Settings;
import java.util.Map;

/**
 * Opens a provider by name. Found by {@link java.util.ServiceLoader}; used only when the provider's name comes from
 * configuration.
 */
public interface FaceProviderFactory {
    /**
     * The name under which the provider is asked for.
     *
     * @return the same as its {@link FaceProvider#id()}
     */
    ProviderId id();

    /**
     * Opens the provider.
     *
     * @param settings by name; unknown names fail, see {@link Settings}
     * @return a provider that the caller closes
     * @throws IllegalArgumentException if a setting is unknown or malformed; the message lists the known ones
     */
    FaceProvider create(Map<String, String> settings);
}
