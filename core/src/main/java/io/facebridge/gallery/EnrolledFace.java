package io.facebridge.gallery;

import io.facebridge.face.DetectedFace;
import java.util.Objects;

/**
 * A face that was enrolled, and its position in the image.
 *
 * @param id the provider's id of the face
 * @param face the face in the image that was sent
 */
public record EnrolledFace(FaceId id, DetectedFace face) {
    /**
     * Creates an enrolled face.
     *
     * @param id the provider's id of the face
     * @param face the face in the image that was sent
     */
    public EnrolledFace {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(face, "face");
    }
}
