package io.facebridge.tencent.internal;

import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.remote.GalleryNames;
import io.facebridge.remote.UnusableAnswerException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Converts ids to the service's, checked by its rules before anything is sent. The service identifies a person by one id in a
 * whole account, while here the same id in two galleries is two persons: the id of a person enrolled by this provider ends with
 * a digest of the gallery's id. Persons enrolled by other applications keep their ids.
 */
final class TencentNames {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-%@#&_]{1,64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9\\-_]{1,60}");
    private static final Pattern FACE = Pattern.compile("[0-9]{1,20}");
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9\\-_]{1,128}");
    private static final int MAX_ID_LENGTH = 64;
    private static final int MAX_STEM_LENGTH = 39;
    private static final int DIGEST_LENGTH = 20;
    private static final int BASE_36 = 36;

    private TencentNames() {}

    /**
     * Returns the names of galleries.
     *
     * @throws IllegalArgumentException if no group id can begin with the prefix
     */
    static GalleryNames galleries(String prefix) {
        return new GalleryNames("Tencent Cloud", ID, prefix);
    }

    /** Returns a name for a group, which has to be unique like its id, and allows fewer characters. */
    static String nameOf(String group) {
        return NAME.matcher(group).matches()
                ? group
                : group.replaceAll("[^A-Za-z0-9\\-_]", "_").substring(0, Math.min(group.length(), MAX_STEM_LENGTH))
                        + "_" + digest(group);
    }

    /**
     * Checks a person id by the service's rules.
     *
     * @throws IllegalArgumentException if the service does not allow the id
     */
    static PersonId check(PersonId person) {
        GalleryNames.require("a person id on Tencent Cloud", ID, person.value());
        return person;
    }

    /**
     * Returns the service's id of a person that is enrolled by this provider; empty if the id leaves no space for the gallery's
     * digest, so that only other applications can have enrolled the person.
     */
    static Optional<String> ours(PersonId person, String group) {
        String id = person.value() + suffix(group);
        return id.length() <= MAX_ID_LENGTH ? Optional.of(id) : Optional.empty();
    }

    /**
     * Returns the id for a person to be enrolled.
     *
     * @throws IllegalArgumentException if the id leaves no space for the gallery's digest
     */
    static String toEnroll(PersonId person, String group) {
        return ours(person, group)
                .orElseThrow(
                        () -> new IllegalArgumentException("a person id to be enrolled on Tencent Cloud has at most "
                                + (MAX_ID_LENGTH - suffix(group).length()) + " characters but was \"" + person.value()
                                + "\"; PersonId.portable makes one that every provider accepts"));
    }

    /** Returns the person of the service's id in a group. */
    static PersonId person(String id, String group) {
        String suffix = suffix(group);
        return new PersonId(
                id.endsWith(suffix) && id.length() > suffix.length()
                        ? id.substring(0, id.length() - suffix.length())
                        : id);
    }

    /** Returns whether a person of this id was enrolled by this provider, in that group. */
    static boolean isOurs(String id, String group) {
        return id.endsWith(suffix(group)) && id.length() > suffix(group).length();
    }

    static String face(FaceId face) {
        return GalleryNames.require("a face id on Tencent Cloud", FACE, face.value());
    }

    /** Checks the id of a face that the service returned. */
    static FaceId answeredFace(@Nullable String face) {
        return new FaceId(UnusableAnswerException.requireForm("id of a face", FACE, face));
    }

    /** Checks an id of a person that the service returned, of this or another application. */
    static String answeredPerson(@Nullable String person) {
        return UnusableAnswerException.requireForm("id of a person", ID, person);
    }

    /** Returns the gallery of a group; empty for one of another application, whatever its id. */
    static Optional<GalleryId> answeredGroup(GalleryNames names, @Nullable String group) {
        String answered = UnusableAnswerException.require("id of a group", group);
        return names.isOthers(answered)
                ? Optional.empty()
                : names.galleryOf(UnusableAnswerException.requireForm("id of a group", ID, answered));
    }

    /** Checks the token of a liveness session that the service returned. */
    static String answeredSession(@Nullable String token) {
        return UnusableAnswerException.requireForm("token of a session", SESSION, token);
    }

    static boolean isSession(String id) {
        return SESSION.matcher(id).matches();
    }

    private static String suffix(String group) {
        return "#" + digest(group);
    }

    /** Returns 20 digits and lower-case letters; two galleries with the same digest are not to be expected by chance. */
    private static String digest(String group) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(group.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, hash).toString(BASE_36).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
