package io.facebridge;

import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.util.List;

/**
 * A factory that opens a provider by name. Found by {@link java.util.ServiceLoader}; used only when the provider's name
 * comes from configuration.
 *
 * <!-- docs-test: given Setting<String> REGION -->
 * <pre>{@code
 * public FaceProvider create(Settings settings) {
 *     AwsFaces.Builder builder = AwsFaces.builder();
 *     settings.apply(REGION, builder::region);
 *     return builder.build();
 * }
 * }</pre>
 */
public interface FaceProviderFactory {
    /**
     * Returns the name by which the provider is opened.
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
     * @param settings values of {@link #settings()}, with names that were checked
     * @return a provider that the caller closes
     * @throws IllegalArgumentException if a value cannot be used; the message contains its name, and the value unless
     * it is a secret
     * @throws IllegalArgumentException if settings contradict each other; the message contains their names
     */
    FaceProvider create(Settings settings);
}
