package io.facebridge.azure.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The groups that this provider uses, as long as the service has them. Thread-safe. */
final class AzureGroups {
    private final AzureCalls calls;
    private final Duration quiet;
    private final LongSupplier nanos;
    private final Map<String, AzureGroup> groups = new ConcurrentHashMap<>();

    /** Creates the groups; a training begins if a group was unchanged for {@code quiet}, by this clock. */
    AzureGroups(AzureCalls calls, Duration quiet, LongSupplier nanos) {
        this.calls = calls;
        this.quiet = quiet;
        this.nanos = nanos;
    }

    AzureGroup of(String name) {
        return groups.computeIfAbsent(name, group -> new AzureGroup(calls, this, group, quiet, nanos));
    }

    /** Discards the known facts about a group, which may be outdated. */
    void remove(String name) {
        groups.remove(name);
    }

    /** Discards a group that the service no longer has. */
    void remove(AzureGroup group) {
        groups.remove(group.name(), group);
    }
}
