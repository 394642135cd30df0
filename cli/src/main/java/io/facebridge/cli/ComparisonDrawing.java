package io.facebridge.cli;

import io.facebridge.face.DetectedFace;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.image.ImageDecoder.DecodedImage;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Draws two compared images side by side, in one height, below the decision about them and everything that it rests on. */
final class ComparisonDrawing {
    private static final int MIN_HEIGHT = 400;
    private static final int MAX_HEIGHT = 900;
    private static final int MAX_WIDTH = 2_400;
    /** An image is decoded with so many times the pixels that are drawn, so that they can be averaged. */
    private static final int AVERAGED = 2;

    private static final Color BACKGROUND = new Color(0x202124);
    private static final Color QUIET = new Color(0xC4C7CB);
    private static final Color DIMMED = new Color(0, 0, 0, 165);
    private static final Color THIN = new Color(255, 255, 255, 120);
    private static final double LEADING = 1.25;

    private final List<Side> sides;
    private final double height;
    private final StrokeFont font;
    private final StrokeFont heading;
    private final double pad;

    private ComparisonDrawing(List<Side> sides) {
        this.sides = sides;
        double wanted =
                sides.stream().mapToInt(side -> side.image().height()).max().orElse(MIN_HEIGHT);
        double aspects = sides.stream().mapToDouble(Side::aspect).sum();
        height = Math.max(1, Math.min(Math.max(MIN_HEIGHT, Math.min(MAX_HEIGHT, wanted)), MAX_WIDTH / aspects));
        double size = Math.max(16, height / 32);
        font = new StrokeFont(size);
        heading = new StrokeFont(2 * size);
        pad = size;
    }

    /**
     * An image of the comparison.
     *
     * @param role the caption
     * @param image the image
     * @param compared the face that was compared; {@code null} if the provider does not report it
     * @param all all faces of the image
     */
    record Side(String role, FaceImage image, @Nullable DetectedFace compared, List<DetectedFace> all) {
        private static final double SAME_FACE = 0.3;

        /** Copies the faces. */
        Side {
            all = List.copyOf(all);
        }

        double aspect() {
            return (double) image.width() / image.height();
        }

        String caption() {
            return compared == null
                    ? role + ": the provider does not report which face it compared"
                    : role + ": face of "
                            + Text.format(
                                    "%.0f x %.0f pixels",
                                    compared.box().width() * image.width(),
                                    compared.box().height() * image.height());
        }

        List<DetectedFace> others() {
            return compared == null
                    ? List.of()
                    : all.stream()
                            .filter(face -> face.box().iou(compared.box()) < SAME_FACE)
                            .toList();
        }
    }

    /** Writes a PNG. */
    static void write(
            List<Side> sides, Comparison comparison, @Nullable MatchDecision decision, Path file, boolean replaces) {
        PictureFile.write(
                new ComparisonDrawing(sides).draw(comparison, decision), PictureFile.Format.PNG, file, replaces);
    }

