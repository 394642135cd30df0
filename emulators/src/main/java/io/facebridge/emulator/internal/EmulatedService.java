package io.facebridge.emulator.internal;

import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;

/** A service behind a server: its responses to requests, and the processing that all services share. Thread-safe. */
public abstract class EmulatedService implements ErrorResponses {
    private final Counts counts;
    private final FaultQueue faults = new FaultQueue();
    private final Clock clock;

    /** Creates a service with operations of these names. */
    protected EmulatedService(Set<String> operations, Clock clock) {
        counts = new Counts(operations);
        this.clock = clock;
    }

    /** Responds to a request; called by many threads. */
    public abstract EmulatedResponse answer(HttpCall call);

    /** Counts an arrived request and carries it out, unless a fault precedes it or changes its response. */
    protected final EmulatedResponse attempt(String operation, Supplier<EmulatedResponse> carryOut) {
        counts.arrived(operation);
        Fault fault = faults.take(operation, clock.instant());
        if (fault == null) {
            return carryOut.get();
        }
        EmulatedResponse instead = fault.instead();
        return instead == null ? fault.after(carryOut.get()) : instead;
    }

    /** Returns the time by the emulator's clock. */
    protected final Clock clock() {
        return clock;
    }

    /** Returns the pending faults. */
    public final FaultQueue faults() {
        return faults;
    }

    /** Returns the counts of operations. */
    public final Counts counts() {
        return counts;
    }

    @Override
    public final String toString() {
        return getClass().getPackage().getName() + "[" + counts + "]";
    }
}
