package io.facebridge;

import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import java.util.Objects;

/**
 * Finds people in a gallery who may be the same person. Use it to clean up a gallery that was filled without a search
 * before each enrollment. Thread-safe.
 */
public interface DuplicateFinder extends FaceCapability {
    /**
     * Searches a gallery for pairs of people whose enrolled faces are similar. A gallery of n people has n·(n-1)/2 pairs:
     * choose a false match rate far below 1 in that many, or expect false pairs and submit them for human review.
     *
     * @param gallery the gallery
     * @param threshold a threshold on the {@linkplain #scale gallery's scale}
     * @return every unordered pair whose score is at least the threshold, once; found lazily, and searched for again by every
     *     iterator; empty if no two people are that similar
     * @throws IncompatibleScaleException if the threshold is on another scale
     * @throws NotFoundException if the gallery does not exist
     * @throws IllegalArgumentException if the provider does not allow the id
     */
    Iterable<DuplicatePair> find(GalleryId gallery, Threshold threshold);

    /**
     * Returns the scale of the scores of a gallery. May send a request.
     *
     * @param gallery the gallery
     * @return the scale
     * @throws NotFoundException if the gallery does not exist
     */
    ScoreScale scale(GalleryId gallery);

    /**
     * Two people in one gallery whose faces are similar.
     *
     * @param gallery the gallery
     * @param first one of the two people
     * @param second the other one; not equal to {@code first}
     * @param score their similarity
     */
    record DuplicatePair(GalleryId gallery, PersonId first, PersonId second, Score score) {
        /**
         * Creates a pair.
         *
         * @param gallery the gallery
         * @param first one of the two people
         * @param second the other one; not equal to {@code first}
         * @param score their similarity
         * @throws IllegalArgumentException if {@code first} equals {@code second}
         */
        public DuplicatePair {
            Objects.requireNonNull(gallery, "gallery");
            Objects.requireNonNull(score, "score");
            if (first.equals(second)) {
                throw new IllegalArgumentException("a pair needs two people but both are " + first);
            }
        }

        @Override
        public String toString() {
            return "DuplicatePair[" + gallery + ", " + score.scale() + "]";
        }
    }
}
