package io.facebridge.gallery;

import java.util.regex.Pattern;

/**
 * The application's name for a person of one gallery; the same id in two galleries is two persons. Choose one that says
 * nothing about the person. An opaque string: the provider that gets it checks it, so that what exists at a vendor stays
 * reachable. {@link #portable} makes one that every provider accepts.
 *
 * @param value not blank
 */
public record PersonId(String value) {
    private static final Pattern PORTABLE = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    /**
     * Checks that there is something.
     *
     * @param value see the record
     * @throws IllegalArgumentException if it is blank
     */
    public PersonId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a person id must not be blank");
        }
    }

    /**
     * An id that every provider accepts.
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
