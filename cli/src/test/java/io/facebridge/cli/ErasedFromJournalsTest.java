package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.gallery.PersonId;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.testkit.TestImages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code erase} and what {@code enroll --from} and {@code gallery migrate} have noted of the person. */
@Tag("models")
@Tag("slow")
class ErasedFromJournalsTest {
    private static final String ADA = "ada-lovelace-1815";

    private final Path folder;
    private final Path people;
    private final Path probe;

    ErasedFromJournalsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        TestImages photographs = TestImages.ofTheBuild();
        people = Files.createDirectory(folder.resolve("people"));
        Files.write(
                Files.createDirectory(people.resolve(ADA)).resolve(ADA + ".png"),
                photographs.portrait().toByteArray());
        Files.write(
                Files.createDirectory(people.resolve("bob")).resolve("1.png"),
                photographs.otherPerson().toByteArray());
        probe = Files.write(
                folder.resolve("probe.png"), photographs.samePerson().toByteArray());
        run(0, "gallery", "create", "staff");
    }

    private Run run(int exitCode, Object... words) {
        List<Object> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--provider", "local", "--store", folder.resolve("store")));
        Run run = Run.of(all.toArray());
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
        return run;
    }

    private static boolean names(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(ADA);
    }

    /** The others in the folder are of tests that run beside this one. */
    private static Path journal(Run enrollment) {
        Matcher said = Pattern.compile("\"journal\":\"([^\"]+)\"").matcher(enrollment.out());
        assertThat(said.find()).as(enrollment.out()).isTrue();
        return Path.of(said.group(1));
    }

    @Test
    void an_erasure_reaches_the_journals_in_the_state_folder_and_a_bulk_enrollment_does_not_enroll_the_person_again()
            throws IOException {
        Path journal = journal(run(0, "enroll", "staff", "--from", people, "--json"));
        assertThat(journal).hasParent(StateFolder.ofTheUser().orElseThrow().resolve("enroll"));
        assertThat(names(journal)).isTrue();

        Run erased = run(0, "erase", "--yes", ADA, "--probe", probe);

        assertThat(erased.out()).containsPattern("enrollment journals in .*: removed 1, none left");
        assertThat(names(journal)).isFalse();
        Run again = run(3, "enroll", "staff", "--from", people);
        assertThat(again.out())
                .contains("bob in an earlier run", "rejected: The person was erased", "1 enrolled, 1 rejected");
        assertThat(run(0, "persons", "staff").out().lines()).containsExactly("bob");
        assertThat(names(journal)).isFalse();
    }

    @Test
    void a_journal_that_is_open_or_mistyped_is_not_said_to_be_without_the_person() throws IOException {
        Path bulk = folder.resolve("bulk.jsonl");
        Path receipt = folder.resolve("receipt.json");
        run(0, "enroll", "staff", "--from", people, "--journal", bulk);
        assertThat(run(2, "erase", "--yes", ADA, "--probe", probe, "--journal", folder.resolve("bulkk"))
                        .err())
                .contains("bulkk does not exist");
        Object[] erase = {"erase", "--yes", ADA, "--probe", probe, "--journal", bulk, "--receipt", receipt};

        try (EnrollmentLog open = EnrollmentLog.open(bulk, "elsewhere")) {
            assertThat(open).isNotNull();
            Run first = run(4, erase);
            assertThat(first.err()).contains("The journal " + bulk + " is in use by another enrollment");
            assertThat(first.out()).contains("enrollment journal " + bulk + ": failed (command failed)");
        }
        assertThat(names(bulk)).isTrue();
        assertThat(run(2, "erase", "--yes", ADA, "--probe", probe, "--receipt", receipt)
                        .err())
                .contains("enrollment journal " + bulk);

        assertThat(run(0, erase).out()).contains("enrollment journal " + bulk + ": removed 1, none left");
        assertThat(names(bulk)).isFalse();
    }

    @Test
    void a_file_that_is_no_journal_is_wrong_usage_before_anything_is_erased_and_stays_as_it_is() throws IOException {
        run(0, "enroll", "staff", ADA, people.resolve(ADA).resolve(ADA + ".png"));
        Path list = Files.writeString(folder.resolve("people.csv"), "person,image\n" + ADA + ",1.png\nbob,2.png\n");
        Path picture = Files.copy(probe, folder.resolve("picture.png"));
        Path log = folder.resolve("decisions.jsonl");
        try (DecisionLog open = DecisionLog.builder(log).open()) {
            open.onEvent(AuditEvent.builder(AuditEvent.Kind.ENROLLMENT, Instant.EPOCH)
                    .person(new PersonId(ADA))
                    .build());
        }
        Path hole = folder.resolve("hole");
        try (RandomAccessFile large = new RandomAccessFile(hole.toFile(), "rw")) {
            large.setLength(3L << 30);
        }
        Path receipt = folder.resolve("receipt.json");
        for (Path file : List.of(list, picture, log)) {
            byte[] before = Files.readAllBytes(file);

            Run refused = run(2, "erase", "--yes", ADA, "--probe", probe, "--journal", file, "--receipt", receipt);

            assertThat(refused.err()).contains(file + " is not an enrollment journal");
            assertThat(refused.out()).isEmpty();
            assertThat(file).hasBinaryContent(before);
        }
        assertThat(run(2, "erase", "--yes", ADA, "--probe", probe, "--journal", hole)
                        .err())
                .contains(hole + " is not an enrollment journal");
        assertThat(receipt).doesNotExist();
        assertThat(run(0, "persons", "staff").out().lines()).containsExactly(ADA);
    }

    @Test
    void an_erasure_reaches_the_journals_of_a_sealed_store_however_its_key_is_given() throws IOException {
        Path sealed = folder.resolve("sealed");
        Path key = folder.resolve("key");
        OwnerOnly.replace(key, Base64.getEncoder().encode(new byte[32]));
        Object[] into = {"--provider", "local", "--store", sealed, "--store-key-file", "2026=" + key};
        assertThat(Run.of(add(into, "gallery", "create", "staff")).exitCode()).isZero();
        Path journal = journal(Run.of(add(into, "enroll", "staff", "--from", people, "--json")));
        assertThat(names(journal)).isTrue();

        Run erased = Run.of(
                "erase",
                "--yes",
                ADA,
                "--probe",
                probe,
                "--provider",
                "local",
                "--set",
                "store=" + sealed,
                "--set",
                "storeKeyFile=2026=" + key);

        assertThat(erased.exitCode()).as(erased.out() + erased.err()).isZero();
        assertThat(erased.out()).containsPattern("enrollment journals in .*: removed 1, none left");
        assertThat(names(journal)).isFalse();
        assertThat(Run.of(add(into, "enroll", "staff", "--from", people)).out())
                .contains("rejected: The person was erased");
        assertThat(Run.of(add(into, "persons", "staff")).out().lines()).containsExactly("bob");
    }

    @Test
    void an_erasure_reaches_the_journals_of_an_enrollment_with_other_settings_of_the_same_store() throws IOException {
        Path journal = journal(run(
                0,
                "enroll",
                "staff",
                "--from",
                people,
                "--json",
                "--set",
                "searchThreads=4",
                "--set",
                "smallestFace=0.03"));
        assertThat(names(journal)).isTrue();

        Run erased = run(0, "erase", "--yes", ADA, "--probe", probe);

        assertThat(erased.out()).containsPattern("enrollment journals in .*: removed 1, none left");
        assertThat(names(journal)).isFalse();
        assertThat(run(3, "enroll", "staff", "--from", people, "--set", "personScoring=2")
                        .out())
                .contains("rejected: The person was erased", "1 enrolled, 1 rejected");
    }

    @Test
    void a_journal_of_an_earlier_version_is_reached_with_the_settings_that_it_was_written_with() throws IOException {
        Path journal = ofAnEarlierVersion("grace-hopper-1906");
        try {
            Run erased =
                    run(0, "erase", "--yes", "grace-hopper-1906", "--without-searching", "--set", "searchThreads=4");

            assertThat(erased.out()).containsPattern("enrollment journals in .*: removed 1, none left");
            assertThat(journal).content().doesNotContain("grace-hopper-1906");
        } finally {
            Files.deleteIfExists(journal);
        }
    }

    @Test
    void a_journal_of_an_earlier_version_that_may_be_of_the_gallery_is_named_and_not_said_to_be_without_the_person()
            throws IOException {
        Path journal = ofAnEarlierVersion("mary-somerville-1780");
        try {
            Run unproven = run(4, "erase", "--yes", "mary-somerville-1780", "--without-searching");
            assertThat(unproven.err()).contains(journal.toString(), "--journal", "earlier version");
            assertThat(journal).content().contains("mary-somerville-1780");
            assertThat(run(4, "erase", "--yes", "mary-somerville-1780", "--without-searching", "--json")
                            .err())
                    .startsWith("{\"error\":{\"type\":\"Input\",\"message\":\"")
                    .contains(journal.toString());

            run(0, "erase", "--yes", "mary-somerville-1780", "--without-searching", "--journal", journal);
            assertThat(journal).content().doesNotContain("mary-somerville-1780");
        } finally {
            Files.deleteIfExists(journal);
        }
    }

    @Test
    void an_enrollment_goes_on_with_a_journal_of_an_earlier_version_and_the_settings_of_then() throws IOException {
        Object[] enroll = {"enroll", "staff", "--from", people, "--set", "searchThreads=4"};
        Path journal = journal(run(0, add(new Object[] {"--json"}, enroll)));
        String now = Files.readString(journal);
        Files.delete(journal);
        Path before = folder.resolve("before.jsonl");
        Files.writeString(
                before,
                now.replaceAll("\"target\":\"[^\"]*\"", "\"target\":\"" + earlierTarget() + "\"")
                        .replaceAll(",\"format\":\"[^\"]*\"", ""));

        assertThat(run(0, add(new Object[] {"--journal", before}, enroll)).out())
                .contains("2 enrolled, 0 rejected, 2 of them in an earlier run.");
    }

    /** As an enrollment with {@code searchThreads=4} was noted when every setting but some was a part of the target. */
    private Path ofAnEarlierVersion(String person) throws IOException {
        Path journals = Files.createDirectories(BulkEnrollment.journals().orElseThrow());
        String line = "{\"provider\":\"local\",\"gallery\":\"staff\",\"target\":\"" + earlierTarget()
                + "\",\"person\":\"" + person + "\",\"image\":\"1.png\",\"picture\":\"1-1\","
                + "\"options\":\"quality=standard face=only\",\"verdict\":\"enrolled\"}\n";
        return Files.writeString(journals.resolve(person + ".jsonl"), line);
    }

    private String earlierTarget() throws IOException {
        Path store = folder.resolve("store").toRealPath();
        return BulkEnrollment.target("local\n" + store + "\nnull\nnull\n{searchThreads=4}", "staff");
    }

    private static Object[] add(Object[] options, Object... words) {
        return Stream.concat(Stream.of(words), Stream.of(options)).toArray();
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

        Run erased = Run.of(
                "erase",
                "--yes",
                ADA,
                "--provider",
                "local",
                "--store",
                moved,
                "--probe",
                probe,
                "--journal",
                journal,
                "--journal",
                bulk);

        Run again = run(0, migrate);
        assertThat(Run.of("persons", "--provider", "local", "--store", moved, "staff")
                        .out()
                        .lines())
                .as(again.out())
                .containsExactly("bob");
        assertThat(again.out()).contains("1 erased");
        assertThat(erased.out()).contains("migration journal " + journal, "enrollment journal " + bulk);
        assertThat(names(journal)).isFalse();
        assertThat(names(bulk)).isFalse();
    }
}
