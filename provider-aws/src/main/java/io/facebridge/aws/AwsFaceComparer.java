package io.facebridge.aws;

import io.facebridge.FaceComparer;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;

/** Compares images, including images that Rekognition fetches from Amazon S3 itself. Thread-safe. */
public interface AwsFaceComparer extends FaceComparer {
    /**
     * Compares the selected faces of two images in S3, JPEG or PNG of up to 15 MB each. Blocks until the service has responded.
     *
     * @param reference the location of the image of the claimed person
     * @param probe the location of the image captured just now
     * @param options the face to select in each image; {@code CENTRAL} is not supported, as the sizes of the images are unknown
     * @return the score on its score scale
     * @throws io.facebridge.error.NotFoundException if Rekognition cannot read an object (kind IMAGE)
     * @throws io.facebridge.error.FaceNotFoundException if an image contains no face
     * @throws io.facebridge.error.TooManyFacesException if the options select {@code ONLY} and the probe contains several faces
     * @throws io.facebridge.error.InvalidImageException if Rekognition does not accept an object as an image
     */
    Comparison compareInS3(S3Location reference, S3Location probe, CompareOptions options);
}
