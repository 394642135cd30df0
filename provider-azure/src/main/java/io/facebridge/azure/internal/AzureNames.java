package io.facebridge.azure.internal;

import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.remote.GalleryNames;
import io.facebridge.remote.UnusableAnswerException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Converts ids to the service's, checked by its rules before anything is sent. The service assigns ids to persons itself and
 * allows several persons of the same name. A person enrolled by this provider has the person's id as a name and a mark beside
 * it; persons that other applications created are identified by the service's ids, so that two people of the same name remain
 * two.
 */
final class AzureNames {
    private static final Pattern GROUP = Pattern.compile("[a-z0-9_-]{1,64}");
    private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9_.:@+-]{1,128}");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final String MARK = "facebridge:";

    private AzureNames() {}

    /**
     * Returns the names of galleries.
     *
     * @throws IllegalArgumentException if no group id can begin with the prefix
     */
    static GalleryNames galleries(String prefix) {
        return new GalleryNames("Azure AI Face", GROUP, prefix);
    }

    /**
     * Checks that a person can have this id.
     *
     * @throws IllegalArgumentException if not
     */
    static PersonId check(PersonId person) {
        GalleryNames.require("a person id on Azure AI Face", PERSON, person.value());
        return person;
    }

    /**
     * Returns the mark to keep beside a person's name, which shows that this provider enrolled the person, and by which
     * enrollment.
     */
    static String mark(String enrollment) {
        return MARK + enrollment;
    }

    /** Returns the person of an entry. */
    static PersonId person(String id, String name, String userData) {
        return new PersonId(userData.startsWith(MARK) && PERSON.matcher(name).matches() ? name : id);
    }

    static String face(FaceId face) {
        return GalleryNames.require("a face id on Azure AI Face", UUID, face.value());
    }

    /** Checks an id that the service assigned to a person, a face or a session: a UUID. */
    static String answered(String what, Json name) {
        return UnusableAnswerException.requireForm(what, UUID, name.text().orElse(null));
    }

    /** Checks the id of a group, of this or another application. */
    static String answeredGroup(Json name) {
        return UnusableAnswerException.require("id of a group", name.text().orElse(null));
    }

    /** Returns the gallery of a group; empty for one of another application, whatever its id. */
    static Optional<GalleryId> gallery(GalleryNames names, String group) {
        return names.isOthers(group)
                ? Optional.empty()
                : names.galleryOf(UnusableAnswerException.requireForm("id of a group", GROUP, group));
    }

    static boolean isUuid(String id) {
        return UUID.matcher(id).matches();
    }
}
