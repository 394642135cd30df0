package io.facebridge.evaluation;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The presentations of a presentation attack detection trial (ISO/IEC 30107-3): bona fide ones, and attacks by species of
 * the instrument (print, replay, mask …). A score is higher the more live the presentation looks. Immutable and
 * thread-safe.
 */
public final class AttackSet {
    private final ScoreSource source;
    private final Presentations bonaFide;
    private final Map<String, Presentations> attacks;

    private AttackSet(Builder builder) {
        source = builder.source;
        bonaFide = builder.bonaFide.copy();
        Map<String, Presentations> copies = new LinkedHashMap<>();
        builder.attacks.forEach((species, presentations) -> copies.put(species, presentations.copy()));
        attacks = copies;
    }

    /**
     * Builds a set presentation by presentation.
     *
     * @param source where the scores come from
     * @return a builder with nothing in it
     */
    public static Builder builder(ScoreSource source) {
        return new Builder(source);
    }

    /**
     * Where the scores come from.
     *
     * @return the source
     */
    public ScoreSource source() {
        return source;
    }

    /**
     * The species of instruments that were presented.
     *
     * @return in the order in which they were first seen; unmodifiable
     */
    public Set<String> species() {
        return Collections.unmodifiableSet(attacks.keySet());
    }

    /**
     * What the presentations say.
     *
     * @return error rates and thresholds
     */
    public AttackEvaluation evaluate() {
        return new AttackEvaluation(this);
    }

    Presentations bonaFide() {
        return bonaFide;
    }

    Map<String, Presentations> attacks() {
        return attacks;
    }

    @Override
    public String toString() {
        return "AttackSet[" + source + ", " + bonaFide.total() + " bona fide, " + attacks.size() + " species]";
    }

    /** Scores of one kind, and how often nothing came back. */
    static final class Presentations {
        private double[] scores = new double[16];
        private int size;
        private long withoutResponse;

        private void add(double score) {
            if (size == scores.length) {
                scores = Arrays.copyOf(scores, size * 2);
            }
            scores[size++] = score + 0.0;
        }

        private Presentations copy() {
            Presentations copy = new Presentations();
            copy.scores = Arrays.copyOf(scores, size);
            copy.size = size;
            copy.withoutResponse = withoutResponse;
            return copy;
        }

        double[] scores() {
            return scores;
        }

        long withoutResponse() {
            return withoutResponse;
        }

        long total() {
            return size + withoutResponse;
        }

        long reaching(double threshold) {
            return ScoreKeys.countAtLeast(scores, size, threshold);
        }
    }

    /** Builds a set presentation by presentation. Not thread-safe. */
    public static final class Builder {
        private final ScoreSource source;
        private final Presentations bonaFide = new Presentations();
        private final Map<String, Presentations> attacks = new LinkedHashMap<>();

        private Builder(ScoreSource source) {
            this.source = Objects.requireNonNull(source, "source");
        }

        /**
         * Adds a bona fide presentation.
         *
         * @param score finite
         * @return this builder
         * @throws IllegalArgumentException if the score is not finite
         */
        public Builder bonaFide(double score) {
            bonaFide.add(similarity(score));
            return this;
        }

        /**
         * Adds an attack.
         *
         * @param species of the instrument
         * @param score finite
         * @return this builder
         * @throws IllegalArgumentException if the score is not finite or the species blank
         */
        public Builder attack(String species, double score) {
            double similarity = similarity(score);
            of(species).add(similarity);
            return this;
        }

        /**
         * Adds a bona fide presentation to which nothing came back.
         *
         * @return this builder
         */
        public Builder bonaFideWithoutResponse() {
            bonaFide.withoutResponse++;
            return this;
        }

        /**
         * Adds an attack to which nothing came back. It is not accepted.
         *
         * @param species of the instrument
         * @return this builder
         * @throws IllegalArgumentException if the species is blank
         */
        public Builder attackWithoutResponse(String species) {
            of(species).withoutResponse++;
            return this;
        }

        /**
         * Builds the set. The builder can be used on.
         *
         * @return the set
         */
        public AttackSet build() {
            return new AttackSet(this);
        }

        private Presentations of(String species) {
            if (species.isBlank()) {
                throw new IllegalArgumentException("an attack needs a species, for example print or replay");
            }
            return attacks.computeIfAbsent(species, s -> new Presentations());
        }

        private double similarity(double score) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("a score must be finite but was " + score
                        + "; a presentation to which nothing came back is said so");
            }
            return source.polarity() == ScorePolarity.DISTANCE ? -score : score;
        }
    }
}
