package io.facebridge.gallery;

import java.time.Instant;
import java.util.Objects;

/**
 * The consent of a person: a purpose, a text version and a validity period.
 *
 * @param purpose what the face is used for, in the application's words; not blank
 * @param textVersion the version of the text that the person read; not blank
 * @param givenAt when the consent was given
 * @param expires the instant from which the consent is no longer valid; after {@code givenAt}
 */
public record Consent(String purpose, String textVersion, Instant givenAt, Instant expires) {
    /**
     * Creates a consent.
     *
     * @param purpose what the face is used for, in the application's words; not blank
     * @param textVersion the version of the text that the person read; not blank
     * @param givenAt when the consent was given
     * @param expires the instant from which the consent is no longer valid; after {@code givenAt}
     * @throws IllegalArgumentException if a text is blank
     * @throws IllegalArgumentException if {@code expires} is not after {@code givenAt}
     */
    public Consent {
        if (purpose.isBlank() || textVersion.isBlank()) {
            throw new IllegalArgumentException("purpose and textVersion of a consent must not be blank");
        }
        Objects.requireNonNull(givenAt, "givenAt");
        if (!expires.isAfter(givenAt)) {
            throw new IllegalArgumentException("expires must be after givenAt but the consent was given at " + givenAt
                    + " and expires at " + expires);
        }
    }

    /**
     * Returns whether the consent is valid.
     *
     * @param now the instant to check
     * @return {@code true} from {@link #givenAt} on, and before {@link #expires}
     */
    public boolean isValid(Instant now) {
        return !now.isBefore(givenAt) && now.isBefore(expires);
    }
}
