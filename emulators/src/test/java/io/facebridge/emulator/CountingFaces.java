package io.facebridge.emulator;

import io.facebridge.FaceDetector;
import io.facebridge.FaceTemplates;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.Score;
import io.facebridge.testkit.PaintedFaces;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link PaintedFaces}, counting how often it looks. */
final class CountingFaces implements FaceDetector {
    private final PaintedFaces painted = new PaintedFaces();
    private final AtomicInteger calls = new AtomicInteger();

    int calls() {
        return calls.get();
    }

    @Override
    public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
        calls.incrementAndGet();
        return painted.detect(image, options);
    }

    @Override
    public Set<FaceFeature> features() {
        return painted.features();
    }

    FaceTemplates templates() {
        return new FaceTemplates() {
            @Override
            public List<ExtractedFace> extract(FaceImage image) {
                calls.incrementAndGet();
                return painted.extract(image);
            }

            @Override
            public ExtractedFace extract(FaceImage image, FaceSelection choice) {
                calls.incrementAndGet();
                return painted.extract(image, choice);
            }

            @Override
            public Score compare(FaceTemplate reference, FaceTemplate probe) {
                calls.incrementAndGet();
                return painted.compare(reference, probe);
            }
        };
    }
}
