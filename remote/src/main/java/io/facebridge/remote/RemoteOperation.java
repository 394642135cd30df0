package io.facebridge.remote;

import java.util.Objects;

/**
 * One operation of a service, as a provider calls it. Meant to be a constant.
 *
 * @param name the vendor's name of it; rate limits and reports use it
 * @param group operations that fail together share a circuit breaker; for example the name of the endpoint
 * @param idempotent whether repeating the request has no further effect, so that it may be sent again although an earlier one may
 *     have been carried out
 */
public record RemoteOperation(String name, String group, boolean idempotent) {
    /**
     * Checks that there are a name and a group.
     *
     * @param name the vendor's name of it
     * @param group the group that shares a circuit breaker
     * @param idempotent whether repeating the request has no further effect
     * @throws IllegalArgumentException if the name or the group is blank
     */
    public RemoteOperation {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(group, "group");
        if (name.isBlank() || group.isBlank()) {
            throw new IllegalArgumentException(
                    "an operation needs a name and a group but they were \"" + name + "\" and \"" + group + "\"");
        }
    }
}
