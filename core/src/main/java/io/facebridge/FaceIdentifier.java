package io.facebridge;

import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.ScoreScale;
import java.util.List;
import java.util.Optional;

/** Searches galleries for the person in an image (1:N). Thread-safe. */
public interface FaceIdentifier extends FaceCapability {
    /**
     * Searches one gallery or several. Scores are returned as they are; a {@link io.facebridge.match.MatchPolicy} decides
     * which of them match.
     *
     * @param request the image, the galleries, and the maximum number of candidates
     * @return one result per selected face, largest face first; candidates are in descending score order, and none or only
     *     low-scoring ones for people who are not enrolled
     * @throws FaceNotFoundException if the image contains no face (role PROBE)
     * @throws TooManyFacesException if the request says {@code ONLY} and the image contains several faces
     * @throws InvalidImageException if the image cannot be decoded or is outside the provider's limits
     * @throws NotFoundException if a gallery does not exist
     * @throws IncompatibleScaleException if the galleries were enrolled with different models, so that their scores cannot be
     *     put in one order; search them one by one
     * @throws UnsupportedCapabilityException if the provider cannot search for the selected faces
     * @throws IllegalArgumentException if the provider does not allow an id or the limit
     */
    List<Identification> identify(IdentifyRequest request);

    /**
     * Returns the scale of the scores of a gallery. May send a request.
     *
     * @param gallery the gallery
     * @return the scale
     * @throws NotFoundException if the gallery does not exist
     */
    ScoreScale scale(GalleryId gallery);

    /**
     * Returns the scale of the scores of a gallery where it is known without a request, so that a missing threshold is found
     * before an image is sent. Makes no remote call and does not check that the gallery exists.
     *
     * @param gallery the gallery
     * @return empty if only a response contains the scale
     */
    default Optional<ScoreScale> knownScale(GalleryId gallery) {
        return Optional.empty();
    }
}
