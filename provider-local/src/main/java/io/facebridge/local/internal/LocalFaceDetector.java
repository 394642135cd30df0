package io.facebridge.local.internal;

import io.facebridge.FaceDetector;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import io.facebridge.local.internal.Pipeline.Extent;
import io.facebridge.provider.ProviderId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Every feature but attributes, for which there is no model. */
public final class LocalFaceDetector implements FaceDetector {
    private static final Set<FaceFeature> FEATURES =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(FaceFeature.ATTRIBUTES)));

    private final ProviderId provider;
    private final Pipeline pipeline;

    /** Detects with these networks. */
    public LocalFaceDetector(ProviderId provider, Pipeline pipeline) {
        this.provider = provider;
        this.pipeline = pipeline;
    }

    @Override
    public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
        FaceDetector.requireFeatures(provider, FEATURES, options.features());
        return pipeline.analyze(image, Extent.ALL, scene -> scene.faces(options.features(), options.maxFaces()));
    }

    @Override
    public Set<FaceFeature> features() {
        return FEATURES;
    }
}
