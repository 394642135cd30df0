package io.facebridge.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the modules are: how large, what they bring to their users, and which of them use which. */
class ModulesTest {
    /** The modules that each module may use, besides the JDK and third parties; the command line may use all. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("core", Set.of()),
            Map.entry("remote", Set.of("core")),
            Map.entry("templates", Set.of("core")),
            Map.entry("evaluation", Set.of("core")),
            Map.entry("operations", Set.of("core")),
            Map.entry("provider-aws", Set.of("core", "remote")),
            Map.entry("provider-tencent", Set.of("core", "remote")),
            Map.entry("provider-azure", Set.of("core", "remote")),
            Map.entry("provider-local", Set.of("core", "templates")),
            Map.entry("emulators", Set.of("core", "templates")),
            Map.entry("testkit", Set.of("core", "remote", "templates", "evaluation")));

    private static final int MAX_PUBLIC_TYPES_OF_CORE = 105;
    private static final int MAX_JARS_OF_THE_LOCAL_PROVIDER = 14;

    private static final CompiledModules MODULES = CompiledModules.open();

    @Test
    void the_documentation_shows_the_modules_as_they_are() throws IOException {
        StringBuilder table = new StringBuilder(
                        "| module | public types | third-party jars for its user | their MB |\n")
                .append("|---|---:|---:|---:|\n");
        System.out.printf("%-17s %7s %13s %17s %6s%n", "module", "lines", "public types", "third-party jars", "MB");
        for (String module : MODULES.libraryNames()) {
            List<Path> jars = thirdPartyJars(module);
            String size = String.format(Locale.ROOT, "%.1f", megabytes(jars));
            table.append("| `%s` | %d | %d | %s |\n"
                    .formatted(module, publicTypes(module).size(), jars.size(), size));
            System.out.printf(
                    "%-17s %7d %13d %17d %6s%n",
                    module, lines(module), publicTypes(module).size(), jars.size(), size);
        }
        Pages.holds("docs/reference/dependencies.md", "modules", table.toString());
    }

    @Test
    void core_is_small_enough_to_be_known() {
        assertThat(publicTypes("core")).hasSizeLessThanOrEqualTo(MAX_PUBLIC_TYPES_OF_CORE);
    }

    @Test
    void the_local_provider_brings_few_jars() throws IOException {
        assertThat(thirdPartyJars("provider-local")).hasSizeLessThanOrEqualTo(MAX_JARS_OF_THE_LOCAL_PROVIDER);
    }

    @Test
    void every_library_has_its_arrows_and_no_module_uses_another_one() {
        assertThat(ARROWS.keySet()).containsExactlyInAnyOrderElementsOf(MODULES.libraryNames());
        assertThat(arrows())
                .allSatisfy((module, used) -> assertThat(used)
                        .as("modules that %s uses", module)
                        .isSubsetOf(ARROWS.getOrDefault(module, Set.of())));
    }

    @Test
    void the_documentation_shows_the_arrows_as_they_are() throws IOException {
        StringBuilder text = new StringBuilder("```\n");
        arrows().forEach((module, used) ->
                text.append("%-17s%s\n".formatted(module, used.isEmpty() ? "" : "→ " + String.join(", ", used))));
        System.out.print(text.substring(4));
        Pages.holds("docs/explanation/architecture.md", "arrows", text + "```\n");
    }

    @Test
    void no_module_stands_in_a_circle() {
        slices().assignedFrom(by(MODULES::moduleOf)).should().beFreeOfCycles().check(MODULES.everything());
    }

    /** An {@code internal} package is the hidden half of the package around it. */
    @Test
    void no_package_stands_in_a_circle() {
        slices().assignedFrom(
                        by(type -> type.getPackageName().replaceFirst("(?<!^io\\.facebridge)\\.internal(\\..*)?$", "")))
                .should()
                .beFreeOfCycles()
                .check(MODULES.everything());
    }

    @Test
    void no_package_of_the_libraries_of_decisions_stands_in_a_circle_even_with_its_hidden_half() {
        Set<String> strict = Set.of("core", "remote", "templates", "evaluation", "operations");
        slices().assignedFrom(by(type -> strict.contains(MODULES.moduleOf(type)) ? type.getPackageName() : ""))
                .should()
                .beFreeOfCycles()
                .check(MODULES.everything());
    }

    private static SliceAssignment by(java.util.function.Function<JavaClass, String> name) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String slice = name.apply(type);
                return slice.isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(slice);
            }

            @Override
            public String getDescription() {
                return "packages or modules";
            }
        };
    }

    /** The dependencies of the compiled classes, in the order of names. */
    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass type : MODULES.libraries()) {
            String user = MODULES.moduleOf(type);
            Set<String> used = arrows.computeIfAbsent(user, module -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency ->
                            MODULES.moduleOf(dependency.getTargetClass().getBaseComponentType()))
                    .filter(module -> !module.isEmpty() && !module.equals(user))
                    .forEach(used::add);
        }
        return arrows;
    }

    private static List<String> publicTypes(String module) {
        return MODULES.of(module).stream()
                .filter(type -> type.isTopLevelClass() && Conditions.isPublic(type) && !Conditions.isInternal(type))
                .map(JavaClass::getName)
                .sorted()
                .toList();
    }

    private static long lines(String module) {
        try (Stream<Path> files =
                Files.walk(CompiledModules.root().resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .mapToLong(ModulesTest::linesOf)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long linesOf(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a user of the module gets besides FaceBridge, without what is optional. */
    private static List<Path> thirdPartyJars(String module) throws IOException {
        Path target = CompiledModules.root().resolve(module).resolve("target");
        Map<String, Path> jars = Arrays.stream(Files.readString(target.resolve("class-path.txt"))
                        .strip()
                        .split(File.pathSeparator, -1))
                .map(Path::of)
                .collect(Collectors.toMap(
                        jar -> jar.getFileName().toString(), UnaryOperator.identity(), (one, same) -> one));
        List<Path> found = new ArrayList<>();
        int beneathOptional = Integer.MAX_VALUE;
        for (String line : Files.readAllLines(target.resolve("dependency-tree.txt")).stream()
                .skip(1)
                .toList()) {
            int depth = DependenciesTest.depth(line);
            if (depth > beneathOptional) {
                continue;
            }
            beneathOptional = line.contains("(optional)") ? depth : Integer.MAX_VALUE;
            List<String> words = List.of(line.replaceFirst("^[|+\\\\ -]+", "").split("[: ]", -1));
            if (beneathOptional == Integer.MAX_VALUE && !words.get(0).equals("io.facebridge")) {
                String name = words.get(1) + "-" + words.get(3) + ".jar";
                found.add(Optional.ofNullable(jars.get(name))
                        .orElseThrow(() -> new IllegalStateException(name + " is in no class path of " + module)));
            }
        }
        return found;
    }

    private static double megabytes(List<Path> jars) {
        return jars.stream()
                        .mapToLong(jar -> {
                            try {
                                return Files.size(jar);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        })
                        .sum()
                / 1e6;
    }
}
