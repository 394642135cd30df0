package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceProviders;
import io.facebridge.architecture.MarkdownPage.Block;
import io.facebridge.architecture.MarkdownPage.Piece;
import io.facebridge.architecture.ShellCommands.Command;
import io.facebridge.spi.Setting;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The pages of the documentation are short, their links lead somewhere, their Java compiles, and their commands exist. A page
 * supplies what a block needs to compile in a comment above it: see {@link JavaBlocks}. {@code <!-- docs-test: code of NAME -->}
 * makes a block a part of that example, which other tests run, and {@code <!-- docs-test: output in NAME -->} makes its lines the
 * output that this test expects.
 */
class DocumentationTest {
    private static final int MAX_LINES = 250;
    private static final int MAX_LINES_OF_THE_README = 120;
    private static final int MAX_PROSE_LENGTH = 140;

    /** Blocks, and code in lines, that are neither compiled nor parsed, by text that they contain. */
    private static final List<Exemption> EXEMPT = List.of(
            new Exemption("class NameFacesFactory", "a template: NAME stands for the new provider"),
            new Exemption("class NameFaceDetectorTest", "a template: NAME stands for the new provider"),
            new Exemption("facebridge erasure receipt", "the name of a file format"),
            new Exemption("facebridge migration report", "the name of a file format"));

    private static final Pattern COMMAND = Pattern.compile("(?:mvn|\\./example|facebridge|java -jar) .+");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>facebridge-([\\w-]+)</artifactId>");
    private static final Path ROOT = CompiledModules.root();
    private static final Path OWN_WORDS = ROOT.resolve("verification/architecture-tests/src/test/resources/words.txt");
    private static final List<MarkdownPage> PAGES = new ArrayList<>();
    private static final Map<String, Integer> COUNTS = new TreeMap<>();

    @TempDir
    private Path classes;

    private record Exemption(String contained, String reason) {
        boolean covers(String code) {
            return code.contains(contained);
        }
    }

    @BeforeAll
    static void read() throws IOException {
        PAGES.clear();
        COUNTS.clear();
        for (Path file : TreeTest.files(name -> name.endsWith(".md"))) {
            String name = ROOT.relativize(file).toString().replace('\\', '/');
            if (name.equals("README.md") || name.equals("CONTRIBUTING.md") || name.startsWith("docs/")) {
                PAGES.add(MarkdownPage.read(file));
            }
        }
        PAGES.sort((one, other) -> one.file().compareTo(other.file()));
    }

