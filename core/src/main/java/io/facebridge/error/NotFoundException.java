package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/** Thrown if the object of a call does not exist, or does not exist any more. */
public final class NotFoundException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The kind of the missing object. */
    private final Kind kind;

    /**
     * Creates the exception.
     *
     * @param kind the kind of the missing object
     * @param id its id, or {@code null} if it is not available; only that of a gallery is shown and kept
     * @param error the service's error, or {@code null} if no service was involved
     * @param cause the exception that was caught, or {@code null}
     */
    public NotFoundException(Kind kind, @Nullable String id, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(
                "there is no such " + kind.words
                        + (kind == Kind.GALLERY && id != null ? ": \"" + id + "\"" : "")
                        + "; " + kind.remedy,
                error,
                cause);
        this.kind = kind;
    }

    /**
     * Returns the kind of the missing object.
     *
     * @return the kind, for code that treats some of them differently
     */
    public Kind kind() {
        return kind;
    }

    /** The kinds of objects that can be missing. More may be added. */
    public enum Kind {
        /** A gallery. */
        GALLERY("gallery", "create it first, or list the existing galleries"),
        /** A person in a gallery. */
        PERSON("person in the gallery", "enroll the person first"),
        /** A face in a gallery. */
        FACE("face in the gallery", "list the person's faces"),
        /** A liveness session. */
        LIVENESS_SESSION("liveness session", "sessions do not live long; open a new one"),
        /** An image that the service was to fetch itself. */
        IMAGE("image at the address sent to the service", "check the address and its read permission"),
        /** A case in a review queue. */
        REVIEW_CASE("case to review", "list the open cases");

        private final String words;
        private final String remedy;

        Kind(String words, String remedy) {
            this.words = words;
            this.remedy = remedy;
        }
    }
}
