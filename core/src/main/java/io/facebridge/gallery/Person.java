package io.facebridge.gallery;

import java.util.List;
import java.util.Objects;

/**
 * Somebody enrolled in a gallery.
 *
 * @param id the application's name for the person
 * @param faces the enrolled faces, in the provider's order; unmodifiable
 */
public record Person(PersonId id, List<FaceId> faces) {
    /**
     * Copies the faces.
     *
     * @param id see the record
     * @param faces see the record
     */
    public Person {
        Objects.requireNonNull(id, "id");
        faces = List.copyOf(faces);
    }

    /** Tells how many faces there are, and neither whose nor which. */
    @Override
    public String toString() {
        return "Person[" + faces.size() + " faces]";
    }
}
