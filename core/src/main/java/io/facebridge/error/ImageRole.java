package io.facebridge.error;

/** Which picture of a call is meant. */
public enum ImageRole {
    /** The picture of the person who is claimed or enrolled. */
    REFERENCE,
    /** The picture just taken, whose person is in question. */
    PROBE,
    /** The only picture of the call. */
    SINGLE,
    /** The service did not say, and asking would cost another call. */
    UNKNOWN;

    String inWords() {
        return switch (this) {
            case REFERENCE -> "the reference picture";
            case PROBE -> "the probe picture";
            case SINGLE -> "the picture";
            case UNKNOWN -> "one of the pictures (the service does not say which)";
        };
    }
}
