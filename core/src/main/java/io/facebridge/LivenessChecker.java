package io.facebridge;

import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessResult;

/**
 * Classifies one image: does it show a live person, or a presentation attack? Thread-safe.
 *
 * <p>A single image carries little evidence. The documentation of each provider states the strength of its result; that
 * of provider-local is a presentation-attack <em>hint</em> and not presentation attack detection in the sense of
 * ISO/IEC 30107.
 *
 * <pre>{@code
 * LivenessResult result = provider.require(LivenessChecker.class).check(FaceImage.of(selfie));
 * System.out.println(result.live() ? "no hint of an attack" : "hint of a presentation attack");
 * }</pre>
 */
public interface LivenessChecker extends FaceCapability {
    /**
     * Classifies the largest face of an image.
     *
     * @param selfie the image
     * @return the result, with its score where the provider returns one
     * @throws io.facebridge.error.FaceNotFoundException if the image contains no face
     * @throws io.facebridge.error.InvalidImageException if the image cannot be decoded
     * @throws io.facebridge.error.InvalidImageException if the image is outside the provider's limits
     */
    LivenessResult check(FaceImage selfie);
}
