package io.facebridge.local.internal;

import io.facebridge.local.internal.Warp.Normalization;
import io.facebridge.local.internal.Warp.Outside;
import io.facebridge.spi.SelectedFace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds faces: the whole frame in one pass, then, for the faces that are too small in it, overlapping tiles.
 *
 * <p>The network sees 320 × 240 pixels. In the whole frame it finds every face of at least a tenth of the frame's height
 * and loses those of less than about seven hundredths; a tile is so large that the smallest face searched for is a tenth
 * of it. Tiles show leaves, buttons and elbows without their surroundings, so what is found in one must be found again at
 * three distances.
 */
final class FaceFinder {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final float MIN_SCORE = 0.65f;
    private static final double MAX_OVERLAP = 0.35;

    /** Height of a face, as a part of the image that the network sees, from which on it is always found. */
    private static final double SURELY_FOUND = 0.10;

    /** The smallest face that is searched for, whatever the setting: recognition fails below about 30 pixels. */
    private static final double MIN_PIXELS = SURELY_FOUND * HEIGHT;

    /** Height of a candidate, as a part of the image, in each of the looks that must confirm it. */
    private static final double[] CONFIRMATION_SHARES = {0.3, 0.2, 0.45};

    private static final double SAME_FACE = 0.4;

    private static final Normalization NORMALIZATION = Normalization.of(true, 127, 128);

    private static final Comparator<Found> LARGEST_FIRST =
            Comparator.comparingDouble((Found found) -> found.box().area()).reversed();

    private final OnnxModel model;
    private final double smallestFace;

    record Found(Box box, float score, boolean inTile) {}

    /** Finds faces down to a part of the frame's height. */
    FaceFinder(OnnxModel model, double smallestFace) {
        this.model = model;
        this.smallestFace = smallestFace;
    }

    /** The faces of the whole frame without the small ones, largest first. */
    List<Found> large(Frame frame) {
        List<Found> found = detect(frame, 0, 0, passScale(frame), false);
        found.sort(LARGEST_FIRST);
        return found;
    }

    /** Adds the small faces to the large ones, largest first. */
    List<Found> withSmall(Frame frame, List<Found> large) {
        double frameHeight = passScale(frame) * HEIGHT;
        double smallest = Math.max(smallestFace * frameHeight, MIN_PIXELS);
        double tileHeight = smallest / SURELY_FOUND;
        if (tileHeight > 0.8 * frameHeight) {
            return large;
        }
        double overlap = SURELY_FOUND * frameHeight;
        List<Found> candidates = new ArrayList<>();
        for (double top : starts(frame.height(), tileHeight, overlap)) {
            for (double left : starts(frame.width(), tileHeight * WIDTH / HEIGHT, overlap)) {
                Box tile = new Box(left, top, left + tileHeight * WIDTH / HEIGHT, top + tileHeight);
                for (Found found : detect(frame, left, top, tileHeight / HEIGHT, true)) {
                    double height = found.box().height();
                    if (height >= 0.6 * smallest
                            && height <= highestSmall(frame)
                            && !cut(found.box(), tile, frame)
                            && !isPartOfOne(found.box(), large)) {
                        candidates.add(found);
                    }
                }
            }
        }
        List<Found> all = new ArrayList<>(large);
        for (Found candidate : suppressed(candidates)) {
            if (isConfirmed(frame, candidate)) {
                all.add(candidate);
            }
        }
        all.sort(LARGEST_FIRST);
        return all;
    }

    /** The height in pixels above which faces are left to the pass over the whole frame. */
    private static double highestSmall(Frame frame) {
        return 1.2 * SURELY_FOUND * passScale(frame) * HEIGHT;
    }

    /** Whether no small face can be larger than the largest of these, or be its rival. */
    boolean noSmallOneRivals(Frame frame, List<Found> large) {
        if (large.isEmpty()) {
            return false;
        }
        Box largest = large.get(0).box();
        double small = highestSmall(frame);
        return largest.height() * SelectedFace.RIVAL_HEIGHT > small && largest.area() > 2 * small * small;
    }

    /** The scale, in pixels of the frame per pixel of the input, at which the whole frame is seen in one pass. */
    private static double passScale(Frame frame) {
        return Math.max((double) frame.width() / WIDTH, (double) frame.height() / HEIGHT);
    }

    /** Where tiles start, so that they cover the length and each face of the overlap's size lies whole in one. */
    private static double[] starts(double length, double tile, double overlap) {
        if (tile >= length) {
            return new double[] {0};
        }
        int count = (int) Math.ceil((length - overlap) / (tile - overlap));
        double[] starts = new double[count];
        for (int i = 0; i < count; i++) {
            starts[i] = i * (length - tile) / (count - 1);
        }
        return starts;
    }

    /** Whether the tile's edge, and not the frame's, cuts the face: then a neighboring tile holds it whole. */
    private static boolean cut(Box face, Box tile, Frame frame) {
        return (face.left() < tile.left() + 1 && tile.left() > 0)
                || (face.top() < tile.top() + 1 && tile.top() > 0)
                || (face.right() > tile.right() - 1 && tile.right() < frame.width())
                || (face.bottom() > tile.bottom() - 1 && tile.bottom() < frame.height());
    }

    private static boolean isPartOfOne(Box box, List<Found> faces) {
        return faces.stream().anyMatch(face -> face.box().containment(box) > 0.5);
    }

    private boolean isConfirmed(Frame frame, Found candidate) {
        Box box = candidate.box();
        for (double share : CONFIRMATION_SHARES) {
            double scale = box.height() / share / HEIGHT;
            double left = box.centerX() - scale * WIDTH / 2;
            double top = box.centerY() - scale * HEIGHT / 2;
            if (detect(frame, left, top, scale, true).stream()
                    .noneMatch(found -> found.box().iou(box) > SAME_FACE)) {
                return false;
            }
        }
        return true;
    }

    private List<Found> detect(Frame frame, double left, double top, double scale, boolean inTile) {
        Affine map = new Affine(scale, 0, left, 0, scale, top);
        List<float[]> outputs =
                model.run(input -> Warp.planes(frame, map, WIDTH, HEIGHT, Outside.BLACK, NORMALIZATION, input));
        float[] scores = outputs.get(0);
        float[] boxes = outputs.get(1);
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < scores.length / 2; i++) {
            float score = scores[2 * i + 1];
            if (!(score > MIN_SCORE)) {
                continue;
            }
            Box box = new Box(
                    left + boxes[4 * i] * WIDTH * scale,
                    top + boxes[4 * i + 1] * HEIGHT * scale,
                    left + boxes[4 * i + 2] * WIDTH * scale,
                    top + boxes[4 * i + 3] * HEIGHT * scale);
            if (box.width() > 0 && box.height() > 0) {
                found.add(new Found(box, Math.min(1, score), inTile));
            }
        }
        return suppressed(found);
    }

    /** Non-maximum suppression: of boxes that overlap, the one with the highest score stays. */
    private static List<Found> suppressed(List<Found> found) {
        found.sort(Comparator.comparingDouble(Found::score).reversed());
        List<Found> kept = new ArrayList<>();
        for (Found candidate : found) {
            if (kept.stream().noneMatch(k -> k.box().iou(candidate.box()) > MAX_OVERLAP)) {
                kept.add(candidate);
            }
        }
        return kept;
    }
}
