package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ProviderOptionsTest {
    /** A command with these options alone. */
    @Command
    private static final class Asking {
        @Mixin
        private final ProviderOptions options = new ProviderOptions();
    }

    private static String target(String... words) {
        Asking command = new Asking();
        var unused = new CommandLine(command).parseArgs(words);
        return command.options.target();
    }

    @Test
    void a_store_is_the_same_whatever_models_and_keys_it_is_opened_with() {
        String target = target("--store", "galleries");

        assertThat(target(
                        "--store",
                        "galleries",
                        "--models",
                        "files",
                        "--store-key-file",
                        "2027=new",
                        "--old-store-key-file",
                        "2026=old"))
                .isEqualTo(target);
        assertThat(ProviderOptions.target(
                        "local",
                        Map.of(
                                "store",
                                "galleries",
                                "models",
                                "files",
                                "storeKeyFile",
                                "2027=new",
                                "oldStoreKeyFiles",
                                "2026=old")))
                .isEqualTo(target);
    }

    @Test
    void a_store_is_the_same_if_it_is_given_by_set() {
        assertThat(target("--provider", "local", "--set", "store=galleries", "--set", "storeKeyFile=2027=new"))
                .isEqualTo(target("--store", "galleries"));
    }

    @Test
    void services_differ_by_region_endpoint_and_further_settings() {
        assertThat(target("--provider", "aws", "--region", "eu-west-1"))
                .isEqualTo(ProviderOptions.target("aws", Map.of("region", "eu-west-1")))
                .isNotEqualTo(target("--provider", "aws", "--region", "eu-west-2"))
                .isNotEqualTo(target("--provider", "aws", "--region", "eu-west-1", "--endpoint", "http://localhost"));
        assertThat(target("--provider", "tencent", "--set", "site=international"))
                .isEqualTo(ProviderOptions.target("tencent", Map.of("site", "international")))
                .isNotEqualTo(target("--provider", "tencent"));
    }
}
