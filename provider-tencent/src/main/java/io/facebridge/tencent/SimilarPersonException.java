package io.facebridge.tencent;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.PersonId;

/**
 * Thrown if the gallery contains a person similar to the one to be enrolled. The person was not enrolled. Thrown only if
 * {@link TencentFaces.Builder#refuseSimilarPersons} is set to a level above 0.
 */
public final class SimilarPersonException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** Not part of the message. */
    private final PersonId similar;

    /**
     * Creates the exception.
     *
     * @param similar the similar person, who is already enrolled; not part of the message
     */
    public SimilarPersonException(PersonId similar) {
        super(
                "not enrolled: the gallery contains a similar person; check similar(), then enroll the image for that"
                        + " person or change refuseSimilarPersons",
                null,
                null);
        this.similar = similar;
    }

    /**
     * Returns the enrolled person who is similar to the one to be enrolled.
     *
     * @return the id of a person in the same gallery
     */
    public PersonId similar() {
        return similar;
    }
}
