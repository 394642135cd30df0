package io.facebridge.match;

import io.facebridge.provider.ProviderId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider, model, operation and range that give a score its meaning. A score of 80 at one vendor differs in meaning from 80 at
 * another, or with the same vendor's next model; scores of two scales are never compared. Immutable.
 *
 * <p>Two scales are equal when provider, model, operation and range are; the published tables that a scale may carry do
 * not count.
 */
public final class ScoreScale {
    /** The model's name if the vendor does not report which model computed the score. */
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
     * Creates a scale without published thresholds.
     *
     * @param provider the provider that returns the scores
     * @param model the model that computes them, as the provider names it, or {@link #UNVERSIONED}
     * @param operation the operation that the scores belong to
     * @param min the lowest possible score
     * @param max the highest possible score, greater than {@code min}
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
     * Returns a copy of this scale with published thresholds. Replaces only a table of the same kind and the same maximum number
     * of references; one table of comparisons and several tables of searches can be present.
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

    /** {@return the operation that the scores belong to} */
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
     * {@return the published thresholds by false match rate (FMR) of one comparison; empty if none are published, so that
     * decisions at an error rate need a calibration by the application}
     */
    public Optional<FalseMatchTable> falseMatchTable() {
        return Optional.ofNullable(falseMatchTable);
    }

    /**
     * {@return the published thresholds by false positive identification rate (FPIR) of a search, fewest references
     * first; unmodifiable; empty if none are published}
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

    /** The operation that a score belongs to. Constants may be added. */
    public enum Operation {
        /** Similarity of the faces of two images (1:1). */
        COMPARE,
        /** Similarity of an image and one enrolled person (1:1 against all faces of the person). */
        VERIFY,
        /** Similarity of an image and the people in a gallery (1:N). */
        IDENTIFY,
        /** Similarity of two enrolled people. */
        DUPLICATE,
        /** Liveness of the person in an image. */
        LIVENESS
    }
}
