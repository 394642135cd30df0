package io.facebridge.remote;

import java.util.Objects;

/**
 * One operation of a service, as it is called by a provider. Meant to be a constant.
 *
 * @param name the vendor's name of it; rate limits and reports use it
 * @param group operations that fail together share a circuit breaker; for example the name of the endpoint
 * @param repeatable whether the same request may be sent again although it may have been carried out, because it reads
 *     only, or because a second one changes nothing more
 */
public record RemoteOperation(String name, String group, boolean repeatable) {
    /**
     * Checks that there are a name and a group.
     *
     * @param name see the record
     * @param group see the record
     * @param repeatable see the record
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
