package io.facebridge.emulator.internal.tencent;

import io.facebridge.LivenessChecker;
import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.Vectors;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
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
    private static final int MAX_FACES = 120;
    private static final int MAX_WITH_LANDMARKS = 10;
    private static final int MAX_WITH_ATTRIBUTES = 5;
    private static final int MAX_WITH_QUALITY = 30;

    private final VisibleFaces visibleFaces;
    private final Scores scores;
    private final @Nullable LivenessChecker liveness;

    ImageOperations(VisibleFaces visibleFaces, Scores scores, @Nullable LivenessChecker liveness) {
        this.visibleFaces = visibleFaces;
        this.scores = scores;
        this.liveness = liveness;
    }

    Output detectFace(Input input) {
        int maxFaces = (int) input.integer("MaxFaceNum", 1, 1, MAX_FACES, "FailedOperation.SearchFacesExceed");
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
        for (DetectedFace face : visibleFaces.detect(image, features, maxFaces)) {
            Output info = FaceOutput.rect(face, image);
            info.with(
                    "FaceAttributesInfo", FaceOutput.attributes(face, described && faces.size() < MAX_WITH_ATTRIBUTES));
            info.with("FaceQualityInfo", FaceOutput.quality(face, image, judged && faces.size() < MAX_WITH_QUALITY));
            faces.add(info.members());
        }
        return sized(image).with("FaceInfos", faces).with("FaceModelVersion", model);
    }

    Output detectFaceAttributes(Input input) {
        int maxFaces = (int) input.integer("MaxFaceNum", 1, 1, MAX_FACES, "FailedOperation.SearchFacesExceed");
        String types = input.optionalText("FaceAttributesType");
        boolean posed = types != null && List.of(types.split(",")).contains("Headpose");
        String model = input.model();
        FaceImage image = Images.read(input);
        List<Map<String, Object>> faces = new ArrayList<>();
        for (DetectedFace face : visibleFaces.detect(image, Set.of(FaceFeature.POSE), maxFaces)) {
            faces.add(new Output()
                    .with("FaceRect", FaceOutput.rect(face, image))
                    .with(
                            "FaceDetailAttributesInfo",
                            FaceOutput.details(posed ? face.pose().orElse(null) : null))
                    .members());
        }
        return sized(image).with("FaceDetailInfos", faces).with("FaceModelVersion", model);
    }

    Output analyzeFace(Input input) {
        boolean one = input.integer("Mode", 0) == 1;
        String model = input.model();
        FaceImage image = Images.read(input);
        List<Map<String, Object>> shapes = new ArrayList<>();
        for (DetectedFace face :
                visibleFaces.detect(image, Set.of(FaceFeature.CONTOURS), one ? 1 : MAX_WITH_LANDMARKS)) {
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
