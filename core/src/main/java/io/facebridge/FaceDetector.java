package io.facebridge;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import io.facebridge.provider.ProviderId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Detects the faces in an image. Thread-safe.
 *
 * <pre>{@code
 * DetectOptions options = DetectOptions.defaults().with(FaceFeature.POSE);
 * for (DetectedFace face : provider.detector().detect(image, options)) {
 *     face.pose().ifPresent(pose -> System.out.println(face.box() + " yaw " + pose.yaw()));
 * }
 * }</pre>
 */
public interface FaceDetector extends FaceCapability {
    /**
     * Detects the faces in an image.
     *
     * @param image the image; positions in the result refer to it upright
     * @param options which features to report, and of how many faces
     * @return the largest face (by area of its box) first; empty if no face was found
     * @throws InvalidImageException if the image cannot be decoded
     * @throws InvalidImageException if the image is outside the provider's limits
     * @throws UnsupportedCapabilityException if a feature is requested that is not among {@link #features()}
     */
    List<DetectedFace> detect(FaceImage image, DetectOptions options);

    /**
     * Detects the faces in an image with {@link DetectOptions#defaults()}.
     *
     * @param image the image
     * @return the largest face first; empty if no face was found
     * @throws InvalidImageException if the image cannot be decoded or is outside the provider's limits
     */
    default List<DetectedFace> detect(FaceImage image) {
        return detect(image, DetectOptions.defaults());
    }

    /**
     * Returns the features that may be requested. A request for any other feature fails and is never ignored.
     *
     * @return the features that this provider can report
     */
    Set<FaceFeature> features();

    /**
     * Rejects features that a detector does not offer. For providers, which call it before they read the image, so that
     * the result does not depend on the image.
     *
     * @param provider for the exception
     * @param offered the features that the detector can report
     * @param requested the features that the caller requested
     * @throws UnsupportedCapabilityException if a requested feature is not offered; the message contains all of them
     */
    static void requireFeatures(ProviderId provider, Set<FaceFeature> offered, Set<FaceFeature> requested) {
        Set<FaceFeature> missing = new TreeSet<>(requested);
        missing.removeAll(offered);
        if (!missing.isEmpty()) {
            throw new UnsupportedCapabilityException(provider, "the features " + missing);
        }
    }
}
