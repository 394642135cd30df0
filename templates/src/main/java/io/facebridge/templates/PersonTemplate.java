package io.facebridge.templates;

import io.facebridge.gallery.PersonId;
import io.facebridge.match.FaceTemplate;
import java.util.Objects;

/**
 * A template and its person. Use it to add templates to a {@link TemplateStore}.
 *
 * @param person the person
 * @param template a template of the person's face
 */
public record PersonTemplate(PersonId person, FaceTemplate template) {
    /**
     * Creates a template of a person.
     *
     * @param person the person
     * @param template a template of the person's face
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
