package io.facebridge.templates;

import java.util.Objects;

/**
 * A person that a search has found.
 *
 * @param person the person
 * @param face the face of theirs that is most similar
 * @param score the cosine of the best template, or the mean of the best few, -1 to 1
 * @param <P> names persons
 * @param <F> names faces
 */
public record TemplateHit<P, F>(P person, F face, double score) {
    /**
     * Checks that all are there.
     *
     * @param person see the record
     * @param face see the record
     * @param score see the record
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
