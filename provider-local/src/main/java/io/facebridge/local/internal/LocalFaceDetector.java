package io.facebridge.local.internal;

import io.facebridge.FaceDetector;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import io.facebridge.local.internal.Pipeline.Extent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Every feature there is. */
public final class LocalFaceDetector implements FaceDetector {
    private static final Set<FaceFeature> FEATURES = Set.copyOf(EnumSet.allOf(FaceFeature.class));

    private final Pipeline pipeline;

    /** Detects with these networks. */
    public LocalFaceDetector(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
        return pipeline.look(image, Extent.ALL, scene -> scene.faces(options.features(), options.maxFaces()));
    }

    @Override
    public Set<FaceFeature> features() {
        return FEATURES;
    }
}
