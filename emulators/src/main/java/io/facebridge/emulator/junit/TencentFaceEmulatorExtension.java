package io.facebridge.emulator.junit;

import io.facebridge.emulator.TencentEmulator;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A {@link TencentEmulator} for a test class: started before its tests, emptied before each of them, closed after the
 * last. Register it in a static field.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TencentFaceEmulatorExtension TENCENT =
 *         TencentFaceEmulatorExtension.of(() -> TencentEmulator.backedBy(faces()).start());
 * }</pre>
 *
 * <p>Tests of one class that run at the same time share the emulator, and would empty it for each other.
 */
public final class TencentFaceEmulatorExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final Supplier<TencentEmulator> start;
    private @Nullable TencentEmulator emulator;

    private TencentFaceEmulatorExtension(Supplier<TencentEmulator> start) {
        this.start = start;
    }

    /**
     * Makes the extension.
     *
     * @param start starts the emulator; called once for each class, before its tests
     * @return to be registered
     */
    public static TencentFaceEmulatorExtension of(Supplier<TencentEmulator> start) {
        return new TencentFaceEmulatorExtension(Objects.requireNonNull(start, "start"));
    }

    /**
     * The emulator of the running class.
     *
     * @return running
     * @throws IllegalStateException if no test of the class runs; the extension belongs into a static field with
     *     {@code @RegisterExtension}
     */
    public TencentEmulator emulator() {
        if (emulator == null) {
            throw new IllegalStateException(
                    "the emulator runs during tests only; register the extension in a static field");
        }
        return emulator;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        emulator = start.get();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        TencentEmulator running = emulator();
        running.reset();
        running.wireMock().resetAll();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (emulator != null) {
            emulator.close();
            emulator = null;
        }
    }
}
