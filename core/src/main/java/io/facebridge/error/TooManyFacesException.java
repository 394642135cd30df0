package io.facebridge.error;

import io.facebridge.face.BoundingBox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown if an image that must contain exactly one face contains several. */
public final class TooManyFacesException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The role of the image. */
    private final ImageRole role;

    private final transient List<BoundingBox> boxes;

    /**
     * Creates the exception.
     *
     * @param role the role of the image in the call
     * @param boxes the positions of the faces, largest first
     * @param error the service's error, or {@code null} if no service was involved
     */
    public TooManyFacesException(ImageRole role, List<BoundingBox> boxes, @Nullable ProviderError error) {
        super(
                "exactly one face was expected in " + role.inWords() + " but there are " + boxes.size() + ": " + boxes
                        + "; crop the image, or set a FaceSelection",
                error,
                null);
        this.role = role;
        this.boxes = List.copyOf(boxes);
    }

    /**
     * Returns the role of the image.
     *
     * @return its role in the call
     */
    public ImageRole role() {
        return role;
    }

    /**
     * Returns the positions of the faces.
     *
     * @return largest first, in fractions of the upright image; empty after deserialization
     */
    public List<BoundingBox> boxes() {
        return boxes == null ? List.of() : boxes;
    }
}
