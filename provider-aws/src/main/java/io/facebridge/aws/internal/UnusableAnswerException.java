package io.facebridge.aws.internal;

import org.jspecify.annotations.Nullable;

/** An answer of the service lacks what it must hold. Thrown within a request, so that the door sees it. */
final class UnusableAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableAnswerException(String what) {
        super(what);
    }

    /** The value, which the answer must hold. */
    static <T> T require(String what, @Nullable T value) {
        if (value == null) {
            throw new UnusableAnswerException("no " + what);
        }
        return value;
    }
}
