package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/** Thrown if a gallery, person, face or session to be created exists already. Nothing was changed. */
public final class AlreadyExistsException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The kind of the existing object. */
    private final Kind kind;

    /**
     * Creates the exception.
     *
     * @param kind the kind of the existing object
     * @param id its id, or {@code null} if it is not available; only that of a gallery is shown and kept
     * @param error the service's error, or {@code null} if no service was involved
     * @param cause the exception that was caught, or {@code null}
     */
    public AlreadyExistsException(
            Kind kind, @Nullable String id, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(
                "there is such a " + kind.words + " already"
                        + (kind == Kind.GALLERY && id != null ? ": \"" + id + "\"" : "")
                        + "; use it, remove it first, or choose another id",
                error,
                cause);
        this.kind = kind;
    }

    /**
     * Returns the kind of the existing object.
     *
     * @return the kind, for code that treats some of them differently
     */
    public Kind kind() {
        return kind;
    }

    /** The kinds of objects that can exist already. More may be added. */
    public enum Kind {
        /** A gallery. */
        GALLERY("gallery"),
        /** A person in a gallery. */
        PERSON("person in the gallery"),
        /** A face in a gallery. */
        FACE("face in the gallery"),
        /** A liveness session. */
        LIVENESS_SESSION("liveness session");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }
}
