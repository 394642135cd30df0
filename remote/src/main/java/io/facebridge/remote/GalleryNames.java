package io.facebridge.remote;

import io.facebridge.gallery.GalleryId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Converts gallery ids to a service's names and back. A prefix lets several applications share an account. Names are
 * checked against the service's rule before anything is sent. Immutable.
 */
public final class GalleryNames {
    private final String service;
    private final Pattern rule;
    private final String prefix;

    /**
     * Creates the converter of a provider.
     *
     * @param service the name of the service, for messages
     * @param rule the pattern of the names that the service accepts
     * @param prefix the prefix of every gallery's name; empty for none
     * @throws IllegalArgumentException if the prefix does not match the rule
     */
    public GalleryNames(String service, Pattern rule, String prefix) {
        if (!prefix.isEmpty()) {
            require("galleryPrefix", rule, prefix);
        }
        this.service = service;
        this.rule = rule;
        this.prefix = prefix;
    }

    /**
     * Returns the service's name of a gallery.
     *
     * @param gallery the id of the gallery
     * @return the prefix followed by the gallery's id
     * @throws IllegalArgumentException if the service does not accept that name
     */
    public String nameOf(GalleryId gallery) {
        String name = prefix + gallery;
        if (!rule.matcher(name).matches()) {
            throw new IllegalArgumentException("a gallery id on " + service + ", with its prefix, matches " + rule
                    + " but was \"" + name + "\"; GalleryId.portable makes one that every provider accepts");
        }
        return name;
    }

    /**
     * Returns the gallery id for a service's name.
     *
     * @param name the service's name
     * @return the id; empty if the name lacks the prefix and so belongs to another application
     */
    public Optional<GalleryId> galleryOf(String name) {
        return name.startsWith(prefix) && name.length() > prefix.length()
                ? Optional.of(new GalleryId(name.substring(prefix.length())))
                : Optional.empty();
    }

    /**
     * Returns whether a service's name belongs to another application, so that it need not follow the rule.
     *
     * @param name the service's name, as received
     * @return {@code true} for a name without the prefix, or equal to the prefix; always {@code false} if there is no
     *     prefix
     */
    public boolean isOthers(String name) {
        return !prefix.isEmpty() && (!name.startsWith(prefix) || name.length() == prefix.length());
    }

    /**
     * Checks an id against a service's rule.
     *
     * @param what what the id names and on which service, for the message: "a face id on Rekognition"
     * @param rule the pattern of the ids that the service accepts
     * @param value the id
     * @return the unchanged id
     * @throws IllegalArgumentException if the service does not accept it
     */
    public static String require(String what, Pattern rule, String value) {
        if (!rule.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " matches " + rule + " but was \"" + value + "\"");
        }
        return value;
    }
}
