package io.facebridge.match;

import io.facebridge.error.InvalidCalibrationException;
import io.facebridge.internal.Decimals;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds by error rate that an application measured for one scale on labeled data of its own, with the counts that they
 * rest on. Stored as a JSON file that names its scale, data and version, and that is rejected if it was changed. Immutable.
 *
 * <pre>{@code
 * Calibration calibration = Calibration.read(Path.of("calibration.json"));
 * MatchPolicy policy = MatchPolicy.falseMatchRate(1e-4).calibratedBy(calibration);
 * }</pre>
 */
public final class Calibration {
    /** The version of the JSON that this library writes; later ones are rejected. */
    public static final int SCHEMA_VERSION = 1;

    /** With fewer false matches expected than this, their absence is no evidence (the rule of 3). */
    private static final double MIN_EXPECTED = 3;

    /** For a rate that was typed in decimals: 3e-3 of 1,000 are 3. */
    private static final double ROUNDING = 1e-12;

    private final ScoreScale scale;
    private final @Nullable Long references;
    private final double resolution;
    private final String data;
    private final @Nullable String dataSha256;
    private final @Nullable Long subjects;
    private final List<String> subjectHashes;
    private final List<String> comparisonHashes;
    private final long failures;
    private final Instant created;
    private final @Nullable Instant validUntil;
    private final List<String> caveats;
    private final List<Point> points;
    private final FalseMatchTable table;

    private Calibration(Builder builder) {
        scale = builder.scale;
        references = builder.references;
        resolution = builder.resolution;
        data = Objects.requireNonNull(builder.data, "data");
        dataSha256 = builder.dataSha256;
        subjects = builder.subjects;
        subjectHashes = builder.subjectHashes;
        comparisonHashes = builder.comparisonHashes;
        failures = builder.failures;
        created = Objects.requireNonNull(builder.created, "created");
        validUntil = builder.validUntil;
        caveats = List.copyOf(builder.caveats);
        points = builder.points.stream()
                .sorted(Comparator.comparingDouble(Point::rate).reversed())
                .toList();
        table = tableOf();
    }

    private FalseMatchTable tableOf() {
        FalseMatchTable whole = FalseMatchTable.of(
                points.stream()
                        .map(point -> new FalseMatchTable.Point(point.rate(), point.threshold()))
                        .toList(),
                resolution,
                "measured by the application on " + data + ", " + created,
                caveats);
        if (references != null) {
            whole = whole.ofSearches(references);
        }
        return validUntil == null ? whole : whole.validUntil(validUntil);
    }

