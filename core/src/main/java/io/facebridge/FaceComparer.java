package io.facebridge;

import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.ScoreScale;
import java.util.Optional;

/** Compares two pictures (1:1): how alike are the chosen faces? Thread-safe. */
public interface FaceComparer extends FaceCapability {
    /**
     * Compares the chosen faces of two pictures.
     *
     * @param reference the picture of the person who is claimed, for example from an identity card
     * @param probe the picture just taken
     * @param options which face of each picture is meant
     * @return the score on its scale, and whether another face rivalled a chosen one
     * @throws FaceNotFoundException if a picture holds no face; its {@link FaceNotFoundException#role() role} says which
     * @throws TooManyFacesException if the options say {@code ONLY} and a picture holds several faces
     * @throws InvalidImageException if a picture cannot be decoded or is outside the provider's limits
     */
    Comparison compare(FaceImage reference, FaceImage probe, CompareOptions options);

    /**
     * Compares the largest faces of two pictures.
     *
     * @param reference the picture of the person who is claimed
     * @param probe the picture just taken
     * @return the score on its scale, and whether another face rivalled a chosen one
     * @throws FaceNotFoundException if a picture holds no face; its role says which
     * @throws InvalidImageException if a picture cannot be decoded or is outside the provider's limits
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
