package io.facebridge.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a provider needs before it can be used, and settings with which it offers more, so that its capabilities can be shown
 * without a region, an address or a key.
 */
final class ProviderNeeds {
    /** Makes no request, and is no key of an account. */
    private static final String PLACEHOLDER = "none";

    private static final List<String> SECRETS = List.of(
            "keyId",
            "key",
            "keyFile",
            "sessionToken",
            "sessionTokenFile",
            "limitedAccessToken",
            "limitedAccessTokenFile");

    private ProviderNeeds() {}

    /**
     * A need.
     *
     * @param name {@code region}, {@code endpoint} or {@code credentials}
     * @param remedy the option or the variables that set it
     * @param setBy what sets it; empty if nothing does
     */
    record Need(String name, String remedy, List<String> setBy) {
        boolean isSet() {
            return !setBy.isEmpty();
        }

        String inWords() {
            return isSet()
                    ? name + " (set by " + String.join(" and ", setBy) + ")"
                    : name + " (missing: " + remedy + ")";
        }
    }

    /**
     * A setting with which a provider offers more.
     *
     * @param remedy how the command line gives it
     * @param settings its name and a value that makes no request
     */
    record Extra(String remedy, Map<String, String> settings) {}

    /** Returns what the provider needs, in the order in which it is usually set. */
    static List<Need> of(String provider, Configuration configuration) {
        List<Need> needs = new ArrayList<>();
        switch (provider) {
            case "aws", "tencent" -> needs.add(ofSetting("region", "--region REGION", provider, configuration));
            case "azure" ->
                needs.add(
                        configuration.isSet("AZURE_FACE_ENDPOINT")
                                ? new Need("endpoint", "", List.of("AZURE_FACE_ENDPOINT"))
                                : ofSetting("endpoint", "--endpoint URL", provider, configuration));
            default -> {}
        }
        if (Credentials.PROVIDERS.contains(provider)) {
            needs.add(new Need(
                    "credentials", Credentials.variables(provider), Credentials.found(provider, configuration)));
        }
        return needs;
    }

    private static Need ofSetting(String name, String remedy, String provider, Configuration configuration) {
        List<String> setBy = configuration.settings(provider).containsKey(name)
                ? configuration.find(ConfigurationKey.named(name).orElseThrow()).stream()
                        .map(Configuration.Value::from)
                        .toList()
                : List.of();
        return new Need(name, remedy, setBy);
    }

    /** Returns settings with which the provider opens without what it needs; it makes no request until it is used. */
    static Map<String, String> withPlaceholders(String provider, Map<String, String> configured) {
        Map<String, String> settings = new HashMap<>(configured);
        if (!Credentials.PROVIDERS.contains(provider)) {
            return settings;
        }
        settings.keySet().removeAll(SECRETS);
        settings.put("key", PLACEHOLDER);
        if (provider.equals("azure")) {
            settings.put("endpoint", "https://localhost"); // the only host for which all can be offered
        } else {
            settings.put("keyId", PLACEHOLDER);
            settings.putIfAbsent("region", PLACEHOLDER);
        }
        return settings;
    }

    /** As {@link #withPlaceholders}, with the configured address, and without models and a store. */
    static Map<String, String> withoutFiles(String provider, Map<String, String> configured) {
        Map<String, String> settings = withPlaceholders(provider, configured);
        String endpoint = configured.get("endpoint");
        if (endpoint != null) {
            settings.put("endpoint", endpoint);
        }
        if (provider.equals("local")) {
            settings.remove("models");
            settings.put("lazyModels", "true");
            LocalStore.leaveOut(settings);
        }
        return settings;
    }

    /** Returns the settings with which the provider offers more, unless they are configured. */
    static List<Extra> extras(String provider, Map<String, String> configured) {
        return switch (provider) {
            case "azure" -> missing(configured, "correlationIds", "memory", "--set correlationIds=memory");
            case "local" ->
                configured.containsKey("store")
                        ? List.of()
                        : missing(configured, "inMemoryGalleries", "true", "--store DIR");
            case "tencent" -> missing(configured, "site", "international", "--set site=international");
            default -> List.of();
        };
    }

    private static List<Extra> missing(Map<String, String> configured, String name, String value, String remedy) {
        return configured.containsKey(name) ? List.of() : List.of(new Extra(remedy, Map.of(name, value)));
    }
}
