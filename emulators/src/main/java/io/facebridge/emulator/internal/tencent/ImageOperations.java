package io.facebridge.emulator.internal.tencent;

import io.facebridge.LowQualityException.Reason;
import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.Vectors;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.HeadPose;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessChecker;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What needs no group: detection, comparison, liveness of single images. */
final class ImageOperations {
    private static final int MOST_FACES = 120;
    private static final int MOST_WITH_LANDMARKS = 10;
    private static final int MOST_WITH_ATTRIBUTES = 5;
    private static final int MOST_WITH_QUALITY = 30;
    private static final long WIDEST_TURN = 30;
    private static final long WHOLE = 99;
    private static final double SMALL = 34; // the smallest face that the service finds
    private static final double LARGE = 100;
    private static final double BLURRED = 0.05;
    private static final double SHARP = 0.2;

    private final VisibleFaces visibleFaces;
    private final Scores scores;
    private final @Nullable LivenessChecker liveness;

    ImageOperations(VisibleFaces visibleFaces, Scores scores, @Nullable LivenessChecker liveness) {
        this.visibleFaces = visibleFaces;
        this.scores = scores;
        this.liveness = liveness;
    }

    Output detectFace(Input input) {
        int most = (int) input.integer("MaxFaceNum", 1, 1, MOST_FACES, "FailedOperation.SearchFacesExceed");
        boolean described = input.flag("NeedFaceAttributes");
        boolean judged = input.flag("NeedQualityDetection");
        String model = input.model();
        FaceImage image = Images.read(input);
        Set<FaceFeature> features = EnumSet.noneOf(FaceFeature.class);
        if (described) {
            features.add(FaceFeature.POSE);
        }
        if (judged) {
            features.add(FaceFeature.QUALITY);
        }
        List<Map<String, Object>> faces = new ArrayList<>();
        for (DetectedFace face : visibleFaces.detect(image, features, most)) {
            Output info = VisibleFaces.rect(face, image);
            info.with("FaceAttributesInfo", attributes(face, described && faces.size() < MOST_WITH_ATTRIBUTES));
            info.with("FaceQualityInfo", quality(face, image, judged && faces.size() < MOST_WITH_QUALITY));
            faces.add(info.members());
        }
        return sized(image).with("FaceInfos", faces).with("FaceModelVersion", model);
    }

    /** What the backing measures, how the head is turned, if that is asked for; everything else is zero. */
    private static Output attributes(DetectedFace face, boolean asked) {
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
        return Math.max(-WIDEST_TURN, Math.min(WIDEST_TURN, Math.round(degrees)));
    }

