package io.facebridge.local;

import io.facebridge.DuplicateFinder;
import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.Threshold;

/**
 * Compares everybody with everybody, one search for each template. The cost grows with the square of the gallery: at 10 ms a
 * search, 10,000 templates take two minutes and 1,000,000 take three hours. Two persons score as their two most alike
 * templates do. Pairs come in the order of the first person's name, which is before the second's; a search that was broken off
 * is taken up again at the person it had come to.
 */
public interface LocalDuplicateFinder extends DuplicateFinder {
    /**
     * Searches as {@link #find(GalleryId, Threshold)} does, and reports its progress.
     *
     * @param gallery the gallery
     * @param threshold a threshold on the gallery's scale
     * @param progress is notified person by person
     * @return pairs in order, found while the caller iterates
     */
    Iterable<DuplicatePair> find(GalleryId gallery, Threshold threshold, Progress progress);

    /**
     * Resumes a search.
     *
     * @param gallery the gallery
     * @param threshold the same threshold
     * @param from the last person that {@link Progress} reported; need not be enrolled any more. Their pairs are returned
     *     again
     * @param progress is notified person by person
     * @return the pairs that are left
     */
    Iterable<DuplicatePair> findFrom(GalleryId gallery, Threshold threshold, PersonId from, Progress progress);

    /** Receives the person that a search has reached. */
    @FunctionalInterface
    interface Progress {
        /**
         * A person is about to be compared with all who come later.
         *
         * @param person who
         * @param done how many persons came before, 0 or more
         * @param total how many there are
         */
        void visiting(PersonId person, long done, long total);
    }
}
