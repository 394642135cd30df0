package io.facebridge.face;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The verdict of a {@link QualityGate} about a face. Immutable. */
public final class QualityVerdict {
    private final Set<QualityReason> rejections;
    private final Set<QualityReason> warnings;
    private final Set<QualityReason> unjudged;

    QualityVerdict(Set<QualityReason> rejections, Set<QualityReason> warnings, Set<QualityReason> unjudged) {
        this.rejections = sorted(rejections);
        this.warnings = sorted(warnings);
        this.unjudged = sorted(unjudged);
    }

    /**
     * Returns whether the face is good enough.
     *
     * @return {@code true} if there is no refusal; there may be warnings
     */
    public boolean accepted() {
        return rejections.isEmpty();
    }

    /**
     * Returns the reasons for which the face is rejected.
     *
     * @return in the order of the enum; empty if the face is accepted; unmodifiable
     */
    public Set<QualityReason> rejections() {
        return rejections;
    }

    /**
     * Returns the defects that are no reason for rejection.
     *
     * @return in the order of the enum, without the refusals; unmodifiable
     */
    public Set<QualityReason> warnings() {
        return warnings;
    }

    /**
     * Returns the properties that the gate has a rule for and the face did not report. They cause neither a rejection nor a
     * warning.
     *
     * @return in the order of the enum; unmodifiable
     */
    public Set<QualityReason> unjudged() {
        return unjudged;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QualityVerdict that
                && rejections.equals(that.rejections)
                && warnings.equals(that.warnings)
                && unjudged.equals(that.unjudged);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rejections, warnings, unjudged);
    }

    /** Returns text with the reasons and without measures of the face. */
    @Override
    public String toString() {
        return "QualityVerdict[refusals=" + rejections + ", warnings=" + warnings + ", unjudged=" + unjudged + "]";
    }

    private static Set<QualityReason> sorted(Set<QualityReason> reasons) {
        EnumSet<QualityReason> sorted = EnumSet.noneOf(QualityReason.class);
        sorted.addAll(reasons);
        return Collections.unmodifiableSet(sorted);
    }
}
