package io.facebridge.aws;

import io.facebridge.FaceDetector;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import java.util.List;

/** Detects faces, also in images that Rekognition fetches from Amazon S3 itself. Thread-safe. */
public interface AwsFaceDetector extends FaceDetector {
    /**
     * Detects the faces of an image in S3, JPEG or PNG of up to 15 MB. Blocks until the service has responded.
     *
     * @param image the location of the image
     * @param options the features to report beyond box and confidence, and the maximum number of faces; sizes in pixels are
     *     unknown for images in S3
     * @return the faces, largest first; empty if the image contains no face
     * @throws io.facebridge.error.NotFoundException if Rekognition cannot read the object (kind IMAGE)
     * @throws io.facebridge.error.InvalidImageException if Rekognition does not accept the object as an image
     */
    List<DetectedFace> detectInS3(S3Location image, DetectOptions options);
}
