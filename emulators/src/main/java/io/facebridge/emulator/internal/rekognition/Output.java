package io.facebridge.emulator.internal.rekognition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A structure of an answer; members that are null are left out, as the service does. */
final class Output {
    private final Map<String, Object> members = new LinkedHashMap<>();

    Output with(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value instanceof Output structure ? structure.members : value);
        }
        return this;
    }

    Map<String, Object> members() {
        return members;
    }
}
