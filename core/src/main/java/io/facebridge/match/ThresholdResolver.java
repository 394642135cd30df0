package io.facebridge.match;

import static io.facebridge.internal.Decimals.plain;

import io.facebridge.error.UncalibratedException;
import io.facebridge.internal.Plurals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Maps an error rate to a threshold: by the application's calibration, else by the scale's published table, else by an exception.
 * Immutable.
 */
final class ThresholdResolver {
    private static final String MEASURE =
            "; measure it on labeled pairs of your own and set calibratedBy, or judge with Threshold.explicit";
    private static final String MEASURE_THIS =
            "; measure this scale too and add it with calibratedBy, or judge with Threshold.explicit";

    private final List<Own> own;

    private ThresholdResolver(List<Own> own) {
        this.own = own;
    }

    static ThresholdResolver published() {
        return new ThresholdResolver(List.of());
    }

    /** Replaces what was measured for the same scale and the same number of references. */
    ThresholdResolver with(ScoreScale scale, FalseMatchTable table, Clock clock) {
        if (scale.model().equals(ScoreScale.UNVERSIONED) && table.validUntil().isEmpty()) {
            throw new IllegalArgumentException("a calibration of the scale " + scale
                    + " needs an expiry, because the vendor does not report its model; set validUntil");
        }
        List<Own> more = new ArrayList<>(own);
        more.removeIf(known ->
                known.scale().equals(scale) && known.table().maxReferenceCount().equals(table.maxReferenceCount()));
        more.add(new Own(scale.with(table), table, clock));
        return new ThresholdResolver(List.copyOf(more));
    }

    /** Returns the threshold at a false match rate of one comparison. */
    Threshold atFalseMatchRate(double rate, ScoreScale scale) {
        Optional<Own> mine = find(scale, Own::isOfComparisons);
        if (mine.isPresent()) {
            return mine.get().comparisons(rate, scale, null);
        }
        rejectOtherModels(scale, Own::isOfComparisons);
        if (scale.falseMatchTable().isEmpty() && !scale.searchTables().isEmpty()) {
            throw new UncalibratedException("no threshold is known at false match rate " + plain(rate)
                    + ": what is published for the scale " + scale
                    + " is of whole searches" + ofOtherScales()
                    + "; use MatchPolicy.falsePositiveIdentificationRate" + remedy());
        }
        FalseMatchTable table = scale.falseMatchTable()
                .orElseThrow(() -> new UncalibratedException("no threshold is known at false match rate " + plain(rate)
                        + ": nothing is published for the scale " + inWords(scale) + ofOtherScales() + remedy()));
        requireCovered(table, rate, scale, "false match rate " + plain(rate));
        return Threshold.published(rate, scale, table);
    }

    /**
     * Returns the threshold at a rate of a whole search: by one table of searches as it stands, or one of comparisons divided,
     * never both.
     */
    Threshold atIdentificationRate(double rate, long references, ScoreScale scale) {
        Target target = new Target(rate, references);
        Optional<Own> searched = find(scale, mine -> mine.covers(references));
        if (searched.isPresent()) {
            return searched.get().searches(target, scale);
        }
        Optional<Own> compared = find(scale, Own::isOfComparisons).or(() -> comparedAs(scale));
        if (compared.isPresent()) {
            return compared.get().comparisons(target.ofOneComparison(), scale, target);
        }
        find(scale, mine -> true).ifPresent(mine -> {
            throw new UncalibratedException("no threshold is known at " + target + ": your calibration of the scale "
                    + scale + " is of searches among at most "
                    + mine.table().maxReferenceCount().orElseThrow()
                    + "; measure in a gallery that is as large");
        });
        rejectOtherModels(scale, mine -> true);
        Optional<FalseMatchTable> search = scale.searchTables().stream()
                .filter(table -> table.maxReferenceCount().orElseThrow() >= references)
                .findFirst();
        if (search.isPresent()) {
            requireCovered(search.get(), rate, scale, target.toString());
            return Threshold.published(target, scale, search.get());
        }
        if (scale.falseMatchTable().isPresent()) {
            FalseMatchTable table = scale.falseMatchTable().get();
            requireCovered(table, target.ofOneComparison(), scale, target.inWords());
            return Threshold.publishedForOne(target, scale, table);
        }
        throw new UncalibratedException("no threshold is known at " + target
                + (scale.searchTables().isEmpty()
                        ? ": nothing is published for the scale " + inWords(scale)
                        : ": what is published for the scale " + scale + " is of searches among at most "
                                + largest(scale.searchTables()))
                + ofOtherScales()
                + remedy());
    }

    private String inWords(ScoreScale scale) {
        return own.isEmpty() ? scale.toString() : scale.withRange();
    }