    /**
     * Creates a builder with a scale and no points.
     *
     * @param scale the scale that was measured; a table that it may carry is ignored
     * @param data names the data that was measured on, without persons in it
     * @param created when it was measured
     * @return a new builder
     */
    public static Builder builder(ScoreScale scale, String data, Instant created) {
        return new Builder(scale, data, created);
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @param file the file
     * @return the calibration in the file
     * @throws InvalidCalibrationException if it cannot be read, was changed since, is of a later schema version, or is not a
     *     calibration
     */
    public static Calibration read(Path file) {
        return CalibrationJson.read(file);
    }

    /**
     * Writes a file, in UTF-8. An existing file is replaced as a whole.
     *
     * @param file the file
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        CalibrationJson.write(this, file);
    }

    /**
     * Reads JSON that {@link #toJson} returned.
     *
     * @param json the document
     * @return the calibration in the document
     * @throws InvalidCalibrationException if the document was changed since, is of a later schema version, or is not a
     *     calibration
     */
    public static Calibration parse(String json) {
        return CalibrationJson.parse(json);
    }

    /**
     * Returns everything as JSON, with a SHA-256 over the rest.
     *
     * @return a document that {@link #parse} reads
     */
    public String toJson() {
        return CalibrationJson.json(this);
    }

    /**
     * Returns the scale that was measured.
     *
     * @return the scale, without a table
     */
    public ScoreScale scale() {
        return scale;
    }

    /**
     * Returns the number of references that the searches compared with, where searches were measured.
     *
     * @return 1 or more; empty if comparisons were measured
     */
    public OptionalLong references() {
        return references == null ? OptionalLong.empty() : OptionalLong.of(references);
    }

    /**
     * Returns the step of the scale to which interpolated thresholds are rounded up.
     *
     * @return greater than 0
     */
    public double resolution() {
        return resolution;
    }

    /**
     * Returns the name of the data that was measured on.
     *
     * @return text for people
     */
    public String data() {
        return data;
    }

    /**
     * Returns the SHA-256 of the scores that were measured.
     *
     * @return 64 hexadecimal digits; empty if it was not set
     */
    public Optional<String> dataSha256() {
        return Optional.ofNullable(dataSha256);
    }

    /**
     * Returns the number of people in the data.
     *
     * @return 2 or more; empty if it was not set
     */
    public OptionalLong subjects() {
        return subjects == null ? OptionalLong.empty() : OptionalLong.of(subjects);
    }

    /**
     * Returns hashes of the persons in the data, by which testing on the same persons is detected. They contain no names, but
     * a known name can be tried against them.
     *
     * @return ascending, 16 hexadecimal digits each; a sample of the lowest ones where there are very many persons; empty if
     *     persons were not known; unmodifiable
     */
    public List<String> subjectHashes() {
        return subjectHashes;
    }

    /**
     * Returns hashes of some comparisons of the data: 16 hexadecimal digits of the two images, ascending, and 16 more of them
     * with their score. By these, testing on the same comparisons is distinguished from two data sets that use the same names
     * for different images.
     *
     * @return 32 hexadecimal digits each; empty if the images were not known; unmodifiable
     */
    public List<String> comparisonHashes() {
        return comparisonHashes;
    }

    /**
     * Returns the number of comparisons or searches that failed and are in no rate.
     *
     * @return 0 or more
     */
    public long failures() {
        return failures;
    }

    /**
     * Returns when it was measured.
     *
     * @return the instant
     */
    public Instant created() {
        return created;
    }

    /**
     * Returns the expiry.
     *
     * @return the instant from which decisions by it are rejected; empty if it does not expire
     */
    public Optional<Instant> validUntil() {
        return Optional.ofNullable(validUntil);
    }

    /**
     * Returns the caveats that a reader must consider before relying on it.
     *
     * @return sentences; may be empty; unmodifiable
     */
    public List<String> caveats() {
        return caveats;
    }

    /**
     * Returns the measured thresholds with their counts.
     *
     * @return highest rate (lowest threshold) first; unmodifiable
     */
    public List<Point> points() {
        return points;
    }

    /**
     * Returns the thresholds as a policy uses them.
     *
     * @return of searches if {@link #references} is present; expires as this calibration does
     */
    public FalseMatchTable table() {
        return table;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Calibration that
                && scale.equals(that.scale)
                && Objects.equals(references, that.references)
                && resolution == that.resolution
                && data.equals(that.data)
                && Objects.equals(dataSha256, that.dataSha256)
                && Objects.equals(subjects, that.subjects)
                && subjectHashes.equals(that.subjectHashes)
                && comparisonHashes.equals(that.comparisonHashes)
                && failures == that.failures
                && created.equals(that.created)
                && Objects.equals(validUntil, that.validUntil)
                && caveats.equals(that.caveats)
                && points.equals(that.points);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scale, references, data, created, validUntil, points);
    }

    @Override
    public String toString() {
        return "Calibration[" + scale + (references == null ? "" : ", searches among " + references) + ", " + data
                + ", " + points.size() + " points" + (validUntil == null ? "" : ", until " + validUntil) + "]";
    }

