package io.facebridge.aws.internal;

import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.remote.GalleryNames;
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
    /** Of faces and of liveness sessions. */
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private AwsNames() {}

    /**
     * The names of galleries.
     *
     * @throws IllegalArgumentException if no collection id can begin with the prefix
     */
    static GalleryNames galleries(String prefix) {
        return new GalleryNames("Rekognition", COLLECTION, prefix);
    }

    static String user(PersonId person) {
        return GalleryNames.require("a person id on Rekognition", USER, person.value());
    }

    static String face(FaceId face) {
        return GalleryNames.require("a face id on Rekognition", UUID, face.value());
    }

    /** An id that the service gave, which later requests name. */
    static String answeredFace(@Nullable String face) {
        return UnusableAnswerException.requireForm("id of a face", UUID, face);
    }

    /** The id of a user of a collection. */
    static String answeredUser(@Nullable String user) {
        return UnusableAnswerException.requireForm("id of a user", USER, user);
    }

    /** The gallery of a collection; empty for one of another application, whatever its id is. */
    static Optional<GalleryId> answeredCollection(GalleryNames names, @Nullable String collection) {
        String answered = UnusableAnswerException.require("id of a collection", collection);
        return names.isOthers(answered)
                ? Optional.empty()
                : names.galleryOf(UnusableAnswerException.requireForm("id of a collection", COLLECTION, answered));
    }

    /** The id of a liveness session. */
    static String answeredSession(@Nullable String session) {
        return UnusableAnswerException.requireForm("id of a session", UUID, session);
    }
}
