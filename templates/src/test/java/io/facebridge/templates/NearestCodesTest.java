package io.facebridge.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestCodesTest {
    private static final int BITS = 64;

    private static long packed(int distance, int row) {
        return (long) distance << 32 | row;
    }

    /** As a segment does: what is not worth it is not offered. */
    private static void offer(NearestCodes nearest, int distance, int row) {
        if (distance < nearest.limit()) {
            nearest.offer(distance, row);
        }
    }

    private static long[] sorted(NearestCodes nearest) {
        return LongStream.of(nearest.nearest()).sorted().toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "1, 1",
        "1, 2",
        "1, 3",
        "1, 50",
        "2, 4",
        "2, 5",
        "3, 3",
        "3, 6",
        "3, 7",
        "3, 1000",
        "10, 10",
        "10, 20",
        "10, 21",
        "10, 40",
        "100, 5000",
        "1500, 20000",
        "2048, 4096",
        "2048, 4097",
        "3000, 4097",
        "3000, 7000",
        "5000, 20000"
    })
    void keeps_the_nearest_rows_and_of_equally_near_ones_the_first(int most, int rows) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int spread = seed % 4 == 0 ? 2 : BITS + 1; // few distances make many ties
            int[] distances = random.ints(rows, BITS + 1 - spread, BITS + 1).toArray();
            NearestCodes nearest = new NearestCodes(most, BITS, BITS + 1);

            IntStream.range(0, rows).forEach(row -> offer(nearest, distances[row], row));

            assertThat(sorted(nearest))
                    .as("seed %d", seed)
                    .containsExactly(IntStream.range(0, rows)
                            .mapToLong(row -> packed(distances[row], row))
                            .sorted()
                            .limit(most)
                            .toArray());
        }
    }

    @Test
    void rows_that_come_nearer_and_nearer_and_rows_that_go_farther_are_distinguished() {
        for (int most : new int[] {1, 7, 100}) {
            NearestCodes nearer = new NearestCodes(most, 2000, 2001);
            NearestCodes farther = new NearestCodes(most, 2000, 2001);
            for (int i = 0; i < 2000; i++) {
                offer(nearer, 2000 - i, i);
                offer(farther, i, i);
            }

            assertThat(sorted(nearer)).hasSize(most).startsWith(packed(1, 1999)).endsWith(packed(most, 2000 - most));
            assertThat(sorted(farther)).hasSize(most).startsWith(packed(0, 0)).endsWith(packed(most - 1, most - 1));
        }
    }

    @Test
    void takes_what_differs_in_less_bits_than_its_limit_and_the_limit_falls_to_the_worst_that_is_kept() {
        NearestCodes nearest = new NearestCodes(2, BITS, 10);
        assertThat(nearest.limit()).isEqualTo(10);

        for (int row = 0; row < 5; row++) {
            offer(nearest, 3 + row % 2, row);
        }

        assertThat(nearest.limit()).isEqualTo(3);
        assertThat(sorted(nearest)).containsExactly(packed(3, 0), packed(3, 2));
    }

    @ParameterizedTest
    @CsvSource({"1, 10, 10", "5, 0, 3", "5, 3, 0", "5, 3, 4", "5, 100, 2", "5, 100, 100", "50, 20, 30"})
    void two_that_looked_at_different_rows_are_one(int most, int mine, int others) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int[] distances = random.ints(mine + others, 0, 6).toArray();
            NearestCodes one = new NearestCodes(most, BITS, BITS + 1);
            NearestCodes other = new NearestCodes(most, BITS, BITS + 1);
            IntStream.range(0, mine).forEach(row -> offer(one, distances[row], row));
            IntStream.range(mine, mine + others).forEach(row -> offer(other, distances[row], row));

            one.addAll(other);

            assertThat(sorted(one))
                    .as("seed %d", seed)
                    .containsExactly(IntStream.range(0, mine + others)
                            .mapToLong(row -> packed(distances[row], row))
                            .sorted()
                            .limit(most)
                            .toArray());
        }
    }
}
