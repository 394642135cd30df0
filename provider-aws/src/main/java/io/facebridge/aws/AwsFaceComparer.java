package io.facebridge.aws;

import io.facebridge.FaceComparer;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;

/** Comparison, also of pictures that Rekognition fetches from Amazon S3 itself. Thread-safe. */
public interface AwsFaceComparer extends FaceComparer {
    /**
     * Compares the chosen faces of two pictures in S3: up to 15 MB each, JPEG or PNG.
     *
     * @param reference where the picture of the person who is claimed is
     * @param probe where the picture just taken is
     * @param options which face of each picture is meant; {@code CENTRAL} is not possible, as the pictures' sizes are unknown
     * @return the score on its scale
     * @throws io.facebridge.error.NotFoundException if Rekognition cannot read an object (kind IMAGE)
     * @throws io.facebridge.error.FaceNotFoundException if a picture holds no face
     * @throws io.facebridge.error.TooManyFacesException if the options say {@code ONLY} and the probe holds several faces
     * @throws io.facebridge.error.InvalidImageException if one is no picture that Rekognition accepts
     */
    Comparison compareInS3(S3Location reference, S3Location probe, CompareOptions options);
}
