package io.facebridge.remote;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderError;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if an answer of a service is too large, malformed or incomplete. Used within providers, which translate it into
 * the exception that fits the request; an application never receives it.
 */
public final class UnusableAnswerException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param what what the answer contains, in words that follow "it holds"; never a part of the answer itself
     */
    public UnusableAnswerException(String what) {
        this(what, null);
    }

    /**
     * Creates the exception with the service's status and request id, for the service's support.
     *
     * @param what what the answer contains, in words that follow "it holds"; never a part of the answer itself
     * @param error the status and request id, or {@code null} if they are not known
     */
    public UnusableAnswerException(String what, @Nullable ProviderError error) {
        super(what, error, null);
    }

    /**
     * Returns a value that an answer must contain.
     *
     * @param what the name of the value, for the message
     * @param value the value, or {@code null} if the answer has none
     * @param <T> the type of the value
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
     * Returns a text that an answer must contain and that must not be blank.
     *
     * @param what the name of the text, for the message
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
     * Returns an id, a token or a name that an answer must contain in the form that the service documents.
     *
     * @param what the name of the text, for the message
     * @param form the pattern that the whole text must match
     * @param value the text, or {@code null} if the answer has none
     * @return the text
     * @throws UnusableAnswerException if the text is {@code null}, blank or of another form
     */
    public static String requireForm(String what, Pattern form, @Nullable String value) {
        String text = requireText(what, value);
        if (!form.matcher(text).matches()) {
            throw new UnusableAnswerException("a value for the " + what + " that does not match " + form);
        }
        return text;
    }

    /**
     * Checks an optional count of an answer.
     *
     * @param what the name of the count, for the message
     * @param count the count, or {@code null} if the answer has none
     * @throws UnusableAnswerException if the count is negative
     */
    public static void requireCount(String what, @Nullable Long count) {
        if (count != null && count < 0) {
            throw new UnusableAnswerException("a negative " + what);
        }
    }

    /**
     * Checks a number of an answer. Clients of services parse the words NaN and Infinity as numbers.
     *
     * @param number the number
     * @throws UnusableAnswerException if it is NaN or infinite
     */
    public static void requireFinite(double number) {
        if (!Double.isFinite(number)) {
            throw new UnusableAnswerException("a number that is none");
        }
    }

    /**
     * Returns an item of a list in an answer.
     *
     * @param item the item, or {@code null}
     * @param <T> the type of the item
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
