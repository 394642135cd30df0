package io.facebridge.tencent;

import io.facebridge.FaceComparer;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Comparison;

/** Comparison, also of faces that wear masks. Thread-safe. */
public interface TencentFaceComparer extends FaceComparer {
    /**
     * Compares the largest faces of two pictures by a model that is made for masks (CompareMaskFace). One request. Offered
     * on the domestic site only.
     *
     * @param reference the picture that is known
     * @param probe the picture just taken
     * @return how alike they are, on a scale of its own
     * @throws io.facebridge.error.FaceNotFoundException if one of them holds no face (role UNKNOWN)
     * @throws io.facebridge.error.InvalidImageException if one of them cannot be decoded or is outside the limits
     * @throws io.facebridge.error.UnsupportedCapabilityException on the international site
     */
    Comparison compareMasked(FaceImage reference, FaceImage probe);
}
