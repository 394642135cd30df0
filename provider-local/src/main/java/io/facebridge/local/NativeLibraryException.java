package io.facebridge.local;

import io.facebridge.error.FaceBridgeException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a native library cannot be unpacked or loaded: ONNX Runtime's, which every call needs, or SQLite's, which a store
 * in a folder needs. The message contains the folder, the system property that moves it, and the problem; {@code
 * docs/how-to/use-local-models.md} lists what each system needs. Models and stores are unchanged. Every attempt fails in the
 * same way until the folder is usable; ONNX Runtime's library is tried once per JVM, SQLite's each time.
 */
public final class NativeLibraryException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the library, the folder, the property, the problem, and the remedy
     * @param cause the caught exception, or {@code null}
     */
    public NativeLibraryException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }
}
