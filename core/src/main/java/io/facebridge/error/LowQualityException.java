package io.facebridge.error;

import io.facebridge.face.QualityReason;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A face was found, and it is not good enough for what was asked. Nothing was enrolled. */
public final class LowQualityException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    /** Which picture. */
    private final ImageRole role;

    /** What is wrong. */
    private final EnumSet<QualityReason> reasons;

    /**
     * Creates the exception.
     *
     * @param role which picture
     * @param reasons what is wrong with the face; empty if the service does not say
     * @param error the service's own words, or {@code null} if no service was involved
     */
    public LowQualityException(ImageRole role, Set<QualityReason> reasons, @Nullable ProviderError error) {
        super(
                "the face in " + role.inWords() + " is not good enough"
                        + (reasons.isEmpty() ? "" : ": " + sorted(reasons))
                        + "; take a picture with the face frontal, sharp, evenly lit and larger in the frame",
                error,
                null);
        this.role = role;
        this.reasons = sorted(reasons);
    }

    /**
     * Which picture.
     *
     * @return the picture's part in the call
     */
    public ImageRole role() {
        return role;
    }

    /**
     * What is wrong with the face.
     *
     * @return unmodifiable, in the order of the enum; empty if the service does not say
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
