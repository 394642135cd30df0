package io.facebridge.remote;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderError;
import java.util.regex.Pattern;
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

    /**
     * Returns an id, a token or a name that an answer must hold, of the form that the service documents.
     *
     * @param what its name, for the message
     * @param form which the whole text must match
     * @param value the text, or {@code null} if the answer has none
     * @return the text
     * @throws UnusableAnswerException if it is {@code null}, blank or of another form
     */
    public static String requireForm(String what, Pattern form, @Nullable String value) {
        String text = requireText(what, value);
        if (!form.matcher(text).matches()) {
            throw new UnusableAnswerException("a value for the " + what + " that does not match " + form);
        }
        return text;
    }

    /**
     * Checks a count that an answer may hold.
     *
     * @param what is counted, for the message
     * @param count the count, or {@code null} if the answer has none
     * @throws UnusableAnswerException if it is negative
     */
    public static void requireCount(String what, @Nullable Long count) {
        if (count != null && count < 0) {
            throw new UnusableAnswerException("a negative " + what);
        }
    }

    /**
     * Checks a number; clients of services read the words NaN and Infinity as numbers.
     *
     * @param number any
     * @throws UnusableAnswerException if it is NaN or infinite
     */
    public static void requireFinite(double number) {
        if (!Double.isFinite(number)) {
            throw new UnusableAnswerException("a number that is none");
        }
    }

    /**
     * Returns an item of a list of an answer.
     *
     * @param item any item
     * @param <T> its type
     * @return the item
     * @throws UnusableAnswerException if it is {@code null}
     */
    public static <T> T requireItem(@Nullable T item) {
        if (item == null) {
            throw new UnusableAnswerException("a list with an item that is null");
        }
        return item;
    }
}
