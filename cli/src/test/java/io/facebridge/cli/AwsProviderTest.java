package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.emulator.AwsEmulator;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.testkit.CachingFaces;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The commands through the vendor's own client, against the emulator. */
@Tag("models")
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsProviderTest {
    private static final String ACCESS_KEY = "aws.accessKeyId";
    private static final String SECRET_KEY = "aws.secretAccessKey";
    private static final String PERSON = "\"person\":\"ada\"";

    private final CachingFaces backing = new CachingFaces(LocalFaces.create());
    private final AwsEmulator emulator = AwsEmulator.backedBy(backing)
            .userUpdatingFor(Duration.ZERO)
            .credentials("access", "secret")
            .region("eu-west-1")
            .start();
    private Path ada = Path.of("");
    private Path adaAgain = Path.of("");
    private Path bob = Path.of("");

    @BeforeAll
    void cut_portraits(@TempDir Path folder) throws IOException {
        ada = portrait(folder, "sample1.jpg", 1375, 100, 400, 450);
        adaAgain = portrait(folder, "sample3.jpg", 1000, 100, 400, 500);
        bob = portrait(folder, "sample2.jpg", 1380, 60, 330, 430);
    }

    @BeforeEach
    void use_the_emulators_keys() {
        emulator.reset();
        System.setProperty(ACCESS_KEY, "access");
        System.setProperty(SECRET_KEY, "secret");
    }

    @AfterEach
    void forget_the_keys() {
        System.clearProperty(ACCESS_KEY);
        System.clearProperty(SECRET_KEY);
    }

    @AfterAll
    void close() {
        emulator.close();
        backing.close();
    }

    @Test
    void a_person_is_enrolled_found_verified_and_gone_after_removal() {
        answer("gallery", "create", "staff");
        answer("enroll", "staff", "ada", ada);
        answer("enroll", "staff", "bob", bob);

        assertThat(answer("gallery", "list").out()).contains("{\"gallery\":\"staff\"}");
        assertThat(answer("gallery", "info", "staff").out()).contains("\"persons\":2,\"faces\":2,\"model\":\"7.0\"");
        assertThat(answer("persons", "staff").out()).contains(PERSON, "\"person\":\"bob\"");
        assertThat(answer("identify", "--threshold", "99", "--top", "1", "staff", adaAgain)
                        .out())
                .startsWith("{\"provider\":\"aws\",\"faces\":[{\"box\":{")
                .contains("\"candidates\":[{\"gallery\":\"staff\"," + PERSON, "\"outcome\":\"MATCH\"")
                .contains("\"scale\":{\"provider\":\"aws\",\"model\":\"7.0\",\"operation\":\"IDENTIFY\"");
        assertThat(answer("verify", "--threshold", "99", "staff", "ada", adaAgain)
                        .out())
                .contains("\"operation\":\"VERIFY\"", "\"outcome\":\"MATCH\"");
        assertThat(answer("verify", "--threshold", "99", "staff", "bob", adaAgain)
                        .out())
                .contains("\"outcome\":\"NO_MATCH\"");

        answer("remove", "staff", "ada", "--yes");
        assertThat(answer("identify", "--threshold", "99", "staff", adaAgain).out())
                .doesNotContain(PERSON)
                .contains("\"scale\":{");
        answer("gallery", "delete", "staff", "--yes");
        assertThat(answer("gallery", "list").out()).contains("\"galleries\":[]");
    }

    @Test
    void one_person_under_two_names_is_a_duplicate() {
        answer("gallery", "create", "staff");
        answer("enroll", "staff", "ada", ada);
        answer("enroll", "staff", "eve", adaAgain);
        answer("enroll", "staff", "bob", bob);

        assertThat(answer("duplicates", "--threshold", "99", "staff").out())
                .containsPattern(
                        "\"pairs\":\\[\\{\"first\":\"(ada|eve)\",\"second\":\"(ada|eve)\",\"score\":[0-9.]+}]");
    }

    @Test
    void a_session_is_opened_and_its_result_told() throws IOException {
        emulator.liveness().newSessionsComplete(97.5, small(adaAgain));
        String opened = answer("liveness-session", "open", "login-7").out();

        Run run = answer(
                "liveness-session",
                "result",
                field("session", opened),
                "--subject",
                "login-7",
                "--expires-at",
                field("expiresAt", opened),
                "--min-confidence",
                "90",
                "--verify-against",
                ada,
                "--threshold",
                "99");

        assertThat(field("region", opened)).isEqualTo("eu-west-1");
        assertThat(run.out())
                .contains("\"state\":\"COMPLETED\",\"decision\":\"LIVE\",\"score\":97.5")
                .contains("\"comparison\":{\"score\":")
                .contains("\"outcome\":\"MATCH\"", "\"referenceImage\":true");
    }

    @Test
    void rates_are_refused_because_the_vendor_publishes_none() {
        Run run = aws("compare", "--fmr", "1e-4", ada, adaAgain);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("{\"error\":{\"type\":\"Uncalibrated\"");
    }

    @Test
    void a_wrong_secret_is_a_failure_of_the_provider_and_not_repeated() {
        System.setProperty(SECRET_KEY, "not-the-secret");

        Run run = aws("gallery", "list");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .startsWith("{\"error\":{\"type\":\"Authentication\"")
                .doesNotContain("not-the-secret");
    }

    @Test
    void a_gallery_that_is_there_already_is_wrong_usage() {
        answer("gallery", "create", "staff");

        assertThat(aws("gallery", "create", "staff").exitCode()).isEqualTo(2);
        assertThat(aws("gallery", "create", "two words").exitCode()).isEqualTo(2);
    }

    @Test
    void a_provider_without_a_region_is_in_the_list_of_all_with_what_it_needs() {
        Run run = Run.of("capabilities", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("{\"provider\":\"aws\",\"capabilities\":{", "\"needs\":[{\"need\":\"region\",\"set\":false}");
    }

    @Test
    void capabilities_say_what_is_composed() {
        assertThat(answer("capabilities").out())
                .contains(
                        "\"FaceVerifier\":\"COMPOSED\"",
                        "\"FaceIdentifier\":\"NATIVE\"",
                        "\"LivenessSessions\":\"NATIVE\"");
    }

    private Run answer(Object... command) {
        Run run = aws(command);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private Run aws(Object... command) {
        List<Object> words = new ArrayList<>(List.of(command));
        words.addAll(
                List.of("--json", "--provider", "aws", "--region", "eu-west-1", "--endpoint", emulator.endpoint()));
        return Run.of(words.toArray());
    }

    private static String field(String name, String json) {
        Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(field.find()).as(name).isTrue();
        return field.group(1);
    }

    private static Path portrait(Path folder, String name, int left, int top, int width, int height)
            throws IOException {
        Path photograph = Path.of(System.getProperty("facebridge.photographs", "photographs"), name);
        BufferedImage part = ImageIO.read(photograph.toFile()).getSubimage(left, top, width, height);
        Path file = folder.resolve(name.replace(".jpg", ".png"));
        ImageIO.write(part, "png", file.toFile());
        return file;
    }

    /** What a session gives is a small JPEG. */
    private static FaceImage small(Path picture) throws IOException {
        Path file = picture.resolveSibling("film.jpg");
        ImageIO.write(ImageIO.read(picture.toFile()), "jpg", file.toFile());
        return FaceImage.of(file);
    }
}
