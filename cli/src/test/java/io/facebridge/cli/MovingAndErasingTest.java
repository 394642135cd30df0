package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.testkit.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gallery migrate}, {@code erase}, and {@code compare --failover}. */
@Tag("models")
@Tag("slow")
class MovingAndErasingTest {
    private final Path folder;
    private final Path people;
    private final Path same;

    MovingAndErasingTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        TestImages photographs = TestImages.ofTheBuild();
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
                .contains("1 pending", "1 not in the old gallery")
                .contains("1 of 2 people is pending");
        assertThat(run(0, add(move, "--shadow", probes, "--fmr", "1e-4")).out())
                .contains("1 partly moved", "1 not in the old gallery", "2.png: InvalidImage")
                .contains("1 of 1 agree: verify", "1 of 1 agree: identify")
                .contains("both galleries decide the same");
        assertThat(run(0, add(move, "--json")).out()).contains("\"complete\":true", "\"PARTLY_MOVED\"");
        assertThat(run(0, "persons", "--provider", "local", "--store", folder.resolve("new"), "staff")
                        .out()
                        .strip())
                .isEqualTo("ada");
        assertThat(run(0, add(move, "--dry-run")).out())
                .contains("1 partly moved")
                .doesNotContain("pending");

        run(0, "remove", "--yes", "--provider", "local", "--store", folder.resolve("new"), "staff", "ada");
        assertThat(run(0, add(move, "--dry-run")).out()).contains("1 pending");
        run(0, move);
        assertThat(run(0, "persons", "--provider", "local", "--store", folder.resolve("new"), "staff")
                        .out()
                        .strip())
                .isEqualTo("ada");
    }

    @Test
    void a_person_without_pictures_is_left_and_folders_without_persons_are_wrong_usage() throws IOException {
        run(0, old("gallery", "create", "staff"));
        run(0, old("enroll", "staff", "ada", people.resolve("ada/1.png")));
        run(0, old("enroll", "staff", "cyd", people.resolve("bob/1.png")));
        Object[] move = old(
                "gallery",
                "migrate",
                "staff",
                "--to",
                "local,store=" + folder.resolve("new"),
                "--journal",
                folder.resolve("journal"));

        assertThat(run(4, add(move, "--images", people)).out())
                .contains("1 partly moved", "1 without images", "1 of 3 people is not in the new gallery");
        assertThat(run(2, add(move, "--images", people.resolve("ada"))).err()).contains("PERSON/IMAGE");
        assertThat(run(2, add(move, "--images", people, "--fmr", "1e-4", "--shadow", people.resolve("ada")))
                        .err())
                .contains("--shadow", "PERSON/IMAGE");
    }

    @Test
    void a_picture_for_which_the_heap_has_no_room_stops_no_other_person() throws IOException {
        run(0, old("gallery", "create", "staff"));
        run(0, old("enroll", "staff", "ann", people.resolve("ada/1.png")));
        run(0, old("enroll", "staff", "eve", people.resolve("bob/1.png")));
        Path pictures = folder.resolve("pictures");
        Run.picture(Files.createDirectories(pictures.resolve("ann")), "1.png", 668, 100);
        Run.picture(Files.createDirectories(pictures.resolve("eve")), "1.png", 200, 100);

        Run moved = run(
                4,
                old(
                        "gallery",
                        "migrate",
                        "staff",
                        "--as",
                        "plain",
                        "--to",
                        "scripted",
                        "--images",
                        pictures,
                        "--journal",
                        folder.resolve("journal")));

        assertThat(moved.out()).contains("1 moved", "1 unknown").doesNotContain("pending");
    }

    @Test
    void an_id_that_the_new_provider_does_not_allow_stops_no_other_person() throws IOException {
        Path odd = Files.createDirectory(people.resolve("a b"));
        Files.copy(people.resolve("bob/1.png"), odd.resolve("1.png"));
        Object[] move = {
            "gallery",
            "migrate",
            "spaced",
            "--as",
            "staff",
            "--provider",
            "scripted",
            "--to",
            "local,store=" + folder.resolve("new"),
            "--images",
            people,
            "--journal",
            folder.resolve("journal")
        };

        Run moved = run(4, move);
        assertThat(moved.out()).contains("a b: not moved", "invalid id");
        assertThat(run(0, "persons", "--provider", "local", "--store", folder.resolve("new"), "staff")
                        .out()
                        .lines())
                .containsExactly("ada", "bob");
    }

    @Test
    void a_receipt_that_is_not_in_utf_8_is_wrong_usage() throws IOException {
        run(0, old("gallery", "create", "staff"));
        Path receipt = folder.resolve("receipt.json");
        Files.write(receipt, "\uFEFF{}".getBytes(StandardCharsets.UTF_16LE));

        assertThat(run(2, old("erase", "--yes", "ada", "--without-searching", "--receipt", receipt))
                        .err())
                .contains("receipt.json is in UTF-16");
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

        assertThat(run(2, old("erase", "--yes", "ada")).err()).contains("--probe", "--without-searching");
        assertThat(run(0, old("erase", "--yes", "ada", "--probe", same, "--receipt", receipt))
                        .out()
                        .lines())
                .anyMatch(line -> line.startsWith("erasure of ada") && line.endsWith("complete"))
                .contains("  local staff: removed, not listed, not found by a search");
        assertThat(Files.readString(receipt)).contains("\"sha256\":");
        assertThat(run(0, old("identify", "staff", same)).out()).doesNotContain("ada");
        assertThat(run(0, old("erase", "--yes", "ada", "--probe", same, "--receipt", receipt, "--json"))
                        .out()
                        .strip())
                .isEqualTo(Files.readString(receipt));
        assertThat(run(2, old("erase", "--yes", "ada", "--probe", same, "--gallery", "stuff"))
                        .out())
                .contains("the gallery does not exist");
        assertThat(run(2, old("erase", "--yes", "bob", "--probe", same, "--receipt", receipt))
                        .err())
                .contains("another person");
    }

    @Test
    void a_receipt_file_of_an_earlier_format_is_read_continued_and_written_in_the_current_one() throws Exception {
        run(0, old("gallery", "create", "staff"));
        run(0, old("enroll", "staff", "ada", people.resolve("ada/1.png")));
        String content =
                "{\"format\":\"facebridge erasure receipt 2\",\"id\":\"6f1c3c3a-9a4b-4b0e-8a6e-2f1f3f5d7c9b\",\"person\":\"ada\","
                        + "\"begunAt\":\"2026-10-01T00:00:00Z\",\"complete\":false,\"places\":[{\"provider\":\"local\","
                        + "\"gallery\":\"staff\",\"state\":\"WAITING\",\"listed\":\"\",\"search\":\"NOT_YET\",\"searched\":\"\","
                        + "\"reason\":\"\"}],\"furtherPlaces\":[]}";
        String sum = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        Path receipt = Files.writeString(
                folder.resolve("receipt.json"),
                content.substring(0, content.length() - 1) + ",\"sha256\":\"" + sum + "\"}");

        assertThat(run(0, old("erase", "--yes", "ada", "--probe", same, "--receipt", receipt))
                        .out()
                        .lines())
                .contains(
                        "erasure of ada, started at 2026-10-01T00:00:00Z: complete",
                        "  local staff: removed, not listed, not found by a search");
        assertThat(Files.readString(receipt))
                .contains("\"facebridge erasure receipt 3\"", "6f1c3c3a-9a4b-4b0e-8a6e-2f1f3f5d7c9b");
        assertThat(run(0, old("identify", "staff", same)).out()).doesNotContain("ada");
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
                .containsExactly(
                        "scripted failed: provider unavailable",
                        "MATCH, decided by local at threshold 0.4187 (false match rate 1e-4).");
        assertThat(run(0, add(words, "--fmr", "1e-4", "--json")).out())
                .contains(
                        "\"provider\":\"local\"",
                        "\"passedOver\":[{\"provider\":\"scripted\",\"error\":\"ProviderUnavailable\"}]");
    }
}
