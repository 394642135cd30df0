package io.facebridge.provider;

import java.util.regex.Pattern;

/**
 * The short name of a provider, for example {@code local}.
 *
 * @param value one to 32 of {@code a-z}, {@code 0-9} and {@code -}, starting with a letter
 */
public record ProviderId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /**
     * Creates an id.
     *
     * @param value one to 32 of {@code a-z}, {@code 0-9} and {@code -}, starting with a letter
     * @throws IllegalArgumentException if {@code value} is not of the form above
     */
    public ProviderId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("provider id must match " + FORM + " but was \"" + value + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
