package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.image.FaceImage;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lossy WebP files of the photographs, as phones and browsers send them. */
@Tag("models")
class WebpImagesTest {
    private static final Path PHOTOGRAPHS = Path.of(System.getProperty("facebridge.photographs", "photographs"));

    private static LocalFaces faces;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        for (String tool : List.of("cwebp", "dwebp")) {
            assumeTrue(exists(tool), "engine missing: " + tool);
        }
        faces = LocalFaces.create();
    }

    @AfterAll
    static void close() {
        if (faces != null) {
            faces.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample1", "sample2", "sample3", "sample4", "sample5", "sample6"})
    void have_the_faces_of_the_jpeg_of_the_same_pixels(String name) throws Exception {
        Path webp = folder.resolve(name + ".webp");
        Path png = folder.resolve(name + ".png");
        Path jpeg = folder.resolve(name + ".jpg");
        run("cwebp", "-quiet", "-q", "80", PHOTOGRAPHS.resolve(name + ".jpg").toString(), "-o", webp.toString());
        run("dwebp", "-quiet", webp.toString(), "-o", png.toString());
        write(ImageIO.read(png.toFile()), jpeg);

        List<DetectedFace> expected = faces.detector().detect(FaceImage.of(jpeg));
        List<DetectedFace> found = faces.detector().detect(FaceImage.of(webp));

        assertThat(expected).isNotEmpty();
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            BoundingBox box = found.get(i).box();
            assertThat(expected)
                    .as("%s, face %d at %s", name, i, box)
                    .anySatisfy(face -> assertThat(overlap(face.box(), box)).isGreaterThan(0.9));
        }
        // Without loss there is no difference left.
        assertThat(found.stream().map(DetectedFace::box).toList())
                .isEqualTo(faces.detector().detect(FaceImage.of(png)).stream()
                        .map(DetectedFace::box)
                        .toList());
    }

    private static double overlap(BoundingBox one, BoundingBox other) {
        double width = Math.min(one.right(), other.right()) - Math.max(one.left(), other.left());
        double height = Math.min(one.bottom(), other.bottom()) - Math.max(one.top(), other.top());
        double both = Math.max(0, width) * Math.max(0, height);
        return both / (one.width() * one.height() + other.width() * other.height() - both);
    }

    private static void write(BufferedImage pixels, Path jpeg) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (FileImageOutputStream out = new FileImageOutputStream(jpeg.toFile())) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(0.98f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(pixels, null, null), param);
        } finally {
            writer.dispose();
        }
    }

    private static boolean exists(String tool) {
        for (String path : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(path, tool))) {
                return true;
            }
        }
        return false;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as("%s", List.of(command)).isZero();
    }
}
