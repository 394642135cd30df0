package io.facebridge.operations.audit;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a person, a key or a policy, for an {@link AuditListener}. Contains no image, no template and no score. May
 * contain a person's id; {@link #toString} omits it. Immutable.
 *
 * <!-- docs-test: given DecisionLog log -->
 * <pre>{@code
 * log.onEvent(AuditEvent.builder(AuditEvent.Kind.POLICY_CHANGE, clock.instant())
 *         .withRequester("operator 7")
 *         .attribute("policy", policy.toString())
 *         .build());
 * }</pre>
 */
public final class AuditEvent {
    /** The maximum number of attributes of an event. */
    public static final int MAX_ATTRIBUTES = 16;

    /** The maximum number of characters of an attribute's value, and of the requester. */
    public static final int MAX_LENGTH = 256;

    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");

    private final Kind kind;
    private final Instant time;
    private final @Nullable String requester;
    private final @Nullable ProviderId provider;
    private final @Nullable GalleryId gallery;
    private final @Nullable PersonId person;
    private final Map<String, String> attributes;

    private AuditEvent(Builder builder) {
        kind = builder.kind;
        time = builder.time;
        requester = builder.requester;
        provider = builder.provider;
        gallery = builder.gallery;
        person = builder.person;
        attributes = Collections.unmodifiableMap(new TreeMap<>(builder.attributes));
    }

    /** The kind of operation. More kinds may be added. */
    public enum Kind {
        /** One or more faces of a person were enrolled. */
        ENROLLMENT,
        /** A person, or one of a person's faces, was removed from a gallery. */
        REMOVAL,
        /** A person gave consent. */
        CONSENT_GIVEN,
        /** A person withdrew consent. */
        CONSENT_WITHDRAWN,
        /** A reviewer decided a case. */
        REVIEW_VERDICT,
        /** An erasure of a person ended; the attribute {@code complete} states whether it is complete. */
        ERASURE,
        /** A key was replaced by another one. */
        KEY_ROTATION,
        /** A match policy, a threshold or another setting of decisions was changed. */
        POLICY_CHANGE
    }

    /**
     * Creates a builder.
     *
     * @param kind the kind of operation
     * @param time when it was executed
     * @return a new builder, without optional parts
     */
    public static Builder builder(Kind kind, Instant time) {
        return new Builder(kind, time);
    }

    /**
     * Returns a text shortened to {@value #MAX_LENGTH} characters, for texts from other sources.
     *
     * @param text any text
     * @return its first {@value #MAX_LENGTH} characters, or one less if a surrogate pair would be split; the text itself if it is
     *     short enough
     */
    public static String shortened(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        boolean isSplit = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1))
                && Character.isLowSurrogate(text.charAt(MAX_LENGTH));
        return text.substring(0, isSplit ? MAX_LENGTH - 1 : MAX_LENGTH);
    }

    /** {@return the kind of operation} */
    public Kind kind() {
        return kind;
    }

    /** {@return when it was executed} */
    public Instant time() {
        return time;
    }

    /** {@return the requester, by the application's own name; empty if it was not set} */
    public Optional<String> requester() {
        return Optional.ofNullable(requester);
    }

    /**
     * Checks a requester, before an operation that is reported with it.
     *
     * @param who the requester, not blank, at most {@value #MAX_LENGTH} characters
     * @throws IllegalArgumentException if the requester is blank or too long
     */
    public static void requireRequester(String who) {
        if (who.isBlank() || who.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "requester must have 1 to " + MAX_LENGTH + " characters and not be blank but had " + who.length());
        }
    }

    /** {@return the provider; empty if it was not set} */
    public Optional<ProviderId> provider() {
        return Optional.ofNullable(provider);
    }

    /** {@return the gallery; empty if it was not set} */
    public Optional<GalleryId> gallery() {
        return Optional.ofNullable(gallery);
    }

    /** {@return the person; empty if it was not set} */
    public Optional<PersonId> person() {
        return Optional.ofNullable(person);
    }

    /** {@return the attributes, in the order of their names; empty if there are none; unmodifiable} */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** Returns text without the person, the requester and the values of the attributes. */
    @Override
    public String toString() {
        return "AuditEvent[" + kind + " at " + time + (provider == null ? "" : ", " + provider)
                + (gallery == null ? "" : ", " + gallery)
                + (attributes.isEmpty() ? "" : ", " + attributes.keySet()) + "]";
    }

    /** Builds an {@link AuditEvent}. Not thread-safe. */
    public static final class Builder {
        private final Kind kind;
        private final Instant time;
        private final Map<String, String> attributes = new TreeMap<>();
        private @Nullable String requester;
        private @Nullable ProviderId provider;
        private @Nullable GalleryId gallery;
        private @Nullable PersonId person;

        private Builder(Kind kind, Instant time) {
            this.kind = Objects.requireNonNull(kind, "kind");
            this.time = Objects.requireNonNull(time, "time");
        }

        /**
         * Sets the requester, for example an operator or a service. By default there is none.
         *
         * @param who the requester, by the application's own name; not blank, at most {@value AuditEvent#MAX_LENGTH} characters
         * @return this builder
         * @throws IllegalArgumentException if the requester is blank or too long
         */
        public Builder withRequester(String who) {
            requireRequester(who);
            requester = who;
            return this;
        }

        /**
         * Sets the provider.
         *
         * @param concerned the provider of the operation
         * @return this builder
         */
        public Builder provider(ProviderId concerned) {
            provider = Objects.requireNonNull(concerned, "provider");
            return this;
        }

        /**
         * Sets the gallery.
         *
         * @param concerned the gallery of the operation
         * @return this builder
         */
        public Builder gallery(GalleryId concerned) {
            gallery = Objects.requireNonNull(concerned, "gallery");
            return this;
        }

        /**
         * Sets the person.
         *
         * @param concerned the person of the operation; for a review or a liveness session its subject
         * @return this builder
         */
        public Builder person(PersonId concerned) {
            person = Objects.requireNonNull(concerned, "person");
            return this;
        }

        /**
         * Adds an attribute. Replaces one of the same name. Attributes cannot be erased from a log: keep ids of people, scores
         * and secrets out of them.
         *
         * @param name matching {@code [a-z][A-Za-z0-9]{0,39}}
         * @param value at most {@value AuditEvent#MAX_LENGTH} characters
         * @return this builder
         * @throws IllegalArgumentException if the name has another form; the builder is not changed
         * @throws IllegalArgumentException if the value is too long; the builder is not changed
         * @throws IllegalArgumentException if there are {@value AuditEvent#MAX_ATTRIBUTES} attributes of other names; the
         *     builder is not changed
         */
        public Builder attribute(String name, String value) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "name of an attribute must match " + NAME + " but was \"" + name + "\"");
            }
            if (value.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("attribute " + name + " must have at most " + MAX_LENGTH
                        + " characters but had " + value.length());
            }
            if (attributes.size() >= MAX_ATTRIBUTES && !attributes.containsKey(name)) {
                throw new IllegalArgumentException(
                        "event has the maximum of " + MAX_ATTRIBUTES + " attributes; omit " + name);
            }
            attributes.put(name, value);
            return this;
        }

        /**
         * Creates the event.
         *
         * @return a new event
         */
        public AuditEvent build() {
            return new AuditEvent(this);
        }
    }
}
