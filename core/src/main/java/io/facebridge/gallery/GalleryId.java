package io.facebridge.gallery;

import java.util.regex.Pattern;

/**
 * The id of a gallery. An opaque string: the provider that receives it checks it, so that existing galleries of a
 * vendor stay accessible. Use {@link #portable} for an id that every provider accepts.
 *
 * @param value not blank
 */
public record GalleryId(String value) {
    private static final Pattern PORTABLE = Pattern.compile("[a-z0-9_-]{1,48}");

    /**
     * Creates an id.
     *
     * @param value not blank
     * @throws IllegalArgumentException if the value is blank
     */
    public GalleryId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a gallery id must not be blank");
        }
    }

    /**
     * Creates an id that every provider accepts.
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
