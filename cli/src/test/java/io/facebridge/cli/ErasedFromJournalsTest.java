package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.testkit.TestPhotographs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code erase} and what {@code enroll --from} and {@code gallery migrate} have noted of the person. */
@Tag("models")
class ErasedFromJournalsTest {
    private static final String ADA = "ada-lovelace-4711";

    private final Path folder;
    private final Path people;
    private final Path probe;

    ErasedFromJournalsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        TestPhotographs photographs = TestPhotographs.ofTheBuild();
        people = Files.createDirectory(folder.resolve("people"));
        Files.write(
                Files.createDirectory(people.resolve(ADA)).resolve(ADA + ".png"),
                photographs.portrait().toByteArray());
        Files.write(
                Files.createDirectory(people.resolve("bob")).resolve("1.png"),
                photographs.otherPerson().toByteArray());
        probe = Files.write(folder.resolve("probe.png"), photographs.samePerson().toByteArray());
        run(0, "gallery", "create", "staff");
    }

    @AfterEach
    void the_state_folder_is_left_empty() throws IOException {
        for (Path journal : journalsOfTheUser()) {
            Files.deleteIfExists(journal);
        }
    }

    private Run run(int exitCode, Object... words) {
        List<Object> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--provider", "local", "--store", folder.resolve("store")));
        Run run = Run.of(all.toArray());
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
        return run;
    }

    private static List<Path> journalsOfTheUser() throws IOException {
        Path journals = StateFolder.ofTheUser().resolve("enroll");
        if (!Files.isDirectory(journals)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(journals)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    private static boolean names(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(ADA);
    }

    @Test
    void an_erasure_reaches_the_journals_in_the_state_folder_and_a_bulk_enrollment_does_not_enroll_the_person_again()
            throws IOException {
        run(0, "enroll", "staff", "--from", people);
        assertThat(journalsOfTheUser()).anyMatch(journal -> {
            try {
                return names(journal);
            } catch (IOException e) {
                return false;
            }
        });

        Run erased = run(0, "erase", ADA, "--probe", probe);

        List<String> naming = new ArrayList<>();
        for (Path journal : journalsOfTheUser()) {
            if (names(journal)) {
                naming.add(journal.toString());
            }
        }
        Run again = Run.of("enroll", "--provider", "local", "--store", folder.resolve("store"), "staff", "--from", people);
        assertThat(run(0, "persons", "staff").out().lines()).as(again.out()).containsExactly("bob");
        assertThat(again.out()).contains("bob in an earlier run");
        assertThat(naming).isEmpty();
        assertThat(erased.out()).contains("enrollment journals");
    }

    @Test
    void a_journal_that_is_open_elsewhere_leaves_the_erasure_unproven_until_it_is_given_again() throws IOException {
        Path bulk = folder.resolve("bulk.jsonl");
        Path receipt = folder.resolve("receipt.json");
        run(0, "enroll", "staff", "--from", people, "--journal", bulk);
        Object[] erase = {"erase", ADA, "--probe", probe, "--journal", bulk, "--receipt", receipt};

        try (EnrolmentLog open = EnrolmentLog.open(bulk, "elsewhere")) {
            assertThat(open).isNotNull();
            Run first = run(4, erase);
            assertThat(first.err()).contains("the journal " + bulk + " is used by another enrollment");
            assertThat(first.out()).contains("enrollment journal " + bulk + ": failed (CommandFailedException)");
        }
        assertThat(names(bulk)).isTrue();
        assertThat(run(2, "erase", ADA, "--probe", probe, "--receipt", receipt).err())
                .contains("enrollment journal " + bulk);

        assertThat(run(0, erase).out()).contains("enrollment journal " + bulk + ": removed 1, none left");
        assertThat(names(bulk)).isFalse();
    }

    @Test
    void a_journal_of_another_gallery_or_store_keeps_the_person() throws IOException {
        run(0, "gallery", "create", "guests");
        run(0, "enroll", "guests", "--from", people);
        Path elsewhere = folder.resolve("elsewhere");
        Run.of("gallery", "create", "staff", "--provider", "local", "--store", elsewhere);
        Run.of("enroll", "staff", "--from", people, "--provider", "local", "--store", elsewhere);
        run(0, "enroll", "staff", "--from", people);

        Run erased = run(0, "erase", ADA, "--probe", probe, "--gallery", "staff");

        assertThat(erased.out()).containsPattern("enrollment journals in .*: removed 1, none left");
        assertThat(run(0, "enroll", "guests", "--from", people).out())
                .contains(ADA + ".png: enrolled as " + ADA + " in an earlier run");
        Run again = run(3, "enroll", "staff", "--from", people);
        assertThat(again.out()).contains("refused: the person was erased", "1 enrolled, 1 refused", "erased");
    }

    @Test
    void a_journal_that_was_mistyped_is_wrong_usage_and_nothing_is_removed() {
        run(0, "enroll", "staff", "--from", people);

        assertThat(run(2, "erase", ADA, "--probe", probe, "--journal", folder.resolve("bulkk"))
                        .err())
                .contains("bulkk is not there");
        assertThat(run(0, "persons", "staff").out()).contains(ADA);
    }

    @Test
    void a_migration_that_is_run_again_does_not_move_a_person_who_was_erased() throws IOException {
        Path bulk = folder.resolve("bulk.jsonl");
        run(0, "enroll", "staff", "--from", people, "--journal", bulk);
        Path journal = folder.resolve("migration");
        Path moved = folder.resolve("new");
        Object[] migrate = {
            "gallery", "migrate", "staff", "--images", people, "--journal", journal, "--to", "local,store=" + moved
        };
        run(0, migrate);

        Run erased = Run.of("erase", ADA, "--provider", "local", "--store", moved, "--probe", probe, "--journal", journal,
                "--journal", bulk);

        Run again = run(0, migrate);
        assertThat(Run.of("persons", "--provider", "local", "--store", moved, "staff").out().lines())
                .as(again.out())
                .containsExactly("bob");
        assertThat(again.out()).contains("1 erased");
        assertThat(erased.out()).contains("migration journal " + journal, "enrollment journal " + bulk);
        assertThat(names(journal)).isFalse();
        assertThat(names(bulk)).isFalse();
    }
}
