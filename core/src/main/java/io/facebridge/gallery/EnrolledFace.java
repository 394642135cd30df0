package io.facebridge.gallery;

import io.facebridge.face.DetectedFace;
import java.util.Objects;

/**
 * A face that was enrolled, and where in its picture it is.
 *
 * @param id the provider's name for it
 * @param face the face in the picture that was sent
 */
public record EnrolledFace(FaceId id, DetectedFace face) {
    /**
     * Checks that both are there.
     *
     * @param id see the record
     * @param face see the record
     */
    public EnrolledFace {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(face, "face");
    }
}
