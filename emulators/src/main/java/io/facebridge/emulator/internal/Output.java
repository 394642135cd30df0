package io.facebridge.emulator.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A structure of an answer; members that are null are left out. */
public final class Output {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Adds a member, unless it is null. */
    public Output with(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value instanceof Output structure ? structure.members : value);
        }
        return this;
    }

    /** All members, in the order in which they were added. */
    public Map<String, Object> members() {
        return members;
    }
}
