package io.facebridge;

import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.DuplicatePair;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;

/** Finds persons of a gallery who may be one and the same. Thread-safe. */
public interface DuplicateFinder extends FaceCapability {
    /**
     * Pairs of persons who look alike. In a gallery of n persons there are n·(n-1)/2 pairs: choose a false match rate far
     * below 1 in that many, or expect false pairs, and let a human decide.
     *
     * @param gallery the gallery
     * @param threshold a bar on the {@linkplain #scale gallery's scale}
     * @return every unordered pair whose score is at least the threshold, once; found lazily, and asked for anew with every
     *     iterator; empty if nobody looks like anybody else
     * @throws IncompatibleScaleException if the threshold is on another scale
     * @throws NotFoundException if the gallery is not there
     * @throws IllegalArgumentException if the provider does not allow the id
     */
    Iterable<DuplicatePair> find(GalleryId gallery, Threshold threshold);

    /**
     * The scale of the scores of a gallery. May ask the service.
     *
     * @param gallery the gallery
     * @return the scale
     * @throws NotFoundException if the gallery is not there
     */
    ScoreScale scale(GalleryId gallery);
}
