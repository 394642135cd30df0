package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.cli.ComparisonDrawing.Side;
import io.facebridge.error.ImageRole;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Comparison;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.provider.ProviderId;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonDrawingTest {
    private static final ScoreScale SCALE =
            ScoreScale.of(new ProviderId("scripted"), "script-1", ScoreScale.Operation.COMPARE, 0, 100);
    private static final DetectedFace FACE = face(0.25);
    private static final DetectedFace OTHER = face(0.6);

    private final Path folder;

    ComparisonDrawingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static DetectedFace face(double left) {
        return DetectedFace.at(new BoundingBox(left, 0.25, 0.25, 0.5)).build();
    }

    private static Comparison.Builder comparison(double score) {
        return Comparison.builder(new Score(score, SCALE)).referenceFace(FACE).probeFace(FACE);
    }

    private static MatchDecision decision(Comparison comparison) {
        return Threshold.explicit(50, SCALE).judge(comparison);
    }

    @Test
    void a_decision_stands_with_its_score_threshold_rate_provider_and_model() {
        Comparison comparison = comparison(20).build();
        MatchDecision decision = decision(comparison);

        assertThat(ComparisonDrawing.outcome(decision)).isEqualTo("NO MATCH");
        assertThat(ComparisonDrawing.lines(comparison, decision))
                .containsExactly(
                        "score 20.0000 on a scale from 0 to 100",
                        "threshold 50.0000 (set explicitly, at an unknown error rate)",
                        "provider scripted, model script-1");
    }

    @Test
    void a_published_threshold_stands_with_its_rate() {
        ScoreScale scale = SCALE.with(FalseMatchTable.of(
                List.of(new FalseMatchTable.Point(1e-2, 25), new FalseMatchTable.Point(1e-4, 75)),
                0.01,
                "the script",
                List.of()));
        Comparison comparison =
                Comparison.builder(new Score(80, scale)).probeFace(FACE).build();
        MatchDecision decision = MatchPolicy.falseMatchRate(1e-2).judge(comparison);

        assertThat(ComparisonDrawing.outcome(decision)).isEqualTo("MATCH");
        assertThat(ComparisonDrawing.lines(comparison, decision))
                .contains("threshold 25.0000 (false match rate 1e-2, published)");
    }

    @Test
    void without_a_threshold_there_is_no_decision() {
        Comparison comparison = comparison(99).build();

        assertThat(ComparisonDrawing.outcome(null)).isEqualTo("NO DECISION");
        assertThat(ComparisonDrawing.lines(comparison, null))
                .contains("no threshold: neither a rate nor a threshold was given");
    }

    @Test
    void an_upper_bound_is_one_and_why_nothing_was_decided_is_said_without_a_remedy() {
        Comparison comparison =
                comparison(60).upperBound().rivalledIn(ImageRole.PROBE).build();
        MatchDecision decision = decision(comparison);

        assertThat(ComparisonDrawing.outcome(decision)).isEqualTo("INCONCLUSIVE");
        assertThat(ComparisonDrawing.lines(comparison, decision))
                .contains(
                        "score at most 60.0000 on a scale from 0 to 100",
                        "the service returned no score, only an upper bound",
                        "the probe image contains another face that is nearly as large");
    }

    @Test
    void the_compared_face_is_boxed_and_another_one_is_darker() throws IOException {
        Path white = folder.resolve("white.png");
        BufferedImage picture = new BufferedImage(400, 400, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setPixels(0, 0, 400, 400, whites(400 * 400));
        ImageIO.write(picture, "png", white.toFile());
        FaceImage image = FaceImage.of(white);
        Comparison comparison = comparison(80).build();

        BufferedImage drawing = draw(comparison, image, image, List.of(FACE, OTHER));

        int bottom = drawing.getHeight() - 60; // in the images, which are 400 high
        int middle = bottom - 180;
        assertThat(gray(drawing, 30, middle)).as("beside the faces").isEqualTo(255);
        assertThat(gray(drawing, 16 + 150, middle)).as("in the compared face").isEqualTo(255);
        assertThat(gray(drawing, 16 + 290, middle)).as("in the other face").isBetween(50, 150);
        assertThat(row(drawing, middle)).contains(Canvas.GOOD.getRGB());
    }

    @Test
    void a_provider_that_reports_no_faces_gets_no_boxes() {
        FaceImage image = FaceImage.of(Run.picture(folder, "one.png", 200, 100));

        assertThat(new Side("probe", image, null, List.of(OTHER)).others()).isEmpty();
        assertThat(new Side("probe", image, null, List.of(OTHER)).caption())
                .isEqualTo("probe: the provider does not report which face it compared");
    }

    @ParameterizedTest
    @CsvSource({"40, 40, 40, 40", "4000, 10, 10, 4000", "3000, 3000, 50, 50", "1, 1, 1, 1"})
    void the_drawing_has_a_useful_size_whatever_the_images_have(int width, int height, int otherWidth, int otherHeight)
            throws IOException {
        FaceImage one = FaceImage.of(Run.picture(folder, "one.png", width, height));
        FaceImage other = FaceImage.of(Run.picture(folder, "other.png", otherWidth, otherHeight));

        BufferedImage drawing = draw(comparison(80).build(), one, other, List.of(FACE));

        assertThat(drawing.getWidth()).isBetween(500, 2_800);
        assertThat(drawing.getHeight()).isBetween(100, 1_400);
    }

    @Test
    void lines_are_broken_at_blanks_and_long_words_anywhere() {
        StrokeFont font = new StrokeFont(20);
        double width = font.width("a line of words");

        List<String> lines = ComparisonDrawing.wrapped(
                List.of("a line of words is broken", "m0123456789abcdefghijklmnopqrst", "short"), font, width);

        assertThat(lines)
                .startsWith("a line of words", "is broken")
                .endsWith("short")
                .hasSizeGreaterThan(4);
        assertThat(lines).allSatisfy(line -> assertThat(font.width(line)).isLessThanOrEqualTo(width));
        assertThat(String.join("", lines)).contains("m0123456789abcdefghijklmnopqrst");
    }

    private BufferedImage draw(Comparison comparison, FaceImage reference, FaceImage probe, List<DetectedFace> faces)
            throws IOException {
        Path file = folder.resolve("drawing.png");
        ComparisonDrawing.write(
                List.of(new Side("reference", reference, FACE, faces), new Side("probe", probe, FACE, faces)),
                comparison,
                decision(comparison),
                file,
                true);
        return ImageIO.read(file.toFile());
    }

    private static int[] whites(int count) {
        int[] whites = new int[count];
        Arrays.fill(whites, 255);
        return whites;
    }

    private static int gray(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xFF;
    }

    private static List<Integer> row(BufferedImage picture, int y) {
        return IntStream.range(0, picture.getWidth())
                .mapToObj(x -> picture.getRGB(x, y))
                .toList();
    }
}
