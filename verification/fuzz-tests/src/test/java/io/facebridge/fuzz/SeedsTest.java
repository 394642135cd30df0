package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The inputs that others are made of, and those that something was found with, without the fuzzer. */
class SeedsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Target.class)
    void every_seed_is_read_and_most_are_accepted(Target name) throws IOException {
        try (FuzzTarget target = name.open(folder)) {
            List<byte[]> seeds = target.seeds();
            int taken = 0;
            for (byte[] seed : seeds) {
                assertThat(seed.length).isLessThanOrEqualTo(target.longest());
                taken += Limits.take(target, seed) ? 1 : 0;
            }
            assertThat(taken).isGreaterThanOrEqualTo((seeds.size() + 1) / 2);
        }
    }
}
