package io.facebridge.emulator.junit;

import io.facebridge.emulator.AwsEmulator;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A {@link AwsEmulator} for a test class: started before its tests, emptied before each of them, closed after the
 * last. Register it in a static field.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RekognitionEmulatorExtension AWS =
 *         RekognitionEmulatorExtension.of(() -> AwsEmulator.backedBy(faces()).start());
 * }</pre>
 *
 * <p>Tests of one class that run at the same time share the emulator, and would empty it for each other.
 */
public final class RekognitionEmulatorExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final Supplier<AwsEmulator> start;
    private @Nullable AwsEmulator emulator;

    private RekognitionEmulatorExtension(Supplier<AwsEmulator> start) {
        this.start = start;
    }

    /**
     * Makes the extension.
     *
     * @param start starts the emulator; called once for each class, before its tests
     * @return to be registered
     */
    public static RekognitionEmulatorExtension of(Supplier<AwsEmulator> start) {
        return new RekognitionEmulatorExtension(Objects.requireNonNull(start, "start"));
    }

    /**
     * The emulator of the running class.
     *
     * @return running
     * @throws IllegalStateException if no test of the class runs; the extension belongs into a static field with
     *     {@code @RegisterExtension}
     */
    public AwsEmulator emulator() {
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
        AwsEmulator running = emulator();
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
