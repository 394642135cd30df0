package io.facebridge.aws.internal;

import io.facebridge.FaceBridgeException;
import org.jspecify.annotations.Nullable;

/** An answer of the service lacks what it must hold. Leaves {@link AwsCalls} as what it means for the request. */
final class UnusableAnswerException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    UnusableAnswerException(String what) {
        super(what, null, null);
    }

    /** The value, which the answer must hold. */
    static <T> T require(String what, @Nullable T value) {
        if (value == null) {
            throw new UnusableAnswerException("no " + what);
        }
        return value;
    }

    /** The text, which the answer must hold and which must say something. */
    static String requireText(String what, @Nullable String value) {
        String text = require(what, value);
        if (text.isBlank()) {
            throw new UnusableAnswerException("an empty " + what);
        }
        return text;
    }
}
