package io.facebridge.emulator.internal;

import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;

/** A service behind a server: what it answers to each request, and what all services do with every request. Thread-safe. */
public abstract class EmulatedService implements ErrorResponses {
    private final Counts counts;
    private final FaultQueue faults = new FaultQueue();
    private final Clock clock;

    /** A service with operations of these names. */
    protected EmulatedService(Set<String> operations, Clock clock) {
        counts = new Counts(operations);
        this.clock = clock;
    }

    /** Answers a request; called by many threads. */
    public abstract EmulatedResponse answer(HttpCall call);

    /** Counts a request that has arrived and carries it out, unless a fault comes before it or changes its answer. */
    protected final EmulatedResponse attempt(String operation, Supplier<EmulatedResponse> carryOut) {
        counts.arrived(operation);
        Fault fault = faults.take(operation, clock.instant());
        if (fault == null) {
            return carryOut.get();
        }
        EmulatedResponse instead = fault.instead();
        return instead == null ? fault.after(carryOut.get()) : instead;
    }

    /** The time by the emulator's clock. */
    protected final Clock clock() {
        return clock;
    }

    /** The faults that are still to come. */
    public final FaultQueue faults() {
        return faults;
    }

    /** The counts of operations. */
    public final Counts counts() {
        return counts;
    }

    @Override
    public final String toString() {
        return getClass().getPackage().getName() + "[" + counts + "]";
    }
}
