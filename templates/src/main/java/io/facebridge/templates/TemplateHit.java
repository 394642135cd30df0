package io.facebridge.templates;

import java.util.Objects;

/**
 * An enrolled person that a search returned.
 *
 * @param person the person
 * @param face the person's most similar face
 * @param score the cosine of the best template, or the mean of the best few, -1 to 1
 * @param <P> the type of a person's id
 * @param <F> the type of a face's id
 */
public record TemplateHit<P, F>(P person, F face, double score) {
    /**
     * Creates a hit.
     *
     * @param person the person
     * @param face the person's most similar face
     * @param score the cosine of the best template, or the mean of the best few, -1 to 1
     */
    public TemplateHit {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(face, "face");
    }

    /** Returns text without the person, the face and the score. */
    @Override
    public String toString() {
        return "TemplateHit[]";
    }
}
