package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.testkit.TestPhotographs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gallery migrate}, {@code erase}, and {@code compare --failover}. */
@Tag("models")
class MovingAndErasingTest {
    private final Path folder;
    private final Path people;
    private final Path same;

    MovingAndErasingTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        TestPhotographs photographs = TestPhotographs.ofTheBuild();
        people = Files.createDirectory(folder.resolve("people"));
        Files.write(
                Files.createDirectory(people.resolve("ada")).resolve("1.png"),
                photographs.portrait().toByteArray());
        Files.writeString(people.resolve("ada").resolve("2.png"), "not a picture");
        Files.write(
                Files.createDirectory(people.resolve("bob")).resolve("1.png"),
                photographs.otherPerson().toByteArray());
        same = Files.write(folder.resolve("same.png"), photographs.samePerson().toByteArray());
    }

    private static Run run(int exitCode, Object... words) {
        Run run = Run.of(words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        return run;
    }

    private Object[] old(Object... words) {
        Object[] all = new Object[words.length + 4];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--provider";
        all[words.length + 1] = "local";
        all[words.length + 2] = "--store";
        all[words.length + 3] = folder.resolve("old");
        return all;
    }

    @Test
    void a_gallery_moves_with_a_dry_run_before_a_verdict_for_each_picture_and_a_comparison_after() throws IOException {
        run(0, old("gallery", "create", "staff"));
        run(0, old("enroll", "staff", "ada", people.resolve("ada/1.png")));
        Path probes = Files.createDirectory(folder.resolve("probes"));
        Files.createDirectory(probes.resolve("ada"));
        Files.copy(same, probes.resolve("ada/9.png"));
        Object[] move = old(
                "gallery",
                "migrate",
                "staff",
                "--to",
                "local,store=" + folder.resolve("new"),
                "--images",
                people,
                "--journal",
                folder.resolve("journal"));

        assertThat(run(0, add(move, "--dry-run")).out())
                .contains("1 waiting", "1 not in the old gallery")
                .contains("it was not begun");
        assertThat(run(0, add(move, "--shadow", probes, "--fmr", "1e-4")).out())
                .contains("1 partly moved", "1 not in the old gallery", "2.png: InvalidImage")
                .contains("1 of 1 agree: verify", "1 of 1 agree: identify")
                .contains("both decide alike");
        assertThat(run(0, add(move, "--json")).out()).contains("\"complete\":true", "\"PARTLY_MOVED\"");
        assertThat(run(0, "persons", "--provider", "local", "--store", folder.resolve("new"), "staff")
                        .out()
                        .strip())
                .isEqualTo("ada");
    }

    private static Object[] add(Object[] words, Object... more) {
        Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    @Test
    void a_person_is_erased_with_a_receipt_and_what_is_proven_is_not_done_again() throws IOException {
        run(0, old("gallery", "create", "staff"));
        run(0, old("enroll", "staff", "ada", people.resolve("ada/1.png")));
        Path receipt = folder.resolve("receipt.json");

        assertThat(run(2, old("erase", "ada")).err()).contains("--probe", "--without-searching");
        assertThat(run(0, old("erase", "ada", "--probe", same, "--receipt", receipt))
                        .out()
                        .lines())
                .anyMatch(line -> line.startsWith("erasure of ada") && line.endsWith("complete"))
                .contains("  local staff: removed, not listed, not found by searching");
        assertThat(Files.readString(receipt)).contains("\"sha256\":");
        assertThat(run(0, old("identify", "staff", same)).out()).doesNotContain("ada");
        assertThat(run(0, old("erase", "ada", "--probe", same, "--receipt", receipt, "--json"))
                        .out()
                        .strip())
                .isEqualTo(Files.readString(receipt));
        assertThat(run(2, old("erase", "ada", "--probe", same, "--gallery", "stuff"))
                        .out())
                .contains("the gallery is not there");
        assertThat(run(2, old("erase", "bob", "--probe", same, "--receipt", receipt))
                        .err())
                .contains("another person");
    }

    @Test
    void a_comparison_goes_on_where_somebody_answers_and_says_who() {
        Object[] words = {
            "compare",
            people.resolve("ada/1.png"),
            same,
            "--provider",
            "scripted",
            "--endpoint",
            "http://down",
            "--failover",
            "local"
        };

        assertThat(run(2, words).err()).contains("--fmr");
        assertThat(run(0, add(words, "--fmr", "1e-4")).out().lines())
                .containsExactly("scripted did not answer: ProviderUnavailableException", "decided by local: MATCH");
        assertThat(run(0, add(words, "--fmr", "1e-4", "--json")).out())
                .contains("\"provider\":\"local\"", "\"passedOver\":[{\"provider\":\"scripted\"");
    }
}
