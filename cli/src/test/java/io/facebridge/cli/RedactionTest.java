package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceProvider;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.testkit.SyntheticVariants;
import io.facebridge.testkit.TestImages;
import io.facebridge.testkit.TestImages.TestImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the local provider finds in redacted copies of photographs. */
@Tag("models")
@Tag("slow")
class RedactionTest {
    private static final FaceProvider FACES = LocalFaces.create();

    private final TestImages photographs = TestImages.ofTheBuild();
    private final Path folder;

    RedactionTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path file(String name, FaceImage image) throws IOException {
        return Files.write(folder.resolve(name), image.toByteArray());
    }

    private static Run run(Object... words) {
        Run run = Run.of(words);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    @Test
    void no_redacted_face_is_found_where_its_original_is() throws IOException {
        Map<TestImage, List<DetectedFace>> faces = new LinkedHashMap<>();
        for (TestImage photograph : photographs.counted()) {
            file(photograph.name(), photograph.image());
            faces.put(photograph, FACES.detector().detect(photograph.image(), DetectOptions.defaults()));
        }
        assertThat(faces.values().stream().mapToInt(List::size).sum()).isEqualTo(22);

        List<String> found = new ArrayList<>();
        for (Redaction.Style style : Redaction.Style.values()) {
            Path copies = folder.resolve(style.toString());
            List<Object> words = new ArrayList<>(List.of("redact", "--out", copies + "/", "--style", style));
            faces.keySet().forEach(photograph -> words.add(folder.resolve(photograph.name())));
            run(words.toArray());
            for (TestImage photograph : photographs.counted()) {
                FaceImage redacted = FaceImage.of(copies.resolve(photograph.name()));
                for (DetectedFace face : Objects.requireNonNull(faces.get(photograph))) {
                    if (!FACES.detector()
                            .detect(part(redacted, face), DetectOptions.defaults())
                            .isEmpty()) {
                        found.add(style + " " + photograph.name() + " " + face.box());
                    }
                }
            }
        }

        assertThat(found).isEmpty();
    }

    private static FaceImage part(FaceImage image, DetectedFace face) {
        int left = (int) Math.max(0, (face.box().left() - 0.5 * face.box().width()) * image.width());
        int top = (int) Math.max(0, (face.box().top() - 0.5 * face.box().height()) * image.height());
        int right = (int)
                Math.min(image.width(), (face.box().right() + 0.5 * face.box().width()) * image.width());
        int bottom = (int)
                Math.min(image.height(), (face.box().bottom() + 0.5 * face.box().height()) * image.height());
        return SyntheticVariants.cropped(image, left, top, right - left, bottom - top);
    }

    @Test
    void a_copy_is_upright_and_has_nothing_of_the_metadata() throws IOException {
        FaceImage stored = SyntheticVariants.stored(photographs.portrait(), 6);
        byte[] secret = "a camera, a place and a preview".getBytes(StandardCharsets.US_ASCII);
        byte[] comment = new byte[secret.length + 4];
        comment[0] = (byte) 0xFF;
        comment[1] = (byte) 0xFE;
        comment[3] = (byte) (secret.length + 2);
        System.arraycopy(secret, 0, comment, 4, secret.length);
        byte[] bytes = stored.toByteArray();
        byte[] withComment = new byte[bytes.length + comment.length];
        System.arraycopy(bytes, 0, withComment, 0, 2);
        System.arraycopy(comment, 0, withComment, 2, comment.length);
        System.arraycopy(bytes, 2, withComment, 2 + comment.length, bytes.length - 2);
        Path file = Files.write(folder.resolve("stored.jpg"), withComment);
        assertThat(FaceImage.of(file).orientation()).isEqualTo(6);

        for (String name : List.of("copy.jpg", "copy.png")) {
            run("redact", file, "--out", folder.resolve(name));
            FaceImage copy = FaceImage.of(folder.resolve(name));
            assertThat(copy.orientation()).isOne();
            assertThat(copy.width()).isEqualTo(photographs.portrait().width());
            assertThat(copy.height()).isEqualTo(photographs.portrait().height());
            assertThat(new String(copy.toByteArray(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("camera", "Exif", "eXIf");
        }
    }

    @Test
    void enrolled_people_are_kept_and_all_others_are_redacted() throws IOException {
        enroll("ada");
        Path group = file("group.jpg", photographs.group().image());

        Run run = run(
                "redact",
                group,
                "--out",
                folder + "/out/",
                "--except-enrolled",
                "staff",
                "--fpir",
                "1e-4",
                "--json",
                "--store",
                folder.resolve("store"));

        assertThat(run.out()).contains("\"redacted\":2,\"kept\":1");
        assertThat(run("detect", folder.resolve("out/group.jpg")).out()).contains("1 face\n");
        assertThat(run("compare", "--fmr", "1e-4", folder.resolve("ada.png"), folder.resolve("out/group.jpg"))
                        .out())
                .contains("MATCH");
    }

    @Test
    void of_two_faces_that_match_one_person_neither_is_kept() throws IOException {
        enroll("ada");
        FaceImage twice = SyntheticVariants.sideBySide(photographs.portrait(), photographs.samePerson());

        assertThat(exceptEnrolled(file("twice.jpg", twice))).contains("\"redacted\":2,\"kept\":0");
    }

    @Test
    void a_face_of_two_enrolled_people_is_redacted() throws IOException {
        enroll("ada");
        enroll("eve");

        assertThat(exceptEnrolled(file("group.jpg", photographs.group().image())))
                .contains("\"redacted\":3,\"kept\":0");
    }

    @Test
    void an_enrolled_face_that_is_too_small_for_a_decision_is_redacted() throws IOException {
        enroll("ada");
        FaceImage small = SyntheticVariants.shrunk(photographs.group().image(), 0.12);

        assertThat(exceptEnrolled(file("group.jpg", small))).contains("\"kept\":0");
    }

    private String exceptEnrolled(Path image) {
        return run(
                        "redact",
                        image,
                        "--out",
                        folder + "/out/",
                        "--except-enrolled",
                        "staff",
                        "--fmr",
                        "1e-4",
                        "--json",
                        "--store",
                        folder.resolve("store"))
                .out();
    }

    private void enroll(String person) throws IOException {
        Path portrait = file(person + ".png", photographs.samePerson());
        Path store = folder.resolve("store");
        if (!Files.exists(store)) {
            run("gallery", "create", "staff", "--store", store);
        }
        run("enroll", "staff", person, portrait, "--store", store);
    }
}
