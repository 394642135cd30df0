package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever reads bytes from outside accepts them, or refuses them by an exception that it documents, soon and within its memory. */
@Tag("slow")
class FuzzTest {
    /** How many inputs Jazzer tries in all, each target its share in a process of its own; in an ordinary build 1,500 in one process. */
    private static final String INPUTS = "facebridge.fuzz";

    private static final long SEED = Long.getLong("facebridge.seed", 19);
    private static final int THOUSAND = 1000;
    private static final int ORDINARY_BY_JAZZER = 1_500;

    @TempDir
    private Path folder;

    @Test
    void jazzer_finds_no_input_that_is_neither_accepted_nor_refused_as_documented() throws Exception {
        long inputs = Long.getLong(INPUTS, 0);
        List<FuzzRun> runs = inputs == 0 ? List.of(ordinary()) : all(inputs);
        Map<Target, FuzzRun.Count> counts = new EnumMap<>(Target.class);
        for (FuzzRun run : runs) {
            assumeFalse(run.isWithoutEngine(), "engine missing: Jazzer has no native library for this machine");
            counts.putAll(run.counts());
        }
        print(counts);
        for (FuzzRun run : runs) {
            assertThat(run.isClean()).as(run.findings()).isTrue();
        }
        assertThat(counts).containsOnlyKeys(Target.values());
        assertThat(counts.values().stream().mapToLong(FuzzRun.Count::runs).sum())
                .isGreaterThanOrEqualTo(inputs == 0 ? ORDINARY_BY_JAZZER : inputs);
    }

    private FuzzRun ordinary() {
        // Over before the second compiler pays.
        return FuzzRun.of(folder, SEED, ORDINARY_BY_JAZZER, List.of("-XX:TieredStopAtLevel=1"), Target.values());
    }

    /** Each target in a process of its own, as many at a time as there are processors. */
    private List<FuzzRun> all(long inputs) throws IOException, InterruptedException, ExecutionException {
        ExecutorService processes =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<FuzzRun>> running = new ArrayList<>();
            for (Target target : Target.values()) {
                Path own = Files.createDirectories(folder.resolve(target.name()));
                long share = (inputs * target.share() + THOUSAND - 1) / THOUSAND;
                running.add(processes.submit(() -> FuzzRun.of(own, SEED, share, List.of(), target)));
            }
            List<FuzzRun> runs = new ArrayList<>();
            for (Future<FuzzRun> run : running) {
                runs.add(run.get());
            }
            return runs;
        } finally {
            processes.shutdownNow();
        }
    }

    private static void print(Map<Target, FuzzRun.Count> counts) {
        counts.forEach((target, count) -> System.out.printf(
                Locale.ROOT,
                "fuzzed %-18s %,11d inputs, %,9d accepted, %,5d s%n",
                target.title(),
                count.runs(),
                count.taken(),
                count.millis() / THOUSAND));
    }
}
