package io.facebridge.error;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Root of the exceptions for causes outside the caller's code. Mistakes of the caller are an {@link
 * IllegalArgumentException}, {@link NullPointerException} or {@link IllegalStateException} instead.
 *
 * <pre>{@code
 * try {
 *     Comparison comparison = provider.comparer().compare(reference, image);
 * } catch (FaceNotFoundException e) {
 *     System.out.println("no face in the image, role " + e.role());
 * } catch (FaceBridgeException e) {
 *     System.out.println(e.getMessage() + (e.retryable() ? "; may be repeated later" : "") + "; effect " + e.effect());
 * }
 * }</pre>
 *
 * <p>Messages never contain image bytes, templates, tokens, keys or ids of people.
 */
public class FaceBridgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ProviderError error;

    /** The effect of the call, as far as it has been determined. */
    private volatile Effect effect;

    /** The notes added to the message, each with its separator. */
    private volatile String notes = "";

    /**
     * Creates the exception of a call without effect.
     *
     * @param message what failed, with the value and the remedy
     * @param error the service's error, or {@code null} if no service was involved
     * @param cause the exception that was caught, or {@code null}
     */
    public FaceBridgeException(String message, @Nullable ProviderError error, @Nullable Throwable cause) {
        this(message, error, Effect.NONE, cause);
    }

    /**
     * Creates the exception of a call that may have had an effect.
     *
     * @param message what failed, with the value and the remedy
     * @param error the service's error, or {@code null} if no service was involved
     * @param effect the effect that the call may have had
     * @param cause the exception that was caught, or {@code null}
     */
    public FaceBridgeException(
            String message, @Nullable ProviderError error, Effect effect, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
        this.effect = Objects.requireNonNull(effect, "effect");
    }

    /**
     * Returns whether the same call may succeed later, unchanged.
     *
     * @return {@code true} for temporary conditions only
     */
    public boolean retryable() {
        return false;
    }

    /**
     * Returns the effect that the failed call may have had at the service.
     *
     * @return {@link Effect#NONE} unless a request may have been carried out
     */
    public final Effect effect() {
        return effect;
    }

    /**
     * Adds the effect of what the call did before it failed: of an earlier attempt that may have been carried out, or
     * of an earlier step of a composed operation. For providers; applications have no reason to call it. The effect
     * only increases: PARTIAL replaces NONE, and UNKNOWN replaces both.
     *
     * <p>Thread-safe.
     *
     * @param earlier the effect that the earlier part may have had
     * @param note the note to add to the message, without ids of people; it follows after a semicolon
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
     * Returns the message: what failed, with the value and the remedy, and the notes added since.
     *
     * @return never contains image bytes, templates, tokens, keys or ids of people
     */
    @Override
    public String getMessage() {
        return super.getMessage() + notes;
    }

    /**
     * Returns the service's error.
     *
     * @return empty if no service was involved, and after deserialization
     */
    public Optional<ProviderError> providerError() {
        return Optional.ofNullable(error);
    }
}
