package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.emulator.AzureEmulator;
import io.facebridge.local.LocalFaces;
import io.facebridge.testkit.CachingFaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The commands through the vendor's own client, against the emulator; the build sets the key in the environment. */
@Tag("models")
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AzureProviderTest {
    private final CachingFaces backing = new CachingFaces(LocalFaces.create());
    private final AzureEmulator emulator =
            AzureEmulator.backedBy(backing).key(System.getenv("AZURE_FACE_KEY")).start();

    @AfterAll
    void close() {
        emulator.close();
        backing.close();
    }

    @Test
    void every_command_works(@TempDir Path folder) throws IOException {
        String photographs = System.getProperty("facebridge.photographs");
        String ada = photographs + "/sample1.jpg";
        String bob = photographs + "/sample2.jpg";
        Path certificate = Files.writeString(folder.resolve("emulator.pem"), emulator.certificatePem());

        assertThat(answer(certificate, "capabilities").out())
                .contains("\"DuplicateFinder\":\"ABSENT\"", "\"LivenessSessions\":\"ABSENT\"");
        answer(certificate, "gallery", "create", "staff");
        answer(certificate, "enroll", "staff", "ada", ada, "--face", "largest");
        answer(certificate, "enroll", "staff", "bob", bob, "--face", "largest", "--quality", "lenient");
        assertThat(answer(certificate, "gallery", "info", "staff").out()).contains("\"recognition_04\"");
        assertThat(answer(certificate, "persons", "staff").out()).contains("\"person\":\"ada\"", "\"person\":\"bob\"");
        assertThat(answer(certificate, "detect", ada).out().split("\"box\"", -1))
                .hasSize(3 + 1);
        assertThat(answer(
                                certificate,
                                "compare",
                                "--fmr",
                                "1e-4",
                                "--face",
                                "largest",
                                "--set",
                                "recognitionModel=recognition_03",
                                ada,
                                ada)
                        .out())
                .contains("\"outcome\":\"MATCH\"", "PUBLISHED_TABLE");
        assertThat(answer(certificate, "identify", "--threshold", "0.6", "--face", "largest", "staff", ada)
                        .out())
                .contains("\"person\":\"ada\"", "\"outcome\":\"MATCH\"");
        assertThat(answer(certificate, "verify", "--threshold", "0.6", "--face", "largest", "staff", "ada", ada)
                        .out())
                .contains("\"outcome\":\"MATCH\"");
        assertThat(answer(certificate, "liveness-session", "open", "account-7", "--set", "correlationIds=memory")
                        .out())
                .contains("\"session\":");
        answer(certificate, "remove", "staff", "ada", "--yes");
        assertThat(answer(certificate, "persons", "staff").out()).doesNotContain("\"person\":\"ada\"");
        answer(certificate, "gallery", "delete", "staff", "--yes");
        assertThat(answer(certificate, "gallery", "list").out()).contains("\"galleries\":[]");
    }

    private Run answer(Path certificate, Object... command) {
        List<Object> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(
                "--json",
                "--provider",
                "azure",
                "--endpoint",
                emulator.endpoint(),
                "--set",
                "certificate=" + certificate));
        Run run = Run.of(words.toArray());
        assertThat(run.exitCode()).as(words + ": " + run.err()).isZero();
        return run;
    }
}
