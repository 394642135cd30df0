package io.facebridge.templates;

import java.util.Objects;

/**
 * Somebody a search has found.
 *
 * @param person who
 * @param face the face of theirs that is most alike
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

    /** Tells neither who nor how alike. */
    @Override
    public String toString() {
        return "TemplateHit[]";
    }
}
