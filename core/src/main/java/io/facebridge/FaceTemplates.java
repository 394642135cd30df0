package io.facebridge;

import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.Score;
import java.util.List;
import java.util.Objects;

/**
 * Turns faces into templates that are compared without the pictures. Thread-safe.
 *
 * <p>A template is biometric data of a person: store it encrypted, delete it with the person.
 */
public interface FaceTemplates extends FaceCapability {
    /**
     * Finds the faces of a picture and extracts a template of each.
     *
     * @param image the picture; places in the answer refer to it upright
     * @return the largest face first; empty if no face was found
     * @throws InvalidImageException if the picture cannot be decoded or is outside the provider's limits
     */
    List<ExtractedFace> extract(FaceImage image);

    /**
     * Extracts the template of the face that is meant. For enrollment ask for {@link FaceSelection#ONLY}, so that no bystander
     * is enrolled by mistake.
     *
     * @param image the picture; places in the answer refer to it upright
     * @param choice which face is meant
     * @return the face and its template
     * @throws FaceNotFoundException if the picture holds no face
     * @throws TooManyFacesException if the choice is {@code ONLY} and the picture holds several faces
     * @throws InvalidImageException if the picture cannot be decoded or is outside the provider's limits
     */
    ExtractedFace extract(FaceImage image, FaceSelection choice);

    /**
     * Compares two templates. The score is the one that {@link FaceComparer#compare} gives for the two faces.
     *
     * @param reference a template of this provider's present model
     * @param probe a template of this provider's present model
     * @return the score on the provider's scale
     * @throws IncompatibleScaleException if a template was made by another model
     */
    Score compare(FaceTemplate reference, FaceTemplate probe);

    /**
     * A face of a picture, and its template.
     *
     * @param face where it is
     * @param template what it is compared by
     */
    record ExtractedFace(DetectedFace face, FaceTemplate template) {
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
}
