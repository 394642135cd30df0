package io.facebridge;

import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.Comparison;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.VerifyRequest;

/** Checks whether a picture shows somebody who is enrolled (1:1 against all their faces). Thread-safe. */
public interface FaceVerifier extends FaceCapability {
    /**
     * Compares a picture with an enrolled person.
     *
     * @param request the picture, the gallery, and who it is claimed to be
     * @return how alike they are
     * @throws FaceNotFoundException if the picture holds no face (role PROBE)
     * @throws TooManyFacesException if the request says {@code ONLY} and the picture holds several faces
     * @throws InvalidImageException if the picture cannot be decoded or is outside the provider's limits
     * @throws NotFoundException if the gallery (kind GALLERY) or the person (kind PERSON) is not there
     * @throws UnsupportedCapabilityException if the provider cannot compare the face that is meant
     * @throws IllegalArgumentException if the provider does not allow an id
     */
    Comparison verify(VerifyRequest request);

    /**
     * The scale of the scores of a gallery. May ask the service.
     *
     * @param gallery the gallery
     * @return the scale
     * @throws NotFoundException if the gallery is not there
     */
    ScoreScale scale(GalleryId gallery);
}
