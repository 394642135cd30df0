package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {
    @TempDir
    private Path folder;

    private Path persons = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void four_pictures_of_two_persons() throws IOException {
        persons = folder.resolve("persons");
        Files.createDirectories(persons.resolve("ada"));
        Files.createDirectories(persons.resolve("bob"));
        Run.picture(persons, "ada/ada_0001.png", 200, 100);
        Run.picture(persons, "ada/ada_0002.png", 200, 100);
        Run.picture(persons, "bob/bob_0001.png", 200, 100);
        Run.picture(persons, "bob/bob_0002.png", 200, 50);
        out = folder.resolve("scores.csv");
    }

    @Test
    void says_what_it_will_do_and_writes_a_row_for_each_pair() throws IOException {
        Run run = evaluate(persons, "--all-pairs");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "pairs      2 mated, 4 non-mated, of 2 people",
                        "done       0 of 6",
                        "calls      6 to the provider scripted, one for each pair",
                        "scores     " + out + ": 6 pairs, 3 of them failed");
        assertThat(run.err())
                .as("short work has no progress")
                .startsWith("1 image without a score:")
                .doesNotContain("%");
        assertThat(Files.readAllLines(out)).hasSize(7);
        assertThat(Files.readString(out)).contains("ada/ada_0001.png", "0.5,mated", "fta_probe");
    }

    @Test
    void images_without_a_score_are_counted_by_reason_with_a_remedy() {
        Run run = evaluate(persons, "--all-pairs");

        assertThat(run.err().lines())
                .containsSubsequence("1 image without a score:", "  count  reason          remedy")
                .anyMatch(line -> line.matches(" *1 +face not found +use images that show a face.*"));
    }

    @Test
    void a_dry_run_asks_and_writes_nothing() {
        Run run = evaluate(persons, "--all-pairs", "--dry-run");

        assertThat(run.out()).contains("calls      6").doesNotContain("scores");
        assertThat(out).doesNotExist();
    }

    @Test
    void the_same_command_again_continues() throws IOException {
        var unused = evaluate(persons, "--all-pairs");
        String whole = Files.readString(out);
        Files.writeString(out, whole.substring(0, whole.length() - 20));

        Run run = evaluate(persons, "--all-pairs", "--json");

        assertThat(run.out())
                .isEqualToIgnoringNewLines("{\"provider\":\"scripted\",\"out\":\"" + out
                        + "\",\"mated\":2,\"nonMated\":4,\"subjects\":2,\"doneBefore\":5,\"calls\":1,\"failures\":3}");
        assertThat(run.err()).isEmpty();
        assertThat(Files.readString(out)).isEqualTo(whole);
    }

    @Test
    void draws_pairs_from_a_folder_by_the_seed() throws IOException {
        Run run = evaluate(persons, "--mated", "1", "--non-mated", "2", "--seed", "7");

        assertThat(run.out()).contains("pairs      1 mated, 2 non-mated");
        assertThat(Files.readAllLines(out)).hasSize(4);
    }

    @Test
    void compares_the_pairs_of_a_file() throws IOException {
        Path pairs = Files.writeString(folder.resolve("pairs.txt"), "1\nada\t1\t2\nada\t1\tbob\t1\n");

        Run run = evaluate(pairs, "--images", persons);

        assertThat(run.exitCode()).isZero();
        assertThat(Files.readAllLines(out)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--all-pairs --seed 1",
                "--all-pairs --mated 1",
                "--mated 0",
                "--non-mated -1",
                "--images somewhere",
                "--face nose"
            })
    void options_that_contradict_each_other_are_wrong_usage(String more) {
        Run run = evaluate(persons, (Object[]) more.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @Test
    void a_file_of_pairs_needs_its_images_and_draws_nothing() throws IOException {
        Path pairs = Files.writeString(folder.resolve("pairs.txt"), "1\nada\t1\t2\n");

        assertThat(evaluate(pairs).errorLines()).singleElement().asString().contains("--images");
        assertThat(evaluate(pairs, "--images", persons, "--all-pairs").exitCode())
                .isEqualTo(2);
    }

    @Test
    void a_table_without_a_single_score_is_no_success() {
        Run.picture(persons, "ada/ada_0001.png", 200, 50);
        Run.picture(persons, "ada/ada_0002.png", 200, 50);
        Run.picture(persons, "bob/bob_0001.png", 200, 50);

        assertThat(evaluate(persons, "--all-pairs").exitCode()).isEqualTo(3);
        assertThat(evaluate(persons, "--all-pairs", "--json").exitCode()).isEqualTo(3);
    }

    @Test
    void a_folder_that_is_not_there_is_wrong_usage() {
        Run run = evaluate(folder.resolve("nowhere"), "--json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().startsWith("{\"error\":{\"type\":\"InvalidScores\"");
    }

    @Test
    void a_table_that_cannot_be_written_is_said() {
        Run run = Run.of(
                "evaluate", persons, "--out", folder.resolve("no").resolve("where.csv"), "--provider", "scripted");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .contains("where.csv cannot be written: there is no folder");
    }

    private Run evaluate(Path source, Object... more) {
        Object[] words = new Object[more.length + 6];
        words[0] = "evaluate";
        words[1] = source;
        words[2] = "--out";
        words[3] = out;
        words[4] = "--provider";
        words[5] = "scripted";
        System.arraycopy(more, 0, words, 6, more.length);
        return Run.of(words);
    }
}
