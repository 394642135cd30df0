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
 * Description of an ArcFace embedder: a network that maps an aligned face (batch 1, three planes) to an embedding, whose
 * direction identifies the person. Use it to replace the pinned embedder without code. Immutable.
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
     * Creates a builder for an ONNX file. The defaults are those of most ArcFace files: an input of 112 × 112 pixels, mean
     * 127.5, std 127.5, RGB, the ArcFace template, 512 dimensions.
     *
     * @param file the model file
     * @return a new builder
     */
    public static Builder builder(Path file) {
        return new Builder(Objects.requireNonNull(file, "file"));
    }

    /** Returns the description of the pinned embedder. */
    static EmbedderModel pinned() {
        return new Builder(null)
                .sha256(PinnedModel.EMBEDDER.sha256())
                .normalization(127, 128)
                .channels(Channels.BGR)
                .build();
    }

    /** {@return the model file; empty for the embedder of the pinned models} */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** {@return the SHA-256 that the file must have; empty if any content is accepted} */
    public Optional<String> sha256() {
        return Optional.ofNullable(sha256);
    }

    /** {@return the width of the input, in pixels} */
    public int width() {
        return width;
    }

    /** {@return the height of the input, in pixels} */
    public int height() {
        return height;
    }

    /** {@return the value that is subtracted from each channel, on the scale 0 to 255} */
    public double mean() {
        return mean;
    }

    /** {@return the divisor of the difference, on the scale 0 to 255} */
    public double std() {
        return std;
    }

    /** {@return the order of the planes} */
    public Channels channels() {
        return channels;
    }

    /**
     * {@return a copy of the positions of left eye, right eye, nose, left and right corner of the mouth in the input: ten
     * numbers, x and y of each in pixels}
     */
    public double[] template() {
        return template.clone();
    }

    /** {@return the number of dimensions of an embedding, 1 or more} */
    public int dimension() {
        return dimension;
    }

    /** Returns everything but the file that determines the embeddings; part of the model's name. */
    String recipe() {
        return String.format(
                        Locale.ROOT, "%dx%d mean %s std %s %s %d-d ", width, height, mean, std, channels, dimension)
                + Arrays.toString(template);
    }

    @Override
    public String toString() {
        return "EmbedderModel[" + (file == null ? "pinned" : file.getFileName()) + ", " + recipe() + "]";
    }

    /** Order of the planes of an input. */
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
         * Sets the SHA-256 that the file must have. By default any content is accepted.
         *
         * @param hash 64 hexadecimal digits
         * @return this builder
         * @throws IllegalArgumentException if the hash is not 64 hexadecimal digits
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
         * Sets the size of the input. The default is 112 × 112 pixels.
         *
         * @param inputWidth the width in pixels, 16 to 1024
         * @param inputHeight the height in pixels, 16 to 1024
         * @return this builder
         * @throws IllegalArgumentException if a side is outside [16, 1024]
         */
        public Builder input(int inputWidth, int inputHeight) {
            width = within("input width", inputWidth, 16, 1024);
            height = within("input height", inputHeight, 16, 1024);
            return this;
        }

        /**
         * Sets how the value of a channel, 0 to 255, is normalized: {@code (value - mean) / std}. The default is 127.5 for
         * both.
         *
         * @param subtracted the mean; finite
         * @param divisor the std; finite and greater than 0
         * @return this builder
         * @throws IllegalArgumentException if a value is outside its range
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
         * Sets the order of the planes. The default is RGB.
         *
         * @param order the order
         * @return this builder
         */
        public Builder channels(Channels order) {
            channels = Objects.requireNonNull(order, "order");
            return this;
        }

        /**
         * Sets the positions of the five points in the input. The default is the ArcFace template.
         *
         * @param points ten numbers: x and y, in pixels of the input, of left eye, right eye, nose, left and right corner of
         *     the mouth; copied
         * @return this builder
         * @throws IllegalArgumentException if the points are not ten finite numbers
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
         * Sets the number of dimensions of an embedding. The default is 512.
         *
         * @param numbers 16 to 8192
         * @return this builder
         * @throws IllegalArgumentException if the number is outside [16, 8192]
         */
        public Builder dimension(int numbers) {
            dimension = within("dimension", numbers, 16, 8192);
            return this;
        }

        /**
         * Creates the description. The file is not read before a provider is built with it.
         *
         * @return a new description
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
