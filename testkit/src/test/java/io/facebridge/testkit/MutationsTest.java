package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MutationsTest {
    private static final int TIMES = 20_000;

    private static byte[] numbered(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static List<byte[]> damaged(long seed, byte[] original) {
        Mutations mutations = Mutations.of(seed);
        List<byte[]> damaged = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            damaged.add(mutations.next(original));
        }
        return damaged;
    }

    @Test
    void the_same_seed_damages_in_the_same_way_and_another_one_differently() {
        byte[] original = numbered(40);

        assertThat(damaged(1, original)).containsExactlyElementsOf(damaged(1, original));
        assertThat(damaged(1, original).get(0))
                .isNotEqualTo(damaged(2, original).get(0));
    }

    @Test
    void the_original_is_not_changed_and_is_rarely_the_result() {
        byte[] original = numbered(40);
        List<byte[]> damaged = damaged(3, original);

        assertThat(original).isEqualTo(numbered(40));
        assertThat(damaged.stream().filter(bytes -> Arrays.equals(bytes, original)))
                .hasSizeLessThan(TIMES / 50);
    }

    @Test
    void every_place_is_hit_also_the_first_and_the_last() {
        byte[] original = numbered(40);
        List<byte[]> ofSameLength = damaged(4, original).stream()
                .filter(bytes -> bytes.length == original.length)
                .toList();

        for (int at = 0; at < original.length; at++) {
            int place = at;
            assertThat(ofSameLength.stream().filter(bytes -> bytes[place] != original[place]))
                    .as("damaged at %d", at)
                    .isNotEmpty();
        }
    }

    @Test
    void one_bit_is_flipped_in_every_position() {
        byte[] zeros = new byte[3];
        List<Integer> single = damaged(5, zeros).stream()
                .filter(bytes -> bytes.length == 3)
                .map(bytes -> Arrays.stream(new int[] {bytes[0], bytes[1], bytes[2]})
                        .map(value -> value & 0xff)
                        .toArray())
                .filter(values ->
                        IntStream.of(values).filter(value -> value != 0).count() == 1)
                .map(values -> IntStream.of(values).sum())
                .toList();

        assertThat(single).contains(1, 2, 4, 8, 16, 32, 64, 128);
    }

    @Test
    void parts_are_cut_off_removed_and_duplicated_and_nothing_is_invented_then() {
        byte[] original = numbered(40);
        List<byte[]> damaged = damaged(6, original);

        assertThat(damaged).anyMatch(bytes -> bytes.length == 0);
        assertThat(damaged)
                .anyMatch(bytes ->
                        bytes.length == 39 && bytes[38] == 38 && Arrays.equals(bytes, Arrays.copyOf(original, 39)));
        assertThat(damaged)
                .anyMatch(bytes -> bytes.length == 24
                        && bytes[0] == 0
                        && bytes[23] == 39
                        && IntStream.range(1, 24)
                                        .filter(i -> bytes[i] - bytes[i - 1] != 1)
                                        .count()
                                == 1);
        assertThat(damaged)
                .anyMatch(bytes -> bytes.length == 56
                        && bytes[0] == 0
                        && bytes[55] == 39
                        && IntStream.range(1, 56)
                                        .filter(i -> bytes[i] - bytes[i - 1] == -15)
                                        .count()
                                == 1);
        assertThat(damaged).allMatch(bytes -> bytes.length <= original.length + 4 * 16);
    }

    @Test
    void nothing_is_left_to_damage_of_no_bytes() {
        assertThat(Mutations.of(7).next(new byte[0])).isEmpty();
    }

    @Test
    void one_to_four_kinds_of_damage_are_done() {
        byte[] original = new byte[4000];
        List<Integer> places = damaged(8, original).stream()
                .filter(bytes -> bytes.length == original.length)
                .map(bytes -> {
                    int groups = 0;
                    int last = -100;
                    for (int i = 0; i < bytes.length; i++) {
                        if (bytes[i] != 0) {
                            groups += i - last > 16 ? 1 : 0;
                            last = i;
                        }
                    }
                    return groups;
                })
                .distinct()
                .sorted()
                .toList();

        assertThat(places).startsWith(0, 1, 2, 3, 4).last().isEqualTo(4);
    }
}
