package io.facebridge.local.internal;

import io.facebridge.local.EmbedderModel;
import io.facebridge.local.ModelException;
import io.facebridge.local.internal.Warp.Normalization;
import io.facebridge.local.internal.Warp.Outside;

/** Turns a face, aligned by its five points, into a vector of length 1. */
final class Embedder {
    private final OnnxModel model;
    private final EmbedderModel description;
    private final double[] template;
    private final Normalization normalization;

    Embedder(OnnxModel model, EmbedderModel description) {
        this.model = model;
        this.description = description;
        this.template = description.template();
        this.normalization = Normalization.of(
                description.channels() == EmbedderModel.Channels.RGB, (float) description.mean(), (float)
                        description.std());
    }

    /** Runs the network once, on an even input, to see what it gives. */
    void requireDimension() {
        int numbers = model.run(input -> {
                    for (int i = 0; i < input.capacity(); i++) {
                        input.put(i, 0);
                    }
                })
                .get(0)
                .length;
        if (numbers != description.dimension()) {
            throw new ModelException(
                    "the embedder gives " + numbers + " numbers but its description says " + description.dimension()
                            + "; correct the description's dimension",
                    null);
        }
    }

    float[] embed(Frame frame, double[] fivePoints) {
        Affine map = Similarity.fit(template, fivePoints);
        float[] vector = model.run(input -> Warp.planes(
                        frame, map, description.width(), description.height(), Outside.BLACK, normalization, input))
                .get(0);
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new ModelException(
                    "the embedder gave a vector of length " + length + "; check its description's normalization", null);
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }
}
