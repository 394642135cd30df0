package io.facebridge.local.internal;

import io.facebridge.face.FaceQuality;
import io.facebridge.local.internal.Warp.Outside;
import java.nio.FloatBuffer;

/**
 * Measures the image of a face on 112 × 112 gray pixels aligned by its five points, so that all faces are measured at
 * the resolution at which they are recognized.
 */
final class QualityMeter {
    private static final int SIDE = 112;

    /** Variance of the Laplacian at which sharpness is a half. */
    private static final double HALF_SHARP = 100;

    private QualityMeter() {}

    static FaceQuality measure(Frame frame, double scaleToFullSize, Box face, double[] fivePoints) {
        FloatBuffer gray = FloatBuffer.allocate(SIDE * SIDE);
        Warp.gray(frame, Similarity.fit(ArcFaceTemplate.of(SIDE, SIDE), fivePoints), SIDE, SIDE, Outside.EDGE, gray);
        double sum = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            sum += gray.get(i);
        }
        double variance = laplacianVariance(gray);
        double eyes = Math.hypot(fivePoints[2] - fivePoints[0], fivePoints[3] - fivePoints[1]);
        return FaceQuality.builder()
                .faceSize(face.width() * scaleToFullSize, face.height() * scaleToFullSize)
                .eyeDistance(eyes * scaleToFullSize)
                .brightness(Math.min(1, sum / (SIDE * SIDE) * 256 / 255))
                .sharpness(variance / (variance + HALF_SHARP))
                .build();
    }

    private static double laplacianVariance(FloatBuffer gray) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int y = 1; y < SIDE - 1; y++) {
            for (int x = 1; x < SIDE - 1; x++) {
                int at = y * SIDE + x;
                double value = 256
                        * (gray.get(at - 1)
                                + gray.get(at + 1)
                                + gray.get(at - SIDE)
                                + gray.get(at + SIDE)
                                - 4 * gray.get(at));
                sum += value;
                squares += value * value;
                count++;
            }
        }
        double mean = sum / count;
        return Math.max(0, squares / count - mean * mean);
    }
}
