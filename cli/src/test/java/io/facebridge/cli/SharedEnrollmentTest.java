package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code enroll --from} with folders and lists as people have them, where the build has the shared folder. */
@Tag("models")
@Tag("slow")
class SharedEnrollmentTest {
    private static final Path CASES = Path.of(System.getProperty("facebridge.shared", "none"), "cases", "enrolment");

    @TempDir
    private Path folder;

    @BeforeEach
    void needs_the_shared_folder() {
        assumeTrue(Files.isDirectory(CASES), "shared folder missing: cases");
        assertThat(run("gallery", "create", "g").exitCode()).isZero();
    }

    private Run run(Object... words) {
        Object[] all = new Object[words.length + 4];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--provider";
        all[words.length + 1] = "local";
        all[words.length + 2] = "--store";
        all[words.length + 3] = folder.resolve("store");
        return Run.of(all);
    }

    private Run enroll(Path from, Object... more) {
        Object[] words = new Object[more.length + 8];
        System.arraycopy(more, 0, words, 8, more.length);
        words[0] = "enroll";
        words[1] = "g";
        words[2] = "--from";
        words[3] = from;
        words[4] = "--quality";
        words[5] = "off";
        words[6] = "--journal";
        words[7] = folder.resolve("journal");
        return run(words);
    }

    private void assertEnrolled(String... persons) {
        assertThat(run("persons", "g").out().lines()).containsExactly(persons);
    }

    @Test
    void every_case_is_read_by_a_test_of_this_class() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "n1_flat",
                            "n3_one_bad_id",
                            "n4_bom_header.csv",
                            "n6_header_capitals.csv",
                            "n7_one_bad_id.csv",
                            "n10_thumbs",
                            "pics"); // which the lists name
        }
    }

    @Test
    void a_byte_order_mark_before_the_header_is_no_part_of_it() {
        Run run = enroll(CASES.resolve("n4_bom_header.csv"));

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertEnrolled("ada", "bob");
    }

    @Test
    void a_header_in_capitals_is_a_header() {
        Run run = enroll(CASES.resolve("n6_header_capitals.csv"));

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertEnrolled("ada");
    }

    @Test
    void pictures_without_a_folder_of_a_person_are_wrong_usage() {
        Run run = enroll(CASES.resolve("n1_flat"));

        assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("n1_flat", "PERSON/IMAGE");
    }

    @Test
    void pictures_one_level_too_deep_are_wrong_usage() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("deep/team/ada"));
        Files.copy(CASES.resolve("pics/ada.jpg"), deep.resolve("1.jpg"));

        Run run = enroll(folder.resolve("deep"));

        assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("deep", "PERSON/IMAGE");
    }

    @Test
    void one_bad_id_among_folders_does_not_stop_the_others() {
        Run run = enroll(CASES.resolve("n3_one_bad_id"));

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(3);
        assertThat(run.out().lines())
                .anyMatch(line -> line.startsWith("eve smith/1.jpg: rejected: ") && line.contains("\"eve smith\""))
                .contains("2 enrolled, 1 rejected.");
        assertEnrolled("ada", "zed");
    }

    @Test
    void one_bad_id_in_a_list_does_not_stop_the_others_and_has_its_verdict_in_json() {
        Run run = enroll(CASES.resolve("n7_one_bad_id.csv"), "--json");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(3);
        assertThat(run.out())
                .contains("\"enrolled\":2,\"refused\":1")
                .contains("{\"file\":\"pics/bob.jpg\",\"person\":\"eve smith\",\"error\":{\"type\":\"InvalidId\"");
        assertEnrolled("ada", "zed");
    }

    @Test
    void files_that_windows_leaves_are_no_pictures() {
        Run run = enroll(CASES.resolve("n10_thumbs"));

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out().lines()).containsExactly("ada/1.jpg: enrolled as ada", "1 enrolled, 0 rejected.");
        assertEnrolled("ada");
    }
}
