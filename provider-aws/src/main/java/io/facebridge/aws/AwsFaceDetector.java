package io.facebridge.aws;

import io.facebridge.FaceDetector;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import java.util.List;

/** Detection, also in pictures that Rekognition fetches from Amazon S3 itself. Thread-safe. */
public interface AwsFaceDetector extends FaceDetector {
    /**
     * Finds the faces of a picture in S3: up to 15 MB, JPEG or PNG.
     *
     * @param picture where it is
     * @param options what to report beyond box and confidence, and how many faces at most; sizes in pixels are not known here
     * @return the largest face first; empty if no face was found
     * @throws io.facebridge.error.NotFoundException if Rekognition cannot read the object (kind IMAGE)
     * @throws io.facebridge.error.InvalidImageException if it is no picture that Rekognition accepts
     */
    List<DetectedFace> detectInS3(S3Location picture, DetectOptions options);
}
