package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.Output;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes that a request names, of those that its models have. */
final class Attributes {
    private static final Set<String> RETIRED =
            Set.of("age", "gender", "smile", "facialHair", "emotion", "hair", "makeup");
    private static final Map<DetectionModel, Set<String>> KNOWN = Map.of(
            DetectionModel.DETECTION_01,
            Set.of("accessories", "blur", "exposure", "glasses", "headPose", "noise", "occlusion", FaceOutput.QUALITY),
            DetectionModel.DETECTION_02,
            Set.of(),
            DetectionModel.DETECTION_03,
            Set.of("blur", "exposure", "glasses", "headPose", "mask", "occlusion", FaceOutput.QUALITY));

    private static final Map<String, Set<FaceFeature>> FEATURES = Map.of(
            "headPose",
            Set.of(FaceFeature.POSE),
            "blur",
            Set.of(FaceFeature.QUALITY),
            "exposure",
            Set.of(FaceFeature.QUALITY),
            FaceOutput.QUALITY,
            Set.of(FaceFeature.QUALITY),
            "glasses",
            Set.of(FaceFeature.ATTRIBUTES),
            "mask",
            Set.of(FaceFeature.ATTRIBUTES, FaceFeature.QUALITY),
            "occlusion",
            Set.of(FaceFeature.ATTRIBUTES, FaceFeature.QUALITY),
            "accessories",
            Set.of(FaceFeature.ATTRIBUTES));

    private final Set<String> names;

    private Attributes(Set<String> names) {
        this.names = names;
    }

    /** Returns the requested attributes that the models return. */
    static Attributes of(@Nullable String list, DetectionModel detection, RecognitionModel recognition) {
        Set<String> names = new LinkedHashSet<>();
        if (list != null) {
            for (String name : list.split(",", -1)) {
                String known = name.strip();
                if (RETIRED.contains(known)) {
                    throw RefusedException.retired();
                }
                if (known.equals(FaceOutput.QUALITY) && !recognition.supportsQuality()) {
                    throw RefusedException.argument(
                            "'" + FaceOutput.QUALITY + "' is not supported by " + recognition.word() + ".");
                }
                if (!known.isEmpty() && !KNOWN.getOrDefault(detection, Set.of()).contains(known)) {
                    throw RefusedException.argument(
                            "'returnFaceAttributes' is not supported by " + detection.word() + ".");
                }
                if (!known.isEmpty()) {
                    names.add(known);
                }
            }
        }
        return new Attributes(names);
    }

    /** What the backing is asked for. */
    Set<FaceFeature> features() {
        Set<FaceFeature> features = EnumSet.noneOf(FaceFeature.class);
        names.forEach(name -> features.addAll(FEATURES.getOrDefault(name, Set.of())));
        return features;
    }

    /** Null if nothing was asked for. */
    @Nullable
    Output of(DetectedFace face, FaceImage image) {
        if (names.isEmpty()) {
            return null;
        }
        Output output = new Output();
        for (String name : names) {
            output.with(name, FaceOutput.attribute(name, face, image));
        }
        return output;
    }
}
