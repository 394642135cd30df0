package io.facebridge.evaluation;

import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the scores of a set come from: the scale, which way they point, which data was compared, and when. Scores of two
 * sources are never pooled. Immutable.
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
     * Scores on a scale, as similarities.
     *
     * @param scale provider, model, operation and range
     * @return the source
     */
    public static ScoreSource of(ScoreScale scale) {
        return new ScoreSource(Objects.requireNonNull(scale, "scale"), ScorePolarity.SIMILARITY, false, null, null);
    }

    /**
     * Returns a source of similarities whose provider and model are not known. The scores can be evaluated; no calibration
     * can be made of them, because the scale that it would apply to is not known.
     *
     * @return the source
     */
    public static ScoreSource unnamed() {
        return new ScoreSource(null, ScorePolarity.SIMILARITY, false, null, null);
    }

    /**
     * Says which way the scores point.
     *
     * @param polarity DISTANCE if lower is more alike
     * @return a new source
     * @throws IllegalArgumentException if DISTANCE is said of a {@link ScoreScale}, whose scores are similarities
     */
    public ScoreSource polarity(ScorePolarity polarity) {
        if (polarity == ScorePolarity.DISTANCE && scale != null) {
            throw new IllegalArgumentException("scores on the scale " + scale
                    + " are similarities; distances come from elsewhere, which unnamed() says");
        }
        return new ScoreSource(scale, Objects.requireNonNull(polarity, "polarity"), logLikelihoodRatios, dataset, date);
    }

    /**
     * Says that a score is the natural logarithm of how much likelier it is for mated pairs than for non-mated ones.
     *
     * @return a new source
     */
    public ScoreSource logLikelihoodRatios() {
        return new ScoreSource(scale, polarity, true, dataset, date);
    }

    /**
     * Says which data was compared.
     *
     * @param name of the data, without persons in it
     * @return a new source
     */
    public ScoreSource dataset(String name) {
        return new ScoreSource(scale, polarity, logLikelihoodRatios, Objects.requireNonNull(name, "name"), date);
    }

    /**
     * Says when the scores were made.
     *
     * @param day the day
     * @return a new source
     */
    public ScoreSource date(LocalDate day) {
        return new ScoreSource(scale, polarity, logLikelihoodRatios, dataset, Objects.requireNonNull(day, "day"));
    }

    ScoreSource scale(ScoreScale named) {
        return new ScoreSource(named, polarity, logLikelihoodRatios, dataset, date);
    }

    /**
     * Returns the scale.
     *
     * @return empty if the origin of the scores is not known
     */
    public Optional<ScoreScale> scale() {
        return Optional.ofNullable(scale);
    }

    /**
     * Which way the scores point.
     *
     * @return SIMILARITY unless said otherwise
     */
    public ScorePolarity polarity() {
        return polarity;
    }

    /**
     * Whether the scores are logarithms of likelihood ratios.
     *
     * @return {@code false} unless said otherwise
     */
    public boolean areLogLikelihoodRatios() {
        return logLikelihoodRatios;
    }

    /**
     * Returns the name of the data that was compared.
     *
     * @return empty if it was not set
     */
    public Optional<String> dataset() {
        return Optional.ofNullable(dataset);
    }

    /**
     * Returns when the scores were made.
     *
     * @return empty if it was not set
     */
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
            throw new IllegalArgumentException("a scale is provider/model/OPERATION/min/max but was \"" + word + "\"");
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
