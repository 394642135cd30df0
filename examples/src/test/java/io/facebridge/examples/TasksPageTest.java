package io.facebridge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/how-to/common-tasks.md shows the code of the examples, and says how many types each task takes. */
class TasksPageTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Path PAGE = DOCS.resolve("how-to/common-tasks.md");
    private static final Pattern TASK = Pattern.compile(
            "\\R## (?<title>[^\\r\\n]+)\\R(?:(?!\\R## ).)*?"
                    + "\\R\\[(?<name>\\w+)]\\((?<file>[^)]+\\.java)\\), (?<types>\\d+) types:\\R\\R```java\\R(?<code>.*?)```",
            Pattern.DOTALL);
    private static final Pattern PART =
            Pattern.compile("// the page begins\\R(.*?)\\R *// the page ends", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("^import (io\\.facebridge\\.[\\w.]+);$", Pattern.MULTILINE);

    @ParameterizedTest
    @CsvSource({"HelloVerify, 4", "EnrollAndIdentify, 9", "LivenessLogin, 10", "FailOver, 7", "TuneThreshold, 6"})
    void a_task_takes_no_more_types_than_it_may_and_as_many_as_the_page_says(String name, int most) throws IOException {
        Task task = tasks().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        List<String> imports = imports(Files.readString(task.source()));

        assertThat(imports).doesNotHaveDuplicates().hasSize(task.types()).hasSizeLessThanOrEqualTo(most);
        assertThat(Files.readString(PAGE)).containsOnlyOnce("](#" + task.anchor() + ") | " + task.types() + " |");
    }

    @Test
    void every_task_of_the_page_is_the_marked_part_of_its_example() throws IOException {
        assertThat(tasks()).hasSizeGreaterThanOrEqualTo(4).allSatisfy(task -> {
            Matcher part = PART.matcher(Files.readString(task.source()));
            assertThat(part.find()).as("markers in %s", task.name()).isTrue();
            assertThat(words(task.code())).as(task.name()).isEqualTo(words(part.group(1)));
        });
    }

    @Test
    void the_page_is_listed() throws IOException {
        assertThat(Files.readString(DOCS.resolve("README.md"))).contains("(how-to/common-tasks.md)");
    }

    /** Of the library: what examples share to find photographs is no part of a task. */
    private static List<String> imports(String source) {
        return IMPORT.matcher(source)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.startsWith("io.facebridge.examples."))
                .toList();
    }

    private static Stream<Task> tasks() throws IOException {
        return TASK.matcher(Files.readString(PAGE))
                .results()
                .map(found -> new Task(
                        found.group(1),
                        found.group(2),
                        PAGE.resolveSibling(found.group(3)),
                        Integer.parseInt(found.group(4)),
                        found.group(5)));
    }

    /** The page may wrap and indent as it likes; the words are the same. */
    private static String words(String code) {
        return code.strip().replaceAll("\\s+", " ").replaceAll("(?<=[(]) | (?=[).])", "");
    }

    private record Task(String title, String name, Path source, int types, String code) {
        /** Of the heading, as the page's table links to it. */
        String anchor() {
            return title.toLowerCase(Locale.ROOT).replace(' ', '-');
        }
    }
}
