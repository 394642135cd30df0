package io.facebridge;

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
    private final EnumSet<Reason> reasons;

    /**
     * Creates the exception.
     *
     * @param role which picture
     * @param reasons what is wrong with the face; empty if the service does not say
     * @param error the service's own words, or {@code null} if no service was involved
     */
    public LowQualityException(ImageRole role, Set<Reason> reasons, @Nullable ProviderError error) {
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
    public Set<Reason> reasons() {
        return Collections.unmodifiableSet(reasons);
    }

    private static EnumSet<Reason> sorted(Set<Reason> reasons) {
        EnumSet<Reason> sorted = EnumSet.noneOf(Reason.class);
        sorted.addAll(reasons);
        return sorted;
    }

    /** What can be wrong with a face. More may be added. */
    public enum Reason {
        /** The face is too few pixels wide or high. */
        TOO_SMALL("move_closer"),
        /** The face is blurred or out of focus. */
        TOO_BLURRED("hold_still"),
        /** The face is too dark. */
        TOO_DARK("more_light"),
        /** The face is too bright. */
        TOO_BRIGHT("less_light"),
        /** The head is turned too far away from the camera. */
        EXTREME_POSE("look_straight"),
        /** The service is not sure enough that this is a face. */
        LOW_CONFIDENCE("show_face"),
        /** Something covers a part of the face. */
        OCCLUDED("uncover_face"),
        /** Too few pixels lie between the eyes. */
        EYES_TOO_CLOSE("move_closer"),
        /** The person wears a face mask. */
        MASKED("take_off_mask"),
        /** There are other faces in the picture. */
        SEVERAL_FACES("be_alone"),
        /** The provider's own verdict on the whole is too low. */
        LOW_USABILITY("take_another"),
        /** Something else, which the service's own words may tell. */
        OTHER("take_another");

        private static final String PREFIX = "facebridge.guidance.";

        private final String advice;

        Reason(String advice) {
            this.advice = advice;
        }

        /**
         * The key of what to tell the person, to be looked up in the application's own translations. Two reasons share a key
         * where the person has to do the same.
         *
         * @return for example {@code facebridge.guidance.move_closer}; never changes for a reason
         */
        public String guidanceKey() {
            return PREFIX + advice;
        }
    }
}
