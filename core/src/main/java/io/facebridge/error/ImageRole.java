package io.facebridge.error;

/** The role of an image in a call. */
public enum ImageRole {
    /** The image of the person who is claimed or enrolled. */
    REFERENCE,
    /** The image being checked, usually captured just now. */
    PROBE,
    /** The only image of the call. */
    SINGLE,
    /** The service did not report the role, and determining it would cost another call. */
    UNKNOWN;

    String inWords() {
        return switch (this) {
            case REFERENCE -> "the reference image";
            case PROBE -> "the probe image";
            case SINGLE -> "the image";
            case UNKNOWN -> "one of the images (the service does not say which)";
        };
    }
}
