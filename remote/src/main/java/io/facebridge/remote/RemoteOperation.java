package io.facebridge.remote;

import java.util.Objects;

/**
 * One operation of a service, as a provider calls it. Providers keep each as a constant.
 *
 * @param name the vendor's name of the operation, used for rate limits and reports
 * @param group the group of operations that share a circuit breaker, for example the name of the endpoint
 * @param idempotent whether repeating the request has no further effect, so that it may be sent again although an earlier
 *     request may have taken effect
 */
public record RemoteOperation(String name, String group, boolean idempotent) {
    /**
     * Creates an operation.
     *
     * @param name the vendor's name of the operation; not blank
     * @param group the group of operations that share a circuit breaker; not blank
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
