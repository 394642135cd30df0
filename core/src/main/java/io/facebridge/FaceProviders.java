package io.facebridge;

import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Opens providers by name, for applications that take the name from configuration. Stateless and thread-safe.
 *
 * <pre>{@code
 * try (FaceProvider provider = FaceProviders.open("local", Map.of())) {
 *     FaceMatcher matcher = FaceMatcher.of(provider, MatchPolicy.falseMatchRate(1e-4));
 *     MatchDecision decision = matcher.compare(Path.of("id-card.jpg"), Path.of("selfie.jpg"));
 * }
 * }</pre>
 */
public final class FaceProviders {
    private FaceProviders() {}

    /**
     * Returns the names of the providers on the class path.
     *
     * @return in alphabetical order; empty if there is none
     * @throws IllegalStateException if two providers have the same name
     */
    public static List<ProviderId> available() {
        List<ProviderId> ids = new ArrayList<>();
        byName(ServiceLoader.load(FaceProviderFactory.class)).keySet().forEach(id -> ids.add(new ProviderId(id)));
        return List.copyOf(ids);
    }

    /**
     * Opens a provider. {@code docs/reference/configuration.md} lists all settings.
     *
     * @param id the provider's name, for example {@code local}
     * @param settings the provider's settings by name, as {@link #settings} declares them; empty for the defaults
     * @return a provider that the caller closes
     * @throws IllegalArgumentException if no provider of that name is on the class path; the message lists those that are
     * @throws IllegalArgumentException if a setting is unknown; the message contains the nearest one, and lists all
     * @throws IllegalArgumentException if a value cannot be used; the message contains the name, the form of a value, and the
     *     value unless it is a secret
     * @throws IllegalStateException if two providers have one name
     */
    public static FaceProvider open(String id, Map<String, String> settings) {
        FaceProviderFactory factory = factory(id);
        return factory.create(Settings.of(factory.id(), factory.settings(), settings));
    }

    /**
     * Returns the settings that a provider has.
     *
     * @param id the provider's name, for example {@code local}
     * @return unmodifiable, in the order of the documentation; empty if there are none
     * @throws IllegalArgumentException if no provider of that name is on the class path; the message lists those that are
     * @throws IllegalStateException if two providers have one name
     */
    public static List<Setting<?>> settings(String id) {
        return List.copyOf(factory(id).settings());
    }

    private static FaceProviderFactory factory(String id) {
        Map<String, FaceProviderFactory> factories = byName(ServiceLoader.load(FaceProviderFactory.class));
        FaceProviderFactory factory = factories.get(id);
        if (factory == null) {
            throw new IllegalArgumentException("no provider \"" + id + "\" on the class path; available: "
                    + (factories.isEmpty() ? "none: add a facebridge-provider-… dependency" : factories.keySet()));
        }
        return factory;
    }

    static Map<String, FaceProviderFactory> byName(Iterable<FaceProviderFactory> factories) {
        Map<String, FaceProviderFactory> found = new TreeMap<>();
        for (FaceProviderFactory factory : factories) {
            FaceProviderFactory other = found.put(factory.id().value(), factory);
            if (other != null) {
                throw new IllegalStateException("two providers on the class path have the id \"" + factory.id() + "\": "
                        + other.getClass().getName() + " and "
                        + factory.getClass().getName() + "; remove one of them");
            }
        }
        return found;
    }
}
