package io.facebridge.match;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import java.util.Objects;

/**
 * An enrolled person returned by a search, with the comparison that ranked them.
 *
 * @param gallery the gallery in which the person is enrolled
 * @param person the person
 * @param comparison the comparison with its score; also reports whether another face of the probe rivals the selected one
 */
public record Candidate(GalleryId gallery, PersonId person, Comparison comparison) {
    /**
     * Creates a candidate.
     *
     * @param gallery the gallery in which the person is enrolled
     * @param person the person
     * @param comparison the comparison with its score; also reports whether another face of the probe rivals the
     * selected one
     */
    public Candidate {
        Objects.requireNonNull(gallery, "gallery");
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(comparison, "comparison");
    }

    /** {@return the score of the comparison} */
    public Score score() {
        return comparison.score();
    }

    @Override
    public String toString() {
        return "Candidate[" + gallery + ", " + comparison + "]";
    }
}
