package io.facebridge.spi;

import io.facebridge.FaceProviderFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A declaration of one setting of a provider that is opened by name: its name, the form of its values, and its default.
 * The name is that of the builder's method, in lower camel case, and the same on every provider that has the setting. A
 * factory lists its declarations in {@link FaceProviderFactory#settings}, and reads values with {@link Settings#get}
 * and {@link Settings#apply}. Immutable and thread-safe.
 *
 * <pre>{@code
 * private static final Setting<Duration> WAIT =
 *         Setting.duration("wait", "Maximum wait for a result, 1 s or more.").withDefault("30s");
 * }</pre>
 *
 * @param <T> the type of the value
 */
public final class Setting<T> {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final String name;
    private final String form;
    private final String description;
    private final @Nullable String defaultValue;
    private final boolean secret;
    private final Function<String, ? extends T> reading;

    private Setting(
            String name,
            String form,
            String description,
            @Nullable String defaultValue,
            boolean secret,
            Function<String, ? extends T> reading) {
        this.name = Objects.requireNonNull(name, "name");
        this.form = Objects.requireNonNull(form, "form");
        this.description = Objects.requireNonNull(description, "description");
        this.defaultValue = defaultValue;
        this.secret = secret;
        this.reading = Objects.requireNonNull(reading, "reading");
    }

    /**
     * Declares a setting that is written in a way of its own.
     *
     * @param <T> what a value becomes
     * @param name its name
     * @param form how a value is written, as it follows "must be" in a message
     * @param description what it sets, in one sentence
     * @param reading makes the value; an {@link IllegalArgumentException}, {@link DateTimeException} or
     *     {@link ArithmeticException} of it means that the text is not written in this form
     * @return the declaration
     */
    public static <T> Setting<T> of(
            String name, String form, String description, Function<String, ? extends T> reading) {
        return new Setting<>(name, form, description, null, false, reading);
    }

    /**
     * Declares a setting that is taken as it is written.
     *
     * @param name its name
     * @param description what it sets, in one sentence
     * @return the declaration
     */
    public static Setting<String> text(String name, String description) {
        return of(name, "text", description, Function.identity());
    }

    /**
     * Declares a key, password or token. No message contains its value, and a file may contain it instead: for a
     * setting {@code key}, {@code keyFile} is the path of a file that only its owner may read, with the value on one
     * line.
     *
     * @param name its name
     * @param description what it is, in one sentence
     * @return the declaration
     */
    public static Setting<String> secret(String name, String description) {
        return new Setting<>(name, "text", description, null, true, Function.identity());
    }

    /**
     * Declares a setting that is a finite number.
     *
     * @param name its name
     * @param description what it sets, in one sentence, with unit and range
     * @return the declaration
     */
    public static Setting<Double> number(String name, String description) {
        return of(name, "a number", description, text -> {
            double number = Double.parseDouble(text.strip());
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("not finite");
            }
            return number;
        });
    }

    /**
     * Declares a setting that is a whole number of -2,147,483,648 to 2,147,483,647.
     *
     * @param name its name
     * @param description what it sets, in one sentence, with unit and range
     * @return the declaration
     */
    public static Setting<Integer> wholeNumber(String name, String description) {
        return of(name, "a whole number", description, text -> Integer.valueOf(text.strip()));
    }

    /**
     * Declares a setting that is {@code true} or {@code false}.
     *
     * @param name its name
     * @param description what {@code true} means, in one sentence
     * @return the declaration, with the default {@code false}
     */
    public static Setting<Boolean> flag(String name, String description) {
        Setting<Boolean> flag = of(name, "true or false", description, text -> switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither");
        });
        return flag.withDefault("false");
    }

    /**
     * Declares a setting that is a duration: of ISO 8601, such as {@code PT30S}, or a whole number with {@code ms}, {@code s},
     * {@code m}, {@code h} or {@code d} behind it.
     *
     * @param name its name
     * @param description what it sets, in one sentence, with its range
     * @return the declaration
     */
    public static Setting<Duration> duration(String name, String description) {
        return of(name, "a duration, such as 30s, 5m or PT30S", description, Setting::toDuration);
    }

    /**
     * Declares a setting that is the path of a file or folder.
     *
     * @param name its name
     * @param description what it is for, in one sentence
     * @return the declaration
     */
    public static Setting<Path> path(String name, String description) {
        return of(name, "a path", description, text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("blank");
            }
            return Path.of(text);
        });
    }

    /**
     * Declares a setting that is an absolute URL with a host.
     *
     * @param name its name
     * @param description what the URL refers to, in one sentence
     * @return the declaration
     */
    public static Setting<URI> url(String name, String description) {
        return of(name, "a URL, such as https://host:8443", description, text -> {
            URI address = URI.create(text.strip());
            if (address.getScheme() == null || address.getHost() == null) {
                throw new IllegalArgumentException("not absolute");
            }
            return address;
        });
    }

    /**
     * Declares a setting that is one of several words: the constants of an enumeration in lower case, with hyphens.
     *
     * @param <E> the enumeration
     * @param name its name
     * @param choices the enumeration
     * @param description what it chooses, in one sentence
     * @return the declaration
     */
    public static <E extends Enum<E>> Setting<E> choice(String name, Class<E> choices, String description) {
        List<E> all = Arrays.asList(choices.getEnumConstants());
        List<String> words = all.stream().map(Setting::word).toList();
        String form = words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
        return of(
                name,
                form,
                description,
                text -> all.stream()
                        .filter(choice -> word(choice).equals(text.strip()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("none of them")));
    }

    /**
     * Sets the default of the setting.
     *
     * @param text the value in its written form
     * @return a declaration with this default
     */
    public Setting<T> withDefault(String text) {
        return new Setting<>(name, form, description, Objects.requireNonNull(text, "text"), secret, reading);
    }

    /**
     * Returns the name of the setting.
     *
     * @return in lower camel case
     */
    public String name() {
        return name;
    }

    /**
     * Returns how a value is written.
     *
     * @return what follows "must be" in a message, for example {@code a whole number}
     */
    public String form() {
        return form;
    }

    /**
     * Returns what the setting sets.
     *
     * @return one sentence
     */
    public String description() {
        return description;
    }

    /**
     * Returns the default of the setting.
     *
     * @return the value in its written form; empty if there is no default
     */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /**
     * Returns whether the value is a key, password or token.
     *
     * @return {@code true} if no message shows the value and {@link #fileName()} is a setting too
     */
    public boolean isSecret() {
        return secret;
    }

    /**
     * Returns the name of the setting that names a file with this one's value.
     *
     * @return the name with {@code File} behind it; empty if this is no secret
     */
    public Optional<String> fileName() {
        return secret ? Optional.of(name + "File") : Optional.empty();
    }

    /** Returns the value of a text; empty if the text does not have the form of this setting. */
    Optional<T> read(String text) {
        try {
            return Optional.of(reading.apply(text));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a duration as {@link #duration} does, for settings that contain several values.
     *
     * @param text of ISO 8601, such as {@code PT30S}, or a whole number with {@code ms}, {@code s}, {@code m}, {@code h} or
     *     {@code d} behind it
     * @return the duration
     * @throws DateTimeException if it is written in another way
     * @throws ArithmeticException if it is too long
     */
    public static Duration toDuration(String text) {
        Matcher shortForm = SHORT_DURATION.matcher(text.strip());
        if (!shortForm.matches()) {
            return Duration.parse(text.strip());
        }
        long number = Long.parseLong(shortForm.group(1));
        return switch (shortForm.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
