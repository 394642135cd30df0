package io.facebridge.gallery;

/**
 * The provider's id of one enrolled face. Opaque; it contains nothing about the face.
 *
 * @param value not blank
 */
public record FaceId(String value) {
    /**
     * Creates an id.
     *
     * @param value not blank
     * @throws IllegalArgumentException if the value is blank
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
