package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/** A picture that had to hold a face holds none. */
public final class FaceNotFoundException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** Which picture. */
    private final ImageRole role;

    /**
     * Creates the exception.
     *
     * @param role which picture
     * @param error the service's own words, or {@code null} if no service was involved
     */
    public FaceNotFoundException(ImageRole role, @Nullable ProviderError error) {
        super(
                "no face was found in " + role.inWords()
                        + "; take a picture with the face frontal, well lit and larger in the frame",
                error,
                null);
        this.role = role;
    }

    /**
     * Which picture holds no face.
     *
     * @return {@link ImageRole#UNKNOWN} where the service does not say
     */
    public ImageRole role() {
        return role;
    }
}
