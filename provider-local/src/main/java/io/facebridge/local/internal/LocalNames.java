package io.facebridge.local.internal;

import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import java.util.regex.Pattern;

/** What the ids of one's own galleries look like. */
final class LocalNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:@+=/~#-]{1,128}");
    private static final Pattern FACE = Pattern.compile("[0-9]{1,19}");

    private LocalNames() {}

    static GalleryId gallery(GalleryId id) {
        require("a gallery id here", NAME, id.value());
        return id;
    }

    static PersonId person(PersonId id) {
        require("a person id here", NAME, id.value());
        return id;
    }

    static FaceId face(FaceId id) {
        require("a face id here", FACE, id.value());
        return id;
    }

    private static void require(String what, Pattern pattern, String value) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " matches " + pattern + " but was \"" + value + "\"");
        }
    }
}
