package io.facebridge.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The modules of the reactor as the build left them in their {@code target/classes}. */
final class CompiledModules {
    /** Modules with Java code on which no other module depends. */
    private static final Set<String> NOT_LIBRARIES = Set.of(
            "architecture-tests", "benchmarks", "cli", "consumer", "examples", "fuzz-tests", "integration-tests");

    private final Map<String, Path> outputs = new TreeMap<>();
    private final Map<JavaClass, String> modules = new ConcurrentHashMap<>();
    private final JavaClasses classes;

    private CompiledModules(Path root) {
        for (String module : foldersWithCode(root)) {
            if (module.equals("cli") || !NOT_LIBRARIES.contains(module)) {
                Path output = root.resolve(module).resolve("target/classes");
                if (!Files.isDirectory(output)) {
                    throw new IllegalStateException(
                            module + " is not compiled: make it a dependency in"
                                    + " verification/architecture-tests/pom.xml, and build with `mvn -pl verification/architecture-tests -am verify`");
                }
                outputs.put(module, output);
            }
        }
        classes = new ClassFileImporter().importPaths(outputs.values());
    }

    /** Read once for all tests. */
    static CompiledModules open() {
        return Opened.MODULES;
    }

    /** The folder of the parent pom. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("verification/architecture-tests"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException("run the tests inside the project's folder"));
        }
        return folder;
    }

    /** Everything that is looked at: the libraries and the command line. */
    JavaClasses everything() {
        return classes;
    }

    /** What applications and tests depend on. */
    JavaClasses libraries() {
        return classes.that(describe("are in a library", type -> !NOT_LIBRARIES.contains(moduleOf(type))));
    }

    /** What applications depend on: the libraries without the contract tests, which speak JUnit. */
    JavaClasses api() {
        return libraries()
                .that(describe(
                        "are in an application's library",
                        type -> !moduleOf(type).equals("testkit")));
    }

    JavaClasses of(String module) {
        JavaClasses found =
                classes.that(describe("are in " + module, type -> moduleOf(type).equals(module)));
        if (found.isEmpty()) {
            throw new IllegalStateException("no classes in " + module);
        }
        return found;
    }

    /** The libraries' names, in their order. */
    List<String> libraryNames() {
        return outputs.keySet().stream()
                .filter(module -> !NOT_LIBRARIES.contains(module))
                .toList();
    }

    List<String> providers() {
        return outputs.keySet().stream()
                .filter(module -> module.startsWith("provider-"))
                .toList();
    }

    Path output(String module) {
        Path output = outputs.get(module);
        if (output == null) {
            throw new IllegalArgumentException(module + " is none of " + outputs.keySet());
        }
        return output;
    }

    /** The module a class was compiled in; empty for a class of a third party. */
    String moduleOf(JavaClass type) {
        return modules.computeIfAbsent(type, this::findModule);
    }

    private String findModule(JavaClass type) {
        return type.getSource()
                .map(Source::getUri)
                .filter(source -> source.getScheme().equals("file"))
                .map(Path::of)
                .flatMap(file -> outputs.entrySet().stream()
                        .filter(output -> file.startsWith(output.getValue()))
                        .map(Map.Entry::getKey)
                        .findFirst())
                .orElse("");
    }

    private static List<String> foldersWithCode(Path root) {
        try (Stream<Path> folders = Files.list(root)) {
            List<String> found = new ArrayList<>();
            folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .sorted()
                    .forEach(folder -> found.add(folder.getFileName().toString()));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Opened {
        private static final CompiledModules MODULES = new CompiledModules(root());
    }
}
