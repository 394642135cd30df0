package io.facebridge.tuning;

import io.facebridge.error.ImageRole;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scores of comparisons whose truth is known: mated ones, of two images of one person, and non-mated ones, of images of two
 * persons. Use it to pass scores that the application already has to a {@link ThresholdTuner}. All are on one scale. Immutable
 * and thread-safe.
 *
 * <!-- docs-test: given ScoreScale scale; Comparison comparison -->
 * <pre>{@code
 * LabeledScores.Builder scores = LabeledScores.builder(scale).dataset("gate 3, autumn");
 * scores.add(new LabeledScores.Sample("a-1.jpg", "a"), new LabeledScores.Sample("b-1.jpg", "b"), comparison.score());
 * ThresholdTuner.Result tuned = ThresholdTuner.load().tune(scores.build());
 * }</pre>
 *
 * <p>Comparisons that share a person are alike, and many of them are worth fewer than as many of different persons. Add scores
 * with their samples where they are known, so that intervals account for it and testing on the same persons is detected.
 */
public final class LabeledScores {
    private final ScoreScale scale;
    private final @Nullable String dataset;
    private final boolean asymmetric;
    private final List<Pair> pairs;

    private LabeledScores(Builder builder) {
        scale = builder.scale;
        dataset = builder.dataset;
        asymmetric = builder.asymmetric;
        pairs = List.copyOf(builder.pairs);
    }

    /**
     * Creates a builder without scores.
     *
     * @param scale of all scores
     * @return a new builder
     */
    public static Builder builder(ScoreScale scale) {
        return new Builder(scale);
    }

    /**
     * Returns the scale of all scores.
     *
     * @return provider, model, operation and range
     */
    public ScoreScale scale() {
        return scale;
    }

    /**
     * Returns the name of the data.
     *
     * @return empty if it was not set
     */
    public Optional<String> dataset() {
        return Optional.ofNullable(dataset);
    }

    /**
     * Returns whether comparing a with b is another question than comparing b with a.
     *
     * @return {@code false} unless it was set
     */
    public boolean asymmetric() {
        return asymmetric;
    }

    /**
     * Returns the comparisons, failed ones included.
     *
     * @return in the order in which they were added; may be empty; unmodifiable
     */
    public List<Pair> pairs() {
        return pairs;
    }

    /** Returns the scale and the number of comparisons; no score and no person. */
    @Override
    public String toString() {
        return "LabeledScores[" + scale + ", " + pairs.size() + " comparisons]";
    }

