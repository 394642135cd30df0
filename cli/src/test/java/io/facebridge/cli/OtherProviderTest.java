package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherProviderTest {
    @TempDir
    private Path folder;

    @Test
    void a_part_that_is_not_understood_is_not_shown_because_it_may_be_a_secret() {
        Run refused = failover("scripted,region=here,hush");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("NAME[,SETTING=VALUE...]").doesNotContain("hush");
    }

    @Test
    void a_comma_of_a_value_is_written_behind_a_backslash() {
        Run refused = failover("local,smallestFace=0\\,5");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("smallestFace", "\"0,5\"");
    }

    private Run failover(String other) {
        Path picture = Run.picture(folder, "one.png", 200, 100);
        return Run.of("compare", picture, picture, "--provider", "scripted", "--fmr", "1e-2", "--failover", other);
    }
}
