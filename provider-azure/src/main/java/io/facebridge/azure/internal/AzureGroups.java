package io.facebridge.azure.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The groups that this provider works with, as long as the service has them. Safe for use by many threads. */
final class AzureGroups {
    private final AzureCalls calls;
    private final Duration quiet;
    private final LongSupplier nanos;
    private final Map<String, AzureGroup> groups = new ConcurrentHashMap<>();

    /** A training begins when a group was left alone for {@code quiet}, by this clock. */
    AzureGroups(AzureCalls calls, Duration quiet, LongSupplier nanos) {
        this.calls = calls;
        this.quiet = quiet;
        this.nanos = nanos;
    }

    AzureGroup of(String name) {
        return groups.computeIfAbsent(name, group -> new AzureGroup(calls, this, group, quiet, nanos));
    }

    /** What is known may no longer be so. */
    void forget(String name) {
        groups.remove(name);
    }

    /** The service does not have it any more. */
    void forget(AzureGroup group) {
        groups.remove(group.name(), group);
    }
}
