package io.facebridge.operations.migration;

import io.facebridge.error.FaceBridgeException;
import org.jspecify.annotations.Nullable;

/** The journal of a migration cannot be continued, or something could not be noted in it. */
public final class MigrationJournalException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, and the remedy
     * @param cause what was caught, or {@code null}
     */
    public MigrationJournalException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }
}
