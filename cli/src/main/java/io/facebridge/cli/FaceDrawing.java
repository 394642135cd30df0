package io.facebridge.cli;

import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Point;
import io.facebridge.face.QualityVerdict;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.image.ImageDecoder.DecodedImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws boxes, landmarks, numbers, scores and quality of the faces into an image. Lines and type grow with the image. */
final class FaceDrawing {
    private static final Color POINTS = new Color(0x4DE3FF);
    /** A smaller image is enlarged, because type that can be read would cover its faces. */
    private static final int MIN_SIDE = 640;

    private static final int MAX_ENLARGEMENT = 8;

    private final Graphics2D graphics;
    private final Rectangle2D area;
    private final double line;
    private final StrokeFont font;

    private FaceDrawing(Graphics2D graphics, int width, int height) {
        this.graphics = graphics;
        area = new Rectangle2D.Double(0, 0, width, height);
        double side = Math.sqrt((double) width * height);
        line = Math.max(1, side / 500);
        font = new StrokeFont(Math.min(Math.max(12, side / 55), Math.min(width, height) / 2.0));
    }

    /** A face, and what the quality gate says of it if there is one. */
    record Marked(DetectedFace face, @Nullable QualityVerdict verdict) {}

    /** Writes a PNG of the upright image. */
    static void write(FaceImage image, List<Marked> faces, Path file, boolean replaces) {
        try (DecodedImage decoded = ImageDecoder.decode(image)) {
            BufferedImage picture = enlarged(decoded.asBufferedImage());
            PictureFile.write(draw(picture, faces), PictureFile.Format.PNG, file, replaces);
        }
    }

    /** Returns a small image several times as large, and any other as it is. */
    private static BufferedImage enlarged(BufferedImage picture) {
        int side = Math.max(picture.getWidth(), picture.getHeight());
        int times = Math.min(MAX_ENLARGEMENT, (MIN_SIDE + side - 1) / side);
        if (times == 1) {
            return picture;
        }
        BufferedImage enlarged = new BufferedImage(
                times * picture.getWidth(), times * picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = Canvas.of(enlarged);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(picture, 0, 0, enlarged.getWidth(), enlarged.getHeight(), null);
        graphics.dispose();
        return enlarged;
    }

    /** Draws into the given image itself. */
    static BufferedImage draw(BufferedImage picture, List<Marked> faces) {
        Graphics2D graphics = Canvas.of(picture);
        try {
            new FaceDrawing(graphics, picture.getWidth(), picture.getHeight()).draw(faces);
        } finally {
            graphics.dispose();
        }
        return picture;
    }

    private void draw(List<Marked> faces) {
        List<Rectangle2D> frames = faces.stream()
                .map(marked -> Canvas.frame(marked.face().box(), area))
                .toList();
        for (int i = 0; i < faces.size(); i++) {
            Rectangle2D frame = frames.get(i);
            Canvas.outline(graphics, frame, line, color(faces.get(i).verdict()));
            faces.get(i).face().landmarks().ifPresent(landmarks -> draw(landmarks, frame.getHeight()));
        }
        LabelPlaces places = new LabelPlaces(area.getWidth(), area.getHeight(), 1.5 * line, frames);
        for (int i = 0; i < faces.size(); i++) {
            FaceLabel label = new FaceLabel(Integer.toString(i + 1), lines(faces.get(i)), font);
            LabelPlaces.Placed placed = places.place(label, frames.get(i));
            placed.label().draw(graphics, placed.place(), color(faces.get(i).verdict()));
        }
    }

    private static Color color(@Nullable QualityVerdict verdict) {
        if (verdict == null) {
            return Canvas.BRIGHT;
        }
        if (!verdict.accepted()) {
            return Canvas.BAD;
        }
        return verdict.warnings().isEmpty() ? Canvas.GOOD : Canvas.DOUBTFUL;
    }

    /** The score, then the gate's verdict with its reasons, or what was measured. */
    private static List<String> lines(Marked marked) {
        List<String> lines = new ArrayList<>();
        marked.face().confidence().ifPresent(confidence -> lines.add(Text.format("%.3f", confidence)));
        if (marked.verdict() != null) {
            Quality.inLines(marked.verdict()).forEach(lines::add);
        } else {
            marked.face().quality().ifPresent(quality -> measured(quality, lines));
        }
        return lines;
    }

    private static void measured(FaceQuality quality, List<String> lines) {
        quality.usability()
                .ifPresent(usability -> lines.add("quality " + usability.name().toLowerCase(Locale.ROOT)));
        quality.sharpness().ifPresent(sharpness -> lines.add(Text.format("sharpness %.2f", sharpness)));
        quality.brightness().ifPresent(brightness -> lines.add(Text.format("brightness %.2f", brightness)));
    }

    private void draw(Landmarks landmarks, double faceHeight) {
        double radius = Math.max(0.8 * line, Math.min(2.5 * line, faceHeight / 45));
        for (Point point : List.of(
                landmarks.leftEye(),
                landmarks.rightEye(),
                landmarks.nose(),
                landmarks.mouthLeft(),
                landmarks.mouthRight())) {
            dot(point, 1.6 * radius, Canvas.DARK);
            dot(point, radius, POINTS);
        }
    }

    private void dot(Point at, double radius, Color color) {
        graphics.setColor(color);
        graphics.fill(new Ellipse2D.Double(
                at.x() * area.getWidth() - radius, at.y() * area.getHeight() - radius, 2 * radius, 2 * radius));
    }
}
