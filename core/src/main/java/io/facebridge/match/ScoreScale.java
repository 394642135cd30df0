package io.facebridge.match;

import io.facebridge.provider.ProviderId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a score comes from: provider, model, operation and range. 80 at one vendor is not 80 at another, nor at the same
 * vendor's next model; numbers of two scales are never compared. Immutable.
 *
 * <p>Two scales are equal when provider, model, operation and range are; the published tables that a scale may carry do
 * not count.
 */
public final class ScoreScale {
    /** The model's name where the vendor does not say which one answered. */
    public static final String UNVERSIONED = "unversioned";

    private final ProviderId provider;
    private final String model;
    private final Operation operation;
    private final double min;
    private final double max;
    private final @Nullable FalseMatchTable falseMatchTable;
    private final List<FalseMatchTable> searchTables;

    private ScoreScale(
            ProviderId provider,
            String model,
            Operation operation,
            double min,
            double max,
            @Nullable FalseMatchTable falseMatchTable,
            List<FalseMatchTable> searchTables) {
        this.provider = provider;
        this.model = model;
        this.operation = operation;
        this.min = min;
        this.max = max;
        this.falseMatchTable = falseMatchTable;
        this.searchTables = searchTables;
    }

    /**
     * A scale without a published table.
     *
     * @param provider who gives the scores
     * @param model the model that makes them, as the provider names it, or {@link #UNVERSIONED}
     * @param operation what the scores answer
     * @param min the lowest score there can be
     * @param max the highest score there can be, greater than {@code min}
     * @return the scale
     * @throws IllegalArgumentException if {@code model} is blank or the range is empty or not finite
     */
    public static ScoreScale of(ProviderId provider, String model, Operation operation, double min, double max) {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(operation, "operation");
        if (model.isBlank()) {
            throw new IllegalArgumentException("model must not be blank; use \"" + UNVERSIONED + "\" if it is unknown");
        }
        if (!Double.isFinite(min) || !Double.isFinite(max) || min >= max) {
            throw new IllegalArgumentException("a scale needs finite min < max but was " + min + " .. " + max);
        }
        return new ScoreScale(
                provider, model, operation, min + 0.0, max + 0.0, null, List.of()); // -0.0 hashes unlike 0.0
    }

    /**
     * The same scale with the thresholds that were published for it. A table of searches stands beside one of comparisons
     * and those for other numbers of references; it replaces none but its like.
     *
     * @param table thresholds by false match rate, or by false positive identification rate
     * @return a scale equal to this one
     * @throws IllegalArgumentException if a threshold of the table is outside the scale
     */
    public ScoreScale with(FalseMatchTable table) {
        table.points().forEach(point -> requireWithin("a published threshold", point.threshold()));
        if (table.maxReferenceCount().isEmpty()) {
            return new ScoreScale(provider, model, operation, min, max, table, searchTables);
        }
        List<FalseMatchTable> tables = new ArrayList<>(searchTables);
        tables.removeIf(other -> other.maxReferenceCount().equals(table.maxReferenceCount()));
        tables.add(table);
        tables.sort(Comparator.comparingLong(other -> other.maxReferenceCount().orElseThrow()));
        return new ScoreScale(provider, model, operation, min, max, falseMatchTable, List.copyOf(tables));
    }

    /**
     * Who gives the scores.
     *
     * @return the provider
     */
    public ProviderId provider() {
        return provider;
    }

    /**
     * The model that makes the scores.
     *
     * @return its name, or {@link #UNVERSIONED}
     */
    public String model() {
        return model;
    }

    /**
     * What the scores answer.
     *
     * @return the operation
     */
    public Operation operation() {
        return operation;
    }

    /**
     * The lowest score there can be.
     *
     * @return finite
     */
    public double min() {
        return min;
    }

    /**
     * The highest score there can be.
     *
     * @return finite, greater than {@link #min()}
     */
    public double max() {
        return max;
    }

    /**
     * The thresholds by the rate of one comparison that were published for this scale.
     *
     * @return empty if there are none: decisions at an error rate need a calibration of the application's own
     */
    public Optional<FalseMatchTable> falseMatchTable() {
        return Optional.ofNullable(falseMatchTable);
    }

    /**
     * The thresholds by the rate of whole searches that were published for this scale.
     *
     * @return for the fewest references first; empty if there are none; unmodifiable
     */
    public List<FalseMatchTable> searchTables() {
        return searchTables;
    }

    String withRange() {
        return this + " [" + min + ", " + max + "]";
    }

    double requireWithin(String what, double value) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    what + " must be in [" + min + ", " + max + "] on the scale " + this + " but was " + value);
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScoreScale that
                && provider.equals(that.provider)
                && model.equals(that.model)
                && operation == that.operation
                && min == that.min
                && max == that.max;
    }

    @Override
    public int hashCode() {
        return Objects.hash(provider, model, operation, min, max);
    }

    @Override
    public String toString() {
        return provider + "/" + model + "/" + operation;
    }

    /** What a score answers. More may be added. */
    public enum Operation {
        /** How alike the faces of two pictures are (1:1). */
        COMPARE,
        /** How alike a picture and an enrolled person are (1:1 against all faces of the person). */
        VERIFY,
        /** How alike a picture and the persons of a gallery are (1:N). */
        IDENTIFY,
        /** How alike two enrolled persons are. */
        DUPLICATE,
        /** How live the person of a picture looks. */
        LIVENESS
    }
}
