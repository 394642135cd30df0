package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderSpecTest {
    @TempDir
    private Path folder;

    @Test
    void a_part_that_is_not_understood_is_not_shown_because_it_may_be_a_secret() {
        Run refused = failover("scripted,region=here,hush");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("NAME[,SETTING=VALUE...]").doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aHVzaC1odXNo=", "aHVzaC1odXNo=="})
    void a_part_that_ends_as_a_key_does_is_not_shown(String text) {
        Run refused = failover("scripted,region=here," + text);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("NAME[,SETTING=VALUE...]").doesNotContain("aHVz");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "local,C:\\galleries\\\\,searchThreads=x; C:\\galleries\\",
                "local,a\\\\\\,b,searchThreads=x; a\\,b",
                "local,\\\\server\\share,searchThreads=x; \\\\server\\share",
                "local,a\\,b\\,c,searchThreads=x; a,b,c",
                "local,a\\\\\\\\,searchThreads=x; a\\\\"
            },
            delimiter = ';')
    void a_backslash_before_a_comma_is_written_twice_and_swallows_no_setting(String text, String store) {
        String other = text.replaceFirst("local,", "local,smallestFace=");

        assertThat(failover(other).err()).contains("smallestFace", "\"" + store + "\"");
        assertThat(ProviderSpec.target(new ProviderOptions(), text.replaceFirst("local,", "local,store=")))
                .isEqualTo(ProviderOptions.target("local", Map.of("store", store)));
    }

    @Test
    void a_backslash_at_the_end_is_one() {
        assertThat(ProviderSpec.target(new ProviderOptions(), "local,store=a\\"))
                .isEqualTo(ProviderOptions.target("local", Map.of("store", "a\\")));
    }

    @Test
    void a_comma_of_a_value_is_written_behind_a_backslash() {
        Run refused = failover("local,smallestFace=0\\,5");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("smallestFace", "\"0,5\"");
    }

    @Test
    void a_gallery_stays_the_same_one_when_a_key_or_a_deadline_changes() {
        String before = ProviderOptions.target("aws", Map.of("region", "here", "keyId", "id", "key", "old"));

        assertThat(before)
                .isEqualTo(ProviderOptions.target("aws", Map.of("region", "here", "keyId", "id", "key", "new")))
                .isEqualTo(ProviderOptions.target("aws", Map.of("region", "here", "keyId", "2", "deadline", "5s")))
                .isEqualTo(ProviderOptions.target("aws", Map.of("region", "here", "keyId", "id", "keyFile", "file")))
                .isNotEqualTo(ProviderOptions.target("aws", Map.of("region", "there", "keyId", "id", "key", "old")))
                .isNotEqualTo(ProviderOptions.target("aws", Map.of("region", "here", "galleryPrefix", "a.")))
                .doesNotContain("old");
    }

    private Run failover(String other) {
        Path picture = Run.picture(folder, "one.png", 200, 100);
        return Run.of("compare", picture, picture, "--provider", "scripted", "--fmr", "1e-2", "--failover", other);
    }
}
