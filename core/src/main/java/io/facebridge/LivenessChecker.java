package io.facebridge;

import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessResult;

/**
 * Judges one picture: does it show a live person, or a picture of one? Thread-safe.
 *
 * <p>A single picture carries little evidence. Read what the provider says about its own strength; provider-local's
 * answer is a presentation-attack <em>hint</em> and not presentation attack detection in the sense of ISO/IEC 30107.
 */
public interface LivenessChecker extends FaceCapability {
    /**
     * Judges the largest face of a picture.
     *
     * @param selfie the picture
     * @return the judgment, with the score it rests on where the provider gives one
     * @throws io.facebridge.error.FaceNotFoundException if the picture holds no face
     * @throws io.facebridge.error.InvalidImageException if the picture cannot be decoded or is outside the provider's limits
     */
    LivenessResult check(FaceImage selfie);
}
