package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidImageException.Reason;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Detection and comparison on the shared image files, each of which shows the scene of {@code control.jpg}. */
@Tag("models")
class SharedImagesTest {
    private static final Path FOLDER = Path.of(System.getProperty("facebridge.shared", "none"), "cases", "pictures");
    private static LocalFaces faces;

    @BeforeAll
    static void open() {
        assumeTrue(Files.isDirectory(FOLDER), "shared folder missing: cases");
        faces = LocalFaces.create();
    }

    @AfterAll
    static void close() {
        if (faces != null) {
            faces.close();
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "shared-pictures.csv", numLinesToSkip = 1)
    void each_file_shows_three_faces_and_matches_the_control_or_is_refused_by_name(
            String file, Integer count, String outcome) {
        if (count == null) {
            InvalidImageException e = catchThrowableOfType(
                    InvalidImageException.class, () -> faces.detector().detect(image(file)));
            assertThat(e).isNotNull();
            assertThat(e.reason()).as(e.getMessage()).isEqualTo(Reason.valueOf(outcome));
            return;
        }
        FaceImage image = image(file);
        assertThat(faces.detector().detect(image)).hasSize(count);

        Comparison comparison = faces.comparer()
                .compare(image("control.jpg"), image, CompareOptions.defaults().face(FaceSelection.CENTRAL));
        MatchDecision decision = MatchPolicy.falseMatchRate(1e-4).judge(comparison);

        assertThat(decision.outcome()).isEqualTo(MatchDecision.Outcome.valueOf(outcome));
        assertThat(comparison.score().value()).isGreaterThan(0.9);
    }

    private static FaceImage image(String file) {
        try {
            byte[] bytes = Files.readAllBytes(FOLDER.resolve(file));
            if (file.endsWith(".gz")) {
                try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    bytes = in.readAllBytes();
                }
            }
            return FaceImage.of(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
