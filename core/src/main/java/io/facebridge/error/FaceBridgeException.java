package io.facebridge.error;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Root of everything thrown for a reason outside the caller's code. A caller's own mistake is an
 * {@link IllegalArgumentException}, {@link NullPointerException} or {@link IllegalStateException} instead.
 *
 * <p>Messages never hold image bytes, templates, tokens, keys or identifiers of persons.
 */
public class FaceBridgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ProviderError error;

    /** What may be left behind, as far as is known by now. */
    private volatile Effect effect;

    /** What was added to the message, each with its separator. */
    private volatile String notes = "";

    /**
     * Creates the exception.
     *
     * @param message what happened, with the value and the remedy
     * @param error the service's own words, or {@code null} if no service was involved
     * @param cause what was caught, or {@code null}
     */
    public FaceBridgeException(String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        this(message, error, Effect.NONE, cause);
    }

    /**
     * Creates the exception of a call that may have left something behind.
     *
     * @param message what happened, with the value and the remedy
     * @param error the service's own words, or {@code null} if no service was involved
     * @param effect what the call may have left behind
     * @param cause what was caught, or {@code null}
     */
    public FaceBridgeException(
            String message, @Nullable ProviderError error, Effect effect, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
        this.effect = Objects.requireNonNull(effect, "effect");
    }

    /**
     * Whether the same call may succeed later, unchanged.
     *
     * @return {@code true} for passing conditions only
     */
    public boolean retryable() {
        return false;
    }

    /**
     * What the failed call may have left behind.
     *
     * @return {@link Effect#NONE} unless something may be left
     */
    public final Effect effect() {
        return effect;
    }

    /**
     * Adds what the call did before it failed here: an earlier attempt that may have been carried out, an earlier step of
     * a composed operation that was. For providers; an application has no reason to call it. The effect can only get
     * worse: NONE gives way to PARTIAL, and both to UNKNOWN, because what is left behind must then be looked for.
     *
     * <p>Safe for use by many threads.
     *
     * @param earlier what the earlier part may have left behind
     * @param note what to add to the message, without identifiers of persons; it follows after a semicolon
     */
    public final void addEffect(Effect earlier, String note) {
        Objects.requireNonNull(earlier, "earlier");
        Objects.requireNonNull(note, "note");
        synchronized (this) {
            effect = effect.and(earlier);
            notes = notes + "; " + note;
        }
    }

    /**
     * What happened, with the value and the remedy, and with what was added since.
     *
     * @return never holds image bytes, templates, tokens, keys or identifiers of persons
     */
    @Override
    public String getMessage() {
        return super.getMessage() + notes;
    }

    /**
     * The service's own words.
     *
     * @return empty if no service was involved, and after deserialization
     */
    public Optional<ProviderError> providerError() {
        return Optional.ofNullable(error);
    }
}
