package io.facebridge.cli;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds places for labels: always inside the image, beside their own face, not over another label where that can be avoided, and
 * over faces as little as possible. A shorter label is used where a longer one would cover too much.
 */
final class LabelPlaces {
    /** What a label costs that lies over another one; over a face it costs the common part of the smaller one of them. */
    private static final double OVER_LABEL = 1_000;

    private static final double OVER_OWN_FACE = 0.8;
    private static final double SHORTER = 0.1;
    private static final double LATER = 0.001;

    private final double width;
    private final double height;
    private final double gap;
    private final List<Rectangle2D> frames;
    private final List<Rectangle2D> taken = new ArrayList<>();

    /**
     * Creates the places of an image.
     *
     * @param width of the image, pixels
     * @param height of the image, pixels
     * @param gap between a frame and its label, pixels
     * @param frames of all faces
     */
    LabelPlaces(double width, double height, double gap, List<Rectangle2D> frames) {
        this.width = width;
        this.height = height;
        this.gap = gap;
        this.frames = List.copyOf(frames);
    }

    /** A label, and the place that it takes. */
    record Placed(FaceLabel label, Rectangle2D place) {}

    /** Takes the best place for a label, or for a shorter one. */
    Placed place(FaceLabel label, Rectangle2D frame) {
        Placed best = null;
        double lowest = Double.POSITIVE_INFINITY;
        double penalty = 0;
        for (FaceLabel shorter : label.shorter()) {
            for (Rectangle2D place : around(frame, shorter.width(), shorter.height())) {
                double cost = penalty + cost(place, frame);
                if (cost < lowest) {
                    lowest = cost;
                    best = new Placed(shorter, place);
                }
                penalty += LATER;
            }
            penalty += SHORTER;
        }
        if (best == null) {
            throw new IllegalStateException("there is a place for every label");
        }
        taken.add(best.place());
        return best;
    }

    private List<Rectangle2D> around(Rectangle2D frame, double wide, double high) {
        double left = frame.getX() - gap;
        double right = frame.getMaxX() + gap;
        double above = frame.getY() - gap - high;
        double below = frame.getMaxY() + gap;
        return List.of(
                inside(left, above, wide, high),
                inside(left, below, wide, high),
                inside(right - wide, above, wide, high),
                inside(right - wide, below, wide, high),
                inside(right, frame.getY() - gap, wide, high),
                inside(left - wide, frame.getY() - gap, wide, high),
                inside(right, frame.getMaxY() + gap - high, wide, high),
                inside(left - wide, frame.getMaxY() + gap - high, wide, high),
                inside(frame.getX() + gap, frame.getMaxY() - gap - high, wide, high),
                inside(frame.getX() + gap, frame.getY() + gap, wide, high));
    }

    /** Moves a place into the image. A label that is larger than the image starts at its corner. */
    private Rectangle2D inside(double left, double top, double wide, double high) {
        return new Rectangle2D.Double(
                Math.rint(Math.max(0, Math.min(left, width - wide))),
                Math.rint(Math.max(0, Math.min(top, height - high))),
                wide,
                high);
    }

    private double cost(Rectangle2D place, Rectangle2D own) {
        double area = place.getWidth() * place.getHeight();
        double cost = 0;
        for (Rectangle2D other : taken) {
            cost += OVER_LABEL * common(place, other) / area;
        }
        for (Rectangle2D frame : frames) {
            double smaller = Math.min(area, frame.getWidth() * frame.getHeight());
            cost += (frame.equals(own) ? OVER_OWN_FACE : 1) * common(place, frame) / smaller;
        }
        Rectangle2D image = new Rectangle2D.Double(0, 0, width, height);
        return cost + OVER_LABEL * (1 - common(place, image) / area);
    }

    private static double common(Rectangle2D one, Rectangle2D other) {
        Rectangle2D both = one.createIntersection(other);
        return both.isEmpty() ? 0 : both.getWidth() * both.getHeight();
    }
}
