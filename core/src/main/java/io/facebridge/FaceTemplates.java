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
 * Extracts templates of faces, which are compared without the images. Thread-safe.
 *
 * <p>A template is biometric data of a person: store it encrypted, and delete it with the person.
 */
public interface FaceTemplates extends FaceCapability {
    /**
     * Detects the faces in an image and extracts a template of each.
     *
     * @param image the image; positions in the result refer to it upright
     * @return the largest face first; empty if no face was found
     * @throws InvalidImageException if the image cannot be decoded
     * @throws InvalidImageException if the image is outside the provider's limits
     */
    List<ExtractedFace> extract(FaceImage image);

    /**
     * Extracts the template of the selected face. For enrollment select {@link FaceSelection#ONLY}, so that no
     * bystander is enrolled by mistake.
     *
     * @param image the image; positions in the result refer to it upright
     * @param choice which face is selected
     * @return the face and its template
     * @throws FaceNotFoundException if the image contains no face
     * @throws TooManyFacesException if the choice is {@code ONLY} and the image contains several faces
     * @throws InvalidImageException if the image cannot be decoded
     * @throws InvalidImageException if the image is outside the provider's limits
     */
    ExtractedFace extract(FaceImage image, FaceSelection choice);

    /**
     * Compares two templates. The score equals the one that {@link FaceComparer#compare} returns for the two faces.
     *
     * @param reference a template of this provider's current model
     * @param probe a template of this provider's current model
     * @return the score on the provider's scale
     * @throws IncompatibleScaleException if a template was made by another model
     */
    Score compare(FaceTemplate reference, FaceTemplate probe);

    /**
     * A face of an image, and its template.
     *
     * @param face the face with its position
     * @param template the template of the face
     */
    record ExtractedFace(DetectedFace face, FaceTemplate template) {
        /**
         * Creates a face with its template.
         *
         * @param face the face with its position
         * @param template the template of the face
         */
        public ExtractedFace {
            Objects.requireNonNull(face, "face");
            Objects.requireNonNull(template, "template");
        }
    }
}
