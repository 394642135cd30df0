package io.facebridge.error;

import org.jspecify.annotations.Nullable;

/** A picture that cannot be used as it is. The message says why and what to do about it. */
public final class InvalidImageException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    private final Reason reason;

    /**
     * Creates the exception.
     *
     * @param reason what is wrong with the picture
     * @param message what was found, with the value and the remedy; never the bytes themselves
     */
    public InvalidImageException(Reason reason, String message) {
        this(reason, message, null, null);
    }

    /**
     * Creates the exception.
     *
     * @param reason what is wrong with the picture
     * @param message what was found, with the value and the remedy; never the bytes themselves
     * @param error the service's own words if a service refused the picture, else {@code null}
     * @param cause what was caught, or {@code null}
     */
    public InvalidImageException(
            Reason reason, String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        super(message, error, cause);
        this.reason = reason;
    }

    /**
     * What is wrong with the picture.
     *
     * @return the reason, for code that treats some of them differently
     */
    public Reason reason() {
        return reason;
    }

    /** What can be wrong with a picture. More may be added. */
    public enum Reason {
        /** The file or stream could not be read at all. */
        NOT_READABLE,
        /** There are no bytes. */
        EMPTY,
        /** The bytes are not a picture of a kind known here, or of a kind that cannot be decoded. */
        UNSUPPORTED_FORMAT,
        /** The picture ends before its last row or its last scan. */
        TRUNCATED,
        /** The picture is damaged. */
        CORRUPT,
        /** More bytes than the limit, or than the Java heap has room for. */
        TOO_MANY_BYTES,
        /** More pixels than the limit, or than the Java heap has room for. */
        TOO_MANY_PIXELS,
        /** A JPEG with more scans, each a pass over all its pixels, than is decoded for a picture of its size. */
        TOO_MANY_SCANS,
        /** Fewer pixels than the provider can use. */
        TOO_SMALL,
        /** Refused by the service for a reason of its own. */
        REFUSED
    }
}
