package io.facebridge.local;

import io.facebridge.DuplicateFinder;
import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.Threshold;

/**
 * Duplicate finder that compares every person of a gallery with every other one, by one search per template. Use it instead
 * of {@link DuplicateFinder} to observe the progress, or to resume an interrupted search. The cost grows with the square of
 * the gallery: at 10 ms per search, 10,000 templates take two minutes and 1,000,000 take three hours. The score of two
 * persons is that of their two most similar templates. Pairs are in the order of the first person's id, which is before the
 * second's.
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

    /** Listener for the progress of a search. */
    @FunctionalInterface
    interface Progress {
        /**
         * Receives the person that is compared next, with all persons after it.
         *
         * @param person the person
         * @param done the number of persons before it, 0 or more
         * @param total the number of persons in the gallery
         */
        void visiting(PersonId person, long done, long total);
    }
}
