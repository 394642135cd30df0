package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceDetector;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceQuality;
import io.facebridge.image.FaceImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Creates synthetic images whose face, by a provider's own detector, is just as large as a limit requires, or just smaller. */
final class FaceSizes {
    private static final DetectOptions MEASURED =
            DetectOptions.defaults().with(FaceFeature.QUALITY).atMost(1);

    /** How far from the border the images may be, and how finely they are tried. */
    private static final double NEAR = 0.08;

    private static final double STEP = 0.01;

    private static final int FRAME = 400;

    private FaceSizes() {}

    /**
     * Two images of one face.
     *
     * @param below measures less than the limit; no tried image measured more and still less than it
     * @param atLeast measures the limit or more; no tried image measured less and still reached it
     */
    record Pair(FaceImage below, FaceImage atLeast) {}

    /** Returns the smaller side of the face. */
    static Optional<Double> side(FaceQuality quality) {
        return quality.faceWidth().isPresent()
                ? Optional.of(Math.min(
                        quality.faceWidth().getAsDouble(), quality.faceHeight().orElseThrow()))
                : Optional.empty();
    }

    /** Returns the distance between the eyes. */
    static Optional<Double> eyes(FaceQuality quality) {
        return quality.eyeDistance().isPresent()
                ? Optional.of(quality.eyeDistance().getAsDouble())
                : Optional.empty();
    }

    /** Returns a detector's measurement of the largest face; empty if it does not report one. */
    static Optional<Double> measured(
            FaceDetector detector, FaceImage image, Function<FaceQuality, Optional<Double>> measure) {
        return detector.detect(image, MEASURED).stream()
                .findFirst()
                .flatMap(DetectedFace::quality)
                .flatMap(measure);
    }

    /** Shrinks an image, in a frame that no provider finds too small. */
    static Pair around(
            double border, FaceImage image, FaceDetector detector, Function<FaceQuality, Optional<Double>> measure) {
        double factor = border / measured(detector, image, measure).orElseThrow();
        List<Tried> tried = new ArrayList<>();
        for (double off = -NEAR; off <= NEAR; off += STEP) {
            FaceImage candidate = framed(SyntheticVariants.shrunk(image, factor * (1 + off)));
            measured(detector, candidate, measure).ifPresent(size -> tried.add(new Tried(candidate, size)));
        }
        Tried below = tried.stream()
                .filter(picture -> picture.size() < border)
                .max(Comparator.comparingDouble(Tried::size))
                .orElseThrow(() -> new AssertionError("no face measures a little less than " + border));
        Tried atLeast = tried.stream()
                .filter(picture -> picture.size() >= border)
                .min(Comparator.comparingDouble(Tried::size))
                .orElseThrow(() -> new AssertionError("no face measures a little more than " + border));
        assertThat(below.size()).as("just below").isGreaterThan(border * (1 - NEAR));
        assertThat(atLeast.size()).as("just above").isLessThan(border * (1 + NEAR));
        return new Pair(below.image(), atLeast.image());
    }

    private record Tried(FaceImage image, double size) {}

    private static FaceImage framed(FaceImage image) {
        return SyntheticVariants.sideBySide(image, SyntheticVariants.landscape(FRAME, FRAME));
    }
}
