package io.facebridge.emulator;

import io.facebridge.emulator.internal.FaceAnalyzer;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * The settings of every emulator. Not thread-safe.
 *
 * @param <B> the builder of one emulator, which every setting returns
 */
public abstract sealed class EmulatorBuilder<B extends EmulatorBuilder<B>>
        permits AwsEmulator.Builder, AzureEmulator.Builder, TencentEmulator.Builder {
    private static final int MAX_PORT = 65_535;

    private final FaceAnalyzer analyzer;
    private int port;
    private Clock clock = Clock.systemUTC();
    private boolean adminEndpoint;

    EmulatorBuilder(FaceAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /**
     * Sets the port of the loopback interface.
     *
     * @param number 1 to 65535, or 0, the default, for any free one
     * @return this builder
     * @throws IllegalArgumentException if the number is outside [0, 65535]
     */
    public final B port(int number) {
        if (number < 0 || number > MAX_PORT) {
            throw new IllegalArgumentException("port must be in [0, " + MAX_PORT + "] but was " + number);
        }
        port = number;
        return self();
    }

    /**
     * Sets the clock of everything that takes time or expires: sessions, delays, trainings, temporarily stored faces, and
     * signatures. A signature is rejected if its time is more than five minutes away from this clock's, so that a clock of
     * tests should start at the current time.
     *
     * @param time the clock; the default is the system's
     * @return this builder
     */
    public final B clock(Clock time) {
        clock = Objects.requireNonNull(time, "time");
        return self();
    }

    /**
     * Sets that WireMock's administration is accessible under {@code /__admin}. By default every request there is rejected, and
     * stubs are added through {@link Emulator#wireMock()}.
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
     * @return a running emulator, which the caller closes
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
