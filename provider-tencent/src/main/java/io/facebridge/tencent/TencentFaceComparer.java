package io.facebridge.tencent;

import io.facebridge.FaceComparer;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Comparison;

/** Compares images, including images of faces that wear masks. Thread-safe. */
public interface TencentFaceComparer extends FaceComparer {
    /**
     * Compares the largest faces of two images by a model for masks (CompareMaskFace). Blocks; sends one request. Available on
     * the domestic site only.
     *
     * @param reference the stored image
     * @param probe the image captured just now
     * @return the score on a score scale of its own
     * @throws io.facebridge.error.FaceNotFoundException if an image contains no face (role UNKNOWN)
     * @throws io.facebridge.error.InvalidImageException if an image cannot be decoded
     * @throws io.facebridge.error.InvalidImageException if an image is outside the limits of the service
     * @throws io.facebridge.error.UnsupportedCapabilityException if the account belongs to the international site
     */
    Comparison compareMasked(FaceImage reference, FaceImage probe);
}
