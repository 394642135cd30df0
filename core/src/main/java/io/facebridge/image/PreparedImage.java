package io.facebridge.image;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A picture that fits a provider's limits, and what was done to it.
 *
 * @param image the picture to send
 * @param changes in the order of the enum, unmodifiable; empty if {@code image} is the very picture that was given
 */
public record PreparedImage(FaceImage image, Set<Change> changes) {
    /**
     * Copies the changes.
     *
     * @param image the picture to send
     * @param changes what was done to it
     */
    public PreparedImage {
        Objects.requireNonNull(image, "image");
        EnumSet<Change> copy = EnumSet.noneOf(Change.class);
        copy.addAll(changes);
        changes = Collections.unmodifiableSet(copy);
    }

    /** What can be done to a picture to make it fit. More may be added. */
    public enum Change {
        /** The pixels were turned as the EXIF orientation says. Boxes stay where they are: they refer to the upright picture. */
        ROTATED,
        /** There are fewer pixels now. Boxes, being fractions, stay where they are. */
        SHRUNK,
        /** The pixels were encoded anew, without any metadata; part of every change. */
        RE_ENCODED
    }
}
