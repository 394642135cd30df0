package io.facebridge.face;

/** What can be wrong with a face. More may be added. */
public enum QualityReason {
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
    /** Another reason, which the service's own message may explain. */
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
