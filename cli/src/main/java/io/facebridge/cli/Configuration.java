package io.facebridge.cli;

import io.facebridge.FaceProviders;
import io.facebridge.cli.ConfigurationFile.Entry;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.internal.NearestName;
import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the environment and the configuration file set in place of options. The environment takes precedence over the profile,
 * the profile over the default profile, and the command line over all of them. Read when the first value is needed, so that a
 * fault in the file does not prevent help.
 */
final class Configuration {
    static final String FILE_VARIABLE = "FACEBRIDGE_CONFIG";
    static final String PROFILE_VARIABLE = "FACEBRIDGE_PROFILE";

    /** Why there is no configuration file, and what helps. */
    static final String NO_FILE =
            "there is no configuration file without a home folder; set HOME to an absolute path, or name a file"
                    + " in " + FILE_VARIABLE;

    private final Map<String, String> environment;
    private final @Nullable String profileOption;
    private @Nullable List<Layer> layers;

    Configuration(Map<String, String> environment, @Nullable String profileOption) {
        this.environment = Map.copyOf(environment);
        this.profileOption = profileOption;
    }

    /** Returns the configuration of a command; an empty one if the command is not part of the program. */
    static Configuration of(CommandSpec command) {
        return command.root().userObject() instanceof FaceBridgeCommand program ? program.configuration() : none();
    }

    private static Configuration none() {
        Configuration none = new Configuration(Map.of(), null);
        none.layers = List.of();
        return none;
    }

    /** Where a value is from. */
    enum Source {
        ENVIRONMENT,
        PROFILE,
        DEFAULT_PROFILE
    }

    /**
     * A configured value.
     *
     * @param texts one value, or all of an option that can be repeated
     * @param source the kind of its source
     * @param place the source for a message
     * @param from the source for a table
     * @param line the line of the file; 0 for the environment
     */
    record Value(List<String> texts, Source source, String place, String from, int line) {
        String text() {
            return texts.get(0);
        }
    }

    /** The values of one source, and the settings of its provider. */
    private record Layer(Map<ConfigurationKey, Value> values, Map<String, Value> settings) {}

    /** Returns whether a variable of the environment is set and not empty. */
    boolean isSet(String variable) {
        return given(variable) != null;
    }

    /** Returns the path of the file, which need not exist; empty if none is named and no home folder is known. */
    Optional<Path> file() {
        String named = given(FILE_VARIABLE);
        try {
            return named == null ? usual() : Optional.of(Path.of(named).toAbsolutePath());
        } catch (InvalidPathException e) {
            throw ConfigurationFile.usage(FILE_VARIABLE + " must name a file; this system does not allow the name");
        }
    }

    private Optional<Path> usual() {
        boolean isWindows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return Home.absolute(environment.get("XDG_CONFIG_HOME"))
                .or(() -> isWindows ? Home.absolute(environment.get("APPDATA")) : Optional.empty())
                .or(() -> home().map(folder -> folder.resolve(".config")))
                .map(folder -> folder.resolve("facebridge").resolve("config"));
    }

    /** Returns the user's home folder; empty if none is known. */
    Optional<Path> home() {
        return Home.in(environment);
    }

    /** Returns the name of the profile. */
    String profile() {
        String named = profileOption == null ? given(PROFILE_VARIABLE) : profileOption;
        return named == null ? ConfigurationFile.DEFAULT : named;
    }

    /** Returns what names the profile. */
    String profileFrom() {
        if (profileOption != null) {
            return "--profile";
        }
        return given(PROFILE_VARIABLE) == null ? "built in" : PROFILE_VARIABLE;
    }

