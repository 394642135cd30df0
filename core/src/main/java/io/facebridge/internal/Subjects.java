package io.facebridge.internal;

import java.util.UUID;
import java.util.function.Supplier;

/** The rules that apply to subjects everywhere. */
public final class Subjects {
    private static final int RANDOM = 4;

    private Subjects() {}

    public static String require(String subject) {
        if (subject.isBlank()) {
            throw new IllegalArgumentException(
                    "a subject must not be blank: it is the application's own id of a person");
        }
        return subject;
    }

    /** Returns a random UUID. Other versions are made of times and names and are rejected. */
    public static UUID randomId(Supplier<UUID> random) {
        UUID id = random.get();
        if (id.version() != RANDOM) {
            throw new IllegalArgumentException(
                    "a correlation id must be a UUID of version 4 but its version was " + id.version());
        }
        return id;
    }
}
