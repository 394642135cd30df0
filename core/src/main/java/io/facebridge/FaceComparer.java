package io.facebridge;

import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.ScoreScale;
import java.util.Optional;

/** Compares the selected faces of two images (1:1). Thread-safe. */
public interface FaceComparer extends FaceCapability {
    /**
     * Compares the selected faces of two images.
     *
     * @param reference the image of the claimed person, for example from an identity card
     * @param probe the image just captured
     * @param options which face of each image is selected
     * @return the score on its scale, and whether another face rivals a selected one
     * @throws FaceNotFoundException if an image contains no face; its {@link FaceNotFoundException#role() role} says which
     * @throws TooManyFacesException if the options say {@code ONLY} and an image contains several faces
     * @throws InvalidImageException if an image cannot be decoded or is outside the provider's limits
     */
    Comparison compare(FaceImage reference, FaceImage probe, CompareOptions options);

    /**
     * Compares the largest faces of two images.
     *
     * @param reference the image of the claimed person
     * @param probe the image just captured
     * @return the score on its scale, and whether another face rivals a selected one
     * @throws FaceNotFoundException if an image contains no face; its role says which
     * @throws InvalidImageException if an image cannot be decoded or is outside the provider's limits
     */
    default Comparison compare(FaceImage reference, FaceImage probe) {
        return compare(reference, probe, CompareOptions.defaults());
    }

    /**
     * Returns the scale of the scores where it is known before the first comparison, so that an application can set its
     * thresholds, or detect that it has to calibrate, at startup.
     *
     * @return empty if only a response contains the scale, because the service chooses the model
     */
    default Optional<ScoreScale> scale() {
        return Optional.empty();
    }
}
