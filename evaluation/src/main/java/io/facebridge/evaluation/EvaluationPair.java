package io.facebridge.evaluation;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two pictures to compare.
 *
 * @param reference the one
 * @param probe the other
 * @param label whether both show the same person
 */
public record EvaluationPair(Picture reference, Picture probe, PairLabel label) {
    /**
     * Checks that all are there.
     *
     * @param reference see the record
     * @param probe see the record
     * @param label see the record
     */
    public EvaluationPair {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(probe, "probe");
        Objects.requireNonNull(label, "label");
    }

    ScoredPair scored(double score) {
        return named(score, PairStatus.OK);
    }

    ScoredPair failed(PairStatus status) {
        return named(Double.NaN, status);
    }

    private ScoredPair named(double score, PairStatus status) {
        return new ScoredPair(
                probe.id(),
                reference.id(),
                probe.subject(),
                reference.subject(),
                score,
                label,
                status,
                probe.group(),
                reference.group());
    }

    /**
     * A picture of a known person. {@link #toString()} shows neither.
     *
     * @param file where it is
     * @param id its name in the table of scores
     * @param subject names the person, as the folders do
     * @param group the group that the person belongs to; {@code null} if unknown
     */
    public record Picture(
            Path file, String id, String subject, @Nullable String group) {
        /**
         * Checks that all are there.
         *
         * @param file see the record
         * @param id see the record
         * @param subject see the record
         * @param group see the record
         */
        public Picture {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(subject, "subject");
        }

        @Override
        public String toString() {
            return "Picture[]";
        }
    }
}
