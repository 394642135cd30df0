package io.facebridge.cli;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.local.TemplateKeys;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that uses a provider. */
final class ProviderOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = "local",
            description = "The provider to use, as listed by \"facebridge capabilities\". Default: local.")
    private String provider = "local";

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Folder of the local provider's model files. Default: the files in the program.")
    private @Nullable String models;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Folder of the local provider's galleries; created if it does not exist.")
    private @Nullable String store;

    @Option(
            names = "--store-key-file",
            paramLabel = "NAME=FILE",
            description = "The key that seals the local provider's galleries: its name, and a file"
                    + " with 16, 24 or 32 bytes in Base64, for example from openssl rand -base64"
                    + " 32.")
    private @Nullable String storeKey;

    @Option(
            names = "--old-store-key-file",
            paramLabel = "NAME=FILE",
            description =
                    "A previous key, with which parts of the galleries may still be sealed." + " Can be repeated.")
    private List<String> oldStoreKeys = List.of();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Region of the provider's service, as its vendor names it. Requires --provider.")
    private @Nullable String region;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Address of the service. Default: the vendor's own. Requires --provider.")
    private @Nullable String endpoint;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A provider setting that has no option, for example site=international."
                    + " Requires --provider. Can be repeated.")
    private List<String> more = List.of();

    @Option(names = "--json", description = "Write results and errors as JSON.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Returns whether the user named a provider; rejects settings of a service without one. */
    boolean names() {
        boolean named = spec().commandLine().getParseResult().hasMatchedOption("--provider");
        if (!named && (region != null || endpoint != null || !more.isEmpty())) {
            throw wrongUsage("--region, --endpoint and --set configure a service; name it with --provider");
        }
        return named;
    }

    String provider() {
        return provider;
    }

    /** Returns the folder of the local provider's galleries, for a command on that folder. */
    Path existingStore() {
        if (!provider.equals("local")) {
            throw wrongUsage(
                    "the provider " + provider + " keeps no galleries in a folder; only the local provider does");
        }
        if (store == null) {
            throw wrongUsage("the folder of the galleries is missing; give --store");
        }
        Path folder = Path.of(store);
        if (!Files.isDirectory(folder)) {
            throw wrongUsage("the folder " + store + " does not exist; name the folder of the galleries with --store");
        }
        return folder;
    }

    /** Returns the keys of the local provider's galleries, if they are given. */
    Optional<TemplateKeys> storeKeys() {
        if (storeKey == null) {
            if (!oldStoreKeys.isEmpty()) {
                throw wrongUsage("--old-store-key-file requires the current key; give --store-key-file");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(TemplateKeys.ofFiles(storeKey, oldStoreKeys));
        } catch (IllegalArgumentException e) {
            throw wrongUsage(messageOf(e));
        }
    }

    /** Returns the provider and where its galleries are, so that two of them are distinguished. */
    String target() {
        return location().text();
    }

    /** As {@link #target()} for a provider that was named with all of its settings. */
    static String target(String provider, Map<String, String> settings) {
        return location(provider, settings).text();
    }

    /** Returns where the provider's galleries are. */
    GalleryLocation location() {
        return location(provider, settings(provider, Map.of()));
    }

    /** As {@link #location()} for a provider that was named with all of its settings. */
    static GalleryLocation location(String provider, Map<String, String> settings) {
        return GalleryLocation.of(provider, settings, System::getenv);
    }

    FaceProvider open() {
        return open(provider);
    }

    /** Opens one of several; a folder of models concerns the local provider, unless the user named another. */
    FaceProvider open(String id) {
        return open(id, Map.of());
    }

    /**
     * Runs an action with the provider and closes the provider. Values that the provider does not allow, an id for example, are
     * reported as wrong usage.
     */
    <T> T call(Function<FaceProvider, T> question) {
        return call(Map.of(), question);
    }

    /** As {@link #call(Function)}, with settings of the command's own. */
    <T> T call(Map<String, String> ofTheCommand, Function<FaceProvider, T> question) {
        try (FaceProvider faces = open(provider, ofTheCommand)) {
            return question.apply(faces);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(messageOf(e));
        }
    }

    /**
     * A setting as it is written, NAME=VALUE; empty if it has no name. What ends with its equals sign is a setting only if the provider
     * has one of that name, because a key in Base64 ends so too.
     */
    static Optional<Map.Entry<String, String>> setting(String provider, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            return Optional.empty();
        }
        String name = text.substring(0, equals);
        String value = text.substring(equals + 1);
        return value.replace("=", "").isEmpty() && !isSetting(provider, name)
                ? Optional.empty()
                : Optional.of(Map.entry(name, value));
    }

    private static boolean isSetting(String provider, String name) {
        return FaceProviders.available().stream().anyMatch(id -> id.value().equals(provider))
                && FaceProviders.settings(provider).stream()
                        .anyMatch(setting -> setting.name().equals(name)
                                || setting.fileName().filter(name::equals).isPresent());
    }

    /** What a provider is opened with. */
    private Map<String, String> settings(String id, Map<String, String> ofTheCommand) {
        boolean named = names();
        Map<String, String> settings = new HashMap<>();
        for (String text : more) {
            Map.Entry<String, String> setting = setting(id, text)
                    .orElseThrow(() -> wrongUsage("--set requires NAME=VALUE, but one value has no name and equals"
                            + " sign; it is not shown because it may be a secret"));
            settings.put(setting.getKey(), setting.getValue());
        }
        settings.putAll(ofTheCommand);
        if (models != null && (named || id.equals("local"))) {
            settings.put("models", models);
        }
        if (store != null && (named || id.equals("local"))) {
            settings.put("store", store);
        }
        if (storeKey != null && (named || id.equals("local"))) {
            settings.put("storeKeyFile", storeKey);
        }
        if (!oldStoreKeys.isEmpty() && (named || id.equals("local"))) {
            settings.put("oldStoreKeyFiles", String.join(",", oldStoreKeys));
        }
        if (region != null) {
            settings.put("region", region);
        }
        if (endpoint != null) {
            settings.put("endpoint", endpoint);
        }
        return settings;
    }

    private FaceProvider open(String id, Map<String, String> ofTheCommand) {
        return openOther(id, settings(id, ofTheCommand));
    }

    /** Another provider, with settings of its own. */
    FaceProvider openOther(String id, Map<String, String> settings) {
        try {
            return FaceProviders.open(id, settings);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(messageOf(e));
        }
    }

    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    PrintWriter err() {
        return spec().commandLine().getErr();
    }

    ParameterException wrongUsage(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private static String messageOf(IllegalArgumentException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("not part of a command");
        }
        return spec;
    }
}
