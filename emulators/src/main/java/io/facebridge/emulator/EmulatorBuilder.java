package io.facebridge.emulator;

import io.facebridge.emulator.internal.FaceAnalyzer;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * The settings that all emulators have. Not thread-safe.
 *
 * @param <B> the builder of one emulator, which every setting returns
 */
public abstract sealed class EmulatorBuilder<B extends EmulatorBuilder<B>>
        permits AwsEmulator.Builder, AzureEmulator.Builder, TencentEmulator.Builder {
    private static final int HIGHEST_PORT = 65_535;

    private final FaceAnalyzer analyzer;
    private int port;
    private Clock clock = Clock.systemUTC();
    private boolean adminEndpoint;

    EmulatorBuilder(FaceAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /**
     * Sets the port of the loopback interface. The default is 0, any free one.
     *
     * @param number 1 to 65535, or 0
     * @return this builder
     * @throws IllegalArgumentException if it is outside
     */
    public final B port(int number) {
        if (number < 0 || number > HIGHEST_PORT) {
            throw new IllegalArgumentException("port must be in [0, " + HIGHEST_PORT + "] but was " + number);
        }
        port = number;
        return self();
    }

    /**
     * Sets the clock of everything that takes time or expires: sessions, delays, trainings, faces that are kept for a while,
     * and signatures. A signature is rejected if its time is more than five minutes away from this clock's, so that a clock
     * of tests should start at the present. The default is the system's clock.
     *
     * @param time the clock
     * @return this builder
     */
    public final B clock(Clock time) {
        clock = Objects.requireNonNull(time, "time");
        return self();
    }

    /**
     * Opens WireMock's administration under {@code /__admin}. By default every request there is rejected, and stubs are added
     * through {@link Emulator#wireMock()}.
     *
     * @return this builder
     */
    public final B adminEndpoint() {
        adminEndpoint = true;
        return self();
    }

    /**
     * Starts the emulator.
     *
     * @return a running emulator; close it
     */
    public abstract Emulator start();

    abstract B self();

    final FaceAnalyzer analyzer() {
        return analyzer;
    }

    final int port() {
        return port;
    }

    final Clock clock() {
        return clock;
    }

    final boolean opensAdminEndpoint() {
        return adminEndpoint;
    }

    static Duration requireNotNegative(String name, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative but was " + time);
        }
        return time;
    }
}
