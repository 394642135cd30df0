package io.facebridge.cli;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Point;
import io.facebridge.image.FaceImage;
import io.facebridge.image.ImageDecoder;
import io.facebridge.image.ImageDecoder.DecodedImage;
import io.facebridge.internal.DiskFailure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws boxes, landmarks and numbers of the faces into an image: bright with a dark outline, visible on any background. */
final class FaceDrawing {
    private static final Color BRIGHT = new Color(0xFFD400);
    private static final Color POINTS = new Color(0x4DE3FF);
    private static final Color DARK = new Color(0, 0, 0, 190);

    /** Digits of 3 × 5 squares, three bits a row: they need no fonts, which a JRE may lack. */
    private static final int[] DIGITS = {
        0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111, 0b111_001_111_001_111,
        0b101_101_111_001_001, 0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_010_010_010,
        0b111_101_111_101_111, 0b111_101_111_001_111
    };

    private final Graphics2D graphics;
    private final int width;
    private final int height;
    private final float line;

    private FaceDrawing(Graphics2D graphics, int width, int height) {
        this.graphics = graphics;
        this.width = width;
        this.height = height;
        line = Math.max(1f, Math.max(width, height) / 400f);
    }

    /** Writes a PNG of the upright image. */
    static void write(FaceImage image, List<DetectedFace> faces, Path file) {
        byte[] png;
        try (DecodedImage decoded = ImageDecoder.decode(image)) {
            png = encode(draw(decoded.asBufferedImage(), faces), file);
        }
        try {
            Files.write(file, png);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "Output",
                    "The drawing cannot be written to " + file + ": "
                            + DiskFailure.of(e, file).words() + ".",
                    e);
        }
    }

    /** Draws into the given image itself. */
    static BufferedImage draw(BufferedImage picture, List<DetectedFace> faces) {
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            FaceDrawing drawing = new FaceDrawing(graphics, picture.getWidth(), picture.getHeight());
            for (int i = 0; i < faces.size(); i++) {
                drawing.draw(faces.get(i), i + 1);
            }
        } finally {
            graphics.dispose();
        }
        return picture;
    }

    private static byte[] encode(BufferedImage picture, Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(picture, "png", out)) {
                throw new CommandFailedException("Output", "This Java cannot write PNG files, so not " + file + ".");
            }
        } catch (IOException e) {
            throw new CommandFailedException("Output", "The drawing for " + file + " cannot be encoded.", e);
        }
        return bytes.toByteArray();
    }

    private void draw(DetectedFace face, int number) {
        BoundingBox box = face.box();
        Rectangle2D frame = new Rectangle2D.Double(
                box.left() * width, box.top() * height, box.width() * width, box.height() * height);
        stroke(frame, 3 * line, DARK);
        stroke(frame, 1.4f * line, BRIGHT);
        face.landmarks().ifPresent(landmarks -> draw(landmarks, frame.getHeight()));
        draw(number, frame);
    }

    private void draw(Landmarks landmarks, double faceHeight) {
        double radius = Math.max(line, Math.min(2.5 * line, faceHeight / 45));
        for (Point point : List.of(
                landmarks.leftEye(),
                landmarks.rightEye(),
                landmarks.nose(),
                landmarks.mouthLeft(),
                landmarks.mouthRight())) {
            dot(point, 1.6 * radius, DARK);
            dot(point, radius, POINTS);
        }
    }

    private void dot(Point at, double radius, Color color) {
        graphics.setColor(color);
        graphics.fill(new Ellipse2D.Double(at.x() * width - radius, at.y() * height - radius, 2 * radius, 2 * radius));
    }

    /** Draws the face's number in the table, on a plate at the upper left corner of its box, inside the image. */
    private void draw(int number, Rectangle2D frame) {
        String digits = Integer.toString(number);
        double square = Math.max(1, Math.rint(1.1 * line));
        double plateWidth = (4 * digits.length() + 1) * square;
        double plateHeight = 7 * square;
        double left = within(frame.getX() - 1.5 * line, width - plateWidth);
        double top = within(frame.getY() - plateHeight, height - plateHeight);
        graphics.setColor(DARK);
        graphics.fill(new Rectangle2D.Double(left, top, plateWidth, plateHeight));
        graphics.setColor(BRIGHT);
        for (int i = 0; i < digits.length(); i++) {
            int rows = DIGITS[digits.charAt(i) - '0'];
            for (int cell = 0; cell < 15; cell++) {
                if ((rows >> (14 - cell) & 1) == 1) {
                    double x = left + (1 + 4 * i + cell % 3) * square;
                    double y = top + (1 + cell / 3) * square;
                    graphics.fill(new Rectangle2D.Double(x, y, square, square));
                }
            }
        }
    }

    private static double within(double value, double max) {
        return Math.rint(Math.max(0, Math.min(value, max)));
    }

    private void stroke(Shape shape, float strokeWidth, Color color) {
        graphics.setColor(color);
        graphics.setStroke(new BasicStroke(strokeWidth, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }
}
