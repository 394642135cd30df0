package io.facebridge.local.internal;

import io.facebridge.local.internal.Warp.Outside;

/** Finds the 68 points of a face. */
final class Landmarker {
    private static final int SIDE = 64;

    private final OnnxModel model;

    Landmarker(OnnxModel model) {
        this.model = model;
    }

    Points points(Frame frame, Box face) {
        double side = face.height();
        double left = face.centerX() - side / 2;
        double top = face.centerY() - side / 2;
        Affine map = Affine.crop(left, top, side, side, SIDE, SIDE);
        float[] relative = model.run(input -> Warp.gray(frame, map, SIDE, SIDE, Outside.EDGE, input))
                .get(0);
        double[] xy = new double[relative.length];
        for (int i = 0; i < xy.length; i += 2) {
            xy[i] = left + relative[i] * side;
            xy[i + 1] = top + relative[i + 1] * side;
        }
        return new Points(xy);
    }
}
