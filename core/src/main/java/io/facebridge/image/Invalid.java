package io.facebridge.image;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import org.jspecify.annotations.Nullable;

/** The wording of what can be wrong with an image. */
final class Invalid {
    private Invalid() {}

    static InvalidImageException truncated(ImageFormat format, String where) {
        return truncated(format, where, null);
    }

    static InvalidImageException truncated(ImageFormat format, String where, @Nullable Throwable cause) {
        return new InvalidImageException(
                Reason.TRUNCATED,
                "the " + format + " image ends too early: " + where + "; send the whole file",
                null,
                cause);
    }

    static InvalidImageException corrupt(ImageFormat format, String what) {
        return corrupt(format, what, null);
    }

    static InvalidImageException corrupt(ImageFormat format, String what, @Nullable Throwable cause) {
        return new InvalidImageException(
                Reason.CORRUPT,
                "the " + format + " image is damaged: " + what + "; send an undamaged file",
                null,
                cause);
    }

    static InvalidImageException unsupported(String what) {
        return new InvalidImageException(
                Reason.UNSUPPORTED_FORMAT, what + " cannot be read; convert it to an ordinary JPEG or PNG first");
    }
}
