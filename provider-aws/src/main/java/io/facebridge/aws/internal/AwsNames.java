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
 * Converts ids to Rekognition's, checked by the rules of its API reference before anything is sent, because the SDK checks
 * nothing. Galleries get a prefix, so that several applications can share an account.
 */
final class AwsNames {
    private static final Pattern COLLECTION = Pattern.compile("[a-zA-Z0-9_.\\-]{1,255}");
    private static final Pattern USER = Pattern.compile("[a-zA-Z0-9_.\\-:]{1,128}");
    /** The form of the ids of faces and liveness sessions. */
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private AwsNames() {}

    /**
     * Returns the names of galleries.
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

    /** Checks an id that the service returned and that later requests contain. */
    static String answeredFace(@Nullable String face) {
        return UnusableAnswerException.requireForm("id of a face", UUID, face);
    }

    /** Checks the id of a user of a collection that the service returned. */
    static String answeredUser(@Nullable String user) {
        return UnusableAnswerException.requireForm("id of a user", USER, user);
    }

    /** Returns the gallery of a collection; empty for one of another application, whatever its id. */
    static Optional<GalleryId> answeredCollection(GalleryNames names, @Nullable String collection) {
        String answered = UnusableAnswerException.require("id of a collection", collection);
        return names.isOthers(answered)
                ? Optional.empty()
                : names.galleryOf(UnusableAnswerException.requireForm("id of a collection", COLLECTION, answered));
    }

    /** Checks the id of a liveness session that the service returned. */
    static String answeredSession(@Nullable String session) {
        return UnusableAnswerException.requireForm("id of a session", UUID, session);
    }
}
