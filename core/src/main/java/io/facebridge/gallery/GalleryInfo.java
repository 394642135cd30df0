package io.facebridge.gallery;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The properties of a gallery that its provider reports. What it does not report is empty, never 0. Immutable. */
public final class GalleryInfo {
    private final GalleryId id;
    private final @Nullable Long persons;
    private final @Nullable Long faces;
    private final @Nullable String model;
    private final @Nullable Instant created;

    private GalleryInfo(Builder builder) {
        id = builder.id;
        persons = builder.persons;
        faces = builder.faces;
        model = builder.model;
        created = builder.created;
    }

    /**
     * Creates a builder without values.
     *
     * @param id the id of the gallery
     * @return a new builder
     */
    public static Builder builder(GalleryId id) {
        return new Builder(id);
    }

    /** {@return the id of the gallery} */
    public GalleryId id() {
        return id;
    }

    /**
     * Returns the number of enrolled people.
     *
     * @return 0 or more, possibly delayed by the provider; empty if it is not reported
     */
    public OptionalLong persons() {
        return persons == null ? OptionalLong.empty() : OptionalLong.of(persons);
    }

    /**
     * Returns the number of enrolled faces.
     *
     * @return 0 or more, possibly delayed by the provider; empty if it is not reported
     */
    public OptionalLong faces() {
        return faces == null ? OptionalLong.empty() : OptionalLong.of(faces);
    }

    /**
     * Returns the model that the gallery's faces were enrolled with.
     *
     * @return the provider's name of it, the model of the scales of searches in this gallery; empty if it is not
     * reported
     */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /**
     * Returns when the gallery was created.
     *
     * @return by the provider's clock; empty if it is not reported
     */
    public Optional<Instant> created() {
        return Optional.ofNullable(created);
    }

    @Override
    public String toString() {
        return "GalleryInfo[" + id + ", persons=" + persons + ", faces=" + faces + ", model=" + model + ", created="
                + created + "]";
    }

    /** A builder of a {@link GalleryInfo}. Not thread-safe. */
    public static final class Builder {
        private final GalleryId id;
        private @Nullable Long persons;
        private @Nullable Long faces;
        private @Nullable String model;
        private @Nullable Instant created;

        private Builder(GalleryId id) {
            this.id = Objects.requireNonNull(id, "id");
        }

        /**
         * Sets the number of enrolled people.
         *
         * @param count 0 or more
         * @return this builder
         */
        public Builder persons(long count) {
            persons = count;
            return this;
        }

        /**
         * Sets the number of enrolled faces.
         *
         * @param count 0 or more
         * @return this builder
         */
        public Builder faces(long count) {
            faces = count;
            return this;
        }

        /**
         * Sets the model.
         *
         * @param name the provider's name of it
         * @return this builder
         */
        public Builder model(String name) {
            model = name;
            return this;
        }

        /**
         * Sets when the gallery was created.
         *
         * @param instant by the provider's clock
         * @return this builder
         */
        public Builder created(Instant instant) {
            created = instant;
            return this;
        }

        /**
         * Builds the properties.
         *
         * @return new properties
         */
        public GalleryInfo build() {
            return new GalleryInfo(this);
        }
    }
}
