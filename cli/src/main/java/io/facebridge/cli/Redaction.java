package io.facebridge.cli;

import io.facebridge.face.BoundingBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes faces in an image unrecognizable. What is drawn over a face is made of a few averages at most, so that it does not contain
 * what would be needed to restore the face.
 */
final class Redaction {
    /** How far the area reaches beyond a face's box, as a fraction of the box: hair, ears, and chin. */
    private static final double ASIDE = 0.25;

    private static final double ABOVE = 0.35;
    private static final double BELOW = 0.25;
    private static final double ROUND = 0.5;
    /** Averages across and down an area, which is half as large again as the face. */
    private static final int CELLS = 5;
    /** Levels of a color in an average. */
    private static final int LEVELS = 16;

    private static final Color FILL = new Color(0x808080);
    private static final double COVERED = 0.5;

    private final Style style;
    private final List<BoundingBox> areas = new ArrayList<>();

    Redaction(Style style) {
        this.style = style;
    }

    /** What is drawn over a face. */
    enum Style {
        /** One gray, of which nothing can be learned. */
        SOLID,
        /** A mosaic of a few squares. */
        PIXELATE,
        /** The same squares, blended into each other. */
        BLUR
    }

    /** Adds a face to redact. */
    void add(BoundingBox face) {
        areas.add(new BoundingBox(
                face.left() - ASIDE * face.width(),
                face.top() - ABOVE * face.height(),
                (1 + 2 * ASIDE) * face.width(),
                (1 + ABOVE + BELOW) * face.height()));
    }

    /** Returns the number of faces that were added. */
    int size() {
        return areas.size();
    }

    /** Returns whether most of a box lies in the area of one face that was added. */
    boolean covers(BoundingBox box) {
        return areas.stream().anyMatch(area -> area.intersection(box) >= COVERED * box.area());
    }

    /** Changes the given image itself. */
    void applyTo(BufferedImage picture) {
        Rectangle2D whole = new Rectangle2D.Double(0, 0, picture.getWidth(), picture.getHeight());
        Graphics2D graphics = picture.createGraphics();
        try {
            for (BoundingBox area : areas) {
                redact(graphics, picture, Canvas.frame(area, whole));
            }
        } finally {
            graphics.dispose();
        }
    }

    private void redact(Graphics2D graphics, BufferedImage picture, Rectangle2D area) {
        double corner = ROUND * Math.min(area.getWidth(), area.getHeight());
        Shape shape = new RoundRectangle2D.Double(
                area.getX(), area.getY(), area.getWidth(), area.getHeight(), corner, corner);
        if (style == Style.SOLID) {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setColor(FILL);
            graphics.fill(shape);
            return;
        }
        BufferedImage averages = averages(picture, area);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                style == Style.BLUR
                        ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.setClip(shape);
        graphics.drawImage(
                averages,
                (int) Math.floor(area.getX()),
                (int) Math.floor(area.getY()),
                (int) Math.ceil(area.getMaxX()),
                (int) Math.ceil(area.getMaxY()),
                0,
                0,
                CELLS,
                CELLS,
                null);
        graphics.setClip(null);
    }

    /** The averages of an area, in few levels: all that remains of the pixels in it. */
    private static BufferedImage averages(BufferedImage picture, Rectangle2D area) {
        BufferedImage averages = new BufferedImage(CELLS, CELLS, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < CELLS; row++) {
            for (int column = 0; column < CELLS; column++) {
                averages.setRGB(
                        column,
                        row,
                        average(
                                picture,
                                clipped(area.getX() + column * area.getWidth() / CELLS, picture.getWidth()),
                                clipped(area.getY() + row * area.getHeight() / CELLS, picture.getHeight()),
                                clipped(area.getX() + (column + 1) * area.getWidth() / CELLS, picture.getWidth()),
                                clipped(area.getY() + (row + 1) * area.getHeight() / CELLS, picture.getHeight())));
            }
        }
        return averages;
    }

    private static int clipped(double value, int end) {
        return (int) Math.max(0, Math.min(Math.round(value), end));
    }

    private static int average(BufferedImage picture, int left, int top, int right, int bottom) {
        long red = 0;
        long green = 0;
        long blue = 0;
        int pixels = (right - left) * (bottom - top);
        if (pixels <= 0) {
            return FILL.getRGB(); // outside the image, or less than a pixel
        }
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int rgb = picture.getRGB(x, y);
                red += rgb >> 16 & 0xFF;
                green += rgb >> 8 & 0xFF;
                blue += rgb & 0xFF;
            }
        }
        return level(red / pixels) << 16 | level(green / pixels) << 8 | level(blue / pixels);
    }

    /** The middle of the level that a value belongs to. */
    private static int level(long value) {
        int step = 256 / LEVELS;
        return (int) (value / step) * step + step / 2;
    }
}
