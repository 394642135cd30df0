package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files of the project, build results aside. */
class TreeTest {
    private static final Path ROOT = CompiledModules.root();
    private static final Set<String> NOT_OURS =
            Set.of(".git", ".idea", ".vscode", ".settings", "node_modules", "target");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(?:#[^)]*)?\\)");

    @Test
    void tells_strangers_what_they_look_for() {
        assertThat(List.of("README.md", "LICENSE", "NOTICE", "CHANGELOG.md", "CONTRIBUTING.md", ".ci/run"))
                .allSatisfy(name -> assertThat(ROOT.resolve(name)).isNotEmptyFile());
    }

    @Test
    void holds_no_model_and_no_photograph() throws IOException {
        assertThat(files(name -> name.matches("(?i).*\\.(onnx|ort|jpe?g|heic|webp|mp4)")))
                .isEmpty();
    }

    @Test
    void poms_name_no_repository() throws IOException {
        assertThat(files(name -> name.equals("pom.xml")))
                .isNotEmpty()
                .allSatisfy(pom -> assertThat(Files.readString(pom))
                        .doesNotContain("<repositories>", "<pluginRepositories>", "<distributionManagement>"));
    }

    @Test
    void npm_projects_pin_their_package_and_name_no_registry() throws IOException {
        assertThat(files(name -> name.equals("package-lock.json")))
                .isNotEmpty()
                .allSatisfy(lock -> assertThat(Files.readString(lock))
                        .contains("\"integrity\": \"sha512-")
                        .doesNotContain("resolved", "://"));
        assertThat(files(name -> name.equals(".npmrc")))
                .isNotEmpty()
                .allSatisfy(settings -> assertThat(Files.readString(settings))
                        .contains("omit-lockfile-registry-resolved=true")
                        .doesNotContain("registry=", "://"));
    }

    @Test
    void every_library_names_its_module() throws IOException {
        assertThat(files(name -> name.equals("pom.xml")))
                .filteredOn(pom -> Files.isDirectory(pom.resolveSibling("src/main/java"))
                        && !pom.startsWith(ROOT.resolve("verification/consumer")))
                .isNotEmpty()
                .allSatisfy(pom -> assertThat(Files.readString(pom)).contains("<module.name>io.facebridge"));
    }

    @Test
    void links_between_pages_lead_somewhere() throws IOException {
        for (Path page : files(name -> name.endsWith(".md"))) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                String link = links.group(1);
                if (URI.create(link).getScheme() == null) {
                    assertThat(page.resolveSibling(link))
                            .as("%s in %s", link, ROOT.relativize(page))
                            .exists();
                }
            }
        }
    }

    @Test
    void decisions_are_numbered_without_gaps() throws IOException {
        List<String> pages = files(name -> name.endsWith(".md")).stream()
                .filter(page -> page.startsWith(ROOT.resolve("docs/explanation/decisions")))
                .map(page -> page.getFileName().toString())
                .sorted()
                .toList();

        assertThat(pages).isNotEmpty();
        for (int i = 0; i < pages.size(); i++) {
            assertThat(pages.get(i)).matches(String.format(Locale.ROOT, "%04d-[a-z0-9-]+\\.md", i + 1));
        }
    }

    static List<Path> files(Predicate<String> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (wanted.test(file.getFileName().toString())) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
