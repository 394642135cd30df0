package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pages of lists in the order of their members' numbers. A token holds the number of the last member that was handed out,
 * and a digest that binds it to the list, so that a token of another list is rejected.
 */
final class Pages {
    private static final int DIGEST_BYTES = 16;

    private final String secret;

    /** Pages whose tokens no other instance takes, as long as the secrets differ. */
    Pages(String secret) {
        this.secret = secret;
    }

    /** Some members of a list, and the token of those that follow; null if none do. */
    record Page<T>(List<T> members, @Nullable String next) {}

    /** Returns the requested page; {@code list} identifies the list and its filter. */
    <T> Page<T> of(String list, Collection<T> all, ToLongFunction<T> number, Input input, int maxResults) {
        String token = input.optionalText("NextToken", Input.NEXT_TOKEN);
        long after = token == null ? Long.MIN_VALUE : position(list, token);
        List<T> members = new ArrayList<>();
        long last = after;
        for (T member : all) {
            long position = number.applyAsLong(member);
            if (position > after) {
                if (members.size() == maxResults) {
                    return new Page<>(members, token(list, last));
                }
                members.add(member);
                last = position;
            }
        }
        return new Page<>(members, null);
    }

    private String token(String list, long position) {
        byte[] text = (position + ":" + digest(list, position)).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(text);
    }

    private long position(String list, String token) {
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            long position = Long.parseLong(text.substring(0, Math.max(0, text.indexOf(':'))));
            if (token(list, position).equals(token)) {
                return position;
            }
        } catch (IllegalArgumentException e) { // no Base64, or no number in it
            throw RefusedException.pagination();
        }
        throw RefusedException.pagination();
    }

    private String digest(String list, long position) {
        String bound = secret + "\n" + list + "\n" + position;
        return Hashes.sha256(bound.getBytes(StandardCharsets.UTF_8)).substring(0, 2 * DIGEST_BYTES);
    }
}
