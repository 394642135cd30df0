package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.architecture.MarkdownPage.Block;
import io.facebridge.architecture.ShellCommands.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every command and every block of the pages is run or compared by a test, or exempt with a reason. {@link CommandsOfPagesTest} runs
 * the commands of the program; the tests of the examples run those of {@code ./example}.
 */
class PageCommandsTest {
    private static final Path ROOT = CompiledModules.root();

    /** Blocks without a language that no test compares, by text that they contain. */
    private static final Map<String, String> EXEMPT_BLOCKS = Map.of(
            "internal/NameFaceDetector", "files of a provider that does not exist yet",
            "ada/     1.jpg", "files that the reader has",
            "deadline → concurrency permits", "a diagram",
            "aws CompareFaces FAILED", "a line of a log: its time, id and cause are those of one failure");

    /** Blocks of JSON that no test compares, by text that they contain. */
    private static final Map<String, String> EXEMPT_JSON = Map.of(
            "rekognition:SearchUsersByImage", "a policy that only the service reads",
            "\"state\":\"COMPLETED\"",
                    "the result of a recorded person, which the emulator of the program does not have",
            "\"operation\":\"VERIFY\",\"galleries\"", "a record of a decision, which no command of the program writes");

    /** Commands that Maven runs for long, by text that they contain. */
    private static final Map<String, String> EXEMPT_COMMANDS = Map.of(
            "-Pbenchmark", "measures for minutes or hours, on a machine without other work",
            "-Dtest=", "the build runs the same tests, with less effort");

    @Test
    void every_command_is_run_or_exempt_with_a_reason() throws IOException {
        String ci = Files.readString(ROOT.resolve(".ci/run"));
        Map<String, List<String>> exempt = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (MarkdownPage page : CommandsOfPagesTest.read()) {
            for (Block block : page.blocks()) {
                for (Command command : ShellCommands.split(ShellCommands.commandLines(block))) {
                    String place = block.place(command.index());
                    Optional<String> reason = reason(command);
                    if (reason.isPresent()) {
                        exempt.computeIfAbsent(reason.get(), none -> new ArrayList<>())
                                .add(place);
                    } else if (command.words().get(0).equals("mvn")) {
                        counts.merge("run by CI", 1, Integer::sum);
                        if (ci.lines().noneMatch(line -> line.equals(command.toString()))) {
                            wrong.add(place + " is no line of .ci/run: " + command);
                        }
                    } else if (PageCommands.isRunByItsTest(command.words(), page)) {
                        counts.merge("run by the tests of the examples", 1, Integer::sum);
                        if (!isTested(command.words().get(1))) {
                            wrong.add(place + " no test runs the example: " + command);
                        }
                    } else {
                        counts.merge("run by CommandsOfPagesTest", 1, Integer::sum);
                    }
                }
            }
        }
        exempt.forEach((reason, places) -> System.out.printf(
                "documentation: %d commands not run, %s: %s%n", places.size(), reason, String.join(", ", places)));
        System.out.println("documentation: commands "
                + counts.entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .collect(Collectors.joining(", ")));
        assertThat(wrong).isEmpty();
        assertThat(exempt.keySet()).containsExactlyInAnyOrderElementsOf(EXEMPT_COMMANDS.values());
        assertThat(ci.lines()).as("the tests of the exempt commands").contains("mvn -B -ntp verify");
    }

