package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code enroll}, {@code persons} and {@code remove}. */
class PersonCommandsTest {
    private final Path folder;
    private final Path good;
    private final Path empty;
    private final Path blurred;

    PersonCommandsTest(@TempDir Path folder) {
        this.folder = folder;
        good = Run.picture(folder, "good.png", 200, 100);
        empty = Run.picture(folder, "empty.png", 200, 90);
        blurred = Run.picture(folder, "blurred.png", 300, 100);
    }

    @Test
    void enroll_says_which_face_was_enrolled() {
        Run run = Run.of("enroll", "--provider", "scripted", "staff", "eve", good);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines(good + ": enrolled, face of 100 x 50 pixels at 50, 25");
    }

    @Test
    void enroll_has_the_face_id_in_json() {
        Run run = Run.of("enroll", "--provider", "scripted", "--json", "staff", "eve", good);

        assertThat(run.out())
                .isEqualToIgnoringNewLines(
                        "{\"provider\":\"scripted\",\"gallery\":\"staff\",\"person\":\"eve\",\"images\":["
                                + "{\"file\":\"" + good + "\",\"face\":\"f9\","
                                + "\"box\":{\"left\":0.25,\"top\":0.25,\"width\":0.5,\"height\":0.5}}]}");
    }

    @Test
    void a_bad_picture_does_not_stop_the_others_from_being_enrolled() {
        Path gone = folder.resolve("gone.png");

        Run run = Run.of("enroll", "--provider", "scripted", "staff", "eve", gone, empty, good, blurred);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out().lines()).singleElement().asString().startsWith(good + ": enrolled");
        assertThat(run.errorLines())
                .hasSize(8)
                .containsSubsequence("3 images failed:", "  count  reason              remedy")
                .anyMatch(line -> line.matches(" *1 +too blurred +use sharp images, .*--quality lenient"));
        assertThat(run.errorLines().get(0)).startsWith(gone + ": ");
        assertThat(run.errorLines().get(1)).startsWith(empty + ": No face");
        assertThat(run.errorLines().get(2)).startsWith(blurred + ": ").contains("too blurred");
    }

    @Test
    void each_picture_has_its_face_or_its_error_in_json_in_the_order_of_the_command_line() {
        Run run = Run.of("enroll", "--provider", "scripted", "--json", "staff", "eve", blurred, good, empty);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsSubsequence(
                        "{\"file\":\"" + blurred + "\",\"error\":{\"type\":\"LowQuality\"",
                        "{\"file\":\"" + good + "\",\"face\":\"f9\"",
                        "{\"file\":\"" + empty + "\",\"error\":{\"type\":\"FaceNotFound\"");
    }

    @Test
    void when_no_picture_can_be_enrolled_the_first_refusal_is_the_failure() {
        Run run = Run.of("enroll", "--provider", "scripted", "--json", "staff", "eve", blurred, empty);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines()).singleElement().asString().startsWith("{\"error\":{\"type\":\"LowQuality\"");
    }

    @Test
    void enroll_refuses_a_small_face_unless_it_is_told_otherwise() {
        Path small = Run.picture(folder, "small.png", 444, 100);

        Run refused = Run.of("enroll", "--provider", "scripted", "staff", "eve", small);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.errorLines()).singleElement().asString().contains("too small");
        for (String[] option : new String[][] {{"--quality", "off"}, {"--quality", "lenient"}}) {
            Run taken = Run.of(enrolling(small, option));
            assertThat(taken.exitCode()).as(taken.err()).isZero();
            assertThat(taken.out()).isEqualToIgnoringNewLines(small + ": enrolled, face of 222 x 50 pixels at 111, 25");
        }
        assertThat(Run.of("enroll", "--provider", "scripted", "--quality", "probe", "staff", "eve", small)
                        .out())
                .contains("(acceptable: too small)");
        assertThat(Run.of("enroll", "--provider", "scripted", "--json", "--quality", "probe", "staff", "eve", small)
                        .out())
                .contains("\"quality\":{\"accepted\":true,\"refusals\":[],\"warnings\":["
                        + "{\"reason\":\"TOO_SMALL\",\"guidance\":\"facebridge.guidance.move_closer\"}]");
    }

    private static Object[] enrolling(Path picture, String... options) {
        return Stream.of(
                        Stream.of("enroll", "--provider", "scripted"),
                        Arrays.stream(options),
                        Stream.of("staff", "eve", picture))
                .flatMap(arguments -> arguments)
                .toArray();
    }

    @Test
    void enroll_can_replace_what_the_person_had() {
        Run run = Run.of(enrolling(good, "--replace"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("enrolled");
    }

    @Test
    void when_no_picture_can_be_read_nobody_is_asked() {
        Run run = Run.of("enroll", "--provider", "aws", "--json", "staff", "eve", folder.resolve("gone.png"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("\"error\":{\"type\":\"InvalidImage\"");
    }

    @Test
    void enrolling_in_a_gallery_that_is_not_there_is_wrong_usage() {
        Run run = Run.of("enroll", "--provider", "scripted", "nowhere", "eve", good);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("nowhere");
    }

    @Test
    void persons_has_a_line_for_each() {
        Run run = Run.of("persons", "--provider", "scripted", "staff");

        assertThat(run.out().lines()).containsExactly("ada", "bob");
    }

    @Test
    void persons_with_faces_has_them_below() {
        Run run = Run.of("persons", "--provider", "scripted", "--faces", "staff");

        assertThat(run.out().lines()).containsExactly("ada", "  f1", "  f2", "bob");
    }

    @Test
    void persons_in_json_have_faces_only_if_they_were_asked_for() {
        assertThat(Run.of("persons", "--provider", "scripted", "--json", "staff")
                        .out())
                .isEqualToIgnoringNewLines("{\"provider\":\"scripted\",\"gallery\":\"staff\",\"persons\":["
                        + "{\"person\":\"ada\"},{\"person\":\"bob\"}]}");
        assertThat(Run.of("persons", "--provider", "scripted", "--json", "--faces", "staff")
                        .out())
                .contains("{\"person\":\"ada\",\"faces\":[\"f1\",\"f2\"]},{\"person\":\"bob\",\"faces\":[]}");
    }

    @Test
    void an_empty_gallery_has_no_line() {
        Run run = Run.of("persons", "--provider", "scripted", "empty");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
    }

    @Test
    void remove_says_who_is_gone() {
        assertThat(Run.of("remove", "--yes", "--provider", "scripted", "staff", "ada")
                        .out())
                .isEqualToIgnoringNewLines("Removed ada from gallery staff.");
        assertThat(Run.of("remove", "--yes", "--provider", "scripted", "--json", "staff", "ada")
                        .out())
                .isEqualToIgnoringNewLines(
                        "{\"provider\":\"scripted\",\"gallery\":\"staff\",\"person\":\"ada\",\"removed\":true}");
    }

    @Test
    void remove_does_not_claim_to_have_removed_who_was_not_enrolled() {
        Run run = Run.of("remove", "--yes", "--provider", "scripted", "staff", "zoe");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines("zoe was not in gallery staff; nothing was removed.");
        assertThat(Run.of("remove", "--yes", "--provider", "scripted", "--json", "staff", "zoe")
                        .out())
                .contains("\"removed\":false");
    }
}
