package io.facebridge.gallery;

import java.util.regex.Pattern;

/**
 * The name of a gallery. An opaque string: the provider that gets it checks it, so that what exists at a vendor stays
 * reachable. {@link #portable} makes one that every provider accepts.
 *
 * @param value not blank
 */
public record GalleryId(String value) {
    private static final Pattern PORTABLE = Pattern.compile("[a-z0-9_-]{1,48}");

    /**
     * Checks that there is something.
     *
     * @param value see the record
     * @throws IllegalArgumentException if it is blank
     */
    public GalleryId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a gallery id must not be blank");
        }
    }

    /**
     * An id that every provider accepts.
     *
     * @param value matching {@code [a-z0-9_-]{1,48}}
     * @return the id
     * @throws IllegalArgumentException if it does not match
     */
    public static GalleryId portable(String value) {
        if (!PORTABLE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a gallery id that every provider accepts matches " + PORTABLE + " but was \"" + value + "\"");
        }
        return new GalleryId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
