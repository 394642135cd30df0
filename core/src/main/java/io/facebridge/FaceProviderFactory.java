package io.facebridge;

import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.util.List;

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
     * Returns the settings that the provider has: one for each setter of its builder whose value can be written as text.
     *
     * @return unmodifiable, in the order of the documentation; always the same
     */
    List<Setting<?>> settings();

    /**
     * Opens the provider.
     *
     * @param settings of {@link #settings()}, with names that were checked
     * @return a provider that the caller closes
     * @throws IllegalArgumentException if a value cannot be used, or settings contradict each other; the message contains the names,
     *     and the values unless they are secrets
     */
    FaceProvider create(Settings settings);
}
