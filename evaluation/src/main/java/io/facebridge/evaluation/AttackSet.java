package io.facebridge.evaluation;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The presentations of a presentation attack detection trial (ISO/IEC 30107-3): bona fide presentations, and attacks by
 * species of the instrument (print, replay, mask …). Use it to measure a liveness check. A higher score means that the
 * presentation is more likely bona fide. Immutable and thread-safe.
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
     * Creates a builder, to which presentations are added one by one.
     *
     * @param source the origin of the scores
     * @return a new, empty builder
     */
    public static Builder builder(ScoreSource source) {
        return new Builder(source);
    }

    /** {@return the origin of the scores} */
    public ScoreSource source() {
        return source;
    }

    /**
     * {@return an unmodifiable set of the species of attack instruments, in the order of first occurrence; empty if there
     * are no attacks}
     */
    public Set<String> species() {
        return Collections.unmodifiableSet(attacks.keySet());
    }

    /** {@return a new evaluation of the presentations} */
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

    /** Collects the presentations of an {@link AttackSet}. Not thread-safe. */
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
         * @param score the finite score of the presentation
         * @return this builder
         * @throws IllegalArgumentException if the score is not finite
         */
        public Builder bonaFide(double score) {
            bonaFide.add(similarity(score));
            return this;
        }

        /**
         * Adds an attack presentation.
         *
         * @param species the species of the instrument, for example print or replay; not blank
         * @param score the finite score of the presentation
         * @return this builder
         * @throws IllegalArgumentException if the score is not finite, or the species is blank
         */
        public Builder attack(String species, double score) {
            double similarity = similarity(score);
            of(species).add(similarity);
            return this;
        }

        /**
         * Adds a bona fide presentation without a response.
         *
         * @return this builder
         */
        public Builder bonaFideWithoutResponse() {
            bonaFide.withoutResponse++;
            return this;
        }

        /**
         * Adds an attack presentation without a response. It counts as not accepted.
         *
         * @param species the species of the instrument; not blank
         * @return this builder
         * @throws IllegalArgumentException if the species is blank
         */
        public Builder attackWithoutResponse(String species) {
            of(species).withoutResponse++;
            return this;
        }

        /**
         * Creates the set. This builder remains usable.
         *
         * @return a new set with the presentations added so far
         */
        public AttackSet build() {
            return new AttackSet(this);
        }

        private Presentations of(String species) {
            if (species.isBlank()) {
                throw new IllegalArgumentException(
                        "species of an attack must not be blank; name it, for example print or replay");
            }
            return attacks.computeIfAbsent(species, s -> new Presentations());
        }

        private double similarity(double score) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("a score must be finite but was " + score
                        + "; add a presentation without a response with bonaFideWithoutResponse() or"
                        + " attackWithoutResponse(..)");
            }
            return source.polarity() == ScorePolarity.DISTANCE ? -score : score;
        }
    }
}
