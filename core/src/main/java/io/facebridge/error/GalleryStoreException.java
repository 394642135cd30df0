package io.facebridge.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a gallery store of the application cannot be opened, read or written. The message contains the file and the
 * remedy.
 */
public final class GalleryStoreException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The reason. */
    private final Reason reason;

    /**
     * Creates the exception.
     *
     * @param reason the reason
     * @param message the file, its defect, and the remedy; no ids of people
     * @param effect NONE if nothing was changed, UNKNOWN if that cannot be determined
     * @param cause the exception that was caught, or {@code null}
     */
    public GalleryStoreException(Reason reason, String message, Effect effect, @Nullable Throwable cause) {
        super(message, null, effect, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Returns the reason.
     *
     * @return the reason, for code that treats some of them differently
     */
    public Reason reason() {
        return reason;
    }

    /** {@return {@code true} if the disk was full, or the store was in use} */
    @Override
    public boolean retryable() {
        return reason == Reason.FULL || reason == Reason.IN_USE;
    }

    /** The reasons for which a store fails. More may be added. */
    public enum Reason {
        /** Another process, or another part of this one, has the store open. */
        IN_USE,
        /**
         * A file is damaged, is truncated, belongs to another state of the store, or was changed without the store's
         * key.
         */
        DAMAGED,
        /** A file is not one of a store, or was written by a newer version. */
        UNKNOWN_FORMAT,
        /** Templates are encrypted with a key that is missing or differs. */
        KEY,
        /**
         * Keys were passed, but the store is not sealed as a whole: it was created without keys or by an earlier
         * version, or has replaced a sealed one.
         */
        UNSEALED,
        /** The store is of an earlier generation than the application has opened before, or is missing. */
        ROLLED_BACK,
        /** The disk is full. */
        FULL,
        /** The operating system could not read or write. */
        NOT_READABLE_OR_WRITABLE
    }
}
