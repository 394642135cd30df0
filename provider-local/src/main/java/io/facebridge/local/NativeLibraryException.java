package io.facebridge.local;

import io.facebridge.error.FaceBridgeException;
import org.jspecify.annotations.Nullable;

/**
 * A native library cannot be unpacked or loaded: ONNX Runtime's, which every call needs, or SQLite's, which a store in a folder needs.
 * The message names the folder, the system property that moves it, and what is wrong there; {@code docs/how-to/use-local-models.md} says what each system
 * needs. Neither a model nor a store is at fault, and none was touched. Every attempt fails in the same way until the folder is
 * usable; ONNX Runtime's library is tried once in the life of a JVM, SQLite's each time.
 */
public final class NativeLibraryException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the library, the folder, the property, what is wrong, and the remedy
     * @param cause what was caught, or {@code null}
     */
    public NativeLibraryException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }
}
