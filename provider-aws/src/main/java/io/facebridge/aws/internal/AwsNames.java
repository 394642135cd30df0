package io.facebridge.aws.internal;

import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.remote.UnusableAnswerException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Our ids as Rekognition's, checked by the rules of its API reference before anything is sent, because the SDK checks
 * nothing. Galleries get a prefix, so that several applications share an account.
 */
final class AwsNames {
    private static final Pattern COLLECTION = Pattern.compile("[a-zA-Z0-9_.\\-]{1,255}");
    private static final Pattern USER = Pattern.compile("[a-zA-Z0-9_.\\-:]{1,128}");
    private static final Pattern FACE = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final String prefix;

    /**
     * Names with this prefix.
     *
     * @throws IllegalArgumentException if no collection id can begin with it
     */
    AwsNames(String prefix) {
        if (!prefix.isEmpty()) {
            require("a gallery prefix", COLLECTION, prefix);
        }
        this.prefix = prefix;
    }

    String collection(GalleryId gallery) {
        String id = prefix + gallery;
        if (!COLLECTION.matcher(id).matches()) {
            throw new IllegalArgumentException("a gallery id on Rekognition, with its prefix, matches " + COLLECTION
                    + " but was \"" + id + "\"; GalleryId.portable makes one that every provider accepts");
        }
        return id;
    }

    /** Empty for a collection without the prefix, which is not ours. */
    Optional<GalleryId> gallery(String collection) {
        return collection.startsWith(prefix) && collection.length() > prefix.length()
                ? Optional.of(new GalleryId(collection.substring(prefix.length())))
                : Optional.empty();
    }

    static String user(PersonId person) {
        return require("a person id on Rekognition", USER, person.value());
    }

    static String face(FaceId face) {
        return require("a face id on Rekognition", FACE, face.value());
    }

    /** An id that the service gave, which later requests name. */
    static String answeredFace(@Nullable String face) {
        String id = UnusableAnswerException.requireText("id of a face", face);
        if (!FACE.matcher(id).matches()) {
            throw new UnusableAnswerException("an id of a face that does not match " + FACE);
        }
        return id;
    }

    private static String require(String what, Pattern pattern, String value) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " matches " + pattern + " but was \"" + value + "\"");
        }
        return value;
    }
}
