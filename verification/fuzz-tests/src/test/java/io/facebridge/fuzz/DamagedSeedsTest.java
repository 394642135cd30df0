package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.testkit.Mutations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Inputs that damage turns seeds into, the same each time: a process of its own, beside the fuzzer's. */
@Tag("slow")
class DamagedSeedsTest {
    private static final long SEED = Long.getLong("facebridge.seed", 19);
    private static final int THOUSAND = 1000;
    private static final int INPUTS = 6_000;

    @TempDir
    private Path folder;

    /** The same inputs each time, without regard to what they reach. */
    @ParameterizedTest
    @EnumSource(Target.class)
    void a_damaged_seed_is_accepted_or_refused_as_documented(Target name) throws IOException {
        Mutations mutations = Mutations.of(SEED + name.title().hashCode());
        int times = INPUTS * name.share() / THOUSAND;
        int taken = 0;
        try (FuzzTarget target = name.open(folder)) {
            List<byte[]> seeds = target.seeds();
            for (int i = 0; i < times; i++) {
                byte[] input = mutations.next(seeds.get(i % seeds.size()));
                try {
                    taken += Limits.take(target, input) ? 1 : 0;
                } catch (RuntimeException | Error e) {
                    throw new AssertionError(
                            name + ", input " + i + ": " + Base64.getEncoder().encodeToString(input), e);
                }
            }
        }
        assertThat(taken).isBetween(1, times - 1);
    }
}
