package io.facebridge.gallery;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a provider says about a gallery. What it does not say is empty, never 0. Immutable. */
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
     * Starts with nothing known.
     *
     * @param id the gallery
     * @return a new builder
     */
    public static Builder builder(GalleryId id) {
        return new Builder(id);
    }

    /**
     * The gallery.
     *
     * @return its name
     */
    public GalleryId id() {
        return id;
    }

    /**
     * How many persons are enrolled.
     *
     * @return 0 or more; may lag behind by the provider's own delay
     */
    public OptionalLong persons() {
        return persons == null ? OptionalLong.empty() : OptionalLong.of(persons);
    }

    /**
     * How many faces are enrolled.
     *
     * @return 0 or more; may lag behind by the provider's own delay
     */
    public OptionalLong faces() {
        return faces == null ? OptionalLong.empty() : OptionalLong.of(faces);
    }

    /**
     * The model that the gallery's faces were enrolled with.
     *
     * @return as the provider names it; the model of the scales of searches in this gallery
     */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /**
     * When the gallery was created.
     *
     * @return by the provider's clock
     */
    public Optional<Instant> created() {
        return Optional.ofNullable(created);
    }

    @Override
    public String toString() {
        return "GalleryInfo[" + id + ", persons=" + persons + ", faces=" + faces + ", model=" + model + ", created="
                + created + "]";
    }

    /** Builds a {@link GalleryInfo}. Not thread-safe. */
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
         * Sets how many persons there are.
         *
         * @param count 0 or more
         * @return this
         */
        public Builder persons(long count) {
            persons = count;
            return this;
        }

        /**
         * Sets how many faces there are.
         *
         * @param count 0 or more
         * @return this
         */
        public Builder faces(long count) {
            faces = count;
            return this;
        }

        /**
         * Sets the model.
         *
         * @param name as the provider names it
         * @return this
         */
        public Builder model(String name) {
            model = name;
            return this;
        }

        /**
         * Sets when the gallery was created.
         *
         * @param instant by the provider's clock
         * @return this
         */
        public Builder created(Instant instant) {
            created = instant;
            return this;
        }

        /**
         * Builds the value.
         *
         * @return what was set
         */
        public GalleryInfo build() {
            return new GalleryInfo(this);
        }
    }
}
