package io.facebridge.match;

import io.facebridge.face.DetectedFace;
import java.util.Objects;

/**
 * A face of a picture, and its template.
 *
 * @param face where it is
 * @param template what it is compared by
 */
public record ExtractedFace(DetectedFace face, FaceTemplate template) {
    /**
     * Checks that both are there.
     *
     * @param face see the record
     * @param template see the record
     */
    public ExtractedFace {
        Objects.requireNonNull(face, "face");
        Objects.requireNonNull(template, "template");
    }
}
