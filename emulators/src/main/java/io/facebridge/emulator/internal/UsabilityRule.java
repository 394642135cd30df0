package io.facebridge.emulator.internal;

import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.FaceQuality.Usability;
import io.facebridge.image.FaceImage;

/**
 * Judges whether a face is usable: by the backing's verdict, or, without one, by an emulator's own limits on the shorter side
 * of the face, in pixels, and on its sharpness, which are lower limits and inclusive. A sharpness that the backing does not
 * measure is 1.
 */
public record UsabilityRule(
        double sideForHigh, double sharpnessForHigh, double sideForMedium, double sharpnessForMedium) {
    /** Returns the verdict on a face that was detected in the image. */
    public Usability of(DetectedFace face, FaceImage image) {
        return face.quality().flatMap(FaceQuality::usability).orElseGet(() -> measured(face, image));
    }

    private Usability measured(DetectedFace face, FaceImage image) {
        double side = FaceAnalyzer.shorterSide(face.box(), image);
        double sharpness =
                face.quality().isEmpty() ? 1 : face.quality().get().sharpness().orElse(1);
        if (side >= sideForHigh && sharpness >= sharpnessForHigh) {
            return Usability.HIGH;
        }
        return side >= sideForMedium && sharpness >= sharpnessForMedium ? Usability.MEDIUM : Usability.LOW;
    }
}
