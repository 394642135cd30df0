package io.facebridge.local.internal;

import io.facebridge.local.internal.Warp.Normalization;
import io.facebridge.local.internal.Warp.Outside;

/** Judges whether a face is live or an image of a face. */
final class LivenessModel {
    private static final int SIDE = 128;
    private static final double SURROUNDINGS = 2.7;
    private static final Normalization RAW = Normalization.of(false, 0, 1);

    private final OnnxModel model;

    LivenessModel(OnnxModel model) {
        this.model = model;
    }

    /** The probability, 0 to 1, that the face is live. */
    double live(Frame frame, Box face) {
        double scale = Math.min(SURROUNDINGS, Math.min(frame.width() / face.width(), frame.height() / face.height()));
        double width = face.width() * scale;
        double height = face.height() * scale;
        double left = shifted(face.centerX() - width / 2, width, frame.width());
        double top = shifted(face.centerY() - height / 2, height, frame.height());
        Affine map = Affine.crop(left, top, width, height, SIDE, SIDE);
        float[] logits = model.run(input -> Warp.planes(frame, map, SIDE, SIDE, Outside.EDGE, RAW, input))
                .get(0);
        return PoseEstimator.softmax(logits)[0];
    }

    /** Shifts a span into the frame. */
    private static double shifted(double start, double length, double limit) {
        return Math.max(0, Math.min(start, limit - length));
    }
}
