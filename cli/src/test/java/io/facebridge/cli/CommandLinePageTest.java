package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.FaceBridgeException;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The pages of the command line name every type of error and every option of the program. */
class CommandLinePageTest {
    private static final Path PAGES = Path.of("..", "docs", "reference");
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "facebridge", "cli");

    /** Of what no command uses: consents, stores in a database, guards and members with regions; and what becomes another. */
    private static final Set<String> NEVER_PRINTED =
            Set.of("Consent", "RegionNotAllowed", "Store", "SubjectLocked", "UnusableAnswer");

    private static final Pattern OWN_TYPE =
            Pattern.compile("new (?:CommandFailedException|Failure)\\(\\s*(?:new Failure\\(\\s*)?\"(\\w+)\"");
    private static final Pattern OF_AN_IMAGE = Pattern.compile("static final String [A-Z_]+ = \"(\\w+)\"");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)`");

    @Test
    void the_page_names_the_types_of_errors_and_no_others() throws IOException {
        Set<String> types = ofExceptions();
        types.removeAll(NEVER_PRINTED);
        types.addAll(ofSources());

        assertThat(types).hasSizeGreaterThan(40).contains("InvalidImage", "OutOfMemory", "Model", "InvalidId");
        assertThat(typesOfErrors()).containsExactlyElementsOf(types);
    }

    /** Returns the types that the page names, in the order of the alphabet. */
    static Set<String> typesOfErrors() throws IOException {
        return found(NAMED, section("cli.md", "## Errors"));
    }

    @Test
    void the_pages_name_every_option_by_all_its_names() throws IOException {
        String pages = page("cli.md") + page("cli-faces.md") + page("cli-galleries.md") + page("cli-tuning.md");
        Set<String> names = options(new CommandLine(FaceBridgeCommand.class).getCommandSpec())
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(names).hasSizeGreaterThan(60).contains("--journal", "--quality");
        assertThat(names).allSatisfy(name -> assertThat(pages).containsPattern(Pattern.quote(name) + "(?![\\w-])"));
    }

    private static Stream<OptionSpec> options(CommandSpec command) {
        return Stream.concat(
                command.options().stream().filter(option -> !option.usageHelp() && !option.versionHelp()),
                command.subcommands().values().stream().flatMap(sub -> options(sub.getCommandSpec())));
    }

    /** The names of the exceptions of the program's class path that applications may catch. */
    private static Set<String> ofExceptions() {
        return JavaNames.classFiles()
                .map(file -> file.substring(file.indexOf("io/facebridge/"), file.length() - ".class".length()))
                .map(name -> name.replace('/', '.'))
                .filter(name -> name.endsWith("Exception") && !name.contains(".internal."))
                .map(CommandLinePageTest::load)
                .filter(type ->
                        FaceBridgeException.class.isAssignableFrom(type) && Modifier.isPublic(type.getModifiers()))
                .map(type -> type.getSimpleName().replaceFirst("Exception$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, CommandLinePageTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> ofSources() throws IOException {
        Set<String> types = found(OF_AN_IMAGE, Files.readString(SOURCES.resolve("Refusal.java")));
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                types.addAll(found(OWN_TYPE, Files.readString(file)));
            }
        }
        return types;
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String page(String name) throws IOException {
        return Files.readString(PAGES.resolve(name));
    }

    private static String section(String name, String heading) throws IOException {
        Matcher section = Pattern.compile("^" + heading + "\\R(.*?)(?=^## )", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(page(name));
        List<String> found = section.results().map(match -> match.group(1)).toList();
        assertThat(found).as(heading).hasSize(1);
        return found.get(0);
    }
}
