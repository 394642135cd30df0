package io.facebridge.testkit;

import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Point;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * A substitute for the models behind an emulator, for tests of protocols and of code on top of them: the "faces" are filled
 * squares on black. Red and blue encode the person, and green the photograph of that person: templates of one person have a
 * cosine of about 0.8, of two persons of about 0. It reads the pixels like a real backing, within milliseconds. Its false match
 * rates are invented.
 */
public final class PaintedFaces implements FaceProvider, FaceDetector, FaceTemplates, FaceComparer {
    /** The model of the templates ({@link FaceTemplate#model}). */
    public static final String MODEL = "painted";

    /** Invented false match rates. */
    public static final FalseMatchTable TABLE = FalseMatchTable.of(
            List.of(
                    new FalseMatchTable.Point(1e-2, 0.2),
                    new FalseMatchTable.Point(1e-3, 0.3),
                    new FalseMatchTable.Point(1e-4, 0.4),
                    new FalseMatchTable.Point(1e-5, 0.45)),
            1e-4,
            "made up for tests",
            List.of());

    /** The score scale of the comparisons: cosines, with {@link #TABLE}. */
    public static final ScoreScale SCALE = ScoreScale.of(
                    new ProviderId("painted"), MODEL, ScoreScale.Operation.COMPARE, -1, 1)
            .with(TABLE);

    private static final int DIMENSION = 512;
    private static final int LEVELS = 256;
    private static final int GOOD = 128;
    private static final double SHARE_OF_PERSON = 0.8;

    /** Creates the models. */
    public PaintedFaces() {}

    /**
     * A face to paint.
     *
     * @param x its left edge, in pixels
     * @param y its upper edge, in pixels
     * @param side of the square, in pixels
     * @param color not black
     */
    public record Square(int x, int y, int side, Color color) {}

    /**
     * Returns a face of good quality.
     *
     * @param x its left edge, in pixels
     * @param y its upper edge, in pixels
     * @param side of the square, in pixels
     * @param person 0 to 32,767
     * @param photograph 0 to 255
     * @return the face
     */
    public static Square face(int x, int y, int side, int person, int photograph) {
        return new Square(x, y, side, new Color(person % LEVELS, photograph, LEVELS - 1 - person / LEVELS));
    }

    /**
     * Returns a face that is not sharp, and whose detection confidence is slightly lower than that of a good one.
     *
     * @param x its left edge, in pixels
     * @param y its upper edge, in pixels
     * @param side of the square, in pixels
     * @param person 0 to 255
     * @param photograph 0 to 255
     * @return the face
     */
    public static Square badFace(int x, int y, int side, int person, int photograph) {
        return new Square(x, y, side, new Color(person, photograph, 1));
    }

    /**
     * Paints one face in an image of 300 × 300 pixels.
     *
     * @param person 0 to 32,767
     * @param photograph 0 to 255
     * @return a PNG
     */
    public static byte[] portrait(int person, int photograph) {
        return image(300, 300, face(50, 50, 150, person, photograph));
    }

    /**
     * Paints faces on black.
     *
     * @param width of the image, in pixels
     * @param height of the image, in pixels
     * @param squares the faces; none may touch another
     * @return a PNG
     */
    public static byte[] image(int width, int height, Square... squares) {
        return image("png", width, height, squares);
    }

