package io.facebridge.azure.internal;

import io.facebridge.error.NotFoundException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.provider.Deadline;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/** The groups that this provider works with, as long as they are there. */
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
        return groups.computeIfAbsent(
                name, group -> new AzureGroup(calls, group, new Training(calls, group, quiet, nanos)));
    }

    /** What is known may no longer be so. */
    void forget(String name) {
        groups.remove(name);
    }

    /** One call of the API in a group; what is known of it is forgotten if the service does not have it. */
    <T> T call(String name, BiFunction<AzureGroup, Deadline, T> requests) {
        return calls.call(deadline -> in(name, deadline, requests));
    }

    /** A part of a call. */
    <T> T in(String name, Deadline deadline, BiFunction<AzureGroup, Deadline, T> requests) {
        AzureGroup group = of(name);
        try {
            return requests.apply(group, deadline);
        } catch (NotFoundException e) {
            if (e.kind() == NotFoundException.Kind.GALLERY) {
                groups.remove(name, group);
            }
            throw e;
        } catch (RequestRefusedException e) {
            // Somebody else may have made it anew, with another model.
            group.forgetModel();
            throw e;
        }
    }
}
