package io.facebridge.local;

import io.facebridge.local.internal.ArcFaceTemplate;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An embedder of the ArcFace kind: a network that takes an aligned face (batch 1, three planes) and gives a vector whose
 * direction says who it is. Describe the file and it works without code. Immutable.
 *
 * <pre>{@code
 * EmbedderModel.builder(Path.of("w600k_r50.onnx"))
 *     .input(112, 112).normalization(127.5, 127.5).channels(EmbedderModel.Channels.RGB).dimension(512).build()
 * }</pre>
 */
public final class EmbedderModel {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final @Nullable Path file;
    private final @Nullable String sha256;
    private final int width;
    private final int height;
    private final double mean;
    private final double std;
    private final Channels channels;
    private final double[] template;
    private final int dimension;

    private EmbedderModel(Builder builder) {
        file = builder.file;
        sha256 = builder.sha256;
        width = builder.width;
        height = builder.height;
        mean = builder.mean;
        std = builder.std;
        channels = builder.channels;
        template = builder.template == null ? ArcFaceTemplate.of(builder.width, builder.height) : builder.template;
        dimension = builder.dimension;
    }

    /**
     * Describes an ONNX file. Starts with what most files of the kind want: 112 × 112, mean 127.5, std 127.5, RGB, the
     * ArcFace template, 512 dimensions.
     *
     * @param file the file
     * @return a new builder
     */
    public static Builder builder(Path file) {
        return new Builder(Objects.requireNonNull(file, "file"));
    }

    /** The one that the pinned models bring. */
    static EmbedderModel pinned() {
        return new Builder(null)
                .sha256(PinnedModel.EMBEDDER.sha256())
                .normalization(127, 128)
                .channels(Channels.BGR)
                .build();
    }

    /**
     * The file.
     *
     * @return empty for the embedder of the pinned models
     */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * The hash the file must have.
     *
     * @return empty if any content is accepted
     */
    public Optional<String> sha256() {
        return Optional.ofNullable(sha256);
    }

    /**
     * Width of the input.
     *
     * @return pixels
     */
    public int width() {
        return width;
    }

    /**
     * Height of the input.
     *
     * @return pixels
     */
    public int height() {
        return height;
    }

    /**
     * What is taken off each channel's value.
     *
     * @return on the scale 0 to 255
     */
    public double mean() {
        return mean;
    }

    /**
     * What the difference is divided by.
     *
     * @return on the scale 0 to 255
     */
    public double std() {
        return std;
    }

    /**
     * The order of the planes.
     *
     * @return the order
     */
    public Channels channels() {
        return channels;
    }

    /**
     * Where left eye, right eye, nose, left and right corner of the mouth stand in the input.
     *
     * @return ten numbers, x and y of each in pixels; a copy
     */
    public double[] template() {
        return template.clone();
    }

    /**
     * How many numbers a template has.
     *
     * @return 1 or more
     */
    public int dimension() {
        return dimension;
    }

    /** Everything but the file that makes the templates what they are: a part of the model's name. */
    String recipe() {
        return String.format(
                        Locale.ROOT, "%dx%d mean %s std %s %s %d-d ", width, height, mean, std, channels, dimension)
                + Arrays.toString(template);
    }

    @Override
    public String toString() {
        return "EmbedderModel[" + (file == null ? "pinned" : file.getFileName()) + ", " + recipe() + "]";
    }

    /** The order of the planes of an input. */
    public enum Channels {
        /** Red, green, blue. */
        RGB,
        /** Blue, green, red. */
        BGR
    }

    /** Builds an {@link EmbedderModel}. Not thread-safe. */
    public static final class Builder {
        private final @Nullable Path file;
        private @Nullable String sha256;
        private int width = 112;
        private int height = 112;
        private double mean = 127.5;
        private double std = 127.5;
        private Channels channels = Channels.RGB;
        private double @Nullable [] template;
        private int dimension = 512;

        private Builder(@Nullable Path file) {
            this.file = file;
        }

        /**
         * Demands that the file has this content.
         *
         * @param hash 64 hexadecimal digits
         * @return this
         * @throws IllegalArgumentException if it is not of that form
         */
        public Builder sha256(String hash) {
            String lower = hash.toLowerCase(Locale.ROOT);
            if (!SHA256.matcher(lower).matches()) {
                throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits but was \"" + hash + "\"");
            }
            sha256 = lower;
            return this;
        }

        /**
         * Sets the size of the input.
         *
         * @param inputWidth pixels, 16 to 1024
         * @param inputHeight pixels, 16 to 1024
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder input(int inputWidth, int inputHeight) {
            width = within("input width", inputWidth, 16, 1024);
            height = within("input height", inputHeight, 16, 1024);
            return this;
        }

        /**
         * Sets how a channel's value, 0 to 255, becomes a number: {@code (value - mean) / std}.
         *
         * @param subtracted finite
         * @param divisor greater than 0
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder normalization(double subtracted, double divisor) {
            if (!Double.isFinite(subtracted) || !(divisor > 0) || !Double.isFinite(divisor)) {
                throw new IllegalArgumentException(
                        "normalization needs a finite mean and std > 0 but was " + subtracted + ", " + divisor);
            }
            mean = subtracted;
            std = divisor;
            return this;
        }

        /**
         * Sets the order of the planes.
         *
         * @param order the order
         * @return this
         */
        public Builder channels(Channels order) {
            channels = Objects.requireNonNull(order, "order");
            return this;
        }

        /**
         * Sets where the five points stand in the input, unless it is the ArcFace template.
         *
         * @param points ten numbers: x and y, in pixels of the input, of left eye, right eye, nose, left and right corner
         *     of the mouth
         * @return this
         * @throws IllegalArgumentException if they are not ten finite numbers
         */
        public Builder template(double... points) {
            if (points.length != 10 || !Arrays.stream(points).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "a template needs x and y of five points but was " + Arrays.toString(points));
            }
            template = points.clone();
            return this;
        }

        /**
         * Sets how many numbers the network gives.
         *
         * @param numbers 16 to 8192
         * @return this
         * @throws IllegalArgumentException if outside
         */
        public Builder dimension(int numbers) {
            dimension = within("dimension", numbers, 16, 8192);
            return this;
        }

        /**
         * Builds the description. The file is read when a provider is built with it.
         *
         * @return the description
         */
        public EmbedderModel build() {
            return new EmbedderModel(this);
        }

        private static int within(String name, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(name + " must be in [" + min + ", " + max + "] but was " + value);
            }
            return value;
        }
    }
}
