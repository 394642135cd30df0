package io.facebridge.tencent;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.PersonId;

/**
 * Somebody in the gallery looks like the person to be enrolled, and nobody was enrolled. Thrown only if
 * {@link TencentFaces.Builder#refuseSimilarPersons} was set.
 */
public final class SimilarPersonException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** Kept out of the message. */
    private final PersonId similar;

    /**
     * Says who looks alike.
     *
     * @param similar is enrolled already
     */
    public SimilarPersonException(PersonId similar) {
        super(
                "somebody in the gallery looks like the person to be enrolled, who was not; look who it is, and enrol"
                        + " the picture for that person, or set refuseSimilarPersons to a stricter level",
                null,
                null);
        this.similar = similar;
    }

    /**
     * Who looks like the person to be enrolled.
     *
     * @return enrolled in the same gallery
     */
    public PersonId similar() {
        return similar;
    }
}
