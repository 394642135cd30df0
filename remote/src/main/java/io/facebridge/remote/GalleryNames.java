package io.facebridge.remote;

import io.facebridge.gallery.GalleryId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Gallery ids as a service's names, with a prefix by which several applications share an account. Names are checked by the service's
 * rule before anything is sent. Immutable.
 */
public final class GalleryNames {
    private final String service;
    private final Pattern rule;
    private final String prefix;

    /**
     * Creates the names of a provider.
     *
     * @param service the service, for messages
     * @param rule the names that the service accepts
     * @param prefix stands before every gallery's id; empty for none
     * @throws IllegalArgumentException if no name can begin with the prefix
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
     * The service's name of a gallery.
     *
     * @param gallery the gallery
     * @return the prefix and the gallery's id
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
     * The gallery of a service's name.
     *
     * @param name the service's name
     * @return empty for a name without the prefix, which is another application's
     */
    public Optional<GalleryId> galleryOf(String name) {
        return name.startsWith(prefix) && name.length() > prefix.length()
                ? Optional.of(new GalleryId(name.substring(prefix.length())))
                : Optional.empty();
    }

    /**
     * Whether a service's name is another application's, so that it need not follow the rule.
     *
     * @param name the service's name, as it was answered
     * @return {@code true} for a name without the prefix, or of the prefix alone; never without a prefix
     */
    public boolean isOthers(String name) {
        return !prefix.isEmpty() && (!name.startsWith(prefix) || name.length() == prefix.length());
    }

    /**
     * Checks an id by a service's rule.
     *
     * @param what what the id names and where, for the message: "a face id on Rekognition"
     * @param rule the ids that the service accepts
     * @param value the id
     * @return the id
     * @throws IllegalArgumentException if the service does not accept it
     */
    public static String require(String what, Pattern rule, String value) {
        if (!rule.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " matches " + rule + " but was \"" + value + "\"");
        }
        return value;
    }
}
