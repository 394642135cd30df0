package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code enroll --from}. */
class BulkEnrolmentTest {
    private final Path folder;
    private final Path people;
    private final Path log;

    BulkEnrolmentTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        people = Files.createDirectory(folder.resolve("people"));
        log = folder.resolve("people.enrolled.jsonl");
        Run.picture(Files.createDirectory(people.resolve("eve")), "1.png", 200, 100);
        Run.picture(people.resolve("eve"), "2.png", 200, 90);
        Run.picture(Files.createDirectory(people.resolve("dan")), "1.png", 200, 100);
        Files.writeString(people.resolve("notes.txt"), "not in a folder of a person");
    }

    @Test
    void a_folder_for_each_person_is_enrolled_with_a_verdict_for_each_picture_and_a_summary() {
        Run run = Run.of("enroll", "--provider", "scripted", "staff", "--from", people);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("dan/1.png: enrolled as dan"),
                        line -> assertThat(line).isEqualTo("eve/1.png: enrolled as eve"),
                        line -> assertThat(line).startsWith("eve/2.png: refused: no face"),
                        line -> assertThat(line).isEqualTo("2 enrolled, 1 refused"));
    }

    @Test
    void a_list_is_enrolled_relative_to_itself_with_or_without_a_head() throws IOException {
        Path list = folder.resolve("list.csv");
        Files.writeString(list, "person,image\n\"ann, the first\",people/eve/1.png\nbea,\"people/dan/1.png\"\n\n");
        Run run = Run.of("enroll", "--provider", "scripted", "--json", "staff", "--from", list);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .isEqualToIgnoringNewLines("{\"provider\":\"scripted\",\"gallery\":\"staff\",\"enrolled\":2,"
                        + "\"refused\":0,\"before\":0,\"images\":["
                        + "{\"file\":\"people/eve/1.png\",\"person\":\"ann, the first\"},"
                        + "{\"file\":\"people/dan/1.png\",\"person\":\"bea\"}]}");
    }

    @Test
    void called_again_it_goes_on_where_it_was_broken_off_also_in_the_middle_of_a_line() throws IOException {
        Run.of("enroll", "--provider", "scripted", "staff", "--from", people);
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(3);
        Files.writeString(log, lines.get(0) + "\n" + lines.get(1).substring(0, 20));
        Run again = Run.of("enroll", "--provider", "scripted", "staff", "--from", people);

        assertThat(again.out().lines()).first().asString().isEqualTo("eve/1.png: enrolled as eve");
        assertThat(again.out().lines()).last().asString().isEqualTo("1 enrolled, 1 refused, 1 answered before");
        Run third = Run.of("enroll", "--provider", "scripted", "staff", "--from", people);
        assertThat(third.exitCode()).isZero();
        assertThat(third.out().lines()).containsExactly("0 enrolled, 0 refused, 3 answered before");
    }

    @Test
    void what_was_noted_for_another_gallery_does_not_count() {
        Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--log", folder.resolve("one.log"));
        Run other = Run.of(
                "enroll", "--provider", "scripted", "empty", "--from", people, "--log", folder.resolve("one.log"));

        assertThat(other.out().lines()).last().asString().isEqualTo("2 enrolled, 1 refused");
        assertThat(log).doesNotExist();
    }

    @Test
    void a_gallery_that_is_not_there_ends_the_command_and_nothing_is_noted() throws IOException {
        Run run = Run.of("enroll", "--provider", "scripted", "nowhere", "--from", people);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(Files.readString(log)).isEmpty();
    }

    @Test
    void a_line_that_is_not_understood_is_named() throws IOException {
        Path list = folder.resolve("list.csv");
        Files.writeString(list, "eve,people/eve/1.png\neve\n");
        Run run = Run.of("enroll", "--provider", "scripted", "staff", "--from", list);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines()).singleElement().asString().contains("line 2 of " + list);
    }

    @Test
    void says_what_does_not_go_together() {
        assertThat(Run.of("enroll", "--provider", "scripted", "staff", "eve", "--from", people)
                        .exitCode())
                .isEqualTo(2);
        assertThat(Run.of("enroll", "--provider", "scripted", "staff").exitCode())
                .isEqualTo(2);
        assertThat(Run.of("enroll", "--provider", "scripted", "staff", "eve", "x.png", "--log", "l")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void the_bar_is_drawn_over_itself_and_wiped_out() {
        StringWriter text = new StringWriter();
        try (Progress progress = Progress.shownOn(new PrintWriter(text), "pictures")) {
            progress.at(1, 4);
            progress.at(4, 4);
        }

        assertThat(text.toString())
                .startsWith("\r[#######.......................] 1 of 4 pictures\r[####")
                .contains("] 4 of 4 pictures")
                .endsWith(" \r");
    }
}
