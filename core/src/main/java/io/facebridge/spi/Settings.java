package io.facebridge.spi;

import io.facebridge.provider.ProviderId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The settings of a provider that was named in configuration, read strictly: a name nobody knows is an error and not
 * ignored.
 */
public final class Settings {
    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Takes settings in after checking their names.
     *
     * @param provider whose settings they are, for the message
     * @param values by name
     * @param known every name the provider understands
     * @return the settings
     * @throws IllegalArgumentException if a name is not among the known ones; the message lists them
     */
    public static Settings of(ProviderId provider, Map<String, String> values, String... known) {
        List<String> names = Arrays.asList(known);
        for (String name : new TreeSet<>(values.keySet())) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "provider " + provider + " has no setting \"" + name + "\"; it has " + names);
            }
        }
        return new Settings(Map.copyOf(values));
    }

    /**
     * A setting as it was written.
     *
     * @param name its name
     * @return empty if it was not given
     */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * A setting that is a number.
     *
     * @param name its name
     * @return empty if it was not given
     * @throws IllegalArgumentException if it is not a finite number
     */
    public Optional<Double> number(String name) {
        return text(name).map(text -> {
            double number;
            try {
                number = Double.parseDouble(text.strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " must be a number but was \"" + text + "\"", e);
            }
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException(name + " must be a finite number but was \"" + text + "\"");
            }
            return number;
        });
    }

    /**
     * A setting that is a whole number.
     *
     * @param name its name
     * @return empty if it was not given
     * @throws IllegalArgumentException if it is not a whole number of -2,147,483,648 to 2,147,483,647
     */
    public Optional<Integer> wholeNumber(String name) {
        return text(name).map(text -> {
            try {
                return Integer.valueOf(text.strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " must be a whole number but was \"" + text + "\"", e);
            }
        });
    }

    /**
     * A setting that is {@code true} or {@code false}.
     *
     * @param name its name
     * @return empty if it was not given
     * @throws IllegalArgumentException if it is anything else
     */
    public Optional<Boolean> flag(String name) {
        return text(name).map(text -> switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " must be true or false but was \"" + text + "\"");
        });
    }
}
