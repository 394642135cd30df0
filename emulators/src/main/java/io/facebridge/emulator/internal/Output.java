package io.facebridge.emulator.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A structure of a response; members that are null are omitted. */
public final class Output {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Adds a member, unless it is null. */
    public Output with(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value instanceof Output structure ? structure.members : value);
        }
        return this;
    }

    /** Returns all members, in the order in which they were added. */
    public Map<String, Object> members() {
        return members;
    }
}
