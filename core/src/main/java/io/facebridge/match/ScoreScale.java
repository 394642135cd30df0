package io.facebridge.match;

import io.facebridge.provider.ProviderId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a score: provider, model, operation and range. 80 of one vendor differs from 80 of another, and from 80
 * of the same vendor's next model; values of two scales are never compared. Immutable.
 *
 * <p>Two scales are equal if provider, model, operation and range are equal; the published tables of a scale are not
 * compared.
 */
public final class ScoreScale {
    /** The name of the model where the vendor does not report which one was used. */
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
     * Creates a scale without published tables.
     *
     * @param provider the provider that returns the scores
     * @param model the model that computes them, by the provider's name, or {@link #UNVERSIONED}; not blank
     * @param operation the operation that returns the scores
     * @param min the lowest possible score, finite
     * @param max the highest possible score, finite, greater than {@code min}
     * @return the scale
     * @throws IllegalArgumentException if {@code model} is blank
     * @throws IllegalArgumentException if the range is empty or not finite
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
     * Adds a table of the thresholds that were published for this scale. A table of searches is added to one of
     * comparisons and to those for other numbers of references; it replaces one of the same kind.
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

    /** {@return the provider that returns the scores} */
    public ProviderId provider() {
        return provider;
    }

    /** {@return the name of the model that computes the scores, or {@link #UNVERSIONED}} */
    public String model() {
        return model;
    }

    /** {@return the operation that returns the scores} */
    public Operation operation() {
        return operation;
    }

    /** {@return the lowest possible score; finite} */
    public double min() {
        return min;
    }

    /** {@return the highest possible score; finite, greater than {@link #min()}} */
    public double max() {
        return max;
    }

    /**
     * Returns the thresholds by false match rate that were published for this scale.
     *
     * @return empty if there are none: decisions at an error rate then need a calibration by the application
     */
    public Optional<FalseMatchTable> falseMatchTable() {
        return Optional.ofNullable(falseMatchTable);
    }

    /**
     * Returns the thresholds by false positive identification rate that were published for this scale.
     *
     * @return ascending by the number of references; empty if there are none; unmodifiable
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

    /** The operation that returns a score. More may be added. */
    public enum Operation {
        /** Compares the faces of two images (1:1). */
        COMPARE,
        /** Compares an image with all faces of one enrolled person (1:1). */
        VERIFY,
        /** Searches a gallery for the person in an image (1:N). */
        IDENTIFY,
        /** Compares two enrolled people. */
        DUPLICATE,
        /** Measures how live the person in an image appears. */
        LIVENESS
    }
}
