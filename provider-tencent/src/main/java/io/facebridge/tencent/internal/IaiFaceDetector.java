package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.AnalyzeFaceRequest;
import com.tencentcloudapi.iai.v20200303.models.DetectFaceAttributesRequest;
import com.tencentcloudapi.iai.v20200303.models.DetectFaceRequest;
import com.tencentcloudapi.iai.v20200303.models.FaceAttributesInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceDetailInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceInfo;
import com.tencentcloudapi.iai.v20200303.models.FaceShape;
import io.facebridge.FaceDetector;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.Landmarks;
import io.facebridge.image.FaceImage;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.ProviderId;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.tencent.internal.TencentMapper.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Detects faces by DetectFace and, for what it does not return, by DetectFaceAttributes and AnalyzeFace. These detect the faces
 * again, so that each of their results is assigned to the face that it overlaps most.
 */
public final class IaiFaceDetector implements FaceDetector {
    /** The maximum of DetectFace. */
    static final int MAX_FACES = 120;

    private static final Set<FaceFeature> FEATURES = Set.copyOf(EnumSet.allOf(FaceFeature.class));
    private static final Comparator<LocatedFace> LARGEST_FIRST = Comparator.comparingDouble(
                    (LocatedFace place) -> place.box().area())
            .reversed();
    private static final String ATTRIBUTES = "Age,Emotion,Eye,Gender,Hair,Hat,Mask,Mouth,Moustache,Smile";

    /** The maximum number of faces that the service describes. */
    private static final int MAX_WITH_ATTRIBUTES = 5;

    private static final int MAX_WITH_QUALITY = 30;

    /** DetectFace and AnalyzeFace return slightly different boxes for the same face. */
    private static final double SAME_FACE = 0.2;

    private final ProviderId provider;
    private final TencentCalls calls;
    private final String model;

    IaiFaceDetector(ProviderId provider, TencentCalls calls, String model) {
        this.provider = provider;
        this.calls = calls;
        this.model = model;
    }

