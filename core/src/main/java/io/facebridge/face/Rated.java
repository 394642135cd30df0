package io.facebridge.face;

import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a provider believes, and how sure it is.
 *
 * @param value what it believes
 * @param rating how sure it is, 0 to 1, or {@code null} if it does not say
 * @param <T> the value's type
 */
public record Rated<T>(T value, @Nullable Double rating) {
    /**
     * Checks the rating.
     *
     * @param value see the record
     * @param rating see the record
     * @throws IllegalArgumentException if the rating is outside 0 to 1
     */
    public Rated {
        Objects.requireNonNull(value, "value");
        if (rating != null && !(rating >= 0 && rating <= 1)) {
            throw new IllegalArgumentException("a rating must be in [0, 1] but was " + rating);
        }
    }

    /**
     * How sure the provider is.
     *
     * @return 0 to 1; empty if it does not say
     */
    public OptionalDouble confidence() {
        return rating == null ? OptionalDouble.empty() : OptionalDouble.of(rating);
    }
}
