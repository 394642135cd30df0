package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.emulator.TencentEmulator;
import io.facebridge.local.LocalFaces;
import io.facebridge.testkit.CachingFaces;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The commands through the vendor's own client, against the emulator; the build sets the credentials in the environment. */
@Tag("models")
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TencentProviderTest {
    private final CachingFaces backing = new CachingFaces(LocalFaces.create());
    private final TencentEmulator emulator = TencentEmulator.backedBy(backing)
            .credentials(System.getenv("TENCENTCLOUD_SECRET_ID"), System.getenv("TENCENTCLOUD_SECRET_KEY"))
            .start();

    @AfterAll
    void close() {
        emulator.close();
        backing.close();
    }

    @Test
    void every_command_works() {
        String photographs = System.getProperty("facebridge.photographs");
        String ada = photographs + "/sample1.jpg";
        String bob = photographs + "/sample2.jpg";

        assertThat(answer("capabilities").out()).contains("\"DuplicateFinder\":\"ABSENT\"");
        answer("gallery", "create", "staff");
        answer("enroll", "staff", "ada", ada, "--face", "largest");
        answer("enroll", "staff", "bob", bob, "--face", "largest");
        assertThat(answer("gallery", "info", "staff").out()).contains("\"persons\":2,\"faces\":2");
        assertThat(answer("persons", "staff").out()).contains("\"person\":\"bob\"");
        assertThat(answer("detect", ada).out().split("\"box\"", -1)).hasSize(3 + 1);
        assertThat(answer("compare", "--fmr", "1e-4", ada, ada).out())
                .contains("\"score\":100.0", "\"outcome\":\"MATCH\"", "PUBLISHED_TABLE");
        assertThat(answer("identify", "--threshold", "60", "--face", "largest", "staff", ada)
                        .out())
                .contains("\"person\":\"ada\"", "\"outcome\":\"MATCH\"");
        assertThat(answer("verify", "--threshold", "60", "--face", "largest", "staff", "ada", ada)
                        .out())
                .contains("\"outcome\":\"MATCH\"");
        assertThat(answer("liveness", ada).out()).contains("\"live\":");
        assertThat(answer("liveness-session", "open", "login-7", "--set", "site=international")
                        .out())
                .contains("\"region\":\"ap-singapore\"");
        answer("remove", "staff", "ada", "--yes");
        assertThat(answer("persons", "staff").out()).doesNotContain("\"person\":\"ada\"");
        answer("gallery", "delete", "staff", "--yes");
        assertThat(answer("gallery", "list").out()).contains("\"galleries\":[]");
    }

    private Run answer(Object... command) {
        List<Object> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(
                "--json", "--provider", "tencent", "--region", "ap-singapore", "--endpoint", emulator.endpoint()));
        Run run = Run.of(words.toArray());
        assertThat(run.exitCode()).as(words + ": " + run.err()).isZero();
        return run;
    }
}
