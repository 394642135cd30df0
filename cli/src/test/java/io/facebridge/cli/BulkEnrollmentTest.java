package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code enroll --from}. */
class BulkEnrollmentTest {
    private final Path folder;
    private final Path people;
    private final Path log;

    BulkEnrollmentTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        people = Files.createDirectory(folder.resolve("people"));
        log = folder.resolve("journal/people.jsonl");
        Run.picture(Files.createDirectory(people.resolve("bob")), "1.png", 200, 100);
        Run.picture(people.resolve("bob"), "2.png", 200, 90);
        Run.picture(Files.createDirectory(people.resolve("ada")), "1.png", 200, 100);
        Files.writeString(people.resolve("notes.txt"), "not in a folder of a person");
    }

    @Test
    void a_folder_for_each_person_is_enrolled_with_a_verdict_for_each_picture_and_a_summary() {
        Run run = Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("ada/1.png: enrolled as ada"),
                        line -> assertThat(line).isEqualTo("bob/1.png: enrolled as bob"),
                        line -> assertThat(line).startsWith("bob/2.png: rejected: No face"),
                        line -> assertThat(line).isEqualTo("2 enrolled, 1 rejected."),
                        line -> assertThat(line).matches(" +count +reason +remedy"),
                        line -> assertThat(line).matches(" +1 +face not found +use images that show a face.*"),
                        line -> assertThat(line).isEqualTo("  journal: " + log));
    }

    @Test
    void a_list_is_enrolled_relative_to_itself_with_or_without_a_head() throws IOException {
        Path list = folder.resolve("list.csv");
        Files.writeString(list, "person,image\n\"ann, the first\",people/bob/1.png\nbea,\"people/ada/1.png\"\n\n");
        Run run = Run.of("enroll", "--provider", "scripted", "--json", "staff", "--from", list, "--journal", log);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .isEqualToIgnoringNewLines("{\"provider\":\"scripted\",\"gallery\":\"staff\",\"enrolled\":2,"
                        + "\"refused\":0,\"before\":0,\"notTried\":0,\"images\":["
                        + "{\"file\":\"people/bob/1.png\",\"person\":\"ann, the first\"},"
                        + "{\"file\":\"people/ada/1.png\",\"person\":\"bea\"}],"
                        + "\"reasons\":[],\"journal\":\"" + log + "\"}");
    }

    @Test
    void called_again_it_goes_on_where_it_was_broken_off_also_in_the_middle_of_a_line() throws IOException {
        Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log);
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(3);
        Files.writeString(log, lines.get(0) + "\n" + lines.get(1).substring(0, 20));
        Run again = Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log);

        assertThat(again.out().lines())
                .startsWith("ada/1.png: enrolled as ada in an earlier run", "bob/1.png: enrolled as bob")
                .contains("2 enrolled, 1 rejected, 1 of them in an earlier run.");
        Run third = Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log);
        assertThat(third.exitCode()).isEqualTo(3);
        assertThat(third.out().lines())
                .contains("2 enrolled, 1 rejected, 3 of them in an earlier run.")
                .anyMatch(line -> line.startsWith("bob/2.png: rejected: No face")
                        && line.endsWith("(in an earlier run with the same options)"));
    }

    @Test
    void a_picture_for_which_the_heap_has_no_room_is_refused_and_the_others_are_enrolled() {
        Run.picture(people.resolve("ada"), "0.png", 668, 100);

        Run run = Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        assertThat(run.out().lines())
                .contains("ada/1.png: enrolled as ada", "bob/1.png: enrolled as bob", "2 enrolled, 2 rejected.")
                .anyMatch(line -> line.startsWith("ada/0.png: rejected: ")
                        && line.contains("heap")
                        && line.endsWith(" The operation may have taken effect; check before you repeat it."));
    }

    @Test
    void what_was_noted_for_another_gallery_does_not_count() {
        Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", folder.resolve("one.log"));
        Run other = Run.of(
                "enroll", "--provider", "scripted", "empty", "--from", people, "--journal", folder.resolve("one.log"));

        assertThat(other.out().lines()).contains("2 enrolled, 1 rejected.");
        assertThat(log).doesNotExist();
    }

    @Test
    void a_gallery_that_is_not_there_ends_the_command_and_nothing_is_noted() throws IOException {
        Run run = Run.of("enroll", "--provider", "scripted", "nowhere", "--from", people, "--journal", log);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(Files.readString(log)).isEmpty();
    }

    @Test
    void a_line_that_is_not_understood_is_named() throws IOException {
        Path list = folder.resolve("list.csv");
        Files.writeString(list, "eve,people/bob/1.png\neve\n");
        Run run = Run.of("enroll", "--provider", "scripted", "staff", "--from", list);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains("Line 2 of " + list);
    }

    @Test
    void other_options_ask_again_about_what_was_refused_and_not_about_what_is_enrolled() {
        Run.picture(people.resolve("bob"), "3.png", 444, 100); // a face of 60 pixels
        Run strict = Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log);
        assertThat(strict.out().lines())
                .contains("2 enrolled, 2 rejected.")
                .anyMatch(line -> line.matches(" +1 +too small +.*from 36 pixels with --quality lenient"));

        Object[] lenient = {
            "enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log, "--quality", "lenient"
        };
        assertThat(Run.of(lenient).out().lines())
                .contains("bob/3.png: enrolled as bob", "3 enrolled, 1 rejected, 2 of them in an earlier run.");
        assertThat(Run.of(lenient).out().lines()).contains("3 enrolled, 1 rejected, 4 of them in an earlier run.");
    }

    @Test
    void a_setting_that_decides_about_pictures_asks_again_and_another_one_goes_on_where_the_run_without_it_ended() {
        assertThat(enrolled()).isEqualTo("2 enrolled, 1 rejected.");
        assertThat(enrolled("searchThreads=4")).isEqualTo("2 enrolled, 1 rejected, 3 of them in an earlier run.");
        assertThat(enrolled("smallestFace=0.0250")).isEqualTo("2 enrolled, 1 rejected, 3 of them in an earlier run.");

        assertThat(enrolled("smallestFace=0.1")).isEqualTo("2 enrolled, 1 rejected, 2 of them in an earlier run.");
        assertThat(enrolled("smallestFace=1e-1")).isEqualTo("2 enrolled, 1 rejected, 3 of them in an earlier run.");
        assertThat(enrolled()).isEqualTo("2 enrolled, 1 rejected, 2 of them in an earlier run.");
    }

    private String enrolled(String... settings) {
        Stream<Object> words = Stream.concat(
                Stream.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log),
                Stream.of(settings).flatMap(setting -> Stream.of("--set", setting)));
        return Run.of(words.toArray())
                .out()
                .lines()
                .filter(line -> line.contains(" enrolled, "))
                .findFirst()
                .orElse("");
    }

    @Test
    void a_picture_that_was_replaced_is_asked_again() {
        Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log);
        Run.picture(people.resolve("bob"), "2.png", 200, 110);
        Run again = Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log);

        assertThat(again.exitCode()).isZero();
        assertThat(again.out().lines()).contains("3 enrolled, 0 rejected, 2 of them in an earlier run.");
    }

    @Test
    void a_person_who_was_removed_since_is_enrolled_again() {
        Run.picture(createdFolder("eve"), "1.png", 200, 100); // the script does not keep her
        Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log);
        Run again = Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log);

        assertThat(again.out().lines())
                .contains("eve/1.png: enrolled as eve", "3 enrolled, 1 rejected, 3 of them in an earlier run.");
    }

    private Path createdFolder(String person) {
        try {
            return Files.createDirectory(people.resolve(person));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_journal_cut_within_a_letter_is_read() throws IOException {
        Path list = Files.writeString(folder.resolve("list.csv"), "zo\u00EB,people/bob/1.png\n");
        Run.of("enroll", "--provider", "scripted", "staff", "--from", list, "--journal", log);
        byte[] all = Files.readAllBytes(log);
        int cut = Files.readString(log).indexOf('\u00EB');
        Files.write(log, Arrays.copyOf(all, cut + 1));
        Run again = Run.of("enroll", "--provider", "scripted", "staff", "--from", list, "--journal", log);

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out().lines()).contains("people/bob/1.png: enrolled as zo\u00EB", "1 enrolled, 0 rejected.");
    }

    @Test
    void without_a_name_the_journal_lies_in_the_users_state_folder_and_not_beside_the_pictures() throws IOException {
        Run.of("enroll", "--provider", "scripted", "staff", "--from", people);
        Run again = Run.of("enroll", "--provider", "scripted", "staff", "--from", people);

        assertThat(again.out().lines()).contains("2 enrolled, 1 rejected, 3 of them in an earlier run.");
        try (Stream<Path> beside = Files.list(folder)) {
            assertThat(beside).containsExactly(people);
        }
    }

    @Test
    void pictures_of_persons_that_lie_elsewhere_have_a_verdict() {
        Run.picture(people, "flat.png", 200, 100);
        Path deep = createdFolder("bob/2024");
        Run.picture(deep, "9.png", 200, 100);
        createdFolder("zed");
        Run run = Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out().lines())
                .anyMatch(line -> line.startsWith("flat.png: rejected: "))
                .anyMatch(line -> line.startsWith("bob/2024/9.png: rejected: "))
                .anyMatch(line -> line.startsWith("zed: rejected: "))
                .contains("2 enrolled, 4 rejected.");
    }

    @Test
    void where_the_provider_breaks_off_what_was_done_is_said_and_what_was_not() throws IOException {
        Run.of("enroll", "--provider", "scripted", "staff", "--from", people, "--journal", log);
        Run.picture(people.resolve("bob"), "4.png", 667, 100); // the script breaks off
        Run.picture(people.resolve("bob"), "3.png", 200, 100);
        Run.picture(people.resolve("bob"), "5.png", 200, 100);
        Run run = Run.of("enroll", "--provider", "scripted", "--json", "staff", "--from", people, "--journal", log);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out()).contains("\"enrolled\":3,\"refused\":1,\"before\":3,\"notTried\":2");
        assertThat(run.errorLines()).singleElement().asString().contains("ProviderUnavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"person;image\neve;1.png\n", "eve;1.png\n", "person\timage\n", "\"person\";\"image\"\n"})
    void other_separators_are_named(String list) throws IOException {
        Path file = Files.writeString(folder.resolve("list.csv"), list);
        Run run = Run.of("enroll", "--provider", "scripted", "staff", "--from", file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .containsPattern("list.csv separates its values with (semicolons|tabs)");
    }

    @Test
    void a_list_may_be_marked_blank_quoted_in_other_order_and_with_more_columns_but_not_of_another_encoding()
            throws IOException {
        Path file = Files.writeString(
                folder.resolve("list.csv"),
                "\uFEFF\r\n IMAGE , Remark,\"Person\" \r\n,,\r\npeople/bob/1.png , x, \"ann, the first\"\r\n  \r\n");
        Run run = Run.of("enroll", "--provider", "scripted", "staff", "--from", file, "--journal", log);
        assertThat(run.out().lines())
                .as(run.err())
                .containsExactly("people/bob/1.png: enrolled as ann, the first", "1 enrolled, 0 rejected.");

        Files.write(file, "person,image\nzo\u00EB,people/bob/1.png\n".getBytes(StandardCharsets.ISO_8859_1));
        Run other = Run.of("enroll", "--provider", "scripted", "staff", "--from", file, "--journal", log);
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.errorLines()).singleElement().asString().contains("list.csv is not in UTF-8: line 2");
    }

    @Test
    void says_what_does_not_go_together() {
        assertThat(Run.of("enroll", "--provider", "scripted", "staff", "bob", "--from", people)
                        .exitCode())
                .isEqualTo(2);
        assertThat(Run.of("enroll", "--provider", "scripted", "staff").exitCode())
                .isEqualTo(2);
        assertThat(Run.of("enroll", "--provider", "scripted", "staff", "eve", "x.png", "--journal", "l")
                        .exitCode())
                .isEqualTo(2);
    }
}
