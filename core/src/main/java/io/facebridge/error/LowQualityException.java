package io.facebridge.error;

import io.facebridge.face.QualityReason;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Thrown if a face is not good enough for the operation. Nothing was enrolled. */
public final class LowQualityException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** The role of the image. */
    private final ImageRole role;

    /** The defects of the face. */
    private final EnumSet<QualityReason> reasons;

    /**
     * Creates the exception.
     *
     * @param role the role of the image in the call
     * @param reasons the defects of the face; empty if the service does not report them
     * @param error the service's error, or {@code null} if no service was involved
     */
    public LowQualityException(ImageRole role, Set<QualityReason> reasons, @Nullable ProviderError error) {
        super(
                "the face in " + role.inWords() + " is not good enough"
                        + (reasons.isEmpty() ? "" : ": " + sorted(reasons))
                        + "; capture an image with the face frontal, sharp, evenly lit and larger in the frame",
                error,
                null);
        this.role = role;
        this.reasons = sorted(reasons);
    }

    /**
     * Returns the role of the image.
     *
     * @return its role in the call
     */
    public ImageRole role() {
        return role;
    }

    /**
     * Returns the defects of the face.
     *
     * @return unmodifiable, in the order of the enum; empty if the service does not report them
     */
    public Set<QualityReason> reasons() {
        return Collections.unmodifiableSet(reasons);
    }

    private static EnumSet<QualityReason> sorted(Set<QualityReason> reasons) {
        EnumSet<QualityReason> sorted = EnumSet.noneOf(QualityReason.class);
        sorted.addAll(reasons);
        return sorted;
    }
}
