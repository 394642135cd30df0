package io.facebridge.cli;

import io.facebridge.FaceProviders;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.Secrets;
import io.facebridge.internal.TextFile;
import io.facebridge.spi.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file: lines {@code NAME = VALUE}, those before the first {@code [PROFILE]} of the default profile. Read
 * strictly, so that a misspelled line is not ignored. No message contains a value that may be a secret.
 */
final class ConfigurationFile {
    static final String DEFAULT = "default";

    /** Before the name of a provider's setting. */
    static final String SET = "set.";

    /** Names under which people store secrets. */
    private static final String SECRET = "(?i).*(secret|password|passphrase|token|credential|(^|[._-])key|[a-z]Key)$";

    private final Path file;
    private final @Nullable Path home;
    private final Map<String, Map<String, List<Entry>>> profiles = new LinkedHashMap<>();
    private final Map<String, Integer> headers = new LinkedHashMap<>();

    private ConfigurationFile(Path file, @Nullable Path home) {
        this.file = file;
        this.home = home;
        profiles.put(DEFAULT, new LinkedHashMap<>());
    }

    /** A value and its line, 1 or more. */
    record Entry(String value, int line) {}

    /**
     * Reads the file.
     *
     * @param home the folder that {@code ~} stands for, or {@code null} if none is known
     */
    static ConfigurationFile read(Path file, @Nullable Path home) {
        ConfigurationFile read = new ConfigurationFile(file, home);
        String profile = DEFAULT;
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (text.startsWith("[")) {
                profile = read.header(text, number);
            } else if (!text.isEmpty() && !text.startsWith("#") && !text.startsWith(";")) {
                read.entry(profile, text, number);
            }
        }
        return read;
    }

    private static List<String> lines(Path file) {
        try {
            return TextFile.lines(file);
        } catch (IOException e) {
            throw usage("the configuration file "
                    + TextFile.encodingComplaint(e)
                            .orElse(file + " cannot be read: "
                                    + DiskFailure.of(e, file).words()
                                    + "; check that it may be read, or name another file in FACEBRIDGE_CONFIG"));
        }
    }

    private String header(String text, int line) {
        String name = text.replaceFirst("^\\[\\s*", "").replaceFirst("\\s*]$", "");
        if (!text.endsWith("]") || !name.matches("[A-Za-z0-9._-]+")) {
            throw usage(place(line) + " must be [PROFILE], with a name of letters, digits, '.', '_' and '-'");
        }
        Integer before = headers.put(name, line);
        if (before != null) {
            throw usage(place(line) + " begins the profile " + name + " again, which line " + before
                    + " begins; write its settings there");
        }
        profiles.putIfAbsent(name, new LinkedHashMap<>());
        return name;
    }

    private void entry(String profile, String text, int line) {
        int equals = text.indexOf('=');
        String name = (equals < 0 ? text.replaceFirst("[\\s:].*", "") : text.substring(0, equals)).strip();
        requireKnown(name, line);
        if (equals < 0) {
            throw usage(place(line) + " has no equals sign; write " + name + " = VALUE");
        }
        String value = text.substring(equals + 1).strip();
        requireValue(name, value, line);
        String resolved = resolved(name, value, line);
        requireUsable(name, value, resolved, place(line));
        List<Entry> entries = profileOf(profile).computeIfAbsent(name, unused -> new ArrayList<>());
        if (!entries.isEmpty()
                && !ConfigurationKey.named(name)
                        .filter(ConfigurationKey::isList)
                        .isPresent()) {
            throw usage(place(line) + " sets " + name + " again, which line "
                    + entries.get(0).line() + " sets; remove one of the two lines");
        }
        entries.add(new Entry(resolved, line));
    }

    private Map<String, List<Entry>> profileOf(String name) {
        return profiles.computeIfAbsent(name, unused -> new LinkedHashMap<>());
    }

    private void requireKnown(String name, int line) {
        if (ConfigurationKey.named(name).isPresent()) {
            return;
        }
        if (name.startsWith(SET) && settings().anyMatch(setting -> isNamed(setting, name.substring(SET.length())))) {
            return;
        }
        String setting = name.startsWith(SET) ? name.substring(SET.length()) : name;
        if (isSecret(setting)) {
            throw usage(place(line) + " contains a secret (" + Shown.of(name) + "), which this file must not; "
                    + remedyFor(setting, SET + "%s = FILE"));
        }
        List<String> known = known();
        if (settings().anyMatch(each -> isNamed(each, name))) {
            throw usage(place(line) + " sets " + name + ", which is a setting of a provider; write " + SET + name
                    + " = VALUE");
        }
        throw usage(place(line) + " sets \"" + Shown.of(name) + "\", which is not a setting"
                + Configuration.didYouMean(name, known) + "; known: " + String.join(", ", known) + ", and " + SET
                + "NAME for a setting of a provider");
    }

    static List<String> known() {
        return Stream.of(ConfigurationKey.values())
                .map(ConfigurationKey::inFile)
                .toList();
    }

    private static Stream<Setting<?>> settings() {
        return FaceProviders.available().stream()
                .flatMap(provider -> FaceProviders.settings(provider.value()).stream());
    }

    /** Returns whether a provider has a setting of this name. */
    static boolean isSetting(String name) {
        return settings().anyMatch(setting -> setting.name().equals(name) || isNamed(setting, name));
    }

    /** Whether a name is that of a setting whose value may be in a file: not that of a secret. */
    private static boolean isNamed(Setting<?> setting, String name) {
        return setting.fileName()
                .map(name::equals)
                .orElseGet(() -> setting.name().equals(name));
    }

    /** Returns whether a setting of this name takes a secret's value, however it is spaced. */
    static boolean isSecret(String spaced) {
        String name = spaced.strip();
        return settings()
                        .anyMatch(
                                setting -> setting.isSecret() && setting.name().equals(name))
                || name.matches(SECRET);
    }

    /**
     * Returns where to put a secret instead.
     *
     * @param form how the setting of a file is written, with %s for its name
     */
    static String remedyFor(String setting, String form) {
        return settings()
                .filter(each -> each.isSecret() && each.name().equals(setting.strip()))
                .findFirst()
                .flatMap(Setting::fileName)
                .or(() -> Optional.of("keyFile"))
                .map(name -> "put it into a file of its own and give " + form.formatted(name)
                        + ", or into the vendor's environment variable (AWS_SECRET_ACCESS_KEY, TENCENTCLOUD_SECRET_KEY,"
                        + " AZURE_FACE_KEY)")
                .orElseThrow();
    }

    private void requireValue(String name, String value, int line) {
        if (value.isEmpty()) {
            throw usage(place(line) + " gives " + name + " no value; add one, or remove the line");
        }
        if (value.matches("(?s).*\\s[#;].*")) {
            throw usage(place(line) + " has a comment behind the value of " + name
                    + "; put the comment on a line of its own");
        }
        if (value.matches("(?s)\".*\"|'.*'")) {
            throw usage(place(line) + " has quotation marks around the value of " + name + "; write it without them");
        }
    }

    /**
     * Fails if a value cannot be used or may contain a secret.
     *
     * @param resolved the value with an absolute path
     */
    static void requireUsable(String name, String value, String resolved, String place) {
        ConfigurationKey key = ConfigurationKey.named(name).orElse(null);
        if (key == null) {
            return;
        }
        if (key == ConfigurationKey.ENDPOINT && hasUserInformation(value)) {
            throw usage(place + " contains a secret: the user information of an address; remove it from " + name);
        }
        if (key.form() == ConfigurationKey.Form.KEY_FILE) {
            if (Secrets.looksLikeKey(location(value)) && !isFile(location(resolved))) {
                throw usage(place + " must give " + name + " as NAME=FILE, never a key itself, but no such file exists;"
                        + " its name is not shown because it may be the key");
            }
        }
        key.fault(value).ifPresent(form -> {
            throw usage(place + " gives " + name + " the value \"" + Shown.of(value) + "\", but it must be " + form);
        });
    }

    private static String location(String keyFile) {
        return keyFile.substring(keyFile.indexOf('=') + 1);
    }

    private static boolean isFile(String location) {
        try {
            return Files.exists(Path.of(location));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean hasUserInformation(String address) {
        try {
            return URI.create(address).getRawUserInfo() != null;
        } catch (IllegalArgumentException e) {
            return address.contains("@");
        }
    }

    /** A path is relative to the folder of the file, wherever the program runs. */
    private String resolved(String name, String value, int line) {
        ConfigurationKey.Form form = ConfigurationKey.named(name)
                .map(ConfigurationKey::form)
                .orElseGet(() ->
                        isPath(name.substring(SET.length())) ? ConfigurationKey.Form.PATH : ConfigurationKey.Form.TEXT);
        return switch (form) {
            case PATH -> path(value, line);
            case KEY_FILE -> value.substring(0, value.indexOf('=') + 1) + path(location(value), line);
            default -> value;
        };
    }

    private static boolean isPath(String setting) {
        return settings()
                .anyMatch(each -> each.fileName().filter(setting::equals).isPresent()
                        || (each.name().equals(setting) && each.form().equals("a path")));
    }

    private String path(String value, int line) {
        try {
            if (value.equals("~") || value.startsWith("~/")) {
                if (home == null) {
                    throw usage(
                            place(line) + " has a path that begins with ~, but no home folder is known; set HOME to an"
                                    + " absolute path, or write the whole path");
                }
                return Path.of(home.toString(), value.substring(1)).toString();
            }
            Path folder = file.toAbsolutePath().getParent();
            return folder == null ? value : folder.resolve(value).normalize().toString();
        } catch (InvalidPathException e) {
            throw usage(place(line) + " has a path that this system does not allow; name another one");
        }
    }

    Map<String, List<Entry>> profile(String name) {
        Map<String, List<Entry>> found = profiles.get(name);
        if (found == null) {
            throw usage("the profile " + Shown.of(name) + " does not exist in " + file
                    + Configuration.didYouMean(name, profiles.keySet()) + "; profiles: "
                    + String.join(", ", profiles.keySet()));
        }
        return found;
    }

    String place(int line) {
        return "line " + line + " of " + file;
    }

    static CommandFailedException usage(String message) {
        return new CommandFailedException(new Failure("Usage", Shown.in(message), Failure.USAGE));
    }
}
