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

/** Looks for the person of a picture among the persons of galleries (1:N). Thread-safe. */
public interface FaceIdentifier extends FaceCapability {
    /**
     * Searches. Scores are given as they are: who is let in is for a {@link io.facebridge.match.MatchPolicy} to say.
     *
     * @param request the picture, the galleries, and how many candidates are wanted
     * @return for each face that is meant, largest first, its candidates, best first; a face like nobody enrolled has
     *     none, or some with low scores
     * @throws FaceNotFoundException if the picture holds no face (role PROBE)
     * @throws TooManyFacesException if the request says {@code ONLY} and the picture holds several faces
     * @throws InvalidImageException if the picture cannot be decoded or is outside the provider's limits
     * @throws NotFoundException if a gallery is not there
     * @throws IncompatibleScaleException if the galleries were enrolled with different models, so that their scores cannot
     *     be put in one order; search them one by one
     * @throws UnsupportedCapabilityException if the provider cannot search for the faces that are meant
     * @throws IllegalArgumentException if the provider does not allow an id or the limit
     */
    List<Identification> identify(IdentifyRequest request);

    /**
     * The scale of the scores of a gallery. May ask the service.
     *
     * @param gallery the gallery
     * @return the scale
     * @throws NotFoundException if the gallery is not there
     */
    ScoreScale scale(GalleryId gallery);
}
