package io.facebridge.evaluation;

import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a set's scores: scale, polarity, data and date. Every set has one source; scores of two sources are never
 * pooled. Immutable.
 */
public final class ScoreSource {
    private final @Nullable ScoreScale scale;
    private final ScorePolarity polarity;
    private final boolean logLikelihoodRatios;
    private final @Nullable String dataset;
    private final @Nullable LocalDate date;

    private ScoreSource(
            @Nullable ScoreScale scale,
            ScorePolarity polarity,
            boolean logLikelihoodRatios,
            @Nullable String dataset,
            @Nullable LocalDate date) {
        this.scale = scale;
        this.polarity = polarity;
        this.logLikelihoodRatios = logLikelihoodRatios;
        this.dataset = dataset;
        this.date = date;
    }

    /**
     * Creates a source of similarities on a known scale.
     *
     * @param scale the scale: provider, model, operation and range
     * @return a new source
     */
    public static ScoreSource of(ScoreScale scale) {
        return new ScoreSource(Objects.requireNonNull(scale, "scale"), ScorePolarity.SIMILARITY, false, null, null);
    }

    /**
     * Creates a source of similarities whose provider and model are not known. The scores can be evaluated, but no
     * calibration can be made of them.
     *
     * @return a new source
     */
    public static ScoreSource unnamed() {
        return new ScoreSource(null, ScorePolarity.SIMILARITY, false, null, null);
    }

    /**
     * Returns a source with a polarity.
     *
     * @param polarity DISTANCE if a lower score means more similar; the default is SIMILARITY
     * @return a new source
     * @throws IllegalArgumentException if the polarity is DISTANCE and the source has a {@link ScoreScale}, whose scores
     *     are similarities
     */
    public ScoreSource polarity(ScorePolarity polarity) {
        if (polarity == ScorePolarity.DISTANCE && scale != null) {
            throw new IllegalArgumentException("scores on the scale " + scale
                    + " are similarities, not distances; use ScoreSource.unnamed() for distances");
        }
        return new ScoreSource(scale, Objects.requireNonNull(polarity, "polarity"), logLikelihoodRatios, dataset, date);
    }

    /**
     * Returns a source whose scores are natural logarithms of likelihood ratios of mated to non-mated comparisons. By
     * default they are not.
     *
     * @return a new source
     */
    public ScoreSource logLikelihoodRatios() {
        return new ScoreSource(scale, polarity, true, dataset, date);
    }

    /**
     * Returns a source with the name of the compared data.
     *
     * @param name a name of the data, without names of persons
     * @return a new source
     */
    public ScoreSource dataset(String name) {
        return new ScoreSource(scale, polarity, logLikelihoodRatios, Objects.requireNonNull(name, "name"), date);
    }

    /**
     * Returns a source with the date on which the scores were computed.
     *
     * @param day the date
     * @return a new source
     */
    public ScoreSource date(LocalDate day) {
        return new ScoreSource(scale, polarity, logLikelihoodRatios, dataset, Objects.requireNonNull(day, "day"));
    }

    ScoreSource scale(ScoreScale named) {
        return new ScoreSource(named, polarity, logLikelihoodRatios, dataset, date);
    }

    /** {@return the scale; empty if the origin of the scores is not known} */
    public Optional<ScoreScale> scale() {
        return Optional.ofNullable(scale);
    }

    /** {@return the polarity of the scores; SIMILARITY unless set} */
    public ScorePolarity polarity() {
        return polarity;
    }

    /** {@return whether the scores are log-likelihood ratios; {@code false} unless set} */
    public boolean areLogLikelihoodRatios() {
        return logLikelihoodRatios;
    }

    /** {@return the name of the compared data; empty unless set} */
    public Optional<String> dataset() {
        return Optional.ofNullable(dataset);
    }

    /** {@return the date on which the scores were computed; empty unless set} */
    public Optional<LocalDate> date() {
        return Optional.ofNullable(date);
    }

    /** A scale in one word of a file: provider/model/OPERATION/min/max. A model may hold slashes, nothing else may. */
    static String inOneWord(ScoreScale scale) {
        return scale.provider() + "/" + scale.model() + "/" + scale.operation() + "/" + scale.min() + "/" + scale.max();
    }

    /** Reads what {@link #inOneWord} wrote. */
    static ScoreScale scaleOf(String word) {
        String[] parts = word.split("/", -1);
        int last = parts.length - 1;
        if (last < 4) {
            throw new IllegalArgumentException(
                    "a scale must be provider/model/OPERATION/min/max but was \"" + word + "\"");
        }
        String model = word.substring(
                parts[0].length() + 1,
                word.length() - parts[last].length() - parts[last - 1].length() - parts[last - 2].length() - 3);
        return ScoreScale.of(
                new ProviderId(parts[0]),
                model,
                ScoreScale.Operation.valueOf(parts[last - 2]),
                Double.parseDouble(parts[last - 1]),
                Double.parseDouble(parts[last]));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScoreSource that
                && Objects.equals(scale, that.scale)
                && polarity == that.polarity
                && logLikelihoodRatios == that.logLikelihoodRatios
                && Objects.equals(dataset, that.dataset)
                && Objects.equals(date, that.date);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scale, polarity, logLikelihoodRatios, dataset, date);
    }

    @Override
    public String toString() {
        return (scale == null ? "unnamed" : scale.toString())
                + (polarity == ScorePolarity.DISTANCE ? ", distances" : "")
                + (logLikelihoodRatios ? ", log-likelihood ratios" : "")
                + (dataset == null ? "" : ", " + dataset)
                + (date == null ? "" : ", " + date);
    }
}
