package io.facebridge.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A store of one's own galleries cannot be opened, or did not do what it was asked for. The message names the file and the remedy. */
public final class GalleryStoreException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    private final Reason reason;

    /**
     * Creates the exception.
     *
     * @param reason what is wrong
     * @param message the file, what is wrong with it, and the remedy; no identifiers of persons
     * @param effect NONE if nothing was changed, UNKNOWN if that is not known
     * @param cause what was caught, or {@code null}
     */
    public GalleryStoreException(Reason reason, String message, Effect effect, @Nullable Throwable cause) {
        super(message, null, effect, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * What is wrong.
     *
     * @return the reason, for code that treats some of them differently
     */
    public Reason reason() {
        return reason;
    }

    /** It may where the disk was full, or another process had the store. */
    @Override
    public boolean retryable() {
        return reason == Reason.FULL || reason == Reason.IN_USE;
    }

    /** What can be wrong with a store. More may be added. */
    public enum Reason {
        /** Another process has the store open, or another part of this one. */
        IN_USE,
        /** A file is damaged, is cut short, belongs to another state of the store, or was changed without the store's key. */
        DAMAGED,
        /** A file is not a store's, or was written by a newer version. */
        UNKNOWN_FORMAT,
        /** Templates are encrypted with a key that is not there or is another one. */
        KEY,
        /**
         * Keys were given, but the store is not sealed as a whole: it was made without keys or by an earlier version, or stands in the
         * place of a sealed one.
         */
        UNSEALED,
        /** The store is of an earlier generation than the application has seen, or is gone. */
        ROLLED_BACK,
        /** There is no room on the disk. */
        FULL,
        /** The system could not read or write. */
        NOT_READABLE_OR_WRITABLE
    }
}
