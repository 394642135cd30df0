package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.Point;
import io.facebridge.image.FaceImage;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.testkit.SyntheticVariants;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("models")
class LocalFacesTest {
    private static LocalFaces faces;

    @BeforeAll
    static void open() {
        faces = LocalFaces.create();
    }

    @AfterAll
    static void close() {
        faces.close();
    }

    private static FaceImage sample(int number) {
        return FaceImage.of(Path.of(System.getProperty("facebridge.photographs"), "sample" + number + ".jpg"));
    }

    @Test
    void finds_exactly_the_22_faces_of_the_six_photographs_tiles_included() {
        List<Integer> counts = new ArrayList<>();
        for (int number = 1; number <= 6; number++) {
            counts.add(faces.detector().detect(sample(number)).size());
        }
        assertThat(counts).containsExactly(3, 3, 3, 4, 5, 4);
    }

    @Test
    void the_one_person_in_two_photographs_scores_above_0_6_and_every_other_pair_below_0_5() {
        List<List<ExtractedFace>> photographs = new ArrayList<>();
        for (int number = 1; number <= 6; number++) {
            photographs.add(faces.templates().extract(sample(number)));
        }
        ExtractedFace right = nearest(photographs.get(0), (1455 + 1689) / 2.0 / 1920, (221 + 434) / 2.0 / 1280);
        ExtractedFace center = nearest(photographs.get(2), (1073 + 1305) / 2.0 / 1920, (206 + 516) / 2.0 / 1350);
        int pairs = 0;
        for (int a = 0; a < photographs.size(); a++) {
            for (int b = a + 1; b < photographs.size(); b++) {
                for (ExtractedFace one : photographs.get(a)) {
                    for (ExtractedFace other : photographs.get(b)) {
                        double score = faces.templates()
                                .compare(one.template(), other.template())
                                .value();
                        if (one.equals(right) && other.equals(center)) {
                            assertThat(score).isGreaterThan(0.6);
                        } else {
                            assertThat(score).isLessThan(0.5);
                        }
                        pairs++;
                    }
                }
            }
        }
        assertThat(pairs).isEqualTo(200);
    }

