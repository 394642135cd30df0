package io.facebridge.cli;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.cli.Configuration.Value;
import io.facebridge.face.FaceSelection;
import io.facebridge.internal.NearestName;
import io.facebridge.local.TemplateKeys;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
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
            converter = ProviderName.class,
            description = "The provider to use, as listed by \"facebridge capabilities\". Default: local.")
    private @Nullable String provider;

    @Option(names = "--models", paramLabel = "DIR", description = OptionText.MODELS)
    private @Nullable String models;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description =
                    "Folder of the local provider's galleries. gallery create and gallery import create it if it does not"
                            + " exist.")
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

    @Option(names = "--region", paramLabel = "REGION", description = OptionText.REGION + " Requires --provider.")
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

    @Option(names = "--json", description = OptionText.JSON)
    private boolean json;

    boolean json() {
        return json;
    }

    /** Returns whether the command line names a provider; rejects settings of a service if nothing names one. */
    boolean isNamed() {
        boolean named = provider != null;
        if (!named
                && (region != null || endpoint != null || !more.isEmpty())
                && configuration().find(ConfigurationKey.PROVIDER).isEmpty()) {
            throw wrongUsage("--region, --endpoint and --set configure a service; name it with --provider");
        }
        return named;
    }

    String provider() {
        return provider == null
                ? configuration().text(ConfigurationKey.PROVIDER).orElse("local")
                : provider;
    }

    Configuration configuration() {
        return Configuration.of(spec());
    }

    /** Returns the settings with which a provider is opened. */
    Map<String, String> settings(String id) {
        return settings(id, Map.of());
    }

    /** Returns the selection of a face: the given one, or that of the configuration. */
    @Nullable
    FaceSelection face(@Nullable FaceSelection given) {
        return face(configuration(), given);
    }

    static @Nullable FaceSelection face(Configuration configuration, @Nullable FaceSelection given) {
        return given != null
                ? given
                : configuration
                        .text(ConfigurationKey.FACE)
                        .map(name -> FaceSelection.valueOf(name.toUpperCase(Locale.ROOT)))
                        .orElse(null);
    }

    /** Returns the folder of the local provider's galleries, for a command on that folder. */
    Path existingStore() {
        if (!provider().equals("local")) {
            throw wrongUsage(
                    "the provider " + provider() + " keeps no galleries in a folder; only the local provider does");
        }
        String named = settings("local").get("store");
        if (named == null) {
            throw wrongUsage("the folder of the galleries is missing; give --store");
        }
        Path folder = Path.of(named);
        if (!Files.isDirectory(folder)) {
            throw wrongUsage("the folder " + named + " does not exist; name the folder of the galleries with --store");
        }
        return folder;
    }

    /** Returns the keys of the local provider's galleries, if they are given. */
    Optional<TemplateKeys> storeKeys() {
        Map<String, String> settings = settings("local");
        String current = settings.get("storeKeyFile");
        String older = settings.get("oldStoreKeyFiles");
        if (current == null) {
            if (older != null) {
                throw wrongUsage("--old-store-key-file requires the current key; give --store-key-file");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(
                    TemplateKeys.ofFiles(current, older == null ? List.of() : List.of(older.split(",", -1))));
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
        return location(provider(), settings(provider()));
    }

    /** As {@link #location()} for a provider that was named with all of its settings. */
    static GalleryLocation location(String provider, Map<String, String> settings) {
        return GalleryLocation.of(provider, settings, System::getenv);
    }

    /** Opens the provider for a command that uses no galleries. */
    FaceProvider open() {
        return open(Galleries.UNUSED);
    }

    FaceProvider open(Galleries galleries) {
        return open(provider(), Map.of(), galleries);
    }

    /**
     * Runs an action with the provider and its existing galleries, and closes the provider. Values that the provider does not allow,
     * an id for example, are reported as wrong usage.
     */
    <T> T call(Function<FaceProvider, T> question) {
        return call(Galleries.EXISTING, question);
    }

    /** As {@link #call(Function)}, for a command that uses other galleries or none. */
    <T> T call(Galleries galleries, Function<FaceProvider, T> question) {
        return call(Map.of(), galleries, question);
    }

    /** As {@link #call(Galleries, Function)}, with settings of the command's own. */
    <T> T call(Map<String, String> ofTheCommand, Galleries galleries, Function<FaceProvider, T> question) {
        try (FaceProvider faces = open(provider(), ofTheCommand, galleries)) {
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
        boolean named = isNamed();
        Map<String, String> settings = new HashMap<>();
        for (String text : more) {
            Map.Entry<String, String> setting = setting(id, text)
                    .orElseThrow(() -> wrongUsage("--set requires NAME=VALUE, but one value has no name and equals"
                            + " sign; it is not shown because it may be a secret"));
            requireNoSecret("--set " + setting.getKey(), setting.getKey(), "--set %s=FILE");
            settings.put(setting.getKey(), setting.getValue());
        }
        settings.putAll(ofTheCommand);
        requireSetting(id, "--models", "models", models);
        requireSetting(id, "--store", "store", store);
        requireSetting(id, "--store-key-file", "storeKeyFile", storeKey);
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
        configuration().settings(id).forEach(settings::putIfAbsent);
        return settings;
    }

    /** Rejects an option of the local provider for another one that was named. */
    private void requireSetting(String id, String option, String name, @Nullable String value) {
        if (value != null && isNamed() && !isSetting(id, name)) {
            throw wrongUsage(option + " is an option of the local provider, and the provider is " + id
                    + "; leave it out, or give --provider local");
        }
    }

    /**
     * Fails if a setting takes a secret's value, which a command line does not keep.
     *
     * @param remedy how the setting of the secret's file is written, with %s for its name
     */
    void requireNoSecret(String place, String setting, String remedy) {
        if (ConfigurationFile.isSecret(setting)) {
            throw wrongUsage(
                    place + " must not give a secret, because other users of this machine can read command lines; "
                            + ConfigurationFile.remedyFor(setting, remedy));
        }
    }

    private FaceProvider open(String id, Map<String, String> ofTheCommand, Galleries galleries) {
        return openOther(id, settings(id, ofTheCommand), galleries);
    }

    /** Another provider, with settings of its own. */
    FaceProvider openOther(String id, Map<String, String> settings, Galleries galleries) {
        requireKnownNames(id, settings);
        Map<String, String> all = new HashMap<>(settings);
        if (id.equals("local")) {
            all.putIfAbsent("lazyModels", "true"); // most commands need some of the models
            if (galleries != Galleries.CREATED && isMissing(all.get("store"))) {
                useNoStore(all, galleries);
            }
        }
        try {
            return FaceProviders.open(id, all);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(messageOf(e));
        }
    }

    /** Fails as the provider would, but lists no settings of secrets, which a command line must not give. */
    private void requireKnownNames(String id, Map<String, String> settings) {
        List<String> names = Configuration.names(id);
        for (String name : new TreeSet<>(settings.keySet())) {
            if (!isSetting(id, name)) {
                throw wrongUsage("unknown setting '" + name + "' of provider " + id + "; "
                        + NearestName.of(name, names)
                                .map(near -> "did you mean '" + near + "'? ")
                                .orElse("")
                        + "known: " + String.join(", ", names));
            }
        }
    }

    private static boolean isMissing(@Nullable String folder) {
        try {
            return folder != null && Files.notExists(Path.of(folder));
        } catch (InvalidPathException e) {
            return false; // the provider's message has the reason
        }
    }

    /** Opening a store creates it; so one that does not exist is not opened, and is a fault where the command requires it. */
    private void useNoStore(Map<String, String> settings, Galleries galleries) {
        String folder = settings.getOrDefault("store", "");
        Value configured = configuredStore(folder);
        if (galleries == Galleries.EXISTING || (galleries == Galleries.UNUSED && configured == null)) {
            throw wrongUsage(
                    configured == null
                            ? "there is no store " + folder + "; name another with --store"
                            : "there is no store " + folder + " (" + configured.place()
                                    + "); create a gallery in it with \"facebridge gallery create GALLERY\", or name another"
                                    + " with --store");
        }
        LocalStore.leaveOut(settings);
    }

    private @Nullable Value configuredStore(String folder) {
        return store != null
                ? null
                : Stream.of(
                                configuration().find(ConfigurationKey.STORE),
                                Optional.ofNullable(
                                        configuration().furtherSettings().get("store")))
                        .flatMap(Optional::stream)
                        .filter(value -> value.text().equals(folder))
                        .findFirst()
                        .orElse(null);
    }

    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    PrintWriter err() {
        return spec().commandLine().getErr();
    }

    Terminal terminal() {
        return Terminal.of(spec());
    }

    Style style() {
        return terminal().out();
    }

    Progress progress(ProgressUnit unit) {
        return Progress.on(terminal(), err(), unit, json);
    }

    Activity activity(String what) {
        return Activity.on(terminal(), err(), what, json);
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