    @AfterAll
    static void print() {
        System.out.println("documentation: "
                + COUNTS.entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void no_page_is_long() {
        List<String> wrong = new ArrayList<>();
        for (MarkdownPage page : PAGES) {
            boolean isReadme = page.file().equals(ROOT.resolve("README.md"));
            if (page.lines().size() > (isReadme ? MAX_LINES_OF_THE_README : MAX_LINES)) {
                wrong.add(page.place(page.lines().size()));
            }
        }
        COUNTS.put("pages", PAGES.size());
        assertThat(PAGES).hasSizeGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    /** Rows of tables may be longer, and lines that contain a URL or no blank. */
    @Test
    void no_line_of_prose_is_long() {
        List<String> wrong = new ArrayList<>();
        for (MarkdownPage page : PAGES) {
            page.prose().forEach((number, line) -> {
                int length = line.replaceAll("https?://\\S+", "").length();
                if (length > MAX_PROSE_LENGTH
                        && !line.strip().startsWith("|")
                        && line.strip().contains(" ")) {
                    wrong.add(page.place(number) + " has " + length + " characters");
                }
            });
        }
        assertThat(sorted(wrong)).isEmpty();
    }

    @Test
    void every_link_leads_to_a_file_and_to_a_heading_of_it() {
        Map<Path, MarkdownPage> byFile = new HashMap<>();
        PAGES.forEach(page -> byFile.put(page.file(), page));
        List<String> wrong = new ArrayList<>();
        int links = 0;
        for (MarkdownPage page : PAGES) {
            for (Piece link : page.links()) {
                if (URI.create(link.text()).getScheme() == null) {
                    links++;
                    fault(page, link.text(), byFile)
                            .ifPresent(fault -> wrong.add(page.place(link.line()) + " " + link.text() + ": " + fault));
                }
            }
        }
        COUNTS.put("links", links);
        assertThat(links).isGreaterThan(50);
        assertThat(sorted(wrong)).isEmpty();
    }

    private static Optional<String> fault(MarkdownPage page, String link, Map<Path, MarkdownPage> byFile) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page.file()
                : page.file().resolveSibling(parts[0]).normalize();
        if (!target.startsWith(ROOT) || !Files.exists(target)) {
            return Optional.of("no such file");
        }
        MarkdownPage linked = byFile.get(target);
        return linked == null || parts.length == 1 || linked.anchors().contains(parts[1])
                ? Optional.empty()
                : Optional.of("no such heading");
    }

    @Test
    void every_java_block_compiles() throws IOException {
        List<Block> blocks = blocks("java");
        List<Block> compiled = blocks.stream()
                .filter(block -> exemption(block.text()).isEmpty())
                .toList();

        List<String> wrong = new JavaBlocks(CompiledModules.open()).compile(compiled, classes);

        COUNTS.put("Java blocks compiled", compiled.size());
        assertThat(compiled).hasSizeGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_block_that_is_code_of_an_example_is_the_same_there() throws IOException {
        int same = 0;
        for (Block block : blocks("java")) {
            Optional<String> example = block.clause("code of ");
            if (example.isPresent()) {
                assertThat(words(source(example.get(), block)))
                        .as("%s: %s", block.place(0), example.get())
                        .contains(words(block.text()));
                same++;
            }
        }
        COUNTS.put("Java blocks of examples", same);
        assertThat(same).isPositive();
    }

    @Test
    void an_output_is_what_the_test_of_the_example_expects() throws IOException {
        int lines = 0;
        for (Block block : blocks("")) {
            Optional<String> test = block.clause("output in ");
            if (test.isPresent()) {
                String source = source(test.get(), block);
                assertThat(block.code())
                        .as(block.place(0))
                        .allSatisfy(line -> assertThat(source).contains('"' + line + '"'));
                lines += block.code().size();
            }
        }
        COUNTS.put("lines of output that tests expect", lines);
        assertThat(lines).isPositive();
    }

    private static String source(String name, Block block) throws IOException {
        List<Path> files = TreeTest.files(file -> file.equals(name + ".java"));
        assertThat(files).as("%s: %s", block.place(0), name).hasSize(1);
        return Files.readString(files.get(0));
    }

    /** A page may wrap and indent as it likes. */
    private static String words(String code) {
        return code.strip().replaceAll("\\s+", " ").replaceAll("(?<=[(]) | (?=[).])", "");
    }

    @Test
    void every_command_exists_with_its_options() throws IOException {
        ShellCommands commands = new ShellCommands(ROOT);
        List<String> wrong = new ArrayList<>();
        int inBlocks = 0;
        int inLines = 0;
        for (MarkdownPage page : PAGES) {
            for (Block block : page.blocks()) {
                if (exemption(block.text()).isEmpty()) {
                    for (Command command : ShellCommands.split(ShellCommands.commandLines(block))) {
                        inBlocks++;
                        fault(commands, command, true)
                                .ifPresent(fault ->
                                        wrong.add(block.place(command.index()) + " " + command + ": " + fault));
                    }
                }
            }
            for (Piece code : page.inlineCode()) {
                if (COMMAND.matcher(code.text()).matches()
                        && exemption(code.text()).isEmpty()) {
                    for (Command command : ShellCommands.split(List.of(code.text()))) {
                        inLines++;
                        fault(commands, command, false)
                                .ifPresent(fault -> wrong.add(page.place(code.line()) + " " + command + ": " + fault));
                    }
                }
            }
        }
        COUNTS.put("commands parsed", inBlocks + inLines);
        assertThat(inBlocks).isGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> fault(ShellCommands commands, Command command, boolean isWhole) {
        try {
            return commands.fault(command, isWhole);
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage() + "; check it in ShellCommands, or exempt the block with a reason");
        }
    }

    @Test
    void every_xml_block_is_well_formed_and_names_artifacts_that_exist() throws Exception {
        List<Block> blocks = blocks("xml");
        for (Block block : blocks) {
            try {
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader("<block>" + block.text() + "</block>")));
            } catch (SAXException e) {
                throw new AssertionError(block.place(0) + " " + e.getMessage(), e);
            }
            Matcher artifacts = ARTIFACT.matcher(block.text());
            while (artifacts.find()) {
                assertThat(ROOT.resolve(artifacts.group(1)).resolve("pom.xml"))
                        .as(block.place(0))
                        .exists();
            }
        }
        COUNTS.put("XML blocks read", blocks.size());
        assertThat(blocks).isNotEmpty();
    }

    /** A file that opens a provider: {@code threshold} is the application's own, all others are the provider's. */
    @Test
    void every_setting_in_a_block_of_properties_exists() throws IOException {
        int settings = 0;
        for (Block block : blocks("properties")) {
            Properties file = new Properties();
            file.load(new StringReader(block.text()));
            String provider = file.getProperty("provider");
            if (provider != null) {
                Set<String> known = new HashSet<>(Set.of("provider", "threshold"));
                for (Setting<?> setting : FaceProviders.settings(provider)) {
                    known.add(setting.name());
                    setting.fileName().ifPresent(known::add);
                }
                assertThat(file.stringPropertyNames()).as(block.place(0)).isSubsetOf(known);
                settings += file.size();
            }
        }
        COUNTS.put("settings found", settings);
        assertThat(settings).isPositive();
    }

    @Test
    void every_word_is_in_the_dictionary_or_in_the_list_of_the_project() throws IOException {
        Spelling spelling = Spelling.open(OWN_WORDS);
        List<String> wrong = new ArrayList<>();
        for (MarkdownPage page : PAGES) {
            spelling.unknown(page).forEach(word -> wrong.add(page.place(word.line()) + " " + word.text()));
        }
        COUNTS.put("unknown words", wrong.size());
        assertThat(wrong).isEmpty();
    }

    @Test
    void takes_code_and_names_for_no_words_and_finds_what_is_misspelled() throws IOException {
        assertThat(Spelling.words("The code of **a [well-knwn]** FaceMatcher, FMR (a.b) 2nd: it's 10 ms"))
                .containsExactly("The", "code", "of", "well", "knwn", "it", "ms");
        Spelling spelling = Spelling.open(OWN_WORDS);
        assertThat(spelling.isKnown("recognize")).isTrue();
        assertThat(spelling.isKnown("Liveness")).isTrue();
        assertThat(spelling.isKnown("recognise")).isFalse();
        assertThat(spelling.isKnown("threshhold")).isFalse();
    }

    /** An exemption that no block needs is to be removed. */
    @Test
    void every_exemption_is_of_a_block_and_has_its_reason() {
        for (Exemption exemption : EXEMPT) {
            List<String> places = new ArrayList<>();
            for (MarkdownPage page : PAGES) {
                page.blocks().stream()
                        .filter(block -> exemption.covers(block.text()))
                        .forEach(block -> places.add(block.place(0)));
                page.inlineCode().stream()
                        .filter(code -> exemption.covers(code.text()))
                        .forEach(code -> places.add(page.place(code.line())));
            }
            assertThat(places).as(exemption.contained()).isNotEmpty();
            assertThat(exemption.reason()).isNotBlank();
            COUNTS.merge("exempt", places.size(), Integer::sum);
            System.out.printf("documentation: exempt %s: %s%n", String.join(", ", places), exemption.reason());
        }
    }

    @Test
    void splits_a_line_into_commands_as_a_shell_does() {
        assertThat(ShellCommands.split(List.of(
                        "A=1 mvn -q '-Dx=a b' \\",
                        "  test # why",
                        "facebridge detect a.jpg … > out.json && ./example X")))
                .containsExactly(
                        new Command(0, List.of("mvn", "-q", "-Dx=a b", "test")),
                        new Command(2, List.of("facebridge", "detect", "a.jpg")),
                        new Command(2, List.of("./example", "X")));
    }

    @Test
    void finds_a_command_that_does_not_exist() throws IOException {
        ShellCommands commands = new ShellCommands(ROOT);

        for (String line : List.of(
                "facebridge compare a.jpg b.jpg --fmx 1e-4",
                "facebridge compare a.jpg",
                "java -jar cli/target/other.jar detect a.jpg",
                "./example NoSuchExample",
                "mvn -pl no-such-module test",
                "mvn -Pno-such-profile test",
                "mvn -Dno.such.property=1 test",
                "mvn -Dtest=NoSuchTest test",
                "mvn --no-such-switch",
                "unknown")) {
            Command command = ShellCommands.split(List.of(line)).get(0);
            assertThat(fault(commands, command, true)).as(line).isPresent();
        }
    }

    @Test
    void finds_a_block_that_does_not_compile() throws IOException {
        Path page = ROOT.resolve("docs/page.md");
        List<Block> blocks = List.of(
                new Block(
                        page, 3, "java", "given FaceProvider faces", List.of("faces.comparer();", "faces.missing();")),
                new Block(page, 9, "java", "", List.of("try (LocalFaces one = LocalFaces.create()) { … }")));

        assertThat(new JavaBlocks(CompiledModules.open()).compile(blocks, classes))
                .singleElement()
                .asString()
                .startsWith("docs/page.md:4 ")
                .contains("missing()");
    }

    @Test
    void makes_the_anchors_of_headings_as_the_repository_shows_them() throws IOException {
        Path page = Files.writeString(classes.resolve("page.md"), """
                # A `--fmr` and *more*: 1 of 2
                ## Azure's certificate
                ## Same
                ## Same
                ```sh
                # no heading
                ```
                [a link](other.md#same-1) and `[code](none.md)`
                """);

        MarkdownPage read = MarkdownPage.read(page);

        assertThat(read.anchors()).containsExactly("a---fmr-and-more-1-of-2", "azures-certificate", "same", "same-1");
        assertThat(read.links()).containsExactly(new Piece(8, "other.md#same-1"));
    }

    private static Optional<Exemption> exemption(String code) {
        return EXEMPT.stream().filter(one -> one.covers(code)).findFirst();
    }

    private static List<Block> blocks(String language) {
        return PAGES.stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals(language))
                .toList();
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }
}
