package io.facebridge.remote;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderError;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a service is too large, malformed, or lacks what it must hold. For adapters, which turn it into what it means for
 * the request: an application never sees it.
 */
public final class UnusableAnswerException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param what the answer holds, in words that follow "it holds"; never a part of the answer itself
     */
    public UnusableAnswerException(String what) {
        this(what, null);
    }

    /**
     * Creates the exception of an answer by which the service's support finds the request.
     *
     * @param what the answer holds, in words that follow "it holds"; never a part of the answer itself
     * @param error status and request id, or {@code null} if they are not known
     */
    public UnusableAnswerException(String what, @Nullable ProviderError error) {
        super(what, error, null);
    }

    /**
     * Returns a value that an answer must hold.
     *
     * @param what its name, for the message
     * @param value the value, or {@code null} if the answer has none
     * @param <T> its type
     * @return the value
     * @throws UnusableAnswerException if it is {@code null}
     */
    public static <T> T require(String what, @Nullable T value) {
        if (value == null) {
            throw new UnusableAnswerException("no " + what);
        }
        return value;
    }

    /**
     * Returns a text that an answer must hold and that must say something.
     *
     * @param what its name, for the message
     * @param value the text, or {@code null} if the answer has none
     * @return the text
     * @throws UnusableAnswerException if it is {@code null} or blank
     */
    public static String requireText(String what, @Nullable String value) {
        String text = require(what, value);
        if (text.isBlank()) {
            throw new UnusableAnswerException("an empty " + what);
        }
        return text;
    }
}
