package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the libraries bring into an application, as the build found it (see maven-dependency-plugin in the parent pom). */
class DependenciesTest {
    private static final List<String> LIBRARIES = List.of(
            "core",
            "remote",
            "templates",
            "evaluation",
            "operations",
            "provider-local",
            "provider-aws",
            "provider-tencent",
            "provider-azure",
            "emulators");
    private static final Pattern VERSION_OF_OURS = Pattern.compile("(io\\.facebridge:[a-z-]+):jar:[^:\\s]+");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core",
                "remote",
                "templates",
                "evaluation",
                "operations",
                "provider-local",
                "provider-aws",
                "provider-tencent",
                "provider-azure",
                "emulators"
            })
    void no_library_brings_a_second_network_stack_a_second_language_or_a_second_mathematics(String library)
            throws IOException {
        assertThat(tree(library))
                .hasSizeGreaterThan(2)
                .noneMatch(
                        line -> line.matches(
                                ".*(io\\.netty|org\\.jetbrains\\.kotlin|org\\.scala-lang|commons-math|guava|log4j-core|logback).*"));
    }

    @Test
    void core_knows_no_vendor_and_no_other_library_of_ours() throws IOException {
        assertThat(tree("core").stream().skip(1))
                .noneMatch(
                        line -> line.matches(".*(io\\.facebridge|software\\.amazon|com\\.tencent|com\\.azure|onnx).*"));
    }

    @Test
    void the_documentation_shows_the_trees_as_they_are() throws IOException {
        StringBuilder trees = new StringBuilder();
        for (String library : LIBRARIES) {
            trees.append("\n### ").append(library).append("\n\n```\n");
            shown(tree(library)).forEach(line -> trees.append(line).append('\n'));
            trees.append("```\n");
        }
        Pages.holds("docs/reference/dependencies.md", "trees", trees.substring(1));
    }

    /** What core brings is shown once, for core. */
    private static List<String> shown(List<String> tree) {
        List<String> shown = new ArrayList<>();
        int beneathCore = Integer.MAX_VALUE;
        for (String line : tree) {
            int depth = depth(line);
            if (depth <= beneathCore) {
                boolean isCore = depth > 0 && line.contains("io.facebridge:facebridge-core");
                beneathCore = isCore ? depth : Integer.MAX_VALUE;
                shown.add(VERSION_OF_OURS
                        .matcher(line)
                        .replaceAll("$1")
                        .replace(":jar:", ":")
                        .replaceFirst(":(compile|runtime)", "")
                        .stripTrailing());
            }
        }
        return shown;
    }

    static int depth(String line) {
        int place = 0;
        while (place < line.length() && "|+\\- ".indexOf(line.charAt(place)) >= 0) {
            place++;
        }
        return place / 3;
    }

    private static List<String> tree(String library) throws IOException {
        return Files.readAllLines(CompiledModules.root().resolve(library).resolve("target/dependency-tree.txt"));
    }
}
