package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.Output;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.HeadPose;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Faces in the service's words. What the backing does not say is left out. */
final class FaceOutput {
    /** The confidence of what the backing does not know. */
    private static final float UNDECIDED = 50;

    private static final List<String> EMOTIONS =
            List.of("HAPPY", "SAD", "ANGRY", "CONFUSED", "DISGUSTED", "SURPRISED", "CALM", "FEAR");
    private static final Map<String, Attribute> ATTRIBUTES = attributes();

    private FaceOutput() {}

    /** A member of an answer. */
    private record Attribute(String member, Function<DetectedFace, Object> of) {}

    /** By the name in a request. No backing supports them; every face gets the same value and a neutral confidence. */
    private static Map<String, Attribute> attributes() {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put(
                "AGE_RANGE",
                new Attribute("AgeRange", face -> new Output().with("Low", 0).with("High", 100)));
        attributes.put("SMILE", new Attribute("Smile", face -> undecided(false)));
        attributes.put("EYEGLASSES", new Attribute("Eyeglasses", face -> undecided(false)));
        attributes.put("SUNGLASSES", new Attribute("Sunglasses", face -> undecided(false)));
        attributes.put("GENDER", new Attribute("Gender", face -> undecided("Female")));
        attributes.put("BEARD", new Attribute("Beard", face -> undecided(false)));
        attributes.put("MUSTACHE", new Attribute("Mustache", face -> undecided(false)));
        attributes.put("EYES_OPEN", new Attribute("EyesOpen", face -> undecided(true)));
        attributes.put("MOUTH_OPEN", new Attribute("MouthOpen", face -> undecided(false)));
        attributes.put("EMOTIONS", new Attribute("Emotions", face -> emotions()));
        attributes.put("FACE_OCCLUDED", new Attribute("FaceOccluded", face -> undecided(false)));
        attributes.put("EYE_DIRECTION", new Attribute("EyeDirection", FaceOutput::ahead));
        return attributes;
    }

    private static Output undecided(Object value) {
        return new Output().with("Value", value).with("Confidence", UNDECIDED);
    }

    private static List<Map<String, Object>> emotions() {
        return EMOTIONS.stream()
                .map(type -> new Output()
                        .with("Type", type)
                        .with("Confidence", 100f / EMOTIONS.size())
                        .members())
                .toList();
    }

    /** Where the head points to. */
    private static Output ahead(DetectedFace face) {
        return new Output()
                .with("Yaw", (float) face.pose().map(HeadPose::yaw).orElse(0.0).doubleValue())
                .with("Pitch", (float)
                        face.pose().map(HeadPose::pitch).orElse(0.0).doubleValue())
                .with("Confidence", UNDECIDED);
    }

    static Output box(BoundingBox box) {
        return new Output()
                .with("Width", (float) box.width())
                .with("Height", (float) box.height())
                .with("Left", (float) box.left())
                .with("Top", (float) box.top());
    }

    /** 0 to 100; a backing that gives none is sure. */
    static float confidence(DetectedFace face) {
        return percent(face.confidence().orElse(1));
    }

    /** The structure {@code FaceDetail}, with the attributes that were asked for. */
    static Output detail(DetectedFace face, List<String> attributes) {
        Output output = detail(face);
        ATTRIBUTES.forEach((name, attribute) -> {
            if (attributes.contains("ALL") || attributes.contains(name)) {
                output.with(attribute.member, attribute.of.apply(face));
            }
        });
        return output;
    }

    /** The structure {@code ComparedFace}, which always has two of the attributes. */
    static Output compared(DetectedFace face) {
        return detail(face).with("Emotions", emotions()).with("Smile", undecided(false));
    }

    private static Output detail(DetectedFace face) {
        return place(face)
                .with("Landmarks", face.landmarks().map(LandmarkOutput::of).orElse(null))
                .with("Pose", face.pose().map(FaceOutput::pose).orElse(null))
                .with("Quality", face.quality().map(FaceOutput::quality).orElse(null));
    }

    /** Box and confidence alone. */
    static Output place(DetectedFace face) {
        return new Output().with("BoundingBox", box(face.box())).with("Confidence", confidence(face));
    }

    /** The structure {@code Face}. */
    static Output face(StoredFace face, String modelVersion) {
        return new Output()
                .with("FaceId", face.id)
                .with("BoundingBox", box(face.box))
                .with("ImageId", face.origin.imageId())
                .with("ExternalImageId", face.origin.externalImageId())
                .with("Confidence", face.confidence)
                .with("IndexFacesModelVersion", modelVersion)
                .with("UserId", face.user == null ? null : face.user.id);
    }

    private static Output pose(HeadPose pose) {
        return new Output()
                .with("Roll", (float) pose.roll())
                .with("Yaw", (float) pose.yaw())
                .with("Pitch", (float) pose.pitch());
    }

    private static Output quality(FaceQuality quality) {
        Output output = new Output();
        quality.brightness().ifPresent(share -> output.with("Brightness", percent(share)));
        quality.sharpness().ifPresent(share -> output.with("Sharpness", percent(share)));
        return output;
    }

    private static float percent(double share) {
        return (float) (100 * share);
    }
}
