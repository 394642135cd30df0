package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.operations.privacy.ErasureReceipt;
import io.facebridge.testkit.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionCommandTest {
    @TempDir
    private Path folder;

    private Path records(String... lines) throws IOException {
        return Files.write(folder.resolve("records.csv"), List.of(lines));
    }

    private Run run(Object... words) {
        return Run.of(Stream.concat(
                        Stream.of("retention", "--provider", "local", "--store", folder.resolve("store")),
                        Stream.of(words))
                .toArray());
    }

    private void enroll(String gallery, String... persons) throws IOException {
        Path image = Files.write(
                folder.resolve("portrait.png"),
                TestImages.ofTheBuild().portrait().toByteArray());
        Object[] store = {"--provider", "local", "--store", folder.resolve("store")};
        assertThat(Run.of("gallery", "create", gallery, store[0], store[1], store[2], store[3])
                        .exitCode())
                .isZero();
        for (String person : persons) {
            assertThat(Run.of("enroll", gallery, person, image, store[0], store[1], store[2], store[3])
                            .exitCode())
                    .isZero();
        }
    }

    private List<String> persons(String gallery) {
        return Run.of("persons", gallery, "--provider", "local", "--store", folder.resolve("store"))
                .out()
                .lines()
                .toList();
    }

    private static List<ErasureReceipt> receipts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(RetentionCommandTest::read)
                    .map(ErasureReceipt::parse)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Tag("models")
    void without_yes_the_due_are_listed_with_their_reasons_and_no_person_is_erased() throws IOException {
        enroll("staff", "ada", "bob", "eve", "mary");
        Path records = records(
                "Person,Enrolled,Consent_Expires,badge",
                "ada,2020-01-01,2021-01-01,1",
                "bob,2020-01-01T00:00:00Z,,2",
                "eve," + Instant.now().minus(Duration.ofDays(1)) + ",2999-12-31,3",
                "zoe,2020-01-01,2021-01-01,4");

        Run run = run("--gallery", "staff", "--records", records, "--older-than", "365d", "--without-record");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "gallery staff: 4 people, 3 due for erasure",
                        "  person  reason",
                        "  ada     consent expired",
                        "  bob     enrolled too long",
                        "  mary    no record",
                        "Nothing was erased. To erase them, repeat the command with --yes.");
        assertThat(persons("staff")).containsExactly("ada", "bob", "eve", "mary");
    }

    @Test
    @Tag("models")
    void with_yes_the_due_are_erased_from_the_gallery_and_each_has_a_receipt() throws IOException {
        enroll("staff", "ada", "bob");
        enroll("visitors", "ada");
        Path records = records("person,consent_expires", "ada,2021-01-01", "bob,2999-01-01");
        Path receipts = folder.resolve("receipts");

        Run run = run("--gallery", "staff", "--records", records, "--receipts", receipts, "--yes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("gallery staff: 2 people, 1 due for erasure")
                .contains("local staff: removed, not listed, search disabled")
                .contains("list of records: excluded (is the application's, which removes the person from it)")
                .contains("1 of 1 erasure verified by listing.");
        assertThat(persons("staff")).containsExactly("bob");
        assertThat(persons("visitors")).as("not a named gallery").containsExactly("ada");
        assertThat(receipts(receipts)).singleElement().satisfies(receipt -> {
            assertThat(receipt.complete()).isTrue();
            assertThat(receipt.person().value()).isEqualTo("ada");
        });
        assertThat(run("--gallery", "staff", "--records", records, "--receipts", receipts, "--yes", "--json")
                        .out())
                .isEqualToIgnoringNewLines(
                        "{\"provider\":\"local\",\"dryRun\":false,\"galleries\":[{\"gallery\":\"staff\","
                                + "\"persons\":1,\"due\":[]}],\"receipts\":[],\"complete\":true}");
    }

    @Test
    @Tag("models")
    void a_gallery_that_does_not_exist_erases_no_person_of_the_others() throws IOException {
        enroll("staff", "ada");
        Path records = records("person,consent_expires", "ada,2021-01-01");

        Run run = run("--gallery", "staff", "--gallery", "stuff", "--records", records, "--yes");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(persons("staff")).containsExactly("ada");
    }

    @Test
    @Tag("models")
    void records_of_one_gallery_are_not_those_of_another() throws IOException {
        enroll("staff", "ada");
        enroll("visitors", "ada");
        Path records = records("gallery,person,consent_expires", "staff,ada,2021-01-01", "visitors,ada,2999-01-01");

        Run run = run("--gallery", "staff", "--gallery", "visitors", "--records", records, "--json");

        assertThat(run.out())
                .isEqualToIgnoringNewLines("{\"provider\":\"local\",\"dryRun\":true,\"galleries\":["
                        + "{\"gallery\":\"staff\",\"persons\":1,\"due\":[{\"person\":\"ada\",\"reason\":\"CONSENT_EXPIRED\"}]},"
                        + "{\"gallery\":\"visitors\",\"persons\":1,\"due\":[]}],\"receipts\":[],\"complete\":null}");
    }

    /** The scripted galleries remember nothing: a removed person is still listed. */
    @Test
    void an_erasure_that_is_not_verified_is_exit_code_4_and_is_continued() throws IOException {
        Path records = records("person,consent_expires", "ada,2021-01-01");
        Path receipts = folder.resolve("receipts");
        Object[] words = {
            "retention",
            "--provider",
            "scripted",
            "--gallery",
            "staff",
            "--records",
            records,
            "--receipts",
            receipts,
            "--yes"
        };

        Run run = Run.of(words);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out()).contains("still found", "0 of 1 erasure verified by listing.");
        List<ErasureReceipt> first = receipts(receipts);
        assertThat(first)
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.complete()).isFalse());
        assertThat(Run.of(words).exitCode()).isEqualTo(4);
        assertThat(receipts(receipts))
                .singleElement()
                .satisfies(receipt ->
                        assertThat(receipt.id()).isEqualTo(first.get(0).id()));
    }

    @Test
    void records_of_other_people_do_not_make_all_people_due() throws IOException {
        Path records = records("person", "zoe");

        Run run = Run.of(
                "retention", "--provider", "scripted", "--gallery", "staff", "--records", records, "--without-record");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("all people in gallery staff would be due", "check the file and the gallery");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "person/ada || o rule makes a person due",
                "person,consent_expire/ada,2021-01-01 || but \"consent_expire\"; add it",
                "who/ada | --without-record | names of its columns",
                "person,enrolled/ada,2020 | --older-than 1d | ine 2 of",
                "person,enrolled/ada, | --older-than 1d | without a value in its column enrolled",
                "person/ada | --older-than 1d | has no column enrolled",
                "person,enrolled/ada,2020-01-01 | --older-than year | must be a duration",
                "person,enrolled/ada,2020-01-01 | --older-than 0d | more than zero",
                "person,consent_expires/ada || as many values as the first line",
                "person,consent_expires/,2021-01-01 || must name a person",
                "person,consent_expires/ada,2021-01-01/ada,2022-01-01 || two records of one person"
            })
    void records_or_rules_that_decide_nothing_are_wrong_usage(String lines, String options, String fault)
            throws IOException {
        Path records = records(lines.split("/"));
        Stream<Object> words =
                Stream.of("retention", "--provider", "scripted", "--gallery", "staff", "--records", records, "--yes");

        Run run = Run.of(Stream.concat(words, options == null ? Stream.of() : Stream.of(options.split(" ")))
                .toArray());

        assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains(fault);
    }
}
