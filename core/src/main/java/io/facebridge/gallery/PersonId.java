package io.facebridge.gallery;

import java.util.regex.Pattern;

/**
 * The application's id of a person of one gallery; the same id in two galleries is two people. Choose one that contains
 * nothing about the person. An opaque string: the provider that receives it checks it, so that existing people of a
 * vendor stay accessible. Use {@link #portable} for an id that every provider accepts.
 *
 * @param value not blank
 */
public record PersonId(String value) {
    private static final Pattern PORTABLE = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    /**
     * Creates an id.
     *
     * @param value not blank
     * @throws IllegalArgumentException if the value is blank
     */
    public PersonId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a person id must not be blank");
        }
    }

    /**
     * Creates an id that every provider accepts.
     *
     * @param value matching {@code [A-Za-z0-9_-]{1,40}}
     * @return the id
     * @throws IllegalArgumentException if it does not match
     */
    public static PersonId portable(String value) {
        if (!PORTABLE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a person id that every provider accepts matches " + PORTABLE + " but was \"" + value + "\"");
        }
        return new PersonId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
