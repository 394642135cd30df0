package io.facebridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.local.HoldingProcess.Thing;
import io.facebridge.operations.audit.DecisionLogVerdict;
import io.facebridge.operations.audit.DecisionLogVerifier;
import io.facebridge.operations.migration.JournalEntries;
import io.facebridge.operations.migration.MigrationJournal;
import io.facebridge.testkit.Effort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes race for one log of decisions, one journal and one store, and read the files all the while: 5 rounds, or as
 * many times that as {@link Effort} says.
 */
@Tag("slow")
class OneHolderTest {
    private static final int ROUNDS = Effort.times(5);
    private static final int TIMES = 3;

    @TempDir
    private Path folder;

    @Test
    void of_two_processes_one_holds_the_files_whoever_reads_them_and_nothing_is_lost() throws Exception {
        Path place = Files.createDirectory(folder.resolve("shared"));
        long decisions = 0;
        int entries = 0;
        int templates = 0;
        List<String> passes = List.of();
        try (Child one = new Child(place, 0);
                Child two = new Child(place, 10_000_000)) {
            for (int round = 0; round < ROUNDS; round++) {
                String as = "round " + round;
                List<String> held = new ArrayList<>();
                for (String answer : both(one, two, "open " + 2 * round, "open " + (2 * round + 1))) {
                    held.addAll(things(answer));
                }
                assertThat(held).as(as + ": what is held").hasSameSizeAs(Thing.values());
                assertThat(new TreeSet<>(held)).as(as + ": what is held").hasSameSizeAs(Thing.values());
                for (String answer : both(one, two, "work " + TIMES, "work " + TIMES)) {
                    assertThat(things(answer))
                            .as(as + ": what was opened twice")
                            .isEmpty();
                    String[] words = answer.split(" ", -1);
                    decisions += Long.parseLong(words[1]);
                    entries += Integer.parseInt(words[2]);
                    templates += Integer.parseInt(words[3]);
                }
                passes = both(one, two, "close", "close");
            }
        }

        assertThat(passes)
                .as("how often all files were read beside")
                .allMatch(answer -> answer.matches("closed [1-9][0-9]*"));
        DecisionLogVerdict verdict = DecisionLogVerifier.verify(Thing.LOG.in(place));
        assertThat(verdict.inOrder()).isTrue();
        assertThat(verdict.last().records()).isEqualTo(decisions).isEqualTo((long) ROUNDS * TIMES);
        try (MigrationJournal journal = MigrationJournal.open(Thing.JOURNAL.in(place))) {
            assertThat(JournalEntries.count(journal)).isEqualTo(entries).isEqualTo(ROUNDS * TIMES);
        }
        try (LocalTemplateStore store =
                LocalTemplateStore.in(Thing.STORE.in(place)).open()) {
            assertThat(store.info(HoldingProcess.STAFF).faces())
                    .hasValue(templates)
                    .hasValue((long) ROUNDS * TIMES);
        }
    }

    /** Both get their command before either is awaited. */
    private static List<String> both(Child one, Child two, String toOne, String toTwo) throws IOException {
        one.send(toOne);
        two.send(toTwo);
        return List.of(one.answer(), two.answer());
    }

    private static List<String> things(String answer) {
        String list = answer.substring(answer.indexOf('[') + 1, answer.indexOf(']'));
        return list.isEmpty() ? List.of() : List.of(list.split(", "));
    }

    private final class Child implements AutoCloseable {
        private final Process process;
        private final Path errors;
        private final PrintWriter in;
        private final BufferedReader out;

        Child(Path place, int first) throws IOException {
            errors = Files.createTempFile(folder, "child", ".err");
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            HoldingProcess.class.getName(),
                            place.toString(),
                            Integer.toString(first))
                    .redirectError(errors.toFile())
                    .start();
            in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
            out = process.inputReader(StandardCharsets.UTF_8);
        }

        void send(String line) {
            in.println(line);
        }

        String answer() throws IOException {
            String line = out.readLine();
            assertThat(line)
                    .as("the process ended: %s", Files.readString(errors))
                    .isNotNull();
            return line;
        }

        @Override
        public void close() throws IOException {
            in.close();
            out.close();
            process.destroyForcibly().onExit().join();
        }
    }
}
