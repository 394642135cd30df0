package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.architecture.MarkdownPage.Block;
import io.facebridge.architecture.ShellCommands.Command;
import io.facebridge.local.LocalFaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the pages do what the pages say: see {@link PageRun}. */
@Tag("models")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "not on this operating system: commands of a POSIX shell")
class CommandsOfPagesTest {
    private static final Path ROOT = CompiledModules.root();

    /** Two pages at a time: the commands of a page wait for one another. */
    private static final ExecutorService PAGES_AT_ONCE = Executors.newFixedThreadPool(2);

    private static LocalFaces eyes;
    private static final Map<String, Future<Ran>> RUNS = new HashMap<>();

    /** What the run of a page found wrong, and the commands that it ran. */
    private record Ran(List<String> faults, List<Command> commands) {}

    @BeforeAll
    static void start(@TempDir Path shared) throws IOException {
        eyes = LocalFaces.create();
        for (String name : pages().toList()) {
            RUNS.put(name, PAGES_AT_ONCE.submit(() -> run(ROOT.resolve(name), shared)));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        int commands = 0;
        for (Future<Ran> run : RUNS.values()) {
            commands += run.get().commands().size();
        }
        PAGES_AT_ONCE.shutdown();
        eyes.close();
        System.out.printf("documentation: %d commands run%n", commands);
    }

    private static Ran run(Path file, Path shared) throws Exception {
        MarkdownPage page = MarkdownPage.read(file);
        List<String> wrong = new ArrayList<>();
        try (PageRun run = new PageRun(page, eyes, shared)) {
            for (Block block : page.blocks()) {
                wrong.addAll(run.run(block));
            }
            return new Ran(wrong, run.commands());
        }
    }

    static Stream<String> pages() throws IOException {
        return TreeTest.files(name -> name.endsWith(".md")).stream()
                .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                .filter(name -> name.equals("README.md") || name.equals("CONTRIBUTING.md") || name.startsWith("docs/"))
                .sorted();
    }

    /** Reads all pages. */
    static List<MarkdownPage> read() throws IOException {
        List<MarkdownPage> pages = new ArrayList<>();
        for (String name : pages().toList()) {
            pages.add(MarkdownPage.read(ROOT.resolve(name)));
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_command_ends_as_the_page_says_and_prints_what_it_shows(String name) throws Exception {
        assertThat(Objects.requireNonNull(RUNS.get(name)).get().faults()).isEmpty();
    }

    @Test
    void finds_a_wrong_exit_code_a_wrong_output_and_what_is_left_out(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("page.md"), """
                ```sh
                facebridge detect nowhere.jpg
                ```
                <!-- docs-test: exits 2 -->
                ```
                $ facebridge compare a.jpg
                Another line.
                ```
                <!-- docs-test: exits 3 -->
                ```sh
                facebridge detect nowhere.jpg
                ```
                <!-- docs-test: output -->
                ```
                nowhere.jpg…
                ```
                ```sh
                facebridge detect photo.jpg …
                ```
                <!-- docs-test: json of facebridge capabilities --json --provider local -->
                ```json
                {"providers":[]}
                ```
                """);

        assertThat(run(page, folder).faults())
                .satisfiesExactly(
                        exitCode -> assertThat(exitCode).contains("page.md:2 ", "exit code 3, not 0"),
                        output -> assertThat(output).contains("page.md:6 ", "shows 'Another line.'"),
                        dots -> assertThat(dots).contains("page.md:18 ", "put what is left out"),
                        json -> assertThat(json).contains("page.md:22 ", "providers shows 0 elements, but has 1"));
    }

    @Test
    void some_page_runs_each_command_of_the_program() throws InterruptedException, ExecutionException {
        Set<String> missing = new TreeSet<>(ShellCommands.programCommands());
        for (Future<Ran> run : RUNS.values()) {
            for (Command command : run.get().commands()) {
                String words = String.join(" ", PageCommands.executed(command.words()));
                missing.removeIf(name -> words.startsWith("facebridge " + name));
            }
        }
        assertThat(missing).isEmpty();
    }
}
