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

/** Finds the faces of a picture. Thread-safe. */
public interface FaceDetector extends FaceCapability {
    /**
     * Finds the faces of a picture.
     *
     * @param image the picture; places in the answer refer to it upright
     * @param options what to report, and of how many faces
     * @return the largest face (by area of its box) first; empty if no face was found
     * @throws InvalidImageException if the picture cannot be decoded or is outside the provider's limits
     * @throws UnsupportedCapabilityException if a feature is asked for that is not among {@link #features()}
     */
    List<DetectedFace> detect(FaceImage image, DetectOptions options);

    /**
     * Finds the faces of a picture with {@link DetectOptions#defaults()}.
     *
     * @param image the picture
     * @return the largest face first; empty if no face was found
     * @throws InvalidImageException if the picture cannot be decoded or is outside the provider's limits
     */
    default List<DetectedFace> detect(FaceImage image) {
        return detect(image, DetectOptions.defaults());
    }

    /**
     * What can be asked for. Asking for anything else fails and is never ignored.
     *
     * @return the features this provider can report
     */
    Set<FaceFeature> features();

    /**
     * Rejects features that a detector does not offer. Providers call it before they read the image, so that what is rejected
     * does not depend on what the image shows.
     *
     * @param provider for the exception
     * @param offered what the detector can report
     * @param requested what the caller requested
     * @throws UnsupportedCapabilityException if a requested feature is not offered; names all of them
     */
    static void requireFeatures(ProviderId provider, Set<FaceFeature> offered, Set<FaceFeature> requested) {
        Set<FaceFeature> missing = new TreeSet<>(requested);
        missing.removeAll(offered);
        if (!missing.isEmpty()) {
            throw new UnsupportedCapabilityException(provider, "the features " + missing);
        }
    }
}
