package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of {@code docs/explanation/architecture.md} have a row for each module, and for each package of two of them. */
class ArchitecturePageTest {
    private static final Path ROOT = CompiledModules.root();
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /** Packages within a package that only that one uses have no row. */
    @ParameterizedTest
    @CsvSource({"core, io.facebridge", "operations, io.facebridge.operations"})
    void every_package_has_a_row(String module, String base) throws IOException {
        Set<String> packages = CompiledModules.open().of(module).stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.equals(base) ? base : name.substring(base.length()))
                .filter(name -> name.equals(base) || name.lastIndexOf('.') == 0)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> rows = rows("| package of " + module + " | contains |");

        assertThat(packages).hasSizeGreaterThan(6);
        assertThat(rows).isSubsetOf(packages);
        packages.remove("io.facebridge.operations");
        assertThat(rows).containsExactlyElementsOf(packages);
    }

    @Test
    void every_module_has_a_row() throws IOException {
        Set<String> modules = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .filter(module -> !module.endsWith(".xml"))
                .collect(Collectors.toCollection(TreeSet::new));
        modules.add("verification/consumer"); // a project of its own

        assertThat(rows("| module | contents |")).containsExactlyElementsOf(modules);
    }

    private static Set<String> rows(String header) throws IOException {
        String page = Files.readString(ROOT.resolve("docs/explanation/architecture.md"));
        assertThat(page).contains(header + "\n");
        String table = page.substring(page.indexOf(header)).split("\n\n", 2)[0];
        return ROW.matcher(table)
                .results()
                .map((MatchResult row) -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
