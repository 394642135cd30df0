package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Words that personify code or leave the actor unnamed, where a role or a standard term belongs. Their number in the main sources and in
 * the pages may fall and never rise. Test sources are not counted, and so this class is not.
 */
class WordsTest {
    private static final int MAX_IN_MAIN_SOURCES = 0;

    private static final int MAX_IN_PAGES = 0;

    /** The lists of these words in this test and in CommandLineTermsTest, and a method of the JDK, {@code noBody()}. */
    private static final int MAX_IN_TESTS_AND_BUILD = 25;

    private static final String WORDS =
            "nobody|somebody|anybody|whoever|whom|tells?|told|anew|meanwhile|parted|the door|house|rooms";

    /** Whole words as {@code git grep -wiE} finds them, line by line. */
    private static final Pattern WORD =
            Pattern.compile("(?<![A-Za-z0-9_])(?:" + WORDS + ")(?![A-Za-z0-9_])", Pattern.CASE_INSENSITIVE);

    private static final Path ROOT = CompiledModules.root();

    @Test
    void main_sources_use_these_words_less_and_less() throws IOException {
        List<Path> sources = TreeTest.files(name -> name.endsWith(".java")).stream()
                .filter(source -> isInMainSources(ROOT.relativize(source)))
                .toList();

        assertFalls("MAX_IN_MAIN_SOURCES", MAX_IN_MAIN_SOURCES, sources);
    }

    @Test
    void pages_use_these_words_less_and_less() throws IOException {
        assertFalls("MAX_IN_PAGES", MAX_IN_PAGES, TreeTest.files(name -> name.endsWith(".md")));
    }

    @Test
    void tests_and_build_files_use_these_words_less_and_less() throws IOException {
        List<Path> files = TreeTest.files(name -> name.matches(".+\\.(java|xml|json|properties)|run|example")).stream()
                .filter(file -> !isInMainSources(ROOT.relativize(file)))
                .toList();

        assertFalls("MAX_IN_TESTS_AND_BUILD", MAX_IN_TESTS_AND_BUILD, files);
    }

    private static void assertFalls(String name, int most, List<Path> files) throws IOException {
        Map<String, Integer> byWord = new TreeMap<>();
        Map<String, Integer> byModule = new TreeMap<>();
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                Matcher words = WORD.matcher(line);
                while (words.find()) {
                    byWord.merge(words.group().toLowerCase(Locale.ROOT), 1, Integer::sum);
                    byModule.merge(moduleOf(ROOT.relativize(file)), 1, Integer::sum);
                }
            }
        }
        int count = byWord.values().stream().mapToInt(Integer::intValue).sum();
        String counts =
                "%s %d%n  by word: %s%n  by module: %s%n".formatted(name, count, shown(byWord), shown(byModule));
        System.out.print(counts);

        assertThat(files).as("files that are counted for %s", name).isNotEmpty();
        assertThat(count)
                .as("more than before; git grep -nwiE \"%s\" lists them, write the role or the term%n%s", WORDS, counts)
                .isLessThanOrEqualTo(most);
        assertThat(count)
                .as("fewer than before: lower %s in WordsTest to this number%n%s", name, counts)
                .isEqualTo(most);
    }

    private static boolean isInMainSources(Path source) {
        return slashed(source).contains("/src/main/");
    }

    /** The path above {@code src}, or the folder of a page. */
    private static String moduleOf(Path file) {
        String path = slashed(file);
        int source = path.indexOf("/src/");
        int folder = path.lastIndexOf('/');
        return source > 0 ? path.substring(0, source) : folder > 0 ? path.substring(0, folder) : ".";
    }

    private static String slashed(Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private static String shown(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
