package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facebridge.architecture.MarkdownPage.Block;
import io.facebridge.architecture.PublicJavadoc.Findings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Javadoc that users of the libraries read follows the rules of docs/contributing/language.md that a program can check, its
 * snippets compile, and every type of the overview has one.
 */
class JavadocTest {
    private static final Path ROOT = CompiledModules.root();
    private static final Path OVERVIEW = ROOT.resolve("docs/javadoc/overview.html");
    private static final int LONGEST_LINE = 130;
    private static final Pattern LINKED = Pattern.compile("\\{@link ([\\w.]+)}");

    /** Methods that wrap an exception of a stream in memory, which never throws it. */
    private static final Map<String, String> NEVER_THROWN = Map.of(
            "HostileService.bomb", "writes to memory",
            "MigrationReport.toJson", "writes to memory",
            "PaintedFaces.image", "writes to memory");

    /** Snippets that are not compiled, by a line of theirs. */
    private static final Map<String, String> EXEMPT = Map.of();

    @TempDir
    private Path classes;

    @Test
    void public_javadoc_follows_the_rules() throws IOException {
        Findings found = read(file -> !isInternal(file));
        List<String> faults = new ArrayList<>(found.faults());
        NEVER_THROWN.forEach((method, reason) -> {
            System.out.printf("Javadoc: exempt %s: %s%n", method, reason);
            assertThat(faults.removeIf(fault -> fault.contains(" " + method + " throws without")))
                    .as("the exemption of %s is needed", method)
                    .isTrue();
        });

        System.out.printf(
                "Javadoc: public types %d, methods and constructors %d, faults %d%n",
                found.types(), found.methods(), faults.size());
        assertThat(found.types()).isGreaterThan(300);
        assertThat(found.methods()).isGreaterThan(1_500);
        assertThat(faults).isEmpty();
    }

    /** No user reads it: it may be short, but it speaks the same language. */
    @Test
    void javadoc_of_public_types_in_internal_packages_begins_as_the_public_one() throws IOException {
        Findings found = read(JavadocTest::isInternal);

        assertThat(found.types()).isGreaterThan(50);
        assertThat(found.faults()).filteredOn(fault -> fault.contains(" begin")).isEmpty();
    }

