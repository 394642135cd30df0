package io.facebridge.cli;

import io.facebridge.face.BoundingBox;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** What all drawings have in common: colors, and lines that are visible on any background. */
final class Canvas {
    static final Color BRIGHT = new Color(0xFFD400);
    static final Color GOOD = new Color(0x6BE675);
    static final Color DOUBTFUL = new Color(0xFFB02E);
    static final Color BAD = new Color(0xFF7A6B);
    static final Color WHITE = Color.WHITE;
    static final Color DARK = new Color(0, 0, 0, 190);

    private Canvas() {}

    static Graphics2D of(BufferedImage picture) {
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        return graphics;
    }

    /** Returns a box in pixels of an area. */
    static Rectangle2D frame(BoundingBox box, Rectangle2D area) {
        return new Rectangle2D.Double(
                area.getX() + box.left() * area.getWidth(),
                area.getY() + box.top() * area.getHeight(),
                box.width() * area.getWidth(),
                box.height() * area.getHeight());
    }

    /** Draws a bright line with a dark outline. */
    static void outline(Graphics2D graphics, Shape shape, double line, Color color) {
        stroke(graphics, shape, 3 * line, DARK);
        stroke(graphics, shape, 1.4 * line, color);
    }

    static void stroke(Graphics2D graphics, Shape shape, double width, Color color) {
        graphics.setColor(color);
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }
}