    @Override
    public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
        FaceDetector.requireFeatures(provider, FEATURES, options.features());
        try (CallScope call = calls.begin()) {
            Deadline deadline = call.deadline();
            return detect(TencentImages.prepare(image, deadline), options, deadline);
        }
    }

    @Override
    public Set<FaceFeature> features() {
        return FEATURES;
    }

    List<DetectedFace> detect(TencentImages image, DetectOptions options, Deadline deadline) {
        List<LocatedFace> located;
        try {
            located = located(image, options, deadline);
        } catch (FaceNotFoundException e) {
            return List.of();
        }
        Set<FaceFeature> features = options.features();
        Map<Integer, FaceAttributes> attributes =
                features.contains(FaceFeature.ATTRIBUTES) ? attributes(image, located, deadline) : Map.of();
        Map<Integer, Landmarks> landmarks =
                features.contains(FaceFeature.LANDMARKS) || features.contains(FaceFeature.CONTOURS)
                        ? landmarks(image, located, deadline)
                        : Map.of();
        List<DetectedFace> faces = new ArrayList<>();
        for (int rank = 0; rank < located.size(); rank++) {
            LocatedFace place = located.get(rank);
            DetectedFace.Builder face = DetectedFace.at(place.box()).vendor(VendorResponse.of(place.info()));
            Landmarks points = landmarks.get(rank);
            if (points != null) {
                face.landmarks(features.contains(FaceFeature.CONTOURS) ? points : points.withoutContours());
            }
            if (features.contains(FaceFeature.POSE) && rank < MAX_WITH_ATTRIBUTES) {
                TencentMapper.pose(place.info().getFaceAttributesInfo()).ifPresent(face::pose);
            }
            if (features.contains(FaceFeature.QUALITY) && rank < MAX_WITH_QUALITY) {
                face.quality(TencentMapper.quality(
                        place.info().getFaceQualityInfo(), place.box(), points, image.original()));
            }
            FaceAttributes look = attributes.get(rank);
            if (look != null) {
                face.attributes(look);
            }
            faces.add(face.build());
        }
        return faces;
    }

    private List<LocatedFace> located(TencentImages image, DetectOptions options, Deadline deadline) {
        Set<FaceFeature> features = options.features();
        boolean described = features.contains(FaceFeature.POSE)
                || (features.contains(FaceFeature.ATTRIBUTES) && !hasDetailedAttributes());
        DetectFaceRequest request = new DetectFaceRequest();
        request.setImage(image.base64());
        request.setMaxFaceNum((long) Math.min(options.maxFaces(), MAX_FACES));
        request.setNeedFaceAttributes(described ? 1L : 0L);
        request.setNeedQualityDetection(features.contains(FaceFeature.QUALITY) ? 1L : 0L);
        request.setFaceModelVersion(model);
        return calls.send(TencentOperations.DETECT_FACE, request, deadline, answer -> {
            Size size = Size.of(answer.getImageWidth(), answer.getImageHeight());
            List<LocatedFace> located = new ArrayList<>();
            FaceInfo[] infos = UnusableAnswerException.require("list of faces", answer.getFaceInfos());
            for (FaceInfo face : infos) {
                // A face without an extent does not affect the others.
                if (!TencentMapper.isShapeless(face.getWidth(), face.getHeight())) {
                    located.add(new LocatedFace(face, TencentMapper.box(face, size)));
                }
            }
            if (located.isEmpty() && infos.length > 0) {
                throw new UnusableAnswerException("no face with an extent");
            }
            return located.stream()
                    .sorted(LARGEST_FIRST)
                    .limit(options.maxFaces())
                    .toList();
        });
    }

    private boolean hasDetailedAttributes() {
        return model.equals("3.0");
    }

    private Map<Integer, FaceAttributes> attributes(TencentImages image, List<LocatedFace> located, Deadline deadline) {
        Map<Integer, FaceAttributes> attributes = new HashMap<>();
        if (!hasDetailedAttributes()) {
            for (int rank = 0; rank < Math.min(located.size(), MAX_WITH_ATTRIBUTES); rank++) {
                FaceAttributesInfo info = located.get(rank).info().getFaceAttributesInfo();
                if (info != null) {
                    attributes.put(rank, TencentMapper.attributes(info));
                }
            }
            return attributes;
        }
        DetectFaceAttributesRequest request = new DetectFaceAttributesRequest();
        request.setImage(image.base64());
        request.setMaxFaceNum((long) Math.min(located.size(), MAX_WITH_ATTRIBUTES));
        request.setFaceAttributesType(ATTRIBUTES);
        request.setFaceModelVersion(model);
        return joined(() -> calls.send(TencentOperations.DETECT_FACE_ATTRIBUTES, request, deadline, answer -> {
            Size size = Size.of(answer.getImageWidth(), answer.getImageHeight());
            for (FaceDetailInfo face : UnusableAnswerException.require("list of faces", answer.getFaceDetailInfos())) {
                if (face.getFaceDetailAttributesInfo() != null && !TencentMapper.isShapeless(face.getFaceRect())) {
                    nearest(TencentMapper.box(face.getFaceRect(), size), located)
                            .ifPresent(rank ->
                                    attributes.put(rank, TencentMapper.attributes(face.getFaceDetailAttributesInfo())));
                }
            }
            return attributes;
        }));
    }

    private Map<Integer, Landmarks> landmarks(TencentImages image, List<LocatedFace> located, Deadline deadline) {
        AnalyzeFaceRequest request = new AnalyzeFaceRequest();
        request.setImage(image.base64());
        request.setMode(located.size() == 1 ? 1L : 0L);
        request.setFaceModelVersion(model);
        return joined(() -> calls.send(TencentOperations.ANALYZE_FACE, request, deadline, answer -> {
            Size size = Size.of(answer.getImageWidth(), answer.getImageHeight());
            Map<Integer, Landmarks> landmarks = new HashMap<>();
            for (FaceShape shape : UnusableAnswerException.require("list of faces", answer.getFaceShapeSet())) {
                Optional<Landmarks> points = Landmarks90.of(shape, size);
                Optional<Integer> rank = Landmarks90.around(shape, size).flatMap(box -> nearest(box, located));
                if (points.isPresent() && rank.isPresent()) {
                    landmarks.put(rank.get(), points.get());
                }
            }
            return landmarks;
        }));
    }

    /** Returns another operation's data about the faces; empty if it detects none of them. */
    private static <T> Map<Integer, T> joined(Supplier<Map<Integer, T>> ask) {
        try {
            return ask.get();
        } catch (FaceNotFoundException e) {
            return Map.of();
        }
    }

    /** Returns the rank of the face that the box overlaps most. */
    private static Optional<Integer> nearest(BoundingBox box, List<LocatedFace> located) {
        int best = -1;
        double most = SAME_FACE;
        for (int rank = 0; rank < located.size(); rank++) {
            double overlap = located.get(rank).box().iou(box);
            if (overlap > most) {
                most = overlap;
                best = rank;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(best);
    }

    private record LocatedFace(FaceInfo info, BoundingBox box) {}
}
