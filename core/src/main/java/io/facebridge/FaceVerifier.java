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
import java.util.Optional;

/** Compares an image with all faces of one claimed, enrolled person (1:1). Thread-safe. */
public interface FaceVerifier extends FaceCapability {
    /**
     * Compares the selected face of an image with an enrolled person.
     *
     * @param request the image, the gallery, and the claimed person
     * @return the comparison, with its score
     * @throws FaceNotFoundException if the image contains no face (role PROBE)
     * @throws TooManyFacesException if the request says {@code ONLY} and the image contains several faces
     * @throws InvalidImageException if the image cannot be decoded or is outside the provider's limits
     * @throws NotFoundException if the gallery (kind GALLERY) or the person (kind PERSON) does not exist
     * @throws UnsupportedCapabilityException if the provider cannot compare the selected face
     * @throws IllegalArgumentException if the provider does not allow an id
     */
    Comparison verify(VerifyRequest request);

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