    /** What the backing measures, if that is asked for; otherwise zeros. */
    private static Output quality(DetectedFace face, FaceImage image, boolean asked) {
        FaceQuality told =
                asked ? face.quality().orElseGet(() -> FaceQuality.builder().build()) : null;
        long part = told == null ? 0 : WHOLE;
        boolean covered = told != null && told.findings().getOrDefault(Reason.OCCLUDED, false);
        return new Output()
                .with("Score", told == null ? 0 : score(told, face, image))
                .with("Sharpness", told == null ? 0 : percent(told.sharpness().orElse(1)))
                .with("Brightness", told == null ? 0 : percent(told.brightness().orElse(0.5)))
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

    /** The backing's verdict, or by bars of the emulator's own on size and sharpness. */
    private static long score(FaceQuality quality, DetectedFace face, FaceImage image) {
        FaceQuality.Usability verdict = quality.usability().orElse(null);
        if (verdict == null) {
            double side =
                    Math.min(face.box().width() * image.width(), face.box().height() * image.height());
            double sharpness = quality.sharpness().orElse(1);
            verdict = side >= LARGE && sharpness >= SHARP
                    ? FaceQuality.Usability.HIGH
                    : side >= SMALL && sharpness >= BLURRED ? FaceQuality.Usability.MEDIUM : FaceQuality.Usability.LOW;
        }
        return switch (verdict) {
            case LOW -> 20;
            case MEDIUM -> 50;
            case HIGH -> 80;
        };
    }

    Output detectFaceAttributes(Input input) {
        int most = (int) input.integer("MaxFaceNum", 1, 1, MOST_FACES, "FailedOperation.SearchFacesExceed");
        String types = input.optionalText("FaceAttributesType");
        boolean posed = types != null && List.of(types.split(",")).contains("Headpose");
        String model = input.model();
        FaceImage image = Images.read(input);
        List<Map<String, Object>> faces = new ArrayList<>();
        for (DetectedFace face : visibleFaces.detect(image, Set.of(FaceFeature.POSE), most)) {
            faces.add(new Output()
                    .with("FaceRect", VisibleFaces.rect(face, image))
                    .with(
                            "FaceDetailAttributesInfo",
                            details(posed ? face.pose().orElse(null) : null))
                    .members());
        }
        return sized(image).with("FaceDetailInfos", faces).with("FaceModelVersion", model);
    }

    private static Output details(@Nullable HeadPose pose) {
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

    /** What was not asked for, or the backing does not know. */
    private static Output unknown() {
        return new Output().with("Type", 0).with("Probability", 0);
    }

    Output analyzeFace(Input input) {
        boolean one = input.integer("Mode", 0) == 1;
        String model = input.model();
        FaceImage image = Images.read(input);
        List<Map<String, Object>> shapes = new ArrayList<>();
        for (DetectedFace face :
                visibleFaces.detect(image, Set.of(FaceFeature.CONTOURS), one ? 1 : MOST_WITH_LANDMARKS)) {
            face.landmarks()
                    .flatMap(points -> LandmarkOutput.of(points, image))
                    .ifPresent(shape -> shapes.add(shape.members()));
        }
        if (shapes.isEmpty()) {
            throw RefusedException.failed("ServerError", "The emulator's backing gives no contours of faces.");
        }
        return sized(image).with("FaceShapeSet", shapes).with("FaceModelVersion", model);
    }

    Output compareFace(Input input) {
        int quality = input.qualityControl();
        String model = input.model();
        FaceImage one = Images.read(input, "ImageA", "UrlA");
        FaceImage other = Images.read(input, "ImageB", "UrlB");
        return compared(visibleFaces.goodEnough(one, quality), visibleFaces.goodEnough(other, quality), model);
    }

    /** The face of which the detector is surest, unless the largest one is asked for. */
    Output compareFaceByStrategy(Input input) {
        boolean largest = input.integer("FaceMatchingStrategy", 0, 0, 1, "InvalidParameter.InvalidParameter") == 1;
        if (largest) {
            return compareFace(input);
        }
        int quality = input.qualityControl();
        String model = input.model();
        FaceImage one = Images.read(input, "ImageA", "UrlA");
        FaceImage other = Images.read(input, "ImageB", "UrlB");
        return compared(visibleFaces.surest(one, quality), visibleFaces.surest(other, quality), model);
    }

    private Output compared(AnalyzedFace first, AnalyzedFace second, String model) {
        return new Output()
                .with("Score", scores.of(model).similarity(Vectors.cosine(first.vector(), second.vector())))
                .with("FaceModelVersion", model);
    }

    /** The backing's score on a scale from 0 to 100, and 40 where the backing begins to take a face for live. */
    Output detectLiveFaceAccurate(Input input) {
        FaceImage image = Images.read(input);
        visibleFaces.largest(image);
        LivenessChecker checker = liveness;
        if (checker == null) {
            throw new RefusedException("ResourceUnavailable.NotReady", "The emulator's backing judges no liveness.");
        }
        var result = Images.refusing(() -> checker.check(image));
        float score = result.score().map(given -> percent(given, result.live())).orElse(result.live() ? 99f : 1f);
        return new Output().with("Score", score).with("FaceModelVersion", Store.MODEL_3);
    }

    private static float percent(Score score, boolean live) {
        ScoreScale scale = score.scale();
        float share = (float) ((score.value() - scale.min()) / (scale.max() - scale.min()));
        return live ? 40 + 60 * share : 39.9f * share;
    }

    private static Output sized(FaceImage image) {
        return new Output().with("ImageWidth", image.width()).with("ImageHeight", image.height());
    }
}
