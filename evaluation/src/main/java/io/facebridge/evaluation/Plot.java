package io.facebridge.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A drawing with two axes, as SVG. Colors are classes, so that the page decides them. */
final class Plot {
    private static final int LEFT = 64;
    private static final int TOP = 14;
    private static final int RIGHT = 16;
    private static final int BOTTOM = 46;

    private final int width;
    private final int height;
    private final Axis x;
    private final Axis y;
    private final StringBuilder svg = new StringBuilder();

    /** What is drawn last, so that no line crosses it. */
    private final List<Runnable> above = new ArrayList<>();

    Plot(String what, int width, int height, Axis x, String xName, Axis y, String yName) {
        this.width = width;
        this.height = height;
        this.x = x;
        this.y = y;
        svg.append("<svg viewBox=\"0 0 ").append(width).append(' ').append(height);
        svg.append("\" role=\"img\" aria-label=\"").append(escaped(what)).append("\">\n");
        for (Axis.Tick tick : x.ticks()) {
            line("grid", px(tick.value()), TOP, px(tick.value()), height - BOTTOM);
            text("tick", px(tick.value()), height - BOTTOM + 16, "middle", tick.label());
        }
        for (Axis.Tick tick : y.ticks()) {
            line("grid", LEFT, py(tick.value()), width - RIGHT, py(tick.value()));
            text("tick", LEFT - 7, py(tick.value()) + 4, "end", tick.label());
        }
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n",
                LEFT,
                TOP,
                width - LEFT - RIGHT,
                height - TOP - BOTTOM));
        text("axis", (LEFT + width - RIGHT) / 2.0, height - 8, "middle", xName);
        double middle = (TOP + height - BOTTOM) / 2.0;
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"axis\" text-anchor=\"middle\" transform=\"translate(14 %.1f) rotate(-90)\">%s</text>\n",
                middle,
                escaped(yName)));
    }

    private double px(double value) {
        return LEFT + x.share(value) * (width - LEFT - RIGHT);
    }

    private double py(double value) {
        return height - BOTTOM - y.share(value) * (height - TOP - BOTTOM);
    }

    private void line(String kind, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                kind,
                x1,
                y1,
                x2,
                y2));
    }

    private void text(String kind, double atX, double atY, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                kind,
                atX,
                atY,
                anchor,
                escaped(words)));
    }

    /** A line through points; each is x, y. */
    Plot curve(String kind, List<double[]> points) {
        if (!points.isEmpty()) {
            svg.append("<path class=\"")
                    .append(kind)
                    .append("\" d=\"")
                    .append(path(points))
                    .append("\"/>\n");
        }
        return this;
    }

    /** The area between two lines. */
    Plot band(String kind, List<double[]> there, List<double[]> back) {
        if (!there.isEmpty() && !back.isEmpty()) {
            StringBuilder around = new StringBuilder(path(there));
            for (int i = back.size() - 1; i >= 0; i--) {
                around.append(String.format(Locale.ROOT, "L%.1f %.1f", px(back.get(i)[0]), py(back.get(i)[1])));
            }
            svg.append("<path class=\"")
                    .append(kind)
                    .append("\" d=\"")
                    .append(around)
                    .append("Z\"/>\n");
        }
        return this;
    }

    private String path(List<double[]> points) {
        StringBuilder path = new StringBuilder();
        String last = "";
        for (double[] point : points) {
            String at = String.format(Locale.ROOT, "%.1f %.1f", px(point[0]), py(point[1]));
            if (!at.equals(last)) {
                path.append(path.length() == 0 ? 'M' : 'L').append(at);
                last = at;
            }
        }
        return path.toString();
    }

    Plot dot(String kind, double atX, double atY, String label, LabelPosition place) {
        svg.append(String.format(
                Locale.ROOT,
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%s</title></circle>\n",
                kind,
                px(atX),
                py(atY),
                escaped(label)));
        boolean left = place == LabelPosition.LOWER_LEFT || x.share(atX) > 0.85;
        boolean below = place != LabelPosition.UPPER_RIGHT || y.share(atY) > 0.95;
        boolean fits = y.share(atY) > 0.06;
        text("label", px(atX) + (left ? -8 : 8), py(atY) + (below && fits ? 16 : -7), left ? "end" : "start", label);
        return this;
    }

    /** Where a word stands beside its dot, if there is room. */
    enum LabelPosition {
        UPPER_RIGHT,
        LOWER_RIGHT,
        LOWER_LEFT
    }

    /** A bar between two values of x, from one value of y to another. */
    Plot bar(String kind, double fromX, double toX, double fromY, double toY) {
        double top = Math.min(py(fromY), py(toY));
        double size = Math.abs(py(fromY) - py(toY));
        if (size > 0) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
                    kind,
                    px(fromX) + 0.3,
                    top,
                    Math.max(0.4, px(toX) - px(fromX) - 0.6),
                    size));
        }
        return this;
    }

    /** A line from top to bottom with a word at its top. */
    Plot upright(String kind, double atX, String label, int row) {
        line(kind, px(atX), TOP, px(atX), height - BOTTOM);
        boolean right = x.share(atX) > 0.85;
        above.add(() -> text("label", px(atX) + (right ? -4 : 4), TOP + 12 + 13 * row, right ? "end" : "start", label));
        return this;
    }

    /** A line from left to right. */
    Plot level(String kind, double atY) {
        line(kind, LEFT, py(atY), width - RIGHT, py(atY));
        return this;
    }

    /** An interval on one row, with its value. */
    Plot whisker(String kind, double low, double value, double high, double atY) {
        line(kind, px(low), py(atY), px(high), py(atY));
        svg.append(String.format(
                Locale.ROOT, "<circle class=\"%s dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>\n", kind, px(value), py(atY)));
        return this;
    }

    String end() {
        above.forEach(Runnable::run);
        return svg + "</svg>\n";
    }

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