    /**
     * An image that was compared. {@link #toString()} contains none of it.
     *
     * @param image names the image within the data; the same name is the same image
     * @param person names the person on it within the data; the same name is the same person
     * @param group the group that the person belongs to, for error rates by group; {@code null} if unknown
     */
    public record Sample(
            String image, String person, @Nullable String group) {
        /**
         * Checks that image and person are named.
         *
         * @param image names the image
         * @param person names the person
         * @param group the person's group, or {@code null}
         * @throws IllegalArgumentException if a name is blank
         */
        public Sample {
            requireNamed("image", image);
            requireNamed("person", person);
            if (group != null) {
                requireNamed("group", group);
            }
        }

        /**
         * Creates a sample of a person whose group is not known.
         *
         * @param image names the image
         * @param person names the person
         * @throws IllegalArgumentException if a name is blank
         */
        public Sample(String image, String person) {
            this(image, person, null);
        }

        private static void requireNamed(String what, String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        what + " must not be blank; use the comparison's label alone if it is unknown");
            }
        }

        @Override
        public String toString() {
            return "Sample[]";
        }
    }

    /**
     * One comparison. {@link #toString()} contains neither its score nor its samples.
     *
     * @param reference the stored image; {@code null} if unknown, and then so is the probe
     * @param probe the image that was checked; {@code null} if unknown
     * @param mated whether both show the same person
     * @param score on the scale of the set; NaN if the comparison failed
     * @param failed the image without a usable face: REFERENCE or PROBE; {@code null} if the comparison was completed
     */
    public record Pair(
            @Nullable Sample reference,
            @Nullable Sample probe,
            boolean mated,
            double score,
            @Nullable ImageRole failed) {
        /**
         * Creates a comparison.
         *
         * @param reference the stored image, or {@code null}
         * @param probe the image that was checked, or {@code null}
         * @param mated whether both show the same person
         * @param score finite, or NaN
         * @param failed REFERENCE, PROBE or {@code null}
         * @throws IllegalArgumentException if one sample alone is known, both are of one person and the label is
         * another, a completed comparison has no finite score, a failed one has a score, or {@code failed} is another
         * role
         */
        public Pair {
            if ((reference == null) != (probe == null)) {
                throw new IllegalArgumentException("both samples of a comparison must be known, or none");
            }
            if (reference != null
                    && probe != null
                    && mated != reference.person().equals(probe.person())) {
                throw new IllegalArgumentException("mated must be " + !mated + " because of the samples' people");
            }
            if (failed != null && failed != ImageRole.REFERENCE && failed != ImageRole.PROBE) {
                throw new IllegalArgumentException("failed must be REFERENCE or PROBE but was " + failed);
            }
            if (failed == null ? !Double.isFinite(score) : !Double.isNaN(score)) {
                throw new IllegalArgumentException(
                        failed == null
                                ? "a completed comparison needs a finite score but had " + score + "; use addFailure"
                                : "a comparison that failed has no score; use NaN");
            }
        }

        @Override
        public String toString() {
            return "Pair[" + (mated ? "mated" : "non-mated") + (failed == null ? "" : ", failed for " + failed) + "]";
        }
    }

    /** Builds {@link LabeledScores}. Not thread-safe. */
    public static final class Builder {
        private final ScoreScale scale;
        private final List<Pair> pairs = new ArrayList<>();
        private @Nullable String dataset;
        private boolean asymmetric;

        private Builder(ScoreScale scale) {
            this.scale = Objects.requireNonNull(scale, "scale");
        }

        /**
         * Sets the name of the data, which reports and decisions show. By default it has none.
         *
         * @param name without persons in it; not blank
         * @return this builder
         * @throws IllegalArgumentException if it is blank
         */
        public Builder dataset(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("dataset must not be blank");
            }
            dataset = name;
            return this;
        }

        /**
         * Sets that comparing a with b is another question than comparing b with a, so that the set may contain both.
         *
         * @return this builder
         */
        public Builder asymmetric() {
            asymmetric = true;
            return this;
        }

        /**
         * Adds a comparison. It is mated if both samples are of the same person.
         *
         * @param reference the stored image
         * @param probe the image that was checked
         * @param score of the two
         * @return this builder
         * @throws IncompatibleScaleException if the score is on another scale
         */
        public Builder add(Sample reference, Sample probe, Score score) {
            return add(reference, probe, reference.person().equals(probe.person()), score);
        }

        /**
         * Adds a comparison that was not completed because one image has no usable face. It is counted, and part of no rate.
         *
         * @param reference the stored image
         * @param probe the image that was checked
         * @param failed the image without a usable face: REFERENCE or PROBE
         * @return this builder
         * @throws IllegalArgumentException if it is another role
         */
        public Builder addFailure(Sample reference, Sample probe, ImageRole failed) {
            pairs.add(new Pair(
                    reference,
                    probe,
                    reference.person().equals(probe.person()),
                    Double.NaN,
                    Objects.requireNonNull(failed, "failed")));
            return this;
        }

        /**
         * Adds a comparison of two images of one person, of which nothing else is known.
         *
         * @param score of the two
         * @return this builder
         * @throws IncompatibleScaleException if the score is on another scale
         */
        public Builder addMated(Score score) {
            return add(null, null, true, score);
        }

        /**
         * Adds a comparison of images of two persons, of which nothing else is known.
         *
         * @param score of the two
         * @return this builder
         * @throws IncompatibleScaleException if the score is on another scale
         */
        public Builder addNonMated(Score score) {
            return add(null, null, false, score);
        }

        private Builder add(@Nullable Sample reference, @Nullable Sample probe, boolean mated, Score score) {
            if (!score.scale().equals(scale)) {
                throw new IncompatibleScaleException("scores of one set must be on one scale, " + scale + ", but score "
                        + (pairs.size() + 1) + " is on " + score.scale() + "; tune each scale on its own");
            }
            pairs.add(new Pair(reference, probe, mated, score.value(), null));
            return this;
        }

        /**
         * Builds the set. The builder can be used further.
         *
         * @return what was added
         */
        public LabeledScores build() {
            return new LabeledScores(this);
        }
    }
}