    private static ExtractedFace nearest(List<ExtractedFace> candidates, double x, double y) {
        return candidates.stream()
                .filter(face -> {
                    BoundingBox box = face.face().box();
                    return box.left() < x && x < box.right() && box.top() < y && y < box.bottom();
                })
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_synthetic_face_40_pixels_high_in_a_frame_of_2000_by_1500_is_found_and_nothing_else() throws IOException {
        BoundingBox portrait = faces.detector().detect(portrait()).get(0).box();
        double scale = 40 / (portrait.height() * portrait().height());
        int left = 1234;
        int top = 321;
        FaceImage frame = inLandscape(2000, 1500, portrait(), scale, left, top);

        List<DetectedFace> found = faces.detector().detect(frame);

        assertThat(found).hasSize(1);
        BoundingBox box = found.get(0).box();
        assertThat(box.height() * 1500).isCloseTo(40, within(8.0));
        assertThat(box.center().x() * 2000)
                .isCloseTo(left + portrait.center().x() * portrait().width() * scale, within(6.0));
        assertThat(box.center().y() * 1500)
                .isCloseTo(top + portrait.center().y() * portrait().height() * scale, within(6.0));
        assertThat(found.get(0).vendor().as(LocalDetection.class)).contains(new LocalDetection(0, true));
    }

    @Test
    void a_smallest_face_of_a_tenth_searches_no_tiles() throws IOException {
        double scale = 40
                / (faces.detector().detect(portrait()).get(0).box().height()
                        * portrait().height());
        FaceImage frame = inLandscape(2000, 1500, portrait(), scale, 1234, 321);
        try (LocalFaces coarse = LocalFaces.builder().smallestFace(0.1).build()) {
            assertThat(coarse.detector().detect(frame)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 90, 270", "3, 180, 180", "3, 270, 90"})
    void a_synthetic_turned_picture_without_a_face_is_searched_again_and_says_which_rotation_was_used(
            int number, int turnedBy, int rotation) throws IOException {
        FaceImage turned = encoded(turned(ImageIO.read(sample(number).open()), turnedBy));
        assertThat(faces.detector().detect(turned)).isEmpty();
        DetectOptions options = DetectOptions.defaults().with(FaceFeature.LANDMARKS, FaceFeature.POSE);
        List<DetectedFace> upright = faces.detector().detect(sample(number), options);
        try (LocalFaces searching = LocalFaces.builder().searchRotations(true).build()) {
            List<DetectedFace> found = searching.detector().detect(turned, options);

            assertThat(found).hasSameSizeAs(upright);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).vendor().as(LocalDetection.class).map(LocalDetection::rotation))
                        .contains(rotation);
                Point eye = upright.get(i).landmarks().orElseThrow().leftEye();
                Point turnedEye = found.get(i).landmarks().orElseThrow().leftEye();
                double x = turnedBy == 90 ? 1 - eye.y() : turnedBy == 180 ? 1 - eye.x() : eye.y();
                double y = turnedBy == 90 ? eye.x() : turnedBy == 180 ? 1 - eye.y() : 1 - eye.x();
                assertThat(turnedEye.x()).isCloseTo(x, within(0.02));
                assertThat(turnedEye.y()).isCloseTo(y, within(0.02));
                double roll = found.get(i).pose().orElseThrow().roll()
                        - upright.get(i).pose().orElseThrow().roll();
                assertThat(Math.floorMod(Math.round(roll) - turnedBy + 20, 360)).isLessThan(40);
            }
        }
    }

    @Test
    void an_explicit_choice_finds_the_same_face_as_the_scan_of_all() {
        ExtractedFace largest = faces.templates().extract(sample(3), FaceSelection.LARGEST);
        ExtractedFace first = faces.templates().extract(sample(3)).get(0);
        assertThat(largest.face().box()).isEqualTo(first.face().box());
        assertThat(largest.template()).isEqualTo(first.template());
    }

    @Test
    void decides_at_published_false_match_rates_and_refuses_those_the_data_does_not_support() {
        assertThat(MatchPolicy.falseMatchRate(1e-2).thresholdFor(scale(faces)).value())
                .isEqualTo(0.2483);
        assertThat(MatchPolicy.falseMatchRate(1e-3).thresholdFor(scale(faces)).value())
                .isEqualTo(0.3406);
        assertThat(MatchPolicy.falseMatchRate(1e-4).thresholdFor(scale(faces)).value())
                .isEqualTo(0.4187);
        assertThat(MatchPolicy.falseMatchRate(1e-5).thresholdFor(scale(faces)).value())
                .isEqualTo(0.4842);
        assertThatThrownBy(() -> MatchPolicy.falseMatchRate(1e-6).thresholdFor(scale(faces)))
                .hasMessageContaining("0.000001")
                .hasMessageContaining("0.00001");
        assertThat(scale(faces).falseMatchTable().orElseThrow().caveats()).isNotEmpty();
    }

    @Test
    void a_synthetic_crop_of_the_same_person_is_a_match_at_1e_4() {
        MatchDecision decision = MatchPolicy.falseMatchRate(1e-4)
                .judge(faces.comparer().compare(portrait(), SyntheticVariants.darkened(portrait(), 0.5)));
        assertThat(decision.outcome()).isEqualTo(MatchDecision.Outcome.MATCH);
        assertThat(decision.threshold().source()).contains("Labeled Faces in the Wild");
    }

    @Test
    void is_opened_by_name_from_configuration() {
        try (var provider = FaceProviders.open("local", Map.of("smallestFace", "0.05", "searchRotations", "true"))) {
            assertThat(provider.id()).isEqualTo(LocalFaces.ID);
        }
        assertThatThrownBy(() -> FaceProviders.open("local", Map.of("smalestFace", "0.05")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("smalestFace")
                .hasMessageContaining("smallestFace");
        assertThatThrownBy(() -> FaceProviders.open("local", Map.of("threadsPerCall", "1.5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }

    /** The woman in the middle of the third photograph, alone. */
    private static FaceImage portrait() {
        return SyntheticVariants.cropped(sample(3), 940, 60, 500, 600);
    }

    private static FaceImage inLandscape(int width, int height, FaceImage picture, double scale, int left, int top)
            throws IOException {
        BufferedImage frame =
                ImageIO.read(SyntheticVariants.landscape(width, height).open());
        BufferedImage small =
                ImageIO.read(SyntheticVariants.shrunk(picture, scale).open());
        Graphics2D graphics = frame.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(small, left, top, null);
        graphics.dispose();
        return encoded(frame);
    }

    /** Turned clockwise by 90, 180 or 270 degrees. */
    private static BufferedImage turned(BufferedImage picture, int degrees) {
        int width = degrees == 180 ? picture.getWidth() : picture.getHeight();
        int height = degrees == 180 ? picture.getHeight() : picture.getWidth();
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = out.createGraphics();
        graphics.translate(width / 2.0, height / 2.0);
        graphics.rotate(Math.toRadians(degrees));
        graphics.translate(-picture.getWidth() / 2.0, -picture.getHeight() / 2.0);
        graphics.drawImage(picture, 0, 0, null);
        graphics.dispose();
        return out;
    }

    private static FaceImage encoded(BufferedImage picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return FaceImage.of(out.toByteArray());
    }

    private static ScoreScale scale(FaceProvider provider) {
        return provider.comparer().scale().orElseThrow();
    }
}
