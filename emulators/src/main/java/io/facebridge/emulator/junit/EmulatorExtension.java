package io.facebridge.emulator.junit;

import io.facebridge.emulator.Emulator;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs an emulator for a test class: starts it before the first test, empties it before each test, and closes it after the
 * last. Register it in a static field.
 *
 * <!-- docs-test: given static LocalFaces LOCAL -->
 * <pre>{@code
 * @RegisterExtension
 * static final EmulatorExtension<AwsEmulator> AWS =
 *         EmulatorExtension.of(() -> AwsEmulator.backedBy(LOCAL).start());
 * }</pre>
 *
 * <p>Tests of one class that run at the same time share the emulator, and would empty it for each other.
 *
 * @param <E> the emulator: {@code AwsEmulator}, {@code TencentEmulator} or {@code AzureEmulator}
 */
public final class EmulatorExtension<E extends Emulator>
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final Supplier<E> start;
    private @Nullable E emulator;

    private EmulatorExtension(Supplier<E> start) {
        this.start = start;
    }

    /**
     * Creates the extension.
     *
     * @param <E> the emulator
     * @param start starts the emulator; called once for each class, before its tests
     * @return a new extension, to be registered in a static field
     */
    public static <E extends Emulator> EmulatorExtension<E> of(Supplier<E> start) {
        return new EmulatorExtension<>(Objects.requireNonNull(start, "start"));
    }

    /**
     * Returns the emulator of the running class.
     *
     * @return a running emulator
     * @throws IllegalStateException if no test of the class runs; the extension belongs into a static field with
     *     {@code @RegisterExtension}
     */
    public E emulator() {
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
        E running = emulator();
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
