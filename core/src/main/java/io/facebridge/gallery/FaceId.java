package io.facebridge.gallery;

/**
 * The provider's name for one enrolled face. Opaque; it says nothing about the face.
 *
 * @param value not blank
 */
public record FaceId(String value) {
    /**
     * Checks that there is something.
     *
     * @param value see the record
     * @throws IllegalArgumentException if it is blank
     */
    public FaceId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a face id must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