    private static Optional<String> reason(Command command) {
        return command.words().get(0).equals("mvn")
                ? EXEMPT_COMMANDS.entrySet().stream()
                        .filter(exempt -> command.words().stream().anyMatch(word -> word.startsWith(exempt.getKey())))
                        .map(Map.Entry::getValue)
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isTested(String example) throws IOException {
        Pattern call = Pattern.compile("\\b" + example + "\\.\\w+\\(");
        for (Path test : TreeTest.files(name -> name.equals("ExamplesTest.java"))) {
            return call.matcher(Files.readString(test)).find();
        }
        return false;
    }

    @Test
    void every_block_of_json_or_of_no_language_is_compared_or_exempt_with_a_reason() throws IOException {
        assertCompared("", EXEMPT_BLOCKS);
        assertCompared("json", EXEMPT_JSON);
    }

    private static void assertCompared(String language, Map<String, String> reasons) throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> unused = new ArrayList<>(reasons.keySet());
        for (MarkdownPage page : CommandsOfPagesTest.read()) {
            for (Block block : page.blocks()) {
                Optional<String> exempt = reasons.keySet().stream()
                        .filter(text -> block.language().equals(language)
                                && block.text().contains(text))
                        .findFirst();
                boolean isOfCommands =
                        ShellCommands.commandLines(block).stream().anyMatch(line -> !line.isBlank());
                if (exempt.isPresent()) {
                    unused.remove(exempt.get());
                    System.out.printf(
                            "documentation: block not compared, %s: %s%n", reasons.get(exempt.get()), block.place(0));
                } else if (block.language().equals(language)
                        && !isOfCommands
                        && block.directive().isEmpty()
                        && !isWrittenByTheBuild(page, block)) {
                    wrong.add(block.place(0) + " " + block.code().get(0));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(unused).isEmpty();
    }

    /** Whether a block is between the marks of a part that {@link Pages} compares. */
    private static boolean isWrittenByTheBuild(MarkdownPage page, Block block) {
        for (int i = block.line() - 1; i > 0; i--) {
            String line = page.lines().get(i - 1);
            if (line.matches("<!-- [\\w-]+: (begin|end) -->")) {
                return line.endsWith("begin -->");
            }
        }
        return false;
    }

    @Test
    void a_text_of_a_file_is_in_the_file() throws IOException {
        int texts = 0;
        for (MarkdownPage page : CommandsOfPagesTest.read()) {
            for (Block block : page.blocks()) {
                Optional<String> file = block.clause("text of ");
                if (file.isPresent()) {
                    texts++;
                    assertThat(Files.readString(ROOT.resolve(file.get())))
                            .as(block.place(0))
                            .contains(block.code());
                }
            }
        }
        assertThat(texts).isPositive();
    }

    /** The overview of the program names each of its commands, and no others. */
    @Test
    void the_overview_of_the_commands_is_complete() throws IOException {
        Set<String> named = new TreeSet<>();
        for (MarkdownPage page : CommandsOfPagesTest.read()) {
            for (Block block : page.blocks()) {
                if (block.clauses().contains("overview")) {
                    block.code().forEach(line -> named.addAll(commandsOf(line)));
                }
            }
        }
        assertThat(named).isEqualTo(ShellCommands.programCommands());
    }

    /** The commands of {@code java -jar facebridge.jar gallery create|list NAME   text}. */
    private static List<String> commandsOf(String line) {
        List<String> commands = new ArrayList<>(List.of(""));
        assertThat(line).startsWith("java -jar facebridge.jar ");
        for (String word : line.substring("java -jar facebridge.jar ".length())
                .split("  ", 2)[0]
                .split(" ", -1)) {
            if (!word.matches("[a-z-]+(?:\\|[a-z-]+)*") || word.startsWith("-")) {
                break;
            }
            commands = commands.stream()
                    .flatMap(command -> Arrays.stream(word.split("\\|", -1)).map(one -> (command + " " + one).strip()))
                    .toList();
        }
        return commands;
    }

    @Test
    void an_output_is_compared_word_by_word_except_for_what_changes_from_run_to_run() {
        assertThat(fault("score 0.7113", "score 0.7115")).isEmpty();
        assertThat(fault("score 0.7113", "score 0.7313")).isPresent();
        assertThat(fault("score 0.7113", "score 0.71")).isPresent();
        assertThat(fault("rate 8.6644e-3", "rate 8.7000e-3")).isEmpty();
        assertThat(fault("rate 8.6644e-3", "rate 8.6644e-2")).isPresent();
        assertThat(fault("face of 215 x 234 pixels at 98, 104", "face of 216 x 234 pixels at 98, 102"))
                .isEmpty();
        assertThat(fault("face of 215 x 234 pixels at 98, 104", "face of 218 x 234 pixels at 98, 104"))
                .isPresent();
        assertThat(fault("2 people", "3 people")).isPresent();
        assertThat(fault("id 01eaa199-ba78-4dc3-bf51-634302969a98", "id 77eaa199-ba78-4dc3-bf51-634302969a98"))
                .isEmpty();
        assertThat(fault("id 01eaa199-ba78-4dc3-bf51-634302969a98", "id none")).isPresent();
        assertThat(fault("until 2026-11-24T03:47:39.29Z, 12 ms", "until 2027-01-01T00:00:00Z, 1700 ms"))
                .isEmpty();
        assertThat(fault("anchor 13:41d2…", "anchor 13:07ab")).isEmpty();
        assertThat(fault("anchor 13:41d2…", "anchor 13:none")).isPresent();
        assertThat(fault("a … c", "a b c")).isEmpty();
        assertThat(fault("a   b", "a b")).isEmpty();
    }

    @Test
    void an_output_has_every_line_unless_dots_stand_for_lines() {
        assertThat(fault("a\nb", "a\nb")).isEmpty();
        assertThat(fault("a", "a\nb")).isPresent();
        assertThat(fault("a\nb", "a")).isPresent();
        assertThat(fault("…\nb\n…", "a\na\nb\nc")).isEmpty();
        assertThat(fault("…\nb", "a\nb\nc")).isPresent();
        assertThat(fault("a\n…\nd", "a\nb\nc\nd")).isEmpty();
        assertThat(fault("a\n…\nd", "a\nb\nc")).isPresent();
    }

    private static Optional<String> fault(String shown, String printed) {
        return ShownOutput.fault(lines(shown), lines(printed));
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.split("\n", -1));
    }

    @Test
    void json_has_the_fields_types_and_texts_that_are_shown() throws IOException {
        assertThat(jsonFault("{\"a\":1,\"b\":\"x…\"}", "{\"a\":2,\"b\":\"xyz\"}"))
                .isEmpty();
        assertThat(jsonFault("{\"a\":1}", "{\"a\":1,\"b\":2}")).isPresent();
        assertThat(jsonFault("{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}")).isPresent();
        assertThat(jsonFault("{\"a\":1}", "{\"a\":1.5}")).isPresent();
        assertThat(jsonFault("{\"a\":null}", "{\"a\":1}")).isPresent();
        assertThat(jsonFault("{\"a\":true}", "{\"a\":false}")).isPresent();
        assertThat(jsonFault("{\"a\":[1,…],\"b\":{…},\"c\":…}", "{\"a\":[1,2],\"b\":{\"x\":1},\"c\":3}"))
                .isEmpty();
        assertThat(jsonFault("{\"a\":[1,2]}", "{\"a\":[1]}")).isPresent();
        assertThat(jsonFault("{\"a\":[{\"b\":1}]}", "{\"a\":[{\"c\":1}]}"))
                .hasValueSatisfying(fault -> assertThat(fault).contains("a[0]"));
    }

    private static Optional<String> jsonFault(String shown, String printed) throws IOException {
        return JsonShape.fault(
                JsonShape.documents(shown).get(0), JsonShape.documents(printed).get(0), "");
    }
}