    /**
     * A threshold and what was counted at it. In a calibration of searches the counts are of searches: a false match is a
     * non-mated search that returned a candidate at or above the threshold, a false non-match a mated one that did not return
     * its person.
     *
     * @param rate the target: no more than this proportion of the non-mated ones reached the threshold; greater than 0 and
     *     less than 1
     * @param threshold on the scale; a match is a score of at least this
     * @param falseMatches how many of the non-mated ones reached it
     * @param nonMated how many non-mated ones there were
     * @param falseNonMatches how many of the mated ones did not reach it
     * @param mated how many mated ones there were
     * @param effectiveNonMated how many independent non-mated ones have a confidence interval as wide, because comparisons
     *     that share a person are similar; {@code nonMated} where the persons were not known; greater than 0, at most
     *     {@code nonMated}
     */
    public record Point(
            double rate,
            double threshold,
            long falseMatches,
            long nonMated,
            long falseNonMatches,
            long mated,
            double effectiveNonMated) {
        /**
         * Creates a point of comparisons that are treated as independent: the effective number is {@code nonMated}.
         *
         * @param rate the target, greater than 0 and less than 1
         * @param threshold on the scale; finite
         * @param falseMatches how many of the non-mated ones reached it
         * @param nonMated how many non-mated ones there were
         * @param falseNonMatches how many of the mated ones did not reach it
         * @param mated how many mated ones there were
         * @throws IllegalArgumentException if the rate is not between 0 and 1, the threshold not finite, a count negative or
         *     greater than what it is of, the proportion of false matches greater than the rate, or the expected number of
         *     false matches, {@code nonMated * rate}, less than 3
         */
        public Point(
                double rate, double threshold, long falseMatches, long nonMated, long falseNonMatches, long mated) {
            this(rate, threshold, falseMatches, nonMated, falseNonMatches, mated, (double) nonMated);
        }

        /**
         * Checks that the counts allow the rate.
         *
         * @param rate the target, greater than 0 and less than 1
         * @param threshold on the scale; finite
         * @param falseMatches how many of the non-mated ones reached it
         * @param nonMated how many non-mated ones there were
         * @param falseNonMatches how many of the mated ones did not reach it
         * @param mated how many mated ones there were
         * @param effectiveNonMated greater than 0, at most {@code nonMated}
         * @throws IllegalArgumentException if the rate is not between 0 and 1, the threshold not finite, a count negative or
         *     greater than what it is of, the proportion of false matches greater than the rate, the expected number of false
         *     matches, {@code nonMated * rate}, less than 3, or the effective number of non-mated ones not greater than 0 and
         *     at most {@code nonMated}
         */
        public Point {
            MatchPolicy.requireRate("rate", rate);
            if (!Double.isFinite(threshold)) {
                throw new IllegalArgumentException("threshold must be finite but was " + threshold);
            }
            requireOf("falseMatches", falseMatches, "nonMated", nonMated);
            requireOf("falseNonMatches", falseNonMatches, "mated", mated);
            if (nonMated * rate < MIN_EXPECTED * (1 - ROUNDING)) {
                throw new IllegalArgumentException("a rate of " + Decimals.plain(rate) + " needs " + needed(rate)
                        + " non-mated comparisons or more to be supported but there were " + nonMated);
            }
            if (falseMatches / (double) nonMated > rate) {
                throw new IllegalArgumentException("at threshold " + threshold + " there were " + falseMatches
                        + " false matches of " + nonMated + ", which is more than the rate " + Decimals.plain(rate));
            }
            if (!(effectiveNonMated > 0 && effectiveNonMated <= nonMated)) {
                throw new IllegalArgumentException("effectiveNonMated must be greater than 0 and at most nonMated = "
                        + nonMated + " but was " + effectiveNonMated);
            }
            threshold += 0.0; // -0.0 is written and hashes unlike 0.0
        }

        private static long needed(double rate) {
            return (long) Math.ceil(MIN_EXPECTED / rate * (1 - ROUNDING));
        }

        private static void requireOf(String name, long part, String ofWhat, long whole) {
            if (part < 0 || part > whole) {
                throw new IllegalArgumentException(
                        name + " must be from 0 to " + ofWhat + " = " + whole + " but was " + part);
            }
        }
    }

    /** Builds a {@link Calibration}. Not thread-safe. */
    public static final class Builder {
        private static final double DEFAULT_STEPS = 1e6;

        private final ScoreScale scale;
        private final String data;
        private final Instant created;
        private final List<Point> points = new ArrayList<>();
        private List<String> caveats = List.of();
        private double resolution;
        private @Nullable Long references;
        private @Nullable String dataSha256;
        private @Nullable Long subjects;
        private List<String> subjectHashes = List.of();
        private List<String> comparisonHashes = List.of();
        private long failures;
        private @Nullable Instant validUntil;

        private Builder(ScoreScale scale, String data, Instant created) {
            this.scale = ScoreScale.of(scale.provider(), scale.model(), scale.operation(), scale.min(), scale.max());
            this.data = Objects.requireNonNull(data, "data");
            this.created = Objects.requireNonNull(created, "created");
            resolution = (scale.max() - scale.min()) / DEFAULT_STEPS;
        }

        /**
         * Adds a threshold.
         *
         * @param point what was counted at it
         * @return this builder
         * @throws IllegalArgumentException if the threshold is outside the scale
         */
        public Builder point(Point point) {
            scale.requireWithin("a calibrated threshold", point.threshold());
            points.add(point);
            return this;
        }