    /** States what was measured, where none of it applies: otherwise the remedy would be what the caller has done already. */
    private String ofOtherScales() {
        if (own.isEmpty()) {
            return "";
        }
        return (own.size() == 1 ? ", and your calibration is of " : ", and your calibrations are of ")
                + own.stream().map(Own::inWords).collect(Collectors.joining(", "));
    }

    private String remedy() {
        return own.isEmpty() ? MEASURE : MEASURE_THIS;
    }

    private static long largest(List<FalseMatchTable> tables) {
        return tables.get(tables.size() - 1).maxReferenceCount().orElseThrow();
    }

    private Optional<Own> find(ScoreScale scale, Predicate<Own> kind) {
        return own.stream()
                .filter(mine -> mine.scale().equals(scale))
                .filter(kind)
                .min((one, other) -> Long.compare(one.maxReferenceCount(), other.maxReferenceCount()));
    }

    /** A search compares as a comparison of the same provider and model does; where no model is named this is not known. */
    private Optional<Own> comparedAs(ScoreScale search) {
        return search.model().equals(ScoreScale.UNVERSIONED)
                ? Optional.empty()
                : find(
                        ScoreScale.of(
                                search.provider(),
                                search.model(),
                                ScoreScale.Operation.COMPARE,
                                search.min(),
                                search.max()),
                        Own::isOfComparisons);
    }

    /** An application that calibrated one model must not get another model's published table without notice. */
    private void rejectOtherModels(ScoreScale scale, Predicate<Own> kind) {
        own.stream()
                .filter(kind)
                .map(Own::scale)
                .filter(mine -> mine.provider().equals(scale.provider())
                        && mine.operation() == scale.operation()
                        && !mine.equals(scale))
                .findFirst()
                .ifPresent(mine -> {
                    throw new UncalibratedException("the scores are on the scale " + scale.withRange()
                            + " but your calibration is of " + mine.withRange()
                            + ", so the model differs from the measured one; measure this one too and add it with"
                            + " calibratedBy");
                });
    }

    private static void requireCovered(FalseMatchTable table, double rate, ScoreScale scale, String what) {
        if (!table.covers(rate)) {
            throw new UncalibratedException("no threshold is known at " + what + " for the scale " + scale
                    + ": its table supports rates from "
                    + plain(table.points().get(table.points().size() - 1).falseMatchRate()) + " to "
                    + plain(table.points().get(0).falseMatchRate())
                    + " and is not extrapolated; choose a rate within, or measure on labeled pairs of your own");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ThresholdResolver that && own.equals(that.own);
    }

    @Override
    public int hashCode() {
        return own.hashCode();
    }

    /** What the application measured for a scale, and the clock that it expires by. */
    private record Own(ScoreScale scale, FalseMatchTable table, Clock clock) {
        boolean isOfComparisons() {
            return table.maxReferenceCount().isEmpty();
        }

        boolean covers(long references) {
            OptionalLong most = table.maxReferenceCount();
            return most.isPresent() && most.getAsLong() >= references;
        }

        String inWords() {
            OptionalLong most = table.maxReferenceCount();
            return scale.withRange()
                    + (most.isPresent()
                            ? " (searches among at most " + Plurals.count(most.getAsLong(), "reference", "references")
                                    + ")"
                            : "");
        }

        long maxReferenceCount() {
            return table.maxReferenceCount().orElse(0);
        }

        Threshold comparisons(double rate, ScoreScale on, @Nullable Target target) {
            requireValid();
            requireCovered(table, rate, on, target == null ? "false match rate " + plain(rate) : target.inWords());
            return target == null
                    ? Threshold.calibrated(rate, on, table)
                    : Threshold.calibratedForOne(target, on, scale, table);
        }

        Threshold searches(Target target, ScoreScale on) {
            requireValid();
            requireCovered(table, target.rate(), on, target.toString());
            return Threshold.calibrated(target, on, table);
        }

        private void requireValid() {
            Instant now = clock.instant();
            table.validUntil().filter(until -> !now.isBefore(until)).ifPresent(until -> {
                throw new UncalibratedException("the calibration of the scale " + scale + " expired at " + until
                        + " and it is " + now + "; measure again");
            });
        }
    }

    /**
     * A target rate of whole searches.
     *
     * @param rate false positive identification rate
     * @param references how many enrolled faces are compared with
     */
    record Target(double rate, long references) {
        /** In decimals and rounded down, to the strict side: 0.01 among 1,000 is 0.00001 and not a bit less. */
        double ofOneComparison() {
            return BigDecimal.valueOf(rate)
                    .divide(BigDecimal.valueOf(references), new MathContext(16, RoundingMode.DOWN))
                    .doubleValue();
        }

        String inWords() {
            return this + ", which is false match rate " + plain(ofOneComparison()) + " of one comparison,";
        }

        @Override
        public String toString() {
            return "false positive identification rate " + plain(rate) + " among "
                    + Plurals.count(references, "reference", "references");
        }
    }
}
