package io.facebridge.templates;

import io.facebridge.gallery.PersonId;
import io.facebridge.match.FaceTemplate;
import java.util.Objects;

/**
 * A template and whose it is.
 *
 * @param person who
 * @param template what the person is compared by
 */
public record PersonTemplate(PersonId person, FaceTemplate template) {
    /**
     * Creates a template of a person.
     *
     * @param person who
     * @param template what the person is compared by
     */
    public PersonTemplate {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(template, "template");
    }

    /** Returns text without the person and without the template. */
    @Override
    public String toString() {
        return "PersonTemplate[]";
    }
}
