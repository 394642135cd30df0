package io.facebridge.spi;

import io.facebridge.internal.NearestName;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.internal.TextFile;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The settings of a provider that was named in configuration, read strictly: an unknown name is an error and is not ignored.
 * Messages contain the name of a setting, and its value unless it is a secret. Immutable; safe for use by many threads.
 */
public final class Settings {
    private static final long MAX_SECRET_BYTES = 1 << 16;

    private final ProviderId provider;
    private final List<Setting<?>> known;
    private final Map<String, String> values;

    private Settings(ProviderId provider, List<Setting<?>> known, Map<String, String> values) {
        this.provider = provider;
        this.known = List.copyOf(known);
        this.values = Map.copyOf(values);
    }

    /**
     * Creates settings after checking their names.
     *
     * @param provider the provider of the settings, for the message
     * @param known every setting that the provider has
     * @param values by name; the value of a secret, or the path of its file
     * @return the settings
     * @throws IllegalArgumentException if a name is unknown; the message contains the nearest one, and all that the
     * provider has
     * @throws IllegalArgumentException if both a secret and its file are set
     */
    public static Settings of(ProviderId provider, List<Setting<?>> known, Map<String, String> values) {
        List<String> names = new ArrayList<>();
        for (Setting<?> setting : known) {
            names.add(setting.name());
            setting.fileName().ifPresent(names::add);
        }
        for (String name : new TreeSet<>(values.keySet())) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("unknown setting '" + name + "' of provider " + provider + "; "
                        + NearestName.of(name, names)
                                .map(near -> "did you mean '" + near + "'? ")
                                .orElse("")
                        + "known: " + (names.isEmpty() ? "none" : String.join(", ", names)));
            }
        }
        for (Setting<?> setting : known) {
            if (values.containsKey(setting.name())
                    && setting.fileName().filter(values::containsKey).isPresent()) {
                throw new IllegalArgumentException("settings '" + setting.name() + "' and '" + setting.name()
                        + "File' of provider " + provider + " are two ways to give one value; leave one of them out");
            }
        }
        return new Settings(provider, known, values);
    }

    /**
     * Returns the value of a setting. That of a secret is read from its file if the file was set.
     *
     * @param <T> the type of the value
     * @param setting one of the provider's
     * @return empty if it was not set
     * @throws IllegalArgumentException if the value does not have the setting's form; the message contains the name,
     * the form, and the value unless it is a secret
     * @throws IllegalArgumentException if the file of a secret does not exist, cannot be read, may be read by others
     * than its owner (where the system has POSIX permissions), or does not contain exactly one line
     * @throws IllegalStateException if the provider does not declare the setting
     */
    public <T> Optional<T> get(Setting<T> setting) {
        if (!known.contains(setting)) {
            throw new IllegalStateException("provider " + provider + " does not declare the setting '" + setting + "'");
        }
        String text = values.get(setting.name());
        String file = setting.fileName().map(values::get).orElse(null);
        if (text == null && file == null) {
            return Optional.empty();
        }
        if (text == null) {
            text = secretIn(setting.name() + "File", file == null ? "" : file);
        }
        Optional<T> value = setting.isSecret() && text.isBlank() ? Optional.empty() : setting.read(text);
        if (value.isPresent()) {
            return value;
        }
        if (setting.isSecret()) {
            throw refused(setting.name(), "must not be blank; its value is not shown");
        }
        throw refused(
                setting.name(),
                "must be " + setting.form() + (setting.form().contains(",") ? "," : "") + " but was \"" + text + "\"");
    }

    /**
     * Passes the value of a setting to a setter, if it was set.
     *
     * @param <T> the type of the value
     * @param setting one of the provider's
     * @param setter usually a method of the provider's builder
     * @throws IllegalArgumentException if {@link #get} rejects the value
     * @throws IllegalArgumentException if the setter throws one; the message contains the name, and the setter's
     *     message unless the setting is a secret
     */
    public <T> void apply(Setting<T> setting, Consumer<? super T> setter) {
        Optional<T> value = get(setting);
        if (value.isEmpty()) {
            return;
        }
        try {
            setter.accept(value.get());
        } catch (IllegalArgumentException e) {
            if (setting.isSecret()) { // the message may contain it
                throw refused(setting.name(), "cannot be used; its value is not shown");
            }
            throw new IllegalArgumentException(
                    "setting '" + setting + "' of provider " + provider + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns whether a setting that is true or false was set to true.
     *
     * @param flag one of the provider's
     * @return {@code false} if it was not set
     * @throws IllegalArgumentException if it is neither {@code true} nor {@code false}
     */
    public boolean isOn(Setting<Boolean> flag) {
        return get(flag).orElse(false);
    }

    /**
     * Returns whether a setting was set, by its value or by a file.
     *
     * @param setting one of the provider's
     * @return {@code true} even if its value cannot be used
     */
    public boolean isGiven(Setting<?> setting) {
        return values.containsKey(setting.name())
                || setting.fileName().filter(values::containsKey).isPresent();
    }

    private String secretIn(String name, String text) {
        Path file;
        try {
            file = Path.of(text);
        } catch (InvalidPathException e) {
            throw notFound(name);
        }
        if (!Files.isRegularFile(file)) { // the name may be the secret itself, given by mistake
            throw notFound(name);
        }
        try {
            if (!OwnerOnly.isOwners(file)) {
                throw refused(
                        name,
                        "names the file " + file
                                + ", which others than its owner may read; take their permissions away, by chmod 600");
            }
            if (Files.size(file) > MAX_SECRET_BYTES) {
                throw refused(name, "names the file " + file + ", which has more than " + MAX_SECRET_BYTES + " bytes");
            }
            List<String> lines = TextFile.lines(file).stream()
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (lines.size() != 1) {
                throw refused(
                        name,
                        "names the file " + file + ", which must contain one line but contains " + lines.size()
                                + "; leave the value alone in it");
            }
            return lines.get(0);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    message(
                            name,
                            "names the file " + file + ", which cannot be read ("
                                    + e.getClass().getSimpleName() + "); check its permissions, and that it is UTF-8"),
                    e);
        }
    }

    private IllegalArgumentException notFound(String name) {
        return refused(
                name, "must name a file that exists; its value is not shown, because it may be the secret itself");
    }

    private IllegalArgumentException refused(String name, String complaint) {
        return new IllegalArgumentException(message(name, complaint));
    }

    private String message(String name, String complaint) {
        return "setting '" + name + "' of provider " + provider + " " + complaint;
    }

    /** Returns text with the names that were set, without values. */
    @Override
    public String toString() {
        return "Settings" + new TreeSet<>(values.keySet());
    }
}
