package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/** Thrown if an image cannot be used as it is. The message contains the defect and the remedy. */
public final class InvalidImageException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The defect. */
    private final Reason reason;

    /**
     * Creates the exception.
     *
     * @param reason the defect of the image
     * @param message what was found, with the value and the remedy; never the bytes themselves
     */
    public InvalidImageException(Reason reason, String message) {
        this(reason, message, null, null);
    }

    /**
     * Creates the exception.
     *
     * @param reason the defect of the image
     * @param message what was found, with the value and the remedy; never the bytes themselves
     * @param error the service's error if a service rejected the image, else {@code null}
     * @param cause the exception that was caught, or {@code null}
     */
    public InvalidImageException(
            Reason reason, String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(message, error, cause);
        this.reason = reason;
    }

    /**
     * Returns the defect of the image.
     *
     * @return the reason, for code that treats some of them differently
     */
    public Reason reason() {
        return reason;
    }

    /** The defects of an image. More may be added. */
    public enum Reason {
        /** The file or stream could not be read. */
        NOT_READABLE,
        /** There are no bytes. */
        EMPTY,
        /** The bytes are not an image of a supported format, or of a variant that cannot be decoded. */
        UNSUPPORTED_FORMAT,
        /** The image ends before its last row or its last scan. */
        TRUNCATED,
        /** The image is damaged. */
        CORRUPT,
        /** The image has more bytes than the limit, or than fit into the Java heap. */
        TOO_MANY_BYTES,
        /** The image has more pixels than the limit, or than fit into the Java heap. */
        TOO_MANY_PIXELS,
        /** A JPEG has more scans, each a pass over all its pixels, than are decoded for an image of its size. */
        TOO_MANY_SCANS,
        /** The image has fewer pixels than the provider can use. */
        TOO_SMALL,
        /** The service rejected the image for a reason of its own. */
        REFUSED
    }
}
