package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store of the local provider that does not exist is not created by a command that only uses one. */
@Tag("models")
class MissingStoreTest {
    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path store;

    @BeforeEach
    void writeTheFiles() throws IOException {
        store = folder.resolve("gg");
        Run.picture(folder, "one.png", 200, 100);
        Run.picture(Files.createDirectories(folder.resolve("people/ada")), "1.png", 200, 100);
        Files.writeString(folder.resolve("records.csv"), "person,consent_expires\nada,2020-01-01T00:00:00Z\n");
        environment.put("XDG_CONFIG_HOME", folder.toString());
    }

    private Run run(String command) {
        return Run.in(environment, (Object[])
                command.replace("DIR", folder.toString()).split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gallery list",
                "gallery info staff",
                "gallery delete staff --yes",
                "gallery export staff DIR/new.fbg",
                "gallery migrate staff --to scripted --images DIR/people --journal DIR/m.jsonl",
                "enroll staff ada DIR/one.png",
                "enroll staff --from DIR/people --journal DIR/e.jsonl",
                "persons staff",
                "remove staff ada --yes",
                "erase ada --without-searching --yes",
                "retention --gallery staff --records DIR/records.csv",
                "verify staff ada DIR/one.png",
                "identify staff DIR/one.png",
                "duplicates staff --threshold 0.5",
                "redact DIR/one.png --out DIR/copies/ --except-enrolled staff --threshold 0.5",
                "detect DIR/one.png",
                "compare DIR/one.png DIR/one.png"
            })
    void a_misspelled_store_is_named_and_not_created(String command) {
        Run run = run(command + " --store DIR/gg");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .startsWith("There is no store " + store + "; name another with --store");
        assertThat(store).doesNotExist();
        assertThat(folder.resolve("copies")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "erase ada --without-searching --yes --provider scripted --also local,store=DIR/gg",
                "compare DIR/one.png DIR/one.png --fmr 1e-4 --provider scripted --failover local,store=DIR/gg"
            })
    void neither_is_that_of_a_further_provider(String command) {
        Run run = run(command);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).startsWith("There is no store " + store + "; name another with --store");
        assertThat(store).doesNotExist();
    }

    @Test
    void a_configured_store_is_named_with_its_place_and_the_command_that_creates_it() {
        environment.put("FACEBRIDGE_STORE", store.toString());

        Run run = run("gallery list");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("There is no store " + store + " (the environment variable FACEBRIDGE_STORE); create a"
                        + " gallery in it with \"facebridge gallery create GALLERY\"");
        assertThat(store).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"capabilities --provider local", "detect DIR/one.png", "redact DIR/one.png --out DIR/copies/"})
    void a_configured_store_is_not_created_by_a_command_that_uses_no_gallery(String command) {
        environment.put("FACEBRIDGE_STORE", store.toString());

        Run run = run(command);

        assertThat(run.err()).doesNotContain("store");
        assertThat(store).doesNotExist();
    }

    @Test
    void the_capabilities_with_a_store_that_does_not_exist_yet_are_those_with_galleries() {
        assertThat(run("capabilities --provider local --json --store DIR/gg").out())
                .contains("\"FaceGalleries\":\"NATIVE\"");
        environment.put("FACEBRIDGE_STORE", store.toString());
        assertThat(run("capabilities --provider local --json").out()).contains("\"FaceGalleries\":\"NATIVE\"");
        assertThat(store).doesNotExist();
    }

    @Test
    void the_first_gallery_creates_the_store() {
        assertThat(run("gallery create staff --store DIR/gg").exitCode()).isZero();
        assertThat(run("gallery list --store DIR/gg").out()).isEqualToIgnoringNewLines("staff");
    }

    @Test
    void a_dry_run_of_a_migration_does_not_create_the_store_of_the_target() {
        Run run = run("gallery migrate staff --dry-run --provider scripted --to local,store=DIR/gg --images DIR/people"
                + " --journal DIR/m.jsonl");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(store).doesNotExist();
    }
}
