package io.facebridge.remote;

import io.facebridge.provider.Deadline;

/**
 * One call of a provider's API, from {@link ProviderCalls#begin()} to {@link #close()}. Use it with try-with-resources in a
 * provider. A call may send any number of requests under one deadline; {@link ProviderCalls#close()} waits for its end.
 * Confined to the thread that began it.
 */
public final class CallScope implements AutoCloseable {
    private final Deadline deadline;
    private final Runnable end;

    CallScope(Deadline deadline, Runnable end) {
        this.deadline = deadline;
        this.end = end;
    }

    /** {@return the deadline of the call, all its requests and waits included; always the same instance} */
    public Deadline deadline() {
        return deadline;
    }

    /** Ends the call. Must be called once, on the thread that began it. */
    @Override
    public void close() {
        end.run();
    }
}
