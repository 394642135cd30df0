package io.facebridge.match;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import java.util.Objects;

/**
 * Two persons of one gallery who look alike.
 *
 * @param gallery the gallery
 * @param first one of them
 * @param second the other
 * @param score how alike they are
 */
public record DuplicatePair(GalleryId gallery, PersonId first, PersonId second, Score score) {
    /**
     * Checks that they are two.
     *
     * @param gallery see the record
     * @param first see the record
     * @param second see the record
     * @param score see the record
     * @throws IllegalArgumentException if the two are one
     */
    public DuplicatePair {
        Objects.requireNonNull(gallery, "gallery");
        Objects.requireNonNull(score, "score");
        if (first.equals(second)) {
            throw new IllegalArgumentException("a pair needs two persons but both are " + first);
        }
    }

    @Override
    public String toString() {
        return "DuplicatePair[" + gallery + ", " + score.scale() + "]";
    }
}