    /** An empty variable is not set, as is usual. */
    private @Nullable String given(String variable) {
        String value = environment.get(variable);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Returns the value of the source that takes precedence. */
    Optional<Value> find(ConfigurationKey key) {
        return layers().stream()
                .map(layer -> layer.values().get(key))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Returns the text of a value that is not a list. */
    Optional<String> text(ConfigurationKey key) {
        return find(key).map(Value::text);
    }

    /** Returns the values of those keys that the first source with any of them sets; empty if no source has one. */
    Map<ConfigurationKey, Value> first(ConfigurationKey... keys) {
        for (Layer layer : layers()) {
            Map<ConfigurationKey, Value> found = new EnumMap<>(ConfigurationKey.class);
            for (ConfigurationKey key : keys) {
                Value value = layer.values().get(key);
                if (value != null) {
                    found.put(key, value);
                }
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        return Map.of();
    }

    /**
     * Returns the configured settings of a provider. A setting of a source that configures another provider is not one of this
     * provider.
     */
    Map<String, String> settings(String provider) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 0; i < layers().size(); i++) {
            Layer layer = layers().get(i);
            for (Map.Entry<ConfigurationKey, Value> each : layer.values().entrySet()) {
                String name = each.getKey().setting().orElse(null);
                if (name != null && isFor(provider, i, name, each.getKey(), each.getValue())) {
                    settings.putIfAbsent(name, String.join(",", each.getValue().texts()));
                }
            }
            for (Map.Entry<String, Value> each : layer.settings().entrySet()) {
                if (isFor(provider, i, each.getKey(), null, each.getValue())) {
                    settings.putIfAbsent(each.getKey(), each.getValue().text());
                }
            }
        }
        return settings;
    }

    /**
     * Fails if the provider would reject its configured settings or a decision the configured rate and threshold, as the commands do.
     * Reads no key and no model, opens no store, and sends no request.
     */
    void requireAccepted(String provider) {
        requireOneBasis(first(ConfigurationKey.FMR, ConfigurationKey.THRESHOLD));
        Map<String, String> configured = settings(provider);
        if (configured.isEmpty()) {
            return;
        }
        try {
            List<Setting<?>> declared = FaceProviders.settings(provider);
            Settings settings = Settings.of(new ProviderId(provider), declared, configured);
            declared.stream().filter(setting -> !setting.isSecret()).forEach(settings::get);
            FaceProviders.open(provider, ProviderNeeds.withoutFiles(provider, configured))
                    .close();
        } catch (IllegalArgumentException e) {
            throw ConfigurationFile.usage(Objects.toString(e.getMessage(), e.toString()));
        } catch (FaceBridgeException e) {
            // Of the models or the installation, which are no part of the configuration.
        }
    }

    /** Fails if one source has both a rate and a threshold. */
    static void requireOneBasis(Map<ConfigurationKey, Value> found) {
        Value rate = found.get(ConfigurationKey.FMR);
        Value threshold = found.get(ConfigurationKey.THRESHOLD);
        if (rate != null && threshold != null) {
            throw ConfigurationFile.usage("the keys fmr and threshold are mutually exclusive, but " + rate.place()
                    + " sets fmr and " + threshold.place() + " sets threshold; remove one of them");
        }
    }

    /** Returns the settings of providers without an option, by name, each of the source that takes precedence. */
    Map<String, Value> furtherSettings() {
        Map<String, Value> all = new LinkedHashMap<>();
        layers().forEach(layer -> layer.settings().forEach(all::putIfAbsent));
        return all;
    }

    /** Region, address and further settings are those of the provider that is named beside them, or of any that has them. */
    private boolean isFor(String provider, int layer, String setting, @Nullable ConfigurationKey key, Value value) {
        boolean isDeclared = isDeclared(provider, setting);
        if (key != null && key != ConfigurationKey.REGION && key != ConfigurationKey.ENDPOINT) {
            return isDeclared; // of the local provider only
        }
        String configured = providerFrom(layer);
        if (configured == null) {
            return isDeclared;
        }
        if (!configured.equals(provider)) {
            return false;
        }
        if (!isDeclared) {
            throw ConfigurationFile.usage(
                    value.place() + " sets " + setting + ", which the provider " + provider + " does not have"
                            + didYouMean(setting, names(provider)) + "; remove it, or name another provider");
        }
        return true;
    }

    /** Returns the provider that a source or one below it names. */
    private @Nullable String providerFrom(int layer) {
        return layers().subList(layer, layers().size()).stream()
                .map(each -> each.values().get(ConfigurationKey.PROVIDER))
                .filter(Objects::nonNull)
                .map(Value::text)
                .findFirst()
                .orElse(null);
    }

    private static boolean isDeclared(String provider, String setting) {
        return names(provider).contains(setting);
    }

    /** Returns the settings of a provider that can be given: of a secret that of its file. */
    static List<String> names(String provider) {
        if (FaceProviders.available().stream().noneMatch(id -> id.value().equals(provider))) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Setting<?> setting : FaceProviders.settings(provider)) {
            if (!setting.isSecret()) {
                names.add(setting.name());
            }
            setting.fileName().ifPresent(names::add);
        }
        return names;
    }

    private List<Layer> layers() {
        if (layers == null) {
            layers = read();
        }
        return layers;
    }

    private List<Layer> read() {
        List<Layer> all = new ArrayList<>(List.of(ofEnvironment()));
        Path file = file().orElse(null);
        boolean isDefault = profile().equals(ConfigurationFile.DEFAULT);
        if (file == null || (given(FILE_VARIABLE) == null && !Files.exists(file))) {
            if (!isDefault) {
                throw ConfigurationFile.usage("the profile " + Shown.of(profile()) + " (" + profileFrom()
                        + ") does not exist, because "
                        + (file == null
                                ? NO_FILE
                                : "there is no configuration file " + file + "; write it, or name no profile"));
            }
            return all;
        }
        ConfigurationFile content = ConfigurationFile.read(file, home().orElse(null));
        if (!isDefault) {
            all.add(layer(content, profile(), Source.PROFILE));
        }
        all.add(layer(content, ConfigurationFile.DEFAULT, Source.DEFAULT_PROFILE));
        return List.copyOf(all);
    }

    private Layer ofEnvironment() {
        Map<ConfigurationKey, Value> values = new EnumMap<>(ConfigurationKey.class);
        for (ConfigurationKey key : ConfigurationKey.values()) {
            String text = given(key.variable());
            if (text != null) {
                List<String> texts = key.isList() ? List.of(text.split(File.pathSeparator, -1)) : List.of(text);
                String place = "the environment variable " + key.variable();
                texts.forEach(each -> ConfigurationFile.requireUsable(key.inFile(), each, each, place));
                values.put(key, new Value(texts, Source.ENVIRONMENT, place, key.variable(), 0));
            }
        }
        return new Layer(values, Map.of());
    }

    private static Layer layer(ConfigurationFile content, String profile, Source source) {
        Map<ConfigurationKey, Value> values = new EnumMap<>(ConfigurationKey.class);
        Map<String, Value> settings = new LinkedHashMap<>();
        content.profile(profile).forEach((name, entries) -> {
            int line = entries.get(0).line();
            Value value = new Value(
                    entries.stream().map(Entry::value).toList(),
                    source,
                    content.place(line),
                    (source == Source.PROFILE ? "profile " + Shown.of(profile) : "default profile") + ", line " + line,
                    line);
            ConfigurationKey.named(name)
                    .ifPresentOrElse(
                            key -> values.put(key, value),
                            () -> settings.put(name.substring(ConfigurationFile.SET.length()), value));
        });
        return new Layer(values, settings);
    }

    /** Returns a suggestion as it follows the words of a fault; empty if no name is near. */
    static String didYouMean(String unknown, Collection<String> known) {
        return NearestName.of(unknown, known)
                .map(near -> " (did you mean " + near + "?)")
                .orElse("");
    }
}
