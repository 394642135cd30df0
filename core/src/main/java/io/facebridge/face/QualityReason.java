package io.facebridge.face;

/** A defect of a face in an image. More may be added. */
public enum QualityReason {
    /** The face has too few pixels in width or height. */
    TOO_SMALL("move_closer"),
    /** The face is blurred or out of focus. */
    TOO_BLURRED("hold_still"),
    /** The face is too dark. */
    TOO_DARK("more_light"),
    /** The face is too bright. */
    TOO_BRIGHT("less_light"),
    /** The head is turned too far away from the camera. */
    EXTREME_POSE("look_straight"),
    /** The provider's confidence that this is a face is too low. */
    LOW_CONFIDENCE("show_face"),
    /** An object covers a part of the face. */
    OCCLUDED("uncover_face"),
    /** The distance between the eyes has too few pixels. */
    EYES_TOO_CLOSE("move_closer"),
    /** The person wears a face mask. */
    MASKED("take_off_mask"),
    /** The image contains other faces. */
    SEVERAL_FACES("be_alone"),
    /** The provider's own overall verdict is too low. */
    LOW_USABILITY("take_another"),
    /** The defect is another one, which the service's own message may explain. */
    OTHER("take_another");

    private static final String PREFIX = "facebridge.guidance.";

    private final String advice;

    QualityReason(String advice) {
        this.advice = advice;
    }

    /**
     * Returns the key of the guidance for the person, to be looked up in the application's own translations. Reasons for
     * which the person has to do the same share a key.
     *
     * @return for example {@code facebridge.guidance.move_closer}; never changes for a reason
     */
    public String guidanceKey() {
        return PREFIX + advice;
    }
}
