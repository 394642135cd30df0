package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/** Thrown if an image that must contain a face contains none. */
public final class FaceNotFoundException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The role of the image. */
    private final ImageRole role;

    /**
     * Creates the exception.
     *
     * @param role the role of the image in the call
     * @param error the service's error, or {@code null} if no service was involved
     */
    public FaceNotFoundException(ImageRole role, @Nullable ProviderError error) {
        super(
                "no face was found in " + role.inWords()
                        + "; capture an image with the face frontal, well lit and larger in the frame",
                error,
                null);
        this.role = role;
    }

    /**
     * Returns the role of the image that contains no face.
     *
     * @return {@link ImageRole#UNKNOWN} where the service does not report it
     */
    public ImageRole role() {
        return role;
    }
}
