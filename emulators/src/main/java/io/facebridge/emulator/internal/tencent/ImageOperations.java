package io.facebridge.emulator.internal.tencent;

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

/** What needs no group: detection, comparison, liveness of single pictures. */
final class ImageOperations {
    private static final int MOST_FACES = 120;
    private static final int MOST_WITH_LANDMARKS = 10;
    private static final int MOST_WITH_ATTRIBUTES = 5;
    private static final int MOST_WITH_QUALITY = 30;
    private static final long WIDEST_TURN = 30;
    private static final Output NOT_ASKED_FOR = new Output()
            .with("Gender", 0)
            .with("Age", 0)
            .with("Expression", 0)
            .with("Glass", false)
            .with("Pitch", 0)
            .with("Yaw", 0)
            .with("Roll", 0)
            .with("Beauty", 0)
            .with("Hat", false)
            .with("Mask", false)
            .with("Hair", new Output().with("Length", 0).with("Bang", 0).with("Color", 0))
            .with("EyeOpen", false);

    private final Looking looking;
    private final Scores scores;
    private final @Nullable LivenessChecker liveness;

    ImageOperations(Looking looking, Scores scores, @Nullable LivenessChecker liveness) {
        this.looking = looking;
        this.scores = scores;
        this.liveness = liveness;
    }

    Output detectFace(Input input) {
        int most = (int) input.integer("MaxFaceNum", 1, 1, MOST_FACES, "FailedOperation.SearchFacesExceed");
        boolean described = input.flag("NeedFaceAttributes");
        boolean judged = input.flag("NeedQualityDetection");
        String model = input.model();
        FaceImage image = Pictures.read(input);
        Set<FaceFeature> features = EnumSet.noneOf(FaceFeature.class);
        if (described) {
            features.add(FaceFeature.POSE);
        }
        if (judged) {
            features.add(FaceFeature.QUALITY);
        }
        List<Map<String, Object>> faces = new ArrayList<>();
        for (DetectedFace face : looking.detect(image, features, most)) {
            Output info = Looking.rect(face, image);
            info.with(
                    "FaceAttributesInfo",
                    described && faces.size() < MOST_WITH_ATTRIBUTES ? attributes(face) : NOT_ASKED_FOR);
            if (judged && faces.size() < MOST_WITH_QUALITY) {
                info.with(
                        "FaceQualityInfo",
                        face.quality().map(ImageOperations::quality).orElse(null));
            }
            faces.add(info.members());
        }
        return sized(image).with("FaceInfos", faces).with("FaceModelVersion", model);
    }

    /** What the backing measures: how the head is turned. */
    private static Output attributes(DetectedFace face) {
        Output attributes = new Output();
        face.pose().ifPresent(pose -> pose(attributes, pose));
        return attributes;
    }

    private static void pose(Output output, HeadPose pose) {
        output.with("Pitch", Math.max(-WIDEST_TURN, Math.min(WIDEST_TURN, Math.round(pose.pitch()))))
                .with("Yaw", Math.max(-WIDEST_TURN, Math.min(WIDEST_TURN, Math.round(pose.yaw()))))
                .with("Roll", Math.round(pose.roll()));
    }

    private static Output quality(FaceQuality quality) {
        Output output = new Output();
        quality.sharpness().ifPresent(value -> output.with("Sharpness", Math.round(100 * value)));
        quality.brightness().ifPresent(value -> output.with("Brightness", Math.round(100 * value)));
        quality.usability()
                .ifPresent(usability -> output.with(
                        "Score",
                        switch (usability) {
                            case LOW -> 20;
                            case MEDIUM -> 50;
                            case HIGH -> 80;
                        }));
        return output;
    }

    Output detectFaceAttributes(Input input) {
        int most = (int) input.integer("MaxFaceNum", 1, 1, MOST_FACES, "FailedOperation.SearchFacesExceed");
        String types = input.optionalText("FaceAttributesType");
        boolean posed = types != null && List.of(types.split(",")).contains("Headpose");
        String model = input.model();
        FaceImage image = Pictures.read(input);
        List<Map<String, Object>> faces = new ArrayList<>();
        for (DetectedFace face : looking.detect(image, Set.of(FaceFeature.POSE), most)) {
            Output head = new Output();
            if (posed) {
                face.pose().ifPresent(pose -> pose(head, pose));
            }
            faces.add(new Output()
                    .with("FaceRect", Looking.rect(face, image))
                    .with("FaceDetailAttributesInfo", new Output().with("HeadPose", head))
                    .members());
        }
        return sized(image).with("FaceDetailInfos", faces).with("FaceModelVersion", model);
    }

    Output analyzeFace(Input input) {
        boolean one = input.integer("Mode", 0) == 1;
        String model = input.model();
        FaceImage image = Pictures.read(input);
        List<Map<String, Object>> shapes = new ArrayList<>();
        for (DetectedFace face : looking.detect(image, Set.of(FaceFeature.CONTOURS), one ? 1 : MOST_WITH_LANDMARKS)) {
            face.landmarks()
                    .flatMap(points -> Landmarks90.of(points, image))
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
        FaceImage one = Pictures.read(input, "ImageA", "UrlA");
        FaceImage other = Pictures.read(input, "ImageB", "UrlB");
        float[] first = looking.goodEnough(one, quality).vector();
        float[] second = looking.goodEnough(other, quality).vector();
        return new Output()
                .with("Score", scores.of(model).similarity(Vectors.cosine(first, second)))
                .with("FaceModelVersion", model);
    }

    /** The backing's score on a scale from 0 to 100, and 40 where the backing begins to take a face for live. */
    Output detectLiveFaceAccurate(Input input) {
        FaceImage image = Pictures.read(input);
        looking.largest(image);
        LivenessChecker checker = liveness;
        if (checker == null) {
            throw new RefusedException("ResourceUnavailable.NotReady", "The emulator's backing judges no liveness.");
        }
        var result = Pictures.refusing(() -> checker.check(image));
        float score = result.score().map(given -> percent(given, result.live())).orElse(result.live() ? 99f : 1f);
        return new Output().with("Score", score).with("FaceModelVersion", TencentStore.MODEL_3);
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
