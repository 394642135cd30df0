package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.UsabilityRule;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.HeadPose;
import io.facebridge.face.QualityReason;
import io.facebridge.image.FaceImage;
import org.jspecify.annotations.Nullable;

/** Faces as members of answers. What was not requested, or the backing does not know, is zero. */
final class FaceOutput {
    private static final long MAX_TURN = 30;
    private static final long WHOLE = 99;

    /** From the smallest face that the service finds. */
    private static final UsabilityRule USABILITY = new UsabilityRule(100, 0.2, 34, 0.05);

    private FaceOutput() {}

    /** A box in pixels of the upright image. */
    static Output rect(DetectedFace face, FaceImage image) {
        BoundingBox box = face.box();
        return new Output()
                .with("X", Math.round(box.left() * image.width()))
                .with("Y", Math.round(box.top() * image.height()))
                .with("Width", Math.max(1, Math.round(box.width() * image.width())))
                .with("Height", Math.max(1, Math.round(box.height() * image.height())));
    }

    /** What the backing measures, how the head is turned, if that is requested; everything else is zero. */
    static Output attributes(DetectedFace face, boolean asked) {
        Output attributes = new Output()
                .with("Gender", 0)
                .with("Age", 0)
                .with("Expression", 0)
                .with("Glass", false)
                .with("Beauty", 0)
                .with("Hat", false)
                .with("Mask", false)
                .with("Hair", new Output().with("Length", 0).with("Bang", 0).with("Color", 0))
                .with("EyeOpen", false);
        pose(attributes, asked ? face.pose().orElse(null) : null);
        return attributes;
    }

    private static void pose(Output output, @Nullable HeadPose pose) {
        output.with("Pitch", pose == null ? 0 : turn(pose.pitch()))
                .with("Yaw", pose == null ? 0 : turn(pose.yaw()))
                .with("Roll", pose == null ? 0 : Math.round(pose.roll()));
    }

    private static long turn(double degrees) {
        return Math.max(-MAX_TURN, Math.min(MAX_TURN, Math.round(degrees)));
    }

    /** What the backing measures, if that is requested; otherwise zeros. */
    static Output quality(DetectedFace face, FaceImage image, boolean asked) {
        FaceQuality quality =
                asked ? face.quality().orElseGet(() -> FaceQuality.builder().build()) : null;
        long part = quality == null ? 0 : WHOLE;
        boolean covered = quality != null && quality.findings().getOrDefault(QualityReason.OCCLUDED, false);
        return new Output()
                .with("Score", quality == null ? 0 : score(face, image))
                .with(
                        "Sharpness",
                        quality == null ? 0 : percent(quality.sharpness().orElse(1)))
                .with(
                        "Brightness",
                        quality == null ? 0 : percent(quality.brightness().orElse(0.5)))
                .with(
                        "Completeness",
                        new Output()
                                .with("Eyebrow", part)
                                .with("Eye", part)
                                .with("Nose", part)
                                .with("Cheek", part)
                                // The backing says that something is covered, not what: it is the mouth.
                                .with("Mouth", covered ? 0 : part)
                                .with("Chin", part));
    }

    private static long percent(double share) {
        return Math.round(100 * share);
    }

    /** The backing's verdict, or by limits of the emulator's own on size and sharpness. */
    private static long score(DetectedFace face, FaceImage image) {
        return switch (USABILITY.of(face, image)) {
            case LOW -> 20;
            case MEDIUM -> 50;
            case HIGH -> 80;
        };
    }

    /** How the head is turned; everything else is not known. */
    static Output details(@Nullable HeadPose pose) {
        Output head = new Output();
        pose(head, pose);
        return new Output()
                .with("Age", 0)
                .with("Beauty", 0)
                .with("Emotion", unknown())
                .with(
                        "Eye",
                        new Output()
                                .with("Glass", unknown())
                                .with("EyeOpen", unknown())
                                .with("EyelidType", unknown())
                                .with("EyeSize", unknown()))
                .with(
                        "Eyebrow",
                        new Output()
                                .with("EyebrowDensity", unknown())
                                .with("EyebrowCurve", unknown())
                                .with("EyebrowLength", unknown()))
                .with("Gender", unknown())
                .with(
                        "Hair",
                        new Output()
                                .with("Length", unknown())
                                .with("Bang", unknown())
                                .with("Color", unknown()))
                .with("Hat", new Output().with("Style", unknown()).with("Color", unknown()))
                .with("HeadPose", head)
                .with("Mask", unknown())
                .with("Mouth", new Output().with("MouthOpen", unknown()))
                .with("Moustache", unknown())
                .with("Nose", unknown())
                .with("Shape", unknown())
                .with("Skin", unknown())
                .with("Smile", 0);
    }

    /** What was not requested, or the backing does not know. */
    private static Output unknown() {
        return new Output().with("Type", 0).with("Probability", 0);
    }
}
