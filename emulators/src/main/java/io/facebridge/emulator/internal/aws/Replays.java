package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.Output;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers of requests that carried a {@code ClientRequestToken}, so that the same request again changes nothing. */
final class Replays {
    private static final String TOKEN = "ClientRequestToken";
    private static final int REMEMBERED = 10_000;

    private Replays() {}

    /** What was asked, and what was answered. */
    record Entry(Map<String, Object> parameters, Output answer) {
        @Override
        public String toString() {
            return "Entry[]";
        }
    }

    static Map<String, Entry> newMap() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /**
     * Carries the request out, unless it was before. The caller holds the store's lock.
     *
     * @throws RefusedException if other parameters came with the token before
     */
    static Output once(Store store, String operation, Input input, Supplier<Output> action) {
        @Nullable String token = input.optionalText(TOKEN, Input.TOKEN);
        if (token == null) {
            return action.get();
        }
        Entry before = store.replays().get(operation + " " + token);
        if (before != null) {
            if (!before.parameters.equals(input.members())) {
                throw RefusedException.otherParameters();
            }
            return before.answer;
        }
        Output answer = action.get();
        store.replays().put(operation + " " + token, new Entry(input.members(), answer));
        return answer;
    }
}
