package io.facebridge.gallery;

import java.util.List;
import java.util.Objects;

/**
 * A person enrolled in a gallery.
 *
 * @param id the application's id of the person
 * @param faces the enrolled faces, in the provider's order; unmodifiable
 */
public record Person(PersonId id, List<FaceId> faces) {
    /**
     * Creates a person. Copies the faces.
     *
     * @param id the application's id of the person
     * @param faces the enrolled faces, in the provider's order; unmodifiable
     */
    public Person {
        Objects.requireNonNull(id, "id");
        faces = List.copyOf(faces);
    }

    /** Returns text with the number of faces, without the person's id and without the faces' ids. */
    @Override
    public String toString() {
        return "Person[" + faces.size() + " faces]";
    }
}
