package io.facebridge.evaluation;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two images to compare, with their label. {@link EvaluationProtocol#pairs()} returns them.
 *
 * @param reference the reference image
 * @param probe the probe image
 * @param label whether both images show the same person
 */
public record EvaluationPair(Image reference, Image probe, PairLabel label) {
    /**
     * Creates a pair.
     *
     * @param reference the reference image
     * @param probe the probe image
     * @param label whether both images show the same person
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
     * An image of a known person. {@link #toString()} shows neither image nor person.
     *
     * @param file the path of the image
     * @param id the name of the image in the table of scores
     * @param subject the name of the person, as the folders name the person
     * @param group the group that the person belongs to; {@code null} if unknown
     */
    public record Image(
            Path file, String id, String subject, @Nullable String group) {
        /**
         * Creates an image.
         *
         * @param file the path of the image
         * @param id the name of the image in the table of scores
         * @param subject the name of the person
         * @param group the group that the person belongs to; {@code null} if unknown
         */
        public Image {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(subject, "subject");
        }

        @Override
        public String toString() {
            return "Image[]";
        }
    }
}
