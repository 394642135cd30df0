package io.facebridge.emulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.facebridge.emulator.internal.EmulatedService;
import io.facebridge.emulator.internal.LoopbackServer;
import io.facebridge.emulator.internal.ServerIdentity;
import io.facebridge.match.FalseMatchTable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An emulated face service on a port of the loopback interface, with a detector and templates of this JVM behind it. The common
 * part of the emulators {@link AwsEmulator}, {@link TencentEmulator} and {@link AzureEmulator}.
 *
 * <p>Templates and images are kept in memory only, and nothing is logged. Thread-safe. The caller closes it; the backing stays
 * open.
 */
public abstract sealed class Emulator implements AutoCloseable permits AwsEmulator, AzureEmulator, TencentEmulator {
    private final EmulatedService service;
    private final LoopbackServer server;
    private final Faults faults;

    /** Starts the server; with transport security if there is an identity. */
    Emulator(EmulatorBuilder<?> settings, EmulatedService service, @Nullable ServerIdentity identity) {
        this.service = service;
        faults = new Faults(service, settings.clock());
        server = LoopbackServer.start(settings.port(), settings.opensAdminEndpoint(), identity, service);
    }

    /**
     * Returns the address of the emulator.
     *
     * @return for example {@code http://127.0.0.1:40123}, or {@code https://127.0.0.1:40123} with transport security
     */
    public final URI endpoint() {
        return server.endpoint();
    }

    /**
     * Returns the thresholds of the emulator's scores by false match rate: for every rate of two significant digits that the
     * backing's table covers, and for the table's own. At these rates a comparison here is decided as it is on the backing's
     * own scale. They say nothing about the real service.
     *
     * @return thresholds on the service's scale
     */
    public abstract FalseMatchTable calibration();

    /**
     * Returns the faults of this emulator, to which faults can be added.
     *
     * @return always the same instance
     */
    public final Faults faults() {
        return faults;
    }

    /**
     * Returns how many requests of an operation were carried out. Counts requests whose responses were lost on their way; does
     * not count requests that were rejected or met a fault before.
     *
     * @param operation the service's name, for example {@code IndexFaces} or {@code AddFace}
     * @return the number since the start or the last {@link #reset()}
     * @throws IllegalArgumentException if the emulator has no such operation
     */
    public final long requests(String operation) {
        return service.counts().requests(operation);
    }

    /**
     * Returns how many requests of an operation arrived, whatever their outcome.
     *
     * @param operation the service's name, for example {@code IndexFaces} or {@code AddFace}
     * @return the number since the start or the last {@link #reset()}
     * @throws IllegalArgumentException if the emulator has no such operation
     */
    public final long attempts(String operation) {
        return service.counts().attempts(operation);
    }

    /**
     * Deletes everything that was stored by requests, seeds and scripts, the pending faults, and the counts. Keeps the
     * builder's settings. Idempotent.
     */
    public final void reset() {
        clear();
        service.faults().clear();
        service.counts().clear();
    }

    /** Deletes what the service has stored. */
    abstract void clear();

    /**
     * Returns the WireMock server of this emulator, to add stubs: they take precedence over the emulator's own responses. It
     * keeps no journal of requests, and {@code resetAll()} does not remove the emulator.
     *
     * @return always the same instance
     */
    public final WireMockServer wireMock() {
        return server.wireMock();
    }

    /** Stops the server and deletes everything that was stored. Idempotent. */
    @Override
    public final void close() {
        server.close();
        reset();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + endpoint() + "]";
    }
}
