package io.facebridge.local.internal;

import io.facebridge.face.HeadPose;
import io.facebridge.local.internal.Warp.Normalization;
import io.facebridge.local.internal.Warp.Outside;
import java.util.List;

/** Estimates how a head is turned. */
final class PoseEstimator {
    private static final int SIDE = 224;
    private static final double DEGREES_PER_BIN = 3;
    private static final double FIRST_BIN = -99;
    private static final Normalization IMAGENET =
            new Normalization(true, new float[] {123.675f, 116.28f, 103.53f}, new float[] {58.395f, 57.12f, 57.375f});

    private final OnnxModel model;

    PoseEstimator(OnnxModel model) {
        this.model = model;
    }

    /** The pose within the frame, in the signs of {@link HeadPose}. */
    HeadPose pose(Frame frame, Box face) {
        Affine map = Affine.crop(
                face.left() - face.width() / 4,
                face.top() - face.height() / 4,
                face.width() * 1.5,
                face.height() * 1.5,
                SIDE,
                SIDE);
        List<float[]> angles = model.run(input -> Warp.planes(frame, map, SIDE, SIDE, Outside.EDGE, IMAGENET, input));
        // The network counts yaw the other way round: toward the left edge of the image.
        return new HeadPose(-expected(angles.get(0)), expected(angles.get(1)), expected(angles.get(2)));
    }

    /** The expected angle under the softmax of the bins. */
    private static double expected(float[] bins) {
        double[] probability = softmax(bins);
        double sum = 0;
        for (int i = 0; i < bins.length; i++) {
            sum += probability[i] * i;
        }
        return sum * DEGREES_PER_BIN + FIRST_BIN;
    }

    static double[] softmax(float[] logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            max = Math.max(max, logit);
        }
        double[] probability = new double[logits.length];
        double total = 0;
        for (int i = 0; i < logits.length; i++) {
            probability[i] = Math.exp(logits[i] - max);
            total += probability[i];
        }
        for (int i = 0; i < logits.length; i++) {
            probability[i] /= total;
        }
        return probability;
    }
}
