package io.facebridge.evaluation;

import io.facebridge.internal.Decimals;
import io.facebridge.match.Calibration;
import io.facebridge.match.ScoreScale;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes calibrations of scores: the thresholds at all rates of one digit ({@code 0.1, 0.09, … 0.01, 0.009, …}) that the data
 * supports, so that at such a rate nothing is interpolated. Where the same threshold keeps two rates the lower one is kept.
 *
 * <pre>{@code
 * ScoreSet scores = ScoreReader.of(ScoreSource.unnamed()).read(Path.of("scores.csv"));
 * Calibrations.builder(scores, clock.instant()).build().write(Path.of("calibration.json"));
 * }</pre>
 */
public final class Calibrations {
    private static final int DECADES = 9;

    private Calibrations() {}

    /**
     * Creates a calibration of comparisons. It contains hashes of the scores and people that it is made of, so that {@link
     * ScoreSet#requireApartFrom(Calibration)} can reject them as test scores.
     *
     * @param scores the scores, on a named scale
     * @param created when the scores were evaluated
     * @return a builder; a scale without a model version needs {@link Calibration.Builder#validUntil}
     * @throws IllegalArgumentException if the scale of the scores is not known
     */
    public static Calibration.Builder builder(ScoreSet scores, Instant created) {
        Evaluation evaluation = scores.evaluate();
        String hash = scores.contentHash();
        Calibration.Builder calibration = started(scores.source(), created, evaluation::atFmr)
                .dataSha256(hash)
                .subjectHashes(scores.identity().subjectHashes(hash))
                .comparisonHashes(scores.identity().comparisonHashes(hash))
                .failures(scores.failures().total());
        return scores.subjects() < 2 ? calibration : calibration.subjects(scores.subjects());
    }

    /**
     * Creates a calibration of searches, for galleries of at most the size that was searched.
     *
     * @param searches the searches, on a named scale of searches, in a gallery of a known size
     * @param created when the searches were evaluated
     * @return a builder; a scale without a model version needs {@link Calibration.Builder#validUntil}
     * @throws IllegalArgumentException if the scale of the scores is not known or is not of searches, or if the number of
     *     references is not known ({@link SearchSet#references()})
     */
    public static Calibration.Builder builder(SearchSet searches, Instant created) {
        SearchEvaluation evaluation = searches.evaluate();
        long references = searches.references()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the number of references searched is not known: the candidate lists contain at least "
                                + searches.gallerySize()
                                + " references; set it with SearchSet.Builder.gallerySize or"
                                + " ScoreReader.references"));
        return started(searches.source(), created, evaluation::atFpir)
                .ofSearches(references)
                .failures(searches.failures());
    }

    private static Calibration.Builder started(
            ScoreSource source, Instant created, DoubleFunction<ThresholdAtRate> thresholdAt) {
        ScoreScale scale = source.scale()
                .orElseThrow(() ->
                        new IllegalArgumentException("the scale of the scores is not known, and a calibration is for"
                                + " one scale; name it with ScoreSource.of, or in the table's column scale"));
        List<Calibration.Point> points = points(thresholdAt);
        Calibration.Builder calibration =
                Calibration.builder(scale, source.dataset().orElse("labeled pairs"), created);
        points.forEach(calibration::point);
        return calibration.caveats(weak(points));
    }

    private static List<Calibration.Point> points(DoubleFunction<ThresholdAtRate> thresholdAt) {
        List<Calibration.Point> points = new ArrayList<>();
        @Nullable ThresholdAtRate unsupported = null;
        for (double rate : rates().toArray()) {
            ThresholdAtRate at = thresholdAt.apply(rate);
            if (at.support() == StatisticalSupport.UNSUPPORTED) {
                unsupported = at;
                break;
            }
            Calibration.Point point = point(at);
            if (!points.isEmpty() && points.get(points.size() - 1).threshold() == point.threshold()) {
                points.remove(points.size() - 1);
            }
            points.add(point);
        }
        if (points.size() < 2 && unsupported != null) {
            var unused = unsupported.orThrow();
        }
        return points;
    }

    private static DoubleStream rates() {
        return IntStream.rangeClosed(1, DECADES)
                .boxed()
                .flatMapToDouble(decade -> decade == 1
                        ? DoubleStream.of(0.1)
                        : IntStream.iterate(9, digit -> digit >= 1, digit -> digit - 1)
                                .mapToDouble(digit -> Double.parseDouble(digit + "e-" + decade)));
    }

    private static Calibration.Point point(ThresholdAtRate at) {
        OperatingPoint counted = at.point().orElseThrow();
        return new Calibration.Point(
                at.target(),
                counted.threshold(),
                counted.falseMatches(),
                counted.nonMated(),
                counted.falseNonMatches(),
                counted.mated(),
                at.effectiveSize());
    }

    private static List<String> weak(List<Calibration.Point> points) {
        return points.stream()
                .filter(point -> point.falseMatches() < 30)
                .findFirst()
                .map(point -> List.of(String.format(
                        Locale.ROOT,
                        "From rate %s downwards fewer than 30 false matches were counted: these rates are rough estimates.",
                        Decimals.plain(point.rate()))))
                .orElse(List.of());
    }
}