    @Test
    void no_line_of_javadoc_is_long() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path source : sources()) {
            List<String> lines = Files.readAllLines(source);
            longLines(lines).forEach(index -> wrong.add(MarkdownPage.place(source, index + 1)));
        }
        assertThat(wrong).isEmpty();
        String blanks = " ".repeat(LONGEST_LINE - 4);
        assertThat(longLines(List.of("/**", " * a" + blanks + "b", " * a" + blanks, "String a" + blanks + "b")))
                .containsExactly(1);
    }

    /** Returns the indices of long lines. What a snippet is given is not shown, and is not broken. */
    private static List<Integer> longLines(List<String> lines) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean isJavadoc = line.startsWith("*") || line.startsWith("/**");
            if (isJavadoc && !line.startsWith("* <!--") && lines.get(i).length() > LONGEST_LINE) {
                found.add(i);
            }
        }
        return found;
    }

    private static List<Path> sources() throws IOException {
        List<Path> libraries = CompiledModules.open().libraryNames().stream()
                .map(module -> ROOT.resolve(module).resolve("src/main/java"))
                .toList();
        return TreeTest.files(name -> name.endsWith(".java")).stream()
                .filter(file -> libraries.stream().anyMatch(file::startsWith))
                .sorted()
                .toList();
    }

    /** Reads sources of the libraries. */
    private static Findings read(Predicate<Path> wanted) throws IOException {
        List<Path> files = sources().stream()
                .filter(file -> !file.toString().endsWith("-info.java"))
                .filter(wanted)
                .toList();
        try (StandardJavaFileManager manager =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, Locale.ROOT, null)) {
            return new PublicJavadoc()
                    .read(manager.getJavaFileObjectsFromPaths(files), source -> slashed(Path.of(source.toUri())));
        }
    }

    private static boolean isInternal(Path source) {
        return slashed(source).contains("/internal/");
    }

    @Test
    void every_snippet_compiles() throws IOException {
        List<Block> snippets = new ArrayList<>();
        Set<String> exempt = new TreeSet<>();
        for (Path source : TreeTest.files(name -> name.endsWith(".java"))) {
            if (slashed(source).contains("/src/main/")) {
                for (Block snippet : JavadocSnippets.read(source)) {
                    Optional<String> line =
                            snippet.code().stream().filter(EXEMPT::containsKey).findFirst();
                    if (line.isPresent()) {
                        exempt.add(line.get());
                        System.out.printf("Javadoc: exempt %s: %s%n", snippet.place(0), EXEMPT.get(line.get()));
                    } else {
                        snippets.add(snippet);
                    }
                }
            }
        }

        List<String> wrong = new JavaBlocks(CompiledModules.open()).compile(snippets, classes);

        System.out.printf("Javadoc: snippets compiled %d, exempt %d%n", snippets.size(), exempt.size());
        assertThat(exempt).as("exemptions of snippets that exist").isEqualTo(EXEMPT.keySet());
        assertThat(snippets).hasSizeGreaterThan(30);
        assertThat(wrong).isEmpty();
        assertThat(snippets)
                .allSatisfy(snippet ->
                        assertThat(snippet.code()).as(snippet.place(0)).hasSizeBetween(1, 10));
    }

    @Test
    void every_type_of_the_overview_has_a_snippet() throws IOException {
        List<String> types = LINKED.matcher(Files.readString(OVERVIEW))
                .results()
                .map(link -> link.group(1))
                .toList();
        List<String> without = new ArrayList<>();
        for (String type : types) {
            String path = "src/main/java/" + type.replace('.', '/') + ".java";
            List<Path> sources = CompiledModules.open().libraryNames().stream()
                    .map(module -> ROOT.resolve(module).resolve(path))
                    .filter(Files::isRegularFile)
                    .toList();
            assertThat(sources).as(type).hasSize(1);
            if (JavadocSnippets.read(sources.get(0)).isEmpty()) {
                without.add(type);
            }
        }
        System.out.printf("Javadoc: types of the overview %d%n", types.size());
        assertThat(types).hasSizeGreaterThan(30).doesNotHaveDuplicates();
        assertThat(without).isEmpty();
    }

    @Test
    void finds_what_breaks_a_rule() throws IOException {
        assertThat(faults("""
                /** Whether it is so. */
                public class Bad {
                    /** Creates one; see the record. */
                    public Bad() {}
                    /** The number.
                     * @return of faces */
                    public int number() { return 1; }
                    /** Results of a search.
                     * @return them */
                    public int results() { return 1; }
                    /** Returns the number of pictures. */
                    protected int other() { return 1; }
                    /**
                     * Sets a number.
                     * @param number
                     * @throws IllegalStateException never
                     * @return
                     */
                    public int set(int number) {
                        if (number < 0) {
                            throw new IllegalArgumentException("negative");
                        }
                        return number;
                    }
                    public static final int MOST = 1;
                    public interface Inner {
                        void run() throws java.io.IOException;
                    }
                    /** A builder. */
                    public static class Builder {
                        /** Sets a thing.
                         * @return a builder */
                        public Builder thing() { return this; }
                    }
                }
                """))
                .containsExactly(
                        "Bad.java:2 Bad begins with neither a noun phrase nor a verb: Whether it is so.",
                        "Bad.java:4 Bad.new refers to elsewhere: see the record",
                        "Bad.java:7 Bad.number does not begin with a third-person verb: The number.",
                        "Bad.java:10 Bad.results does not begin with a third-person verb: Results of a search.",
                        "Bad.java:12 Bad.other has no @return",
                        "Bad.java:12 Bad.other uses \"pictures\", where language.md has another word",
                        "Bad.java:19 Bad.set has an empty @return",
                        "Bad.java:19 Bad.set has an empty @param number",
                        "Bad.java:19 Bad.set has a @throws IllegalStateException without a condition \"if …\": never",
                        "Bad.java:19 Bad.set throws without a @throws: IllegalArgumentException",
                        "Bad.java:25 Bad.MOST has no Javadoc",
                        "Bad.java:26 Bad.Inner has no Javadoc",
                        "Bad.java:27 Inner.run has no Javadoc",
                        "Bad.java:33 Builder.thing of a builder does not return \"this builder\"");
    }

    @Test
    void accepts_what_follows_the_rules() throws IOException {
        assertThat(faults("""
                /**
                 * A counter of faces.
                 * @param count at least 0
                 */
                public record Good(int count) {
                    public Good {
                        if (count < 0) {
                            throw new IllegalArgumentException("negative");
                        }
                    }
                    /** {@return whether there is none} */
                    public boolean isEmpty() { return count == 0; }
                    /**
                     * Counts a face.
                     *
                     * @return the new counter
                     * @throws java.io.IOException if it cannot be stored
                     */
                    public Good next() throws java.io.IOException { return new Good(count + 1); }
                    @Override
                    public String toString() { return ""; }
                    int hidden() { return 1; }
                    private static class Hidden {
                        public int alsoHidden() { return 1; }
                    }
                }
                """)).isEmpty();
    }

    @Test
    void finds_snippets_and_what_they_see() throws IOException {
        Path source = ROOT.resolve("core/src/main/java/io/facebridge/Sample.java");
        List<Block> snippets = JavadocSnippets.of(
                source,
                List.of(
                        "package io.facebridge.match;",
                        "import io.facebridge.FaceProvider;",
                        "/**",
                        " * <!-- docs-test: given FaceProvider opened -->",
                        " * <pre>{@code",
                        " * MatchPolicy one = MatchPolicy.falseMatchRate(1e-3);",
                        " * opened.missing(one);",
                        " * }</pre>",
                        " */"),
                Set.of("MatchPolicy"));

        assertThat(snippets).singleElement().satisfies(snippet -> {
            assertThat(snippet.place(0)).isEqualTo("core/src/main/java/io/facebridge/Sample.java:6");
            assertThat(snippet.clauses())
                    .containsExactly(
                            "given FaceProvider opened",
                            "import io.facebridge.FaceProvider",
                            "import io.facebridge.match.MatchPolicy");
        });
        assertThat(new JavaBlocks(CompiledModules.open()).compile(snippets, classes))
                .singleElement()
                .asString()
                .startsWith("core/src/main/java/io/facebridge/Sample.java:7 ")
                .contains("missing(");
        assertThatThrownBy(() -> JavadocSnippets.of(source, List.of(" * <pre>{@code", " * one()"), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not end");
    }

    private static List<String> faults(String source) throws IOException {
        String type = source.contains("class Bad") ? "Bad" : "Good";
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + type + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        return new PublicJavadoc()
                .read(List.of(file), one -> one.getName().replace("/", ""))
                .faults();
    }

    private static String slashed(Path file) {
        return (file.startsWith(ROOT) ? ROOT.relativize(file) : file).toString().replace('\\', '/');
    }
}
