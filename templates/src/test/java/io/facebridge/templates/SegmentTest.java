package io.facebridge.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTest {
    private static final int BASE = 1_000;
    private static final int ROWS = 50;

    private record Filled(
            Segment<String, Integer> segment, List<float[]> vectors, BinaryQuantizer signs, Vectors more) {}

    private static Filled filled(int dimension) {
        BinaryQuantizer signs = new BinaryQuantizer(dimension);
        Segment<String, Integer> segment = new Segment<>(
                BASE, ROWS, dimension, signs.words(), RowMemory.heap().allocate(ROWS, dimension, false));
        Vectors vectors = new Vectors(dimension, dimension);
        List<float[]> all = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            all.add(vectors.any());
            segment.write(row, new Entry<>("p" + row, row), new TemplateRow(all.get(row), signs));
        }
        return new Filled(segment, all, signs, vectors);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 64, 130, 512})
    void a_cosine_is_exact_and_no_bound_is_below_it_or_far_above(int dimension) {
        Filled filled = filled(dimension);
        float[] scratch = new float[dimension];
        for (int i = 0; i < 20; i++) {
            float[] probe = i % 2 == 0 ? filled.more.any() : filled.more.near(filled.vectors.get(i), 0.3);
            for (int row = 0; row < ROWS; row++) {
                double cosine = Vectors.cosine(filled.vectors.get(row), probe);
                double step = 0;
                for (float value : filled.vectors.get(row)) {
                    step = Math.max(step, Math.abs(value) / 127.0);
                }
                assertThat(filled.segment.cosine(row, probe, scratch)).isEqualTo(cosine);
                assertThat((double) filled.segment.boundByFloats(row, probe, scratch))
                        .isBetween(cosine, cosine + 4e-6);
                assertThat((double) filled.segment.boundByCodes(row, probe)).isBetween(cosine, cosine + 4 * step);
            }
        }
    }

    @Test
    void a_cosine_is_between_minus_1_and_1_also_where_a_vector_is_a_little_too_long() {
        BinaryQuantizer signs = new BinaryQuantizer(2);
        Segment<String, Integer> segment =
                new Segment<>(0, 1, 2, signs.words(), RowMemory.heap().allocate(1, 2, false));
        segment.write(0, new Entry<>("p", 0), new TemplateRow(new float[] {1.0001f, 0}, signs));

        assertThat(segment.cosine(0, new float[] {1, 0}, new float[2])).isEqualTo(1);
        assertThat(segment.cosine(0, new float[] {-1, 0}, new float[2])).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256, 512, 1024})
    void the_rows_that_differ_in_less_bits_than_the_limit_are_offered(int dimension) {
        Filled filled = filled(dimension);
        Segment<String, Integer> segment = filled.segment;
        for (int gone : new int[] {0, 7, 30}) {
            segment.clear(gone);
        }
        for (int limit : new int[] {0, dimension / 4, dimension / 2, dimension + 1}) {
            for (int used : new int[] {0, 1, 8, ROWS - 1, ROWS}) {
                float[] probe = filled.more.near(filled.vectors.get(3), 0.5);
                long[] bits = new long[filled.signs.words()];
                filled.signs.write(probe, bits, 0);
                NearestCodes nearest = new NearestCodes(ROWS, dimension, limit);

                segment.offer(nearest, bits, used);

                List<Long> expected = new ArrayList<>();
                for (int row = 0; row < used; row++) {
                    long[] of = new long[filled.signs.words()];
                    filled.signs.write(filled.vectors.get(row), of, 0);
                    int distance = 0;
                    for (int word = 0; word < of.length; word++) {
                        distance += Long.bitCount(of[word] ^ bits[word]);
                    }
                    if (distance < limit && row != 0 && row != 7 && row != 30) {
                        expected.add((long) distance << 32 | BASE + row);
                    }
                }
                assertThat(LongStream.of(nearest.nearest()).boxed())
                        .as("limit %d, rows %d", limit, used)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256, 512})
    void what_is_full_offers_the_nearest_first_rows_only(int dimension) {
        BinaryQuantizer signs = new BinaryQuantizer(dimension);
        Segment<String, Integer> segment = new Segment<>(
                BASE, ROWS, dimension, signs.words(), RowMemory.heap().allocate(ROWS, dimension, false));
        TemplateRow same = new TemplateRow(new Vectors(dimension, 1).any(), signs);
        for (int row = 0; row < ROWS; row++) {
            segment.write(row, new Entry<>("p" + row, row), same);
        }
        NearestCodes nearest = new NearestCodes(3, dimension, dimension + 1);

        segment.offer(nearest, same.bits, ROWS);

        assertThat(nearest.limit()).isZero();
        assertThat(LongStream.of(nearest.nearest()).sorted()).containsExactly(BASE + 0L, BASE + 1L, BASE + 2L);
    }

    @Test
    void nothing_of_a_cleared_row_is_left_and_its_neighbors_stay() {
        Filled filled = filled(130);
        float[] probe = filled.vectors.get(5);
        float[] scratch = new float[130];

        filled.segment.clear(5);

        float[] read = new float[130];
        filled.segment.read(5, read);
        assertThat(read).containsOnly(0);
        assertThat(filled.segment.owner(5)).isNull();
        assertThat(filled.segment.boundByCodes(5, probe)).isZero();
        assertThat((double) filled.segment.boundByFloats(5, probe, scratch)).isCloseTo(0, within(1e-5));
        assertThat(filled.segment.cosine(5, probe, scratch)).isZero();
        for (int row : new int[] {4, 6}) {
            filled.segment.read(row, read);
            assertThat(read).containsExactly(filled.vectors.get(row));
            assertThat(filled.segment.owner(row)).isNotNull();
            float[] own = filled.vectors.get(row);
            assertThat((double) filled.segment.boundByCodes(row, own)).isBetween(1.0, 1.1);
            NearestCodes nearest = new NearestCodes(1, 256, 1);
            long[] bits = new long[filled.signs.words()];
            filled.signs.write(own, bits, 0);
            filled.segment.offer(nearest, bits, ROWS);
            assertThat(nearest.nearest()).as("the bits of row %d", row).containsExactly(BASE + row);
        }
    }

    @Test
    void a_segment_has_room_for_as_many_rows_as_it_was_made_for() {
        assertThat(filled(64).segment.capacity()).isEqualTo(ROWS);
    }
}
