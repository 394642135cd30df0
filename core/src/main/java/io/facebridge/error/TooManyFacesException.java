package io.facebridge.error;

import io.facebridge.face.BoundingBox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A picture that had to hold exactly one face holds several. */
public final class TooManyFacesException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** Which picture. */
    private final ImageRole role;

    private final transient List<BoundingBox> boxes;

    /**
     * Creates the exception.
     *
     * @param role which picture
     * @param boxes where the faces are, largest first
     * @param error the service's own words, or {@code null} if no service was involved
     */
    public TooManyFacesException(ImageRole role, List<BoundingBox> boxes, @Nullable ProviderError error) {
        super(
                "exactly one face was expected in " + role.inWords() + " but there are " + boxes.size() + ": " + boxes
                        + "; crop the picture, or say which face is meant with FaceSelection",
                error,
                null);
        this.role = role;
        this.boxes = List.copyOf(boxes);
    }

    /**
     * Which picture.
     *
     * @return the picture's part in the call
     */
    public ImageRole role() {
        return role;
    }

    /**
     * Where the faces are.
     *
     * @return largest first, in fractions of the upright picture; empty after deserialization
     */
    public List<BoundingBox> boxes() {
        return boxes == null ? List.of() : boxes;
    }
}