    /**
     * Paints faces on black.
     *
     * @param format a lossless format by its ImageIO name, or {@code webp}
     * @param width of the image, in pixels
     * @param height of the image, in pixels
     * @param squares the faces; none may touch another
     * @return the encoded image
     */
    public static byte[] image(String format, int width, int height, Square... squares) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (Square square : squares) {
            graphics.setColor(square.color);
            graphics.fillRect(square.x, square.y, square.side, square.side);
        }
        graphics.dispose();
        if (format.equals("webp")) {
            return LosslessWebp.of(image);
        }
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the template of a photograph of a person.
     *
     * @param person at least 0
     * @param photograph 0 to 255
     * @return equal templates for equal arguments
     */
    public static FaceTemplate template(int person, int photograph) {
        double[] ofPerson = direction(person);
        double[] ofPhotograph = direction(1000L * person + photograph + 1_000_000);
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float)
                    (Math.sqrt(SHARE_OF_PERSON) * ofPerson[i] + Math.sqrt(1 - SHARE_OF_PERSON) * ofPhotograph[i]);
        }
        return FaceTemplate.of(MODEL, normalized(vector));
    }

    private static int person(Color color) {
        boolean isBad = color.getBlue() < GOOD;
        return color.getRed() + (isBad ? 0 : LEVELS * (LEVELS - 1 - color.getBlue()));
    }

    private static float[] normalized(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private static double[] direction(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L); // small seeds alone give vectors that are alike
        double[] direction = new double[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            direction[i] = random.nextGaussian();
            squares += direction[i] * direction[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            direction[i] /= Math.sqrt(squares);
        }
        return direction;
    }

    /** Returns the painted faces, largest first. */
    private static List<Square> squares(FaceImage image) {
        BufferedImage pixels;
        try {
            pixels = ImageIO.read(image.open());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Square> squares = new ArrayList<>();
        boolean[][] seen = new boolean[pixels.getHeight()][pixels.getWidth()];
        for (int y = 0; y < pixels.getHeight(); y++) {
            for (int x = 0; x < pixels.getWidth(); x++) {
                int color = pixels.getRGB(x, y) & 0xffffff;
                if (color != 0 && !seen[y][x]) {
                    int side = 1;
                    while (x + side < pixels.getWidth() && (pixels.getRGB(x + side, y) & 0xffffff) == color) {
                        side++;
                    }
                    for (int down = y; down < Math.min(y + side, pixels.getHeight()); down++) {
                        for (int across = x; across < x + side; across++) {
                            seen[down][across] = true;
                        }
                    }
                    squares.add(new Square(x, y, side, new Color(color)));
                }
            }
        }
        return squares.stream()
                .sorted(Comparator.comparing(Square::side).reversed())
                .toList();
    }

    private static DetectedFace detected(Square square, FaceImage image, Set<FaceFeature> features) {
        BoundingBox box = new BoundingBox(
                (double) square.x / image.width(),
                (double) square.y / image.height(),
                (double) square.side / image.width(),
                (double) square.side / image.height());
        DetectedFace.Builder face = DetectedFace.at(box).confidence(square.color.getBlue() < GOOD ? 0.98 : 0.99);
        if (features.contains(FaceFeature.LANDMARKS)) {
            Point center = box.center();
            face.landmarks(new Landmarks(
                    new Point(center.x() - box.width() / 4, center.y() - box.height() / 4),
                    new Point(center.x() + box.width() / 4, center.y() - box.height() / 4),
                    center,
                    new Point(center.x() - box.width() / 4, center.y() + box.height() / 4),
                    new Point(center.x() + box.width() / 4, center.y() + box.height() / 4),
                    java.util.Map.of()));
        }
        if (features.contains(FaceFeature.POSE)) {
            face.pose(new HeadPose(1, 2, 3));
        }
        if (features.contains(FaceFeature.QUALITY)) {
            face.quality(FaceQuality.builder()
                    .brightness(0.5)
                    .sharpness(square.color.getBlue() < GOOD ? 0 : 0.9)
                    .build());
        }
        return face.build();
    }

    @Override
    public List<DetectedFace> detect(FaceImage image, DetectOptions options) {
        return squares(image).stream()
                .limit(options.maxFaces())
                .map(square -> detected(square, image, options.features()))
                .toList();
    }

    @Override
    public Set<FaceFeature> features() {
        return Set.of(FaceFeature.LANDMARKS, FaceFeature.POSE, FaceFeature.QUALITY);
    }

    @Override
    public List<ExtractedFace> extract(FaceImage image) {
        return squares(image).stream()
                .map(square -> new ExtractedFace(
                        detected(square, image, Set.of()), template(person(square.color), square.color.getGreen())))
                .toList();
    }

    @Override
    public ExtractedFace extract(FaceImage image, FaceSelection choice) {
        return extract(image).stream().findFirst().orElseThrow(() -> new FaceNotFoundException(ImageRole.SINGLE, null));
    }

    @Override
    public Score compare(FaceTemplate reference, FaceTemplate probe) {
        return new Score(reference.cosine(probe), SCALE);
    }

    @Override
    public Comparison compare(FaceImage reference, FaceImage probe, CompareOptions options) {
        FaceTemplate one = extract(reference, FaceSelection.LARGEST).template();
        FaceTemplate other = extract(probe, FaceSelection.LARGEST).template();
        return Comparison.builder(compare(one, other)).build();
    }

    @Override
    public Optional<ScoreScale> scale() {
        return Optional.of(SCALE);
    }

    @Override
    public ProviderId id() {
        return SCALE.provider();
    }

    @Override
    public FaceDetector detector() {
        return this;
    }

    @Override
    public FaceComparer comparer() {
        return this;
    }

    @Override
    public <C extends FaceCapability> Optional<C> find(Class<C> capability) {
        return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
    }

    @Override
    public void close() {}
}