    private BufferedImage draw(Comparison comparison, @Nullable MatchDecision decision) {
        double narrowest = 16 * pad;
        List<Double> cells = sides.stream()
                .map(side -> Math.max(narrowest, side.aspect() * height))
                .toList();
        double content = cells.stream().mapToDouble(Double::doubleValue).sum() + pad;
        List<String> text = wrapped(lines(comparison, decision), font, content);
        double top = pad + 1.4 * heading.capitals() + text.size() * lineHeight() + pad;
        int captions = 0;
        for (int i = 0; i < sides.size(); i++) {
            captions = Math.max(captions, captionLines(i, cells).size());
        }
        BufferedImage picture = new BufferedImage(
                (int) Math.ceil(content + 2 * pad),
                (int) Math.ceil(top + height + captions * lineHeight() + 1.3 * pad),
                BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = Canvas.of(picture);
        try {
            graphics.setColor(BACKGROUND);
            graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
            graphics.setColor(color(decision));
            heading.draw(graphics, outcome(decision), pad, pad + heading.capitals());
            graphics.setColor(Canvas.WHITE);
            draw(graphics, text, pad, pad + 1.4 * heading.capitals());
            double left = pad;
            for (int i = 0; i < sides.size(); i++) {
                double width = sides.get(i).aspect() * height;
                draw(graphics, sides.get(i), new Rectangle2D.Double(left, top, width, height), color(decision));
                graphics.setColor(QUIET);
                draw(graphics, captionLines(i, cells), left, top + height + 0.3 * pad);
                left += cells.get(i) + pad;
            }
        } finally {
            graphics.dispose();
        }
        return picture;
    }

    private List<String> captionLines(int side, List<Double> cells) {
        return wrapped(List.of(sides.get(side).caption()), font, cells.get(side));
    }

    private void draw(Graphics2D graphics, List<String> lines, double left, double top) {
        for (int i = 0; i < lines.size(); i++) {
            font.draw(graphics, lines.get(i), left, top + (i + 1) * lineHeight() - font.descent());
        }
    }

    private double lineHeight() {
        return LEADING * (font.capitals() + font.descent());
    }

    private void draw(Graphics2D graphics, Side side, Rectangle2D area, Color color) {
        int enough = (int) Math.ceil(AVERAGED * Math.max(area.getWidth(), area.getHeight()));
        try (DecodedImage decoded = ImageDecoder.decode(side.image(), enough)) {
            graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION,
                    decoded.height() < area.getHeight()
                            ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
                            : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(
                    decoded.asBufferedImage(),
                    (int) Math.round(area.getX()),
                    (int) Math.round(area.getY()),
                    Math.max(1, (int) Math.round(area.getWidth())),
                    Math.max(1, (int) Math.round(area.getHeight())),
                    null);
        }
        graphics.setClip(area);
        double line = Math.max(1, height / 400);
        Area compared = new Area();
        if (side.compared() != null) {
            compared.add(new Area(Canvas.frame(side.compared().box(), area)));
        }
        for (DetectedFace other : side.others()) {
            Area dimmed = new Area(Canvas.frame(other.box(), area));
            dimmed.subtract(compared);
            graphics.setColor(DIMMED);
            graphics.fill(dimmed);
            Canvas.stroke(graphics, dimmed, line, THIN);
        }
        Canvas.outline(graphics, compared, 1.5 * line, color);
        graphics.setClip(null);
    }

    static String outcome(@Nullable MatchDecision decision) {
        return decision == null ? "NO DECISION" : decision.outcome().name().replace('_', ' ');
    }

    private static Color color(@Nullable MatchDecision decision) {
        if (decision == null) {
            return Canvas.BRIGHT;
        }
        return switch (decision.outcome()) {
            case MATCH -> Canvas.GOOD;
            case NO_MATCH -> Canvas.BAD;
            case REVIEW, INCONCLUSIVE -> Canvas.DOUBTFUL;
        };
    }

    /** Everything that the decision rests on. */
    static List<String> lines(Comparison comparison, @Nullable MatchDecision decision) {
        List<String> lines = new ArrayList<>();
        ScoreScale scale = comparison.score().scale();
        lines.add(Text.format(
                "score %s%.4f on a scale from %s to %s",
                comparison.upperBound() ? "at most " : "",
                comparison.score().value(),
                Text.number(scale.min()),
                Text.number(scale.max())));
        if (decision == null) {
            lines.add("no threshold: neither a rate nor a threshold was given");
        } else {
            lines.add(inWords(decision.threshold()));
            new TreeSet<>(decision.reasons()).forEach(reason -> lines.add(reason(reason)));
            decision.probeQuality()
                    .filter(quality -> !quality.accepted())
                    .ifPresent(quality -> lines.add("probe rejected: " + Quality.inWords(quality.rejections())));
        }
        lines.add("provider " + scale.provider() + ", model " + scale.model());
        return lines;
    }

    private static String inWords(Threshold threshold) {
        String basis =
                switch (threshold.basis()) {
                    case EXPLICIT -> "";
                    case OWN_CALIBRATION -> ", calibrated";
                    case PUBLISHED_TABLE -> ", published";
                };
        return Matches.inWords(threshold).replaceFirst("\\)$", basis + ")");
    }

    /** Without the remedy, which is for the next command line and not for the drawing. */
    private static String reason(MatchDecision.Reason reason) {
        return Matches.inWords(reason).replaceFirst(";.*", "");
    }

    /** Breaks lines at blanks, and words that are wider than a line anywhere. */
    static List<String> wrapped(List<String> lines, StrokeFont font, double width) {
        List<String> wrapped = new ArrayList<>();
        for (String line : lines) {
            String rest = line;
            while (font.width(rest) > width && rest.length() > 1) {
                int end = rest.length() - 1;
                while (end > 1 && font.width(rest.substring(0, end)) > width) {
                    end--;
                }
                int blank = rest.lastIndexOf(' ', end);
                end = blank > 0 ? blank : end;
                wrapped.add(rest.substring(0, end));
                rest = rest.substring(end).stripLeading();
            }
            wrapped.add(rest);
        }
        return wrapped;
    }
}