        /**
         * Declares that searches were measured instead of comparisons.
         *
         * @param count how many references each search compared with; 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1, or the scale is not of searches
         */
        public Builder ofSearches(long count) {
            if (scale.operation() != ScoreScale.Operation.IDENTIFY) {
                throw new IllegalArgumentException("searches have scores of IDENTIFY but the scale is " + scale);
            }
            references = MatchPolicy.requireReferences(count);
            return this;
        }

        /**
         * Sets the step of the scale to which interpolated thresholds are rounded up. The default is a millionth of the
         * scale.
         *
         * @param step greater than 0
         * @return this builder
         * @throws IllegalArgumentException if it is not finite and greater than 0
         */
        public Builder resolution(double step) {
            if (!(step > 0 && Double.isFinite(step))) {
                throw new IllegalArgumentException("resolution must be finite and greater than 0 but was " + step);
            }
            resolution = step;
            return this;
        }

        /**
         * Sets the SHA-256 of the scores that were measured.
         *
         * @param hex 64 hexadecimal digits
         * @return this builder
         * @throws IllegalArgumentException if it is of another form
         */
        public Builder dataSha256(String hex) {
            if (!hex.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits but was \"" + hex + "\"");
            }
            dataSha256 = hex;
            return this;
        }

        /**
         * Sets the number of people in the data.
         *
         * @param count 2 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 2
         */
        public Builder subjects(long count) {
            if (count < 2) {
                throw new IllegalArgumentException("subjects must be 2 or more but was " + count);
            }
            subjects = count;
            return this;
        }

        /**
         * Sets the hashes of the persons in the data.
         *
         * @param hashes 16 hexadecimal digits each; may be empty
         * @return this builder
         * @throws IllegalArgumentException if one is of another form
         */
        public Builder subjectHashes(List<String> hashes) {
            subjectHashes = requireHexadecimal("subjectHashes", 16, hashes);
            return this;
        }

        /**
         * Sets the hashes of some comparisons of the data.
         *
         * @param hashes 32 hexadecimal digits each; may be empty
         * @return this builder
         * @throws IllegalArgumentException if one is of another form
         */
        public Builder comparisonHashes(List<String> hashes) {
            comparisonHashes = requireHexadecimal("comparisonHashes", 32, hashes);
            return this;
        }

        private static List<String> requireHexadecimal(String name, int digits, List<String> hashes) {
            for (String hash : hashes) {
                if (!hash.matches("[0-9a-f]{" + digits + "}")) {
                    throw new IllegalArgumentException(
                            name + " must have " + digits + " hexadecimal digits each but one was \"" + hash + "\"");
                }
            }
            return hashes.stream().sorted().toList();
        }

        /**
         * Sets the number of comparisons or searches that failed. The default is 0.
         *
         * @param count 0 or more
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder failures(long count) {
            if (count < 0) {
                throw new IllegalArgumentException("failures must be 0 or more but was " + count);
            }
            failures = count;
            return this;
        }

        /**
         * Sets the expiry; required where the scale names no model. By default a calibration does not expire.
         *
         * @param instant from then on decisions by it are rejected
         * @return this builder
         * @throws IllegalArgumentException if it is not after the instant of creation
         */
        public Builder validUntil(Instant instant) {
            if (!instant.isAfter(created)) {
                throw new IllegalArgumentException(
                        "validUntil must be after " + created + ", when it was created, but was " + instant);
            }
            validUntil = instant;
            return this;
        }

        /**
         * Sets the caveats that a reader must consider before relying on it. By default there are none.
         *
         * @param sentences may be empty
         * @return this builder
         */
        public Builder caveats(List<String> sentences) {
            caveats = List.copyOf(sentences);
            return this;
        }

        /**
         * Builds the calibration.
         *
         * @return a new calibration
         * @throws IllegalArgumentException if there are fewer than two points, if a lower rate does not have a higher
         *     threshold, or if the scale names no model and no expiry was set
         */
        public Calibration build() {
            if (scale.model().equals(ScoreScale.UNVERSIONED) && validUntil == null) {
                throw new IllegalArgumentException("a calibration of the scale " + scale
                        + " needs an expiry, because the vendor does not report its model; set validUntil");
            }
            return new Calibration(this);
        }
    }
}
