package io.facebridge.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The text beside a face: its number on a colored field, and lines of text on a dark one.
 *
 * @param number of the face
 * @param lines the first one stands beside the number; may be empty
 * @param font the type
 */
record FaceLabel(String number, List<String> lines, StrokeFont font) {
    /** Copies the lines. */
    FaceLabel {
        lines = List.copyOf(lines);
    }

    double width() {
        double width = field() + (lines.isEmpty() ? 0 : font.width(lines.get(0)) + 2 * pad());
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            width = Math.max(width, font.width(line) + 2 * pad());
        }
        return Math.ceil(width);
    }

    double height() {
        int further = Math.max(0, lines.size() - 1);
        return Math.ceil(row() + further * lineHeight() + (further == 0 ? 0 : 0.3 * pad()));
    }

    /** Returns this label and shorter ones, the longest first, down to the number alone. */
    List<FaceLabel> shorter() {
        List<FaceLabel> labels = new ArrayList<>(List.of(this));
        for (int count : new int[] {2, 1, 0}) {
            if (count < lines.size()) {
                labels.add(new FaceLabel(number, lines.subList(0, count), font));
            }
        }
        return labels;
    }

    void draw(Graphics2D graphics, Rectangle2D place, Color color) {
        double corner = font.capitals() / 2;
        RoundRectangle2D plate = new RoundRectangle2D.Double(
                place.getX(), place.getY(), place.getWidth(), place.getHeight(), corner, corner);
        graphics.setColor(Canvas.DARK);
        graphics.fill(plate);
        graphics.setColor(color);
        graphics.fill(new RoundRectangle2D.Double(place.getX(), place.getY(), field(), row(), corner, corner));
        graphics.setColor(Color.BLACK);
        double baseline = place.getY() + pad() + font.capitals();
        font.draw(graphics, number, place.getX() + (field() - font.width(number)) / 2, baseline);
        graphics.setColor(Canvas.WHITE);
        for (int i = 0; i < lines.size(); i++) {
            font.draw(
                    graphics, lines.get(i), place.getX() + pad() + (i == 0 ? field() : 0), baseline + i * lineHeight());
        }
    }

    private double field() {
        return Math.max(row(), font.width(number) + 2 * pad());
    }

    private double row() {
        return font.capitals() + 2 * pad();
    }

    private double pad() {
        return 0.45 * font.capitals();
    }

    private double lineHeight() {
        return font.capitals() + font.descent() + 0.35 * font.capitals();
    }
}
